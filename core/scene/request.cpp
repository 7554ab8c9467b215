#include "throughline/document.h"

#include "throughline/scene.h"

namespace throughline {
namespace {

Error refuse(const std::string& member, const std::string& what) {
  return Error{Code::invalid_view, "/" + member + ": " + what};
}

std::optional<Error> read_text(const Json& value, const std::string& name, std::string& target) {
  if (!value.is_string()) return refuse(name, "a string is wanted");
  target = value.get<std::string>();
  return std::nullopt;
}

std::optional<Error> read_texts(const Json& value, const std::string& name,
                                std::vector<std::string>& target) {
  if (!value.is_array()) return refuse(name, "a list of strings is wanted");
  for (const Json& item : value) {
    if (!item.is_string()) return refuse(name, "a list of strings is wanted");
    target.push_back(item.get<std::string>());
  }
  return std::nullopt;
}

std::optional<Error> read_size(const Json& value, const std::string& name, std::int32_t low,
                               std::int32_t high, std::int32_t& target) {
  if (!value.is_number_integer() || value < low || value > high)
    return refuse(name, "a whole number from " + std::to_string(low) + " to " +
                            std::to_string(high) + " is wanted");
  target = value.get<std::int32_t>();
  return std::nullopt;
}

// Milliseconds, or a text that labels its offset.
std::optional<Error> read_instant(const Json& value, const std::string& name,
                                  std::optional<std::int64_t>& target) {
  if (value.is_number()) {
    const double ms = value.get<double>();
    if (!(ms >= static_cast<double>(kMinMs) && ms <= static_cast<double>(kMaxMs)))
      return refuse(name, "outside the years 0001 to 9999");
    target = static_cast<std::int64_t>(ms);
    return std::nullopt;
  }
  const std::string text = value.is_string() ? value.get<std::string>() : std::string();
  const ParsedTime parsed =
      parse_time(text, TimeFormat{TimeUnit::milliseconds, DayFirst::unstated});
  if (parsed.what != ParsedTime::What::labelled)
    return refuse(name, "milliseconds, or a time with an offset, are wanted");
  target = parsed.instant().ms;
  return std::nullopt;
}

template <class T>
std::optional<Error> read_choice(const Json& value, const std::string& name, const char* no,
                                 const char* yes, T& target) {
  if (value == no)
    target = false;
  else if (value == yes)
    target = true;
  else
    return refuse(name, std::string("\"") + no + "\" or \"" + yes + "\" is wanted");
  return std::nullopt;
}

std::optional<Error> read_member(const std::string& name, const Json& value,
                                 SceneRequest& request) {
  if (name == "command") return std::nullopt;
  if (name == "view") return read_text(value, name, request.view);
  if (name == "width") return read_size(value, name, 1, 16384, request.width);
  if (name == "height") return read_size(value, name, 1, 1048576, request.height);
  if (name == "dir") return read_choice(value, name, "ltr", "rtl", request.rtl);
  if (name == "lanes") return read_choice(value, name, "one", "channel", request.lane_per_channel);
  if (name == "order") return read_choice(value, name, "oldest", "newest", request.newest_first);
  if (name == "from") return read_instant(value, name, request.from_ms);
  if (name == "to") return read_instant(value, name, request.to_ms);
  if (name == "drawn_from") return read_instant(value, name, request.drawn_from_ms);
  if (name == "drawn_to") return read_instant(value, name, request.drawn_to_ms);
  if (name == "origin") return read_instant(value, name, request.origin_ms);
  if (name == "sort") return read_text(value, name, request.sort);
  if (name == "selected") return read_text(value, name, request.selected);
  if (name == "reveal") return read_text(value, name, request.reveal);
  if (name == "fresh_since") return read_instant(value, name, request.fresh_since_ms);
  if (name == "pinned") return read_texts(value, name, request.pinned);
  if (name == "unfolded") return read_texts(value, name, request.unfolded);
  if (name == "descending" || name == "compress_gaps") {
    if (!value.is_boolean()) return refuse(name, "true or false is wanted");
    (name == "descending" ? request.descending : request.compress_gaps) = value.get<bool>();
    return std::nullopt;
  }
  if (name == "scroll") {
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 33000000)
      return refuse(name, "a number of CSS px from 0 to 33000000 is wanted");
    request.scroll = static_cast<Px64>(value.get<double>() * 64);
    return std::nullopt;
  }
  return refuse(name, "not a member of a view request");
}

}  // namespace

Result<SceneRequest> SceneRequest::parse(std::string_view json) {
  const Json document = parse_document(json);
  if (!document.is_object()) return Error{Code::invalid_view, "a view request is a JSON object"};
  SceneRequest request;
  for (const auto& [name, value] : document.items()) {
    if (value.is_null()) continue;
    if (const auto error = read_member(name, value, request)) return *error;
  }
  if (request.from_ms && request.to_ms && *request.from_ms >= *request.to_ms)
    return refuse("to", "the window must end after it starts");
  return request;
}

}  // namespace throughline
