// Filter as a value: names, reading, writing.
#include "throughline/filter.h"

#include <algorithm>
#include <unordered_set>

#include "throughline/document.h"

namespace throughline {
namespace {

constexpr std::string_view kFieldNames[] = {
#define FIELD(id) #id,
#include "../data/filter_fields.def"
#undef FIELD
};
static_assert(std::size(kFieldNames) == kFilterFieldCount);

constexpr std::int32_t kMaxMonths = 1200;

THROUGHLINE_LATER Error refused(std::string pointer, std::string_view why) {
  pointer += ": ";
  pointer += why;
  return Error{Code::invalid_filter, std::move(pointer)};
}

// One step of a JSON pointer (RFC 6901).
std::string pointer_to(std::string_view name) {
  std::string pointer = "/";
  for (char c : name) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
  return pointer;
}

// The value's bytes as the index compares them; nullopt where the field does not take such a value.
std::optional<std::string> value_bytes(FilterField field, const Json& json) {
  if (field == FilterField::failed) {
    if (!json.is_boolean()) return std::nullopt;
    return json.get<bool>() ? "true" : "false";
  }
  if (!json.is_string()) return std::nullopt;
  return json.get<std::string>();
}

Status read_values(FilterField field, const Json& json, Filter::Values& into) {
  const std::string pointer = pointer_to(filter_field_name(field));
  if (!json.is_array()) return refused(pointer, "a list of values is expected");
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i].is_null()) {
      into.missing = true;
      continue;
    }
    std::optional<std::string> value = value_bytes(field, json[i]);
    if (!value) {
      return refused(pointer + "/" + std::to_string(i), field == FilterField::failed
                                                            ? "true, false or null is expected"
                                                            : "a string or null is expected");
    }
    if (seen.insert(*value).second) into.values.push_back(std::move(*value));
  }
  return Done{};
}

// "2026-05-31" and nothing else.
std::optional<Civil> read_date(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  const std::string& text = json.get_ref<const std::string&>();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::int32_t parts[3] = {0, 0, 0};
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    parts[part] = parts[part] * 10 + (text[i] - '0');
  }
  CivilFields fields;
  fields.year = parts[0];
  fields.month = parts[1];
  fields.day = parts[2];
  return civil_from_fields(fields);
}

Status read_months(const Json& json, Filter& into) {
  // A number past int64 would read as a negative one.
  const std::int64_t months = json.is_number_integer() ? json.get<std::int64_t>() : 0;
  if (months < 1 || months > kMaxMonths)
    return refused("/period/months", "a whole number from 1 to 1200 is expected");
  into.months = static_cast<std::int32_t>(months);
  return Done{};
}

Status read_period(const Json& json, Filter& into) {
  if (!json.is_object()) return refused("/period", "an object is expected");
  for (const auto& [name, value] : json.items()) {
    if (name == "months") {
      if (Status read = read_months(value, into); !read) return read;
    } else if (name == "from" || name == "to") {
      std::optional<Civil>& end = name == "from" ? into.from : into.to;
      end = read_date(value);
      if (!end) return refused("/period/" + name, "a date such as \"2026-05-31\" is expected");
    } else {
      return refused("/period" + pointer_to(name), "no such member; months, from and to are known");
    }
  }
  const bool dates = into.from || into.to;
  if (into.months.has_value() == dates)
    return refused("/period", "either months, or from and to, are expected");
  if (into.from && into.to && *into.to < *into.from)
    return refused("/period/to", "this date is before from");
  return Done{};
}

Status read_member(const std::string& name, const Json& value, Filter& into) {
  if (name == "period") return read_period(value, into);
  if (name == "text") {
    if (!value.is_string()) return refused("/text", "a string is expected");
    into.text = value.get<std::string>();
    return Done{};
  }
  const std::optional<FilterField> field = filter_field_from_name(name);
  if (!field) return refused(pointer_to(name), "no such field");
  return read_values(*field, value, into.values(*field));
}

void write_values(FilterField field, const Filter::Values& values, JsonWriter& writer) {
  writer.key(filter_field_name(field)).begin_array();
  for (const std::string& value : values.values) {
    if (field == FilterField::failed)
      writer.raw(value);
    else
      writer.string(value);
  }
  if (values.missing) writer.null();
  writer.end_array();
}

void write_date(std::string_view name, const std::optional<Civil>& date, JsonWriter& writer) {
  if (!date) return;
  std::string text;
  append_date(text, *date);
  writer.key(name).string(text);
}

}  // namespace

std::string_view filter_field_name(FilterField field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

std::optional<FilterField> filter_field_from_name(std::string_view name) {
  const auto found = std::find(std::begin(kFieldNames), std::end(kFieldNames), name);
  if (found == std::end(kFieldNames)) return std::nullopt;
  return static_cast<FilterField>(found - std::begin(kFieldNames));
}

Result<Filter> Filter::parse(std::string_view json) {
  std::size_t error_byte = 0;
  const Json document = parse_document(json, &error_byte);
  if (document.is_discarded())
    return Error{Code::invalid_json,
                 "the filter is not JSON at byte " + std::to_string(error_byte)};
  try {
    if (!document.is_object()) return Error{Code::invalid_filter, "an object is expected"};
    Filter filter;
    for (const auto& [name, value] : document.items()) {
      if (Status read = read_member(name, value, filter); !read) return read.error();
    }
    return filter;
  } catch (const Json::exception& error) {
    return Error{Code::invalid_filter, error.what()};
  }
}

void Filter::append_json(std::string& out) const {
  JsonWriter writer(out);
  writer.begin_object();
  for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
    if (!fields[i].any()) write_values(static_cast<FilterField>(i), fields[i], writer);
  }
  if (months) {
    writer.key("period").begin_object().key("months").integer(*months).end_object();
  } else if (from || to) {
    writer.key("period").begin_object();
    write_date("from", from, writer);
    write_date("to", to, writer);
    writer.end_object();
  }
  if (!text.empty()) writer.key("text").string(text);
  writer.end_object();
}

bool Filter::empty() const {
  const bool no_values =
      std::all_of(fields.begin(), fields.end(), [](const Values& values) { return values.any(); });
  return no_values && !months && !from && !to && text.empty();
}

}  // namespace throughline
