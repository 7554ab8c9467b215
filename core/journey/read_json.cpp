#include "read_json.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace throughline {
namespace {

// Builds the tree. Of equal member names the last wins, as in nlohmann's own.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  Json take_root() { return std::move(root_); }
  // Of what was refused; nesting is refused without one.
  std::optional<std::size_t> error_byte() const { return error_byte_; }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t, const string_t& token) override {
    return put(Json::binary({token.begin(), token.end()}));
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // no JSON text holds any
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool key(string_t& name) override {
    key_ = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    error_byte_ = position == 0 ? 0 : position - 1;
    return false;
  }

 private:
  Json& place(Json value) {
    if (stack_.empty()) return root_ = std::move(value);
    Json& parent = *stack_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return parent.back();
    }
    return parent[key_] = std::move(value);
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json container) {
    if (stack_.size() == kDocumentDepth) return false;
    stack_.push_back(&place(std::move(container)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> stack_;  // open containers; a parent grows only while its child is closed
  std::string key_;
  std::optional<std::size_t> error_byte_;
};

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t last_break = before.rfind('\n');
  const std::size_t column =
      before.size() - (last_break == std::string_view::npos ? 0 : last_break + 1);
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
}

}  // namespace

Result<Json> read_json(std::string_view text) {
  TreeBuilder builder;
  bool is_read = false;
  try {
    is_read = Json::sax_parse(text.begin(), text.end(), &builder);
  } catch (const Json::exception&) {
    is_read = false;
  }
  if (is_read) return builder.take_root();
  if (!builder.error_byte())
    return Error{Code::invalid_json,
                 "nested deeper than " + std::to_string(kDocumentDepth) + " levels"};
  return Error{Code::invalid_json,
               line_and_column(text, *builder.error_byte()) + ": this is not well-formed JSON"};
}

bool is_number(const Json& value) { return value.is_number() || value.is_binary(); }

std::string number_token(const Json& value) {
  if (value.is_binary()) {
    const auto& bytes = value.get_binary();
    return {bytes.begin(), bytes.end()};
  }
  if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  return std::to_string(value.get<std::int64_t>());
}

std::string pointer_step(std::string_view name) {
  std::string step;
  for (char c : name) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

}  // namespace throughline
