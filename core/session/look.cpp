#include "look.h"

#include "throughline/document.h"
#include "throughline/time.h"

namespace throughline {
namespace {

Error refuse(const std::string& member, const char* what) {
  return Error{Code::invalid_query, "/" + member + ": " + what};
}

Status read_instant(const Json& value, const std::string& name,
                    std::optional<std::int64_t>& target) {
  if (!value.is_number_integer() || value < kMinMs || value > kMaxMs)
    return refuse(name, "whole milliseconds of the years 0001 to 9999 are wanted");
  target = value.get<std::int64_t>();
  return Done{};
}

Status read_member(const std::string& name, const Json& value, Look& look) {
  if (value.is_null()) return Done{};
  if (name == "from") return read_instant(value, name, look.from_ms);
  if (name == "to") return read_instant(value, name, look.to_ms);
  if (name == "view" || name == "selected") {
    if (!value.is_string()) return refuse(name, "a string is wanted");
    (name == "view" ? look.view : look.selected) = value.get<std::string>();
    return Done{};
  }
  return refuse(name, "not one of filter, view, from, to, selected");
}

Status check_window(const Look& look) {
  if (look.from_ms.has_value() != look.to_ms.has_value())
    return refuse("from", "a window has both from and to");
  if (look.from_ms && *look.from_ms >= *look.to_ms)
    return refuse("to", "the window must end after it starts");
  return Done{};
}

}  // namespace

Status Look::take_members(std::string_view json) {
  const Json members = parse_document(json);
  if (!members.is_object()) return refuse("look", "a JSON object is wanted");
  Look next;
  next.filter = filter;
  for (const auto& [name, value] : members.items())
    if (const Status status = read_member(name, value, next); !status) return status;
  if (const Status status = check_window(next); !status) return status;
  *this = std::move(next);
  return Done{};
}

Result<Look> Look::parse(std::string_view text) {
  const Json document = parse_document(text);
  if (!document.is_object()) return refuse("state", "the text of a look is wanted, a JSON object");
  Look look;
  for (const auto& [name, value] : document.items()) {
    if (name == "v") {
      if (value != 1) return refuse(name, "1 is the only version");
    } else if (name == "filter") {
      const Result<Filter> filter = Filter::parse(document_text(value));
      if (!filter) return filter.error();
      look.filter = *filter;
    } else if (const Status status = read_member(name, value, look); !status) {
      return status.error();
    }
  }
  if (const Status status = check_window(look); !status) return status.error();
  return look;
}

std::string Look::text() const {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key("v").integer(1);
  if (!filter.empty()) {
    std::string canonical;
    filter.append_json(canonical);
    writer.key("filter").raw(canonical);
  }
  if (!view.empty()) writer.key("view").string(view);
  if (from_ms) writer.key("from").integer(*from_ms).key("to").integer(*to_ms);
  if (!selected.empty()) writer.key("selected").string(selected);
  writer.end_object();
  return out;
}

void LookLog::record(const Look& look) {
  if (!begun_) looks_.clear();
  begun_ = true;
  if (!looks_.empty() && looks_[at_].text() == look.text()) return;
  if (!looks_.empty()) looks_.resize(at_ + 1);
  looks_.push_back(look);
  if (looks_.size() > kMost) looks_.erase(looks_.begin());
  at_ = looks_.size() - 1;
}

void LookLog::replace(const Look& look) {
  if (looks_.empty())
    looks_.push_back(look);
  else
    looks_[at_] = look;
}

const Look* LookLog::peek(int step) const {
  if (step < 0) return undoable() == 0 ? nullptr : &looks_[at_ - 1];
  return redoable() == 0 ? nullptr : &looks_[at_ + 1];
}

void LookLog::go(int step) {
  if (peek(step) != nullptr) at_ = step < 0 ? at_ - 1 : at_ + 1;
}

void LookLog::forget(const Look& look) {
  looks_.assign(1, look);
  at_ = 0;
}

}  // namespace throughline
