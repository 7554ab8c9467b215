// A gate from JSON. What is not understood is refused: a misspelt permission must not pass in silence.
#include "throughline/document.h"

#include "throughline/gate.h"

namespace throughline {
namespace {

constexpr std::array<std::string_view, Gate::kPermissions> kPermissionNames = {
    "journey.event.view",
    "journey.event_type.view",
    "journey.session.view",
    "journey.session_type.view",
    "external_contacts.session.view",
    "routing.wrapup_code.view",
    "routing.queue.search",
    "export",
};
constexpr std::array<std::string_view, 3> kMaskNames = {"phone", "email", "name"};
constexpr std::array<std::string_view, 2> kAudienceNames = {"agent", "customer"};
constexpr std::array<std::string_view, 5> kAbsenceNames = {"", "not_permitted", "not_supplied",
                                                           "outside_retention", "empty"};
constexpr std::int32_t kMostMonths = 1200;
constexpr std::int32_t kMostDays = 36500;

// A member's name as a step of a JSON pointer.
std::string step_to(const std::string& name) {
  std::string step = "/";
  for (char c : name) {
    if (c == '~')
      step += "~0";
    else if (c == '/')
      step += "~1";
    else
      step += c;
  }
  return step;
}

THROUGHLINE_LATER Error refuse(const std::string& pointer, const std::string& what) {
  return Error{Code::invalid_gate, pointer.empty() ? what : pointer + ": " + what};
}

template <std::size_t N>
std::optional<std::size_t> place_of(const std::array<std::string_view, N>& names,
                                    const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string& name = value.get_ref<const std::string&>();
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return i;
  return std::nullopt;
}

template <std::size_t N>
THROUGHLINE_LATER std::string listed(const std::array<std::string_view, N>& names) {
  std::string list;
  for (std::string_view name : names) {
    list += list.empty() ? "\"" : ", \"";
    list += name;
    list += '"';
  }
  return list;
}

std::optional<Error> read_flag(const Json& value, const std::string& pointer, bool& flag) {
  if (!value.is_boolean()) return refuse(pointer, "true or false is wanted");
  flag = value.get<bool>();
  return std::nullopt;
}

std::optional<Error> read_count(const Json& value, const std::string& pointer, std::int32_t most,
                                std::optional<std::int32_t>& count) {
  // Both of the library's integer types hold every number that is allowed.
  const bool fits = value.is_number_integer() && value >= 1 && value <= most;
  if (!fits)
    return refuse(pointer, "a whole number from 1 to " + std::to_string(most) + " is wanted");
  count = value.get<std::int32_t>();
  return std::nullopt;
}

std::optional<Error> read_permissions(const Json& value, const std::string& pointer, Gate& gate) {
  if (!value.is_object())
    return refuse(pointer, "an object of permission → true or false is wanted");
  gate.granted.reset();
  for (const auto& item : value.items()) {
    const auto permission = place_of(kPermissionNames, Json(item.key()));
    const std::string at = pointer + step_to(item.key());
    if (!permission) return refuse(at, "unknown permission; known are " + listed(kPermissionNames));
    bool granted = false;
    if (auto error = read_flag(item.value(), at, granted)) return error;
    gate.granted.set(*permission, granted);
  }
  return std::nullopt;
}

THROUGHLINE_LATER std::optional<Error> read_divisions(const Json& value, const std::string& pointer,
                                                      Gate& gate) {
  if (!value.is_array()) return refuse(pointer, "a list of division names is wanted");
  gate.divisions.emplace();
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!value[i].is_string())
      return refuse(pointer + "/" + std::to_string(i), "a string is wanted");
    gate.divisions->push_back(value[i].get<std::string>());
  }
  return std::nullopt;
}

std::optional<Error> read_masks(const Json& value, const std::string& pointer, Gate& gate) {
  if (!value.is_array()) return refuse(pointer, "a list of " + listed(kMaskNames) + " is wanted");
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto mask = place_of(kMaskNames, value[i]);
    if (!mask)
      return refuse(pointer + "/" + std::to_string(i),
                    "one of " + listed(kMaskNames) + " is wanted");
    gate.masks.set(*mask);
  }
  return std::nullopt;
}

THROUGHLINE_LATER std::optional<Error> read_retention(const Json& value, const std::string& pointer,
                                                      Gate& gate) {
  if (value == "forever") return std::nullopt;
  if (!value.is_object() || value.size() != 1)
    return refuse(pointer, R"("forever", {"months":n} or {"days":n} is wanted)");
  const auto& name = value.begin().key();
  const std::string at = pointer + step_to(name);
  if (name == "months") return read_count(*value.begin(), at, kMostMonths, gate.retention_months);
  if (name == "days") return read_count(*value.begin(), at, kMostDays, gate.retention_days);
  return refuse(at, "unknown member; months or days is wanted");
}

std::optional<Error> read_audience(const Json& value, const std::string& pointer, Gate& gate) {
  const auto audience = place_of(kAudienceNames, value);
  if (!audience) return refuse(pointer, "one of " + listed(kAudienceNames) + " is wanted");
  gate.audience = static_cast<Audience>(*audience);
  return std::nullopt;
}

std::optional<Error> read_member(const std::string& name, const Json& value, Gate& gate) {
  const std::string pointer = step_to(name);
  if (name == "permissions") return read_permissions(value, pointer, gate);
  if (name == "divisions") return read_divisions(value, pointer, gate);
  if (name == "audience") return read_audience(value, pointer, gate);
  if (name == "masks") return read_masks(value, pointer, gate);
  if (name == "masks_keep_metadata") return read_flag(value, pointer, gate.masks_keep_metadata);
  if (name == "retention") return read_retention(value, pointer, gate);
  if (name == "show_division_count") return read_flag(value, pointer, gate.show_division_count);
  return refuse(pointer, "unknown member of the gate");
}

Result<Gate> read_gate(const Json& json) {
  if (!json.is_object()) return refuse("", "an object is wanted");
  Gate gate = Gate::open();
  gate.is_open = false;
  for (const auto& item : json.items())
    if (auto error = read_member(item.key(), item.value(), gate)) return *error;
  return gate;
}

}  // namespace

std::string_view permission_name(Gate::Permission permission) {
  return kPermissionNames[permission];
}

std::string_view absence_name(Absence absence) {
  return kAbsenceNames[static_cast<std::size_t>(absence)];
}

Gate Gate::open() {
  Gate gate;
  gate.granted.set();
  return gate;
}

Result<Gate> Gate::parse(std::string_view json) {
  std::size_t error_byte = 0;
  const Json document = parse_document(json, &error_byte);
  if (document.is_discarded())
    return Error{Code::invalid_json, "gate: " + document_fault(error_byte)};
  try {
    return read_gate(document);
  } catch (const Json::exception& error) {
    return Error{Code::invalid_gate, error.what()};
  }
}

}  // namespace throughline
