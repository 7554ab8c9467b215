// Who the loaded customers are, as far as the viewer may know.
#include <map>
#include <set>
#include <vector>

#include "throughline/insight.h"
#include "throughline/text.h"

namespace throughline {
namespace {

struct Handle {
  std::string_view kind;
  std::string value;
  bool operator<(const Handle& other) const {
    return kind != other.kind ? kind < other.kind : value < other.value;
  }
};

void collect(const GatedTimeline& events, Row row, std::set<Handle>& handles) {
  std::string scratch;
  if (const auto phone = events.shown(row, Member::customer_phone, scratch))
    handles.insert({"phone", std::string(*phone)});
  if (const auto email = events.shown(row, Member::customer_email, scratch))
    handles.insert({"email", std::string(*email)});
  const auto others = events.shown(row, Member::customer_handles, scratch);
  if (!others) return;
  for (std::string& handle : strings_of_list(*others)) handles.insert({"other", std::move(handle)});
}

// Spellings of one phone or e-mail are one handle: the first with "+" stands, else the first by bytes. What is masked
// cannot be compared.
std::vector<Handle> distinct(const GatedTimeline& events, const std::set<Handle>& handles) {
  std::map<Handle, std::size_t> places;
  std::vector<Handle> out;
  for (const Handle& handle : handles) {
    Handle form = handle;
    if (handle.kind == "phone" && events.gives(Member::customer_phone))
      form.value = events.timeline().phone_handle(handle.value);
    if (handle.kind == "email" && events.gives(Member::customer_email))
      form.value = fold_case(handle.value);
    if (form.value.empty()) form.value = handle.value;
    const auto [place, added] = places.try_emplace(std::move(form), out.size());
    if (added)
      out.push_back(handle);
    else if (handle.value.starts_with('+') && !out[place->second].value.starts_with('+'))
      out[place->second] = handle;
  }
  return out;
}

}  // namespace

void append_customers_json(const GatedTimeline& events, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("customers").begin_array();
  for (StringId customer : events.customers()) {
    std::set<Handle> handles;
    for (Row row : events.customer_rows(customer))
      if (events.in_view(row)) collect(events, row, handles);
    const std::string name = events.customer_name(customer);
    writer.begin_object();
    writer.key("customer").string(events.text(customer));
    writer.key("name").string_or_null(name.empty() ? std::nullopt
                                                   : std::optional<std::string_view>(name));
    writer.key("handles").begin_array();
    for (const Handle& handle : distinct(events, handles))
      writer.begin_object()
          .key("kind")
          .string(handle.kind)
          .key("value")
          .string(handle.value)
          .end_object();
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
}

}  // namespace throughline
