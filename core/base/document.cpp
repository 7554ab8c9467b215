#include "throughline/document.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "throughline/base.h"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace throughline {
namespace {

// Builds the tree from what the library reads. Of equal member names the last wins, as in the
// library's own.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  explicit TreeBuilder(Numbers numbers) : numbers_(numbers) {}
  Json take_root() { return std::move(root_); }
  // Where it went wrong, counted from 1; 0 where it is nested too deep.
  std::size_t error_byte() const { return error_byte_; }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t& token) override {
    if (numbers_ == Numbers::as_values) return put(value);
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
    error_byte_ = std::max<std::size_t>(position, 1);
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
  // Values are destroyed and written recursively.
  bool open(Json container) {
    if (stack_.size() == kDocumentDepth) return false;
    stack_.push_back(&place(std::move(container)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  Numbers numbers_;
  Json root_;
  std::vector<Json*> stack_;  // open containers; a parent grows only while its child is closed
  std::string key_;
  std::size_t error_byte_ = 0;
};

// The library's own writer is for what ours does not have.
THROUGHLINE_LATER std::string number_text(const Json& number) { return number.dump(); }

void write(const Json& value, JsonWriter& writer) {
  switch (value.type()) {
    case Json::value_t::object:
      writer.begin_object();
      for (const auto& [name, member] : value.items()) write(member, writer.key(name));
      writer.end_object();
      return;
    case Json::value_t::array:
      writer.begin_array();
      for (const Json& item : value) write(item, writer);
      writer.end_array();
      return;
    case Json::value_t::string:
      writer.string(value.get_ref<const std::string&>());
      return;
    case Json::value_t::boolean:
      writer.boolean(value.get<bool>());
      return;
    case Json::value_t::number_integer:
      writer.integer(value.get<std::int64_t>());
      return;
    case Json::value_t::number_unsigned:
      if (value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
        writer.raw(number_text(value));
      else
        writer.integer(value.get<std::int64_t>());
      return;
    case Json::value_t::number_float:
      writer.raw(number_text(value));
      return;
    default:
      writer.null();
  }
}

}  // namespace

Json parse_document(std::string_view text, std::size_t* error_byte, Numbers numbers) {
  TreeBuilder builder(numbers);
  const bool is_read = Json::sax_parse(text.begin(), text.end(), &builder);
  if (error_byte != nullptr) *error_byte = builder.error_byte();
  return is_read ? builder.take_root() : Json(Json::value_t::discarded);
}

std::string document_fault(std::size_t error_byte) {
  if (error_byte == 0) return "nested deeper than " + std::to_string(kDocumentDepth) + " levels";
  return "not well-formed at byte " + std::to_string(error_byte);
}

std::string document_text(const Json& document) {
  std::string text;
  JsonWriter writer(text);
  write(document, writer);
  return text;
}

}  // namespace throughline
