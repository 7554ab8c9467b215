// tl_set: everything is checked before anything is set.
#include "throughline/document.h"

#include "state.h"

namespace throughline {
namespace {

// What a call asks for, parsed; empty optionals were not named.
struct Wanted {
  std::optional<Configuration> configuration;
  std::optional<Gate> gate;
  std::optional<std::optional<std::string>> customer;
  std::optional<Filter> filter;
  std::optional<Templates> templates;
  std::optional<ZoneId> display_zone;
  std::optional<std::optional<Instant>> as_of;
  std::vector<std::string> adapters;
  std::optional<Look>
      look;  // of "look", "state" or "history"; its filter counts unless one is named
  std::optional<int> back_or_forth;  // -1: undo, 1: redo
  bool options = false;
};

template <class T>
Status take(Result<T> result, std::optional<T>& into) {
  if (!result) return result.error();
  into = std::move(*result);
  return Done{};
}

// A document may be given as JSON or as a string that holds JSON.
std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : document_text(value);
}

Status read_as_of(const Json& value, ZoneId zone, Wanted& wanted) {
  if (value.is_null()) {
    wanted.as_of = std::optional<Instant>();
    return Done{};
  }
  if (value.is_number()) {
    const double ms = value.get<double>();
    if (!(ms >= static_cast<double>(kMinMs) && ms <= static_cast<double>(kMaxMs)))
      return Error{Code::invalid_instant, "/as_of: outside the years 0001 to 9999"};
    wanted.as_of = Instant{static_cast<std::int64_t>(ms)};
    return Done{};
  }
  if (!value.is_string())
    return Error{Code::invalid_instant, "/as_of: milliseconds or a text is wanted"};
  const Result<Instant> instant = instant_from_text(value.get<std::string>(), zone);
  if (!instant) return instant.error();
  wanted.as_of = std::optional<Instant>(*instant);
  return Done{};
}

Status read_zone(const Json& value, Wanted& wanted) {
  wanted.display_zone = kNoZone;
  if (value.is_null()) return Done{};
  if (value.is_string()) wanted.display_zone = Zones::builtin().find(value.get<std::string>());
  if (wanted.display_zone == kNoZone)
    return Error{Code::invalid_query, "/display_zone: the name of a known time zone is wanted"};
  return Done{};
}

Status read_member(const std::string& name, const Json& value, ZoneId zone, Wanted& wanted) {
  if (name == "configuration")
    return take(Configuration::parse(value.is_null() ? "{}" : text_of(value)),
                wanted.configuration);
  if (name == "gate") {
    if (!value.is_null()) return take(Gate::parse(text_of(value)), wanted.gate);
    wanted.gate = Gate::open();
    return Done{};
  }
  if (name == "filter")
    return take(Filter::parse(value.is_null() ? "{}" : text_of(value)), wanted.filter);
  if (name == "templates")
    return take(Templates::parse(value.is_null() ? "[]" : text_of(value)), wanted.templates);
  if (name == "display_zone") return read_zone(value, wanted);
  if (name == "as_of") return read_as_of(value, zone, wanted);
  if (name == "customer") {
    if (!value.is_null() && !value.is_string())
      return Error{Code::invalid_query, "/customer: a customer's id or null is wanted"};
    wanted.customer = value.is_null() ? std::optional<std::string>()
                                      : std::optional<std::string>(value.get<std::string>());
    return Done{};
  }
  if (name == "options") {
    if (!value.is_boolean()) return Error{Code::invalid_query, "/options: true or false is wanted"};
    wanted.options = value.get<bool>();
    return Done{};
  }
  if (name == "adapters") {
    if (!value.is_array())
      return Error{Code::invalid_adapter, "/adapters: a list of adapters is wanted"};
    for (const Json& adapter : value) {
      std::string text = text_of(adapter);
      if (const Result<Adapter> parsed = Adapter::parse(text); !parsed) return parsed.error();
      wanted.adapters.push_back(std::move(text));
    }
    return Done{};
  }
  return Error{Code::invalid_query,
               "/" + name +
                   ": not one of configuration, gate, customer, filter, templates, "
                   "adapters, as_of, display_zone, options, look, state, history"};
}

bool is_look_member(const std::string& name) {
  return name == "look" || name == "state" || name == "history";
}

// {"look":{…}} and {"state":"…"} are steps of the viewer, {"history":"undo"|"redo"} goes back or
// forth among them.
THROUGHLINE_LATER Status read_look(const std::string& name, const Json& value,
                                   const SessionState& session, Wanted& wanted) {
  if (name == "state")
    return take(Look::parse(value.is_null() ? "{}" : text_of(value)), wanted.look);
  if (name == "look") {
    wanted.look = session.look;
    return wanted.look->take_members(value.is_null() ? "{}" : text_of(value));
  }
  if (value != "undo" && value != "redo")
    return Error{Code::invalid_query, "/history: undo or redo is wanted"};
  wanted.back_or_forth = value == "undo" ? -1 : 1;
  const Look* other = session.looks.peek(*wanted.back_or_forth);
  wanted.look = other == nullptr ? session.look : *other;
  return Done{};
}

}  // namespace

ZoneId SessionState::display_zone() const {
  if (chosen_display_zone != kNoZone) return chosen_display_zone;
  if (configuration.display_zone != kNoZone) return configuration.display_zone;
  if (configuration.business_zone != kNoZone) return configuration.business_zone;
  return Zones::builtin().find("UTC");
}

std::string SessionState::look_text() const {
  Look shown = look;
  const Row row = shown.selected.empty() ? kNoRow : timeline.find(shown.selected);
  if (row == kNoRow || !events.in_view(row)) shown.selected.clear();
  return shown.text();
}

Result<SceneRequest> SessionState::scene_request(std::string_view json) const {
  Result<SceneRequest> request = SceneRequest::parse(json);
  if (!request || !request->view.empty()) return request;
  request->view = look.view.empty() ? "strip" : look.view;
  if (!request->from_ms && !request->to_ms) {
    request->from_ms = look.from_ms;
    request->to_ms = look.to_ms;
  }
  if (request->selected.empty()) request->selected = look.selected;
  return request;
}

bool SessionState::counts_from_as_of() const {
  const Gate& gate = events.gate();
  return as_of && (gate.retention_months || gate.retention_days || filter.filter().needs_as_of());
}

Status SessionState::set(std::string_view json) {
  const Json request = parse_document(json);
  if (request.is_discarded())
    return Error{Code::invalid_json, "the settings are not well-formed JSON"};
  if (!request.is_object()) return Error{Code::invalid_query, "settings are a JSON object"};
  Wanted wanted;
  // The zones first: an as-of without an offset is meant in them.
  for (const char* first : {"configuration", "display_zone"})
    if (request.contains(first))
      if (const Status status = read_member(first, request[first], kNoZone, wanted); !status)
        return status;
  const Configuration& zones = wanted.configuration ? *wanted.configuration : configuration;
  ZoneId zone = wanted.display_zone ? *wanted.display_zone : chosen_display_zone;
  if (zone == kNoZone)
    zone = zones.display_zone != kNoZone ? zones.display_zone : zones.business_zone;
  for (const auto& [name, value] : request.items()) {
    if (name == "configuration" || name == "display_zone") continue;
    const Status status = is_look_member(name) ? read_look(name, value, *this, wanted)
                                               : read_member(name, value, zone, wanted);
    if (!status) return status;
  }
  if (wanted.look && !wanted.filter) wanted.filter = wanted.look->filter;

  const Filter& next_filter = wanted.filter ? *wanted.filter : filter.filter();
  const std::optional<Instant> next_as_of = wanted.as_of ? *wanted.as_of : as_of;
  if (next_filter.needs_as_of() && !next_as_of)
    return Error{Code::needs_as_of, "/filter/period/months counts back from as-of: give as_of"};
  for (const std::string& adapter : wanted.adapters)
    if (const Status status = adapters.add(adapter); !status) return status;
  if (wanted.configuration) {
    const std::vector<Configuration::Split> splits_before = std::move(configuration.splits);
    configuration = std::move(*wanted.configuration);
    timeline.set_business_zone(configuration.business_zone);
    configure_sources();
    configure_identity(splits_before);
    scenes.set_stages(configuration.stages);
    conversations.set_interaction_gap_hours(configuration.interaction_gap_hours);
    metrics.forget();
  }
  if (wanted.display_zone) chosen_display_zone = *wanted.display_zone;
  if (wanted.gate) events.set_gate(*wanted.gate);
  if (wanted.customer) events.set_customer(std::move(*wanted.customer));
  if (wanted.as_of) {
    as_of = *wanted.as_of;
    events.set_as_of(as_of);
  }
  if (wanted.filter) filter.set_filter(*wanted.filter);
  if (wanted.options) filter.want_options();
  if (wanted.look) look = std::move(*wanted.look);
  look.filter = filter.filter();
  if (wanted.back_or_forth)
    looks.go(*wanted.back_or_forth);
  else if (wanted.look)
    looks.record(look);
  else
    looks.replace(look);
  if (wanted.templates) journeys.set_templates(*wanted.templates);
  filter.set_display_zone(display_zone());
  scenes.set_display_zone(display_zone());
  scenes.invalidate();
  exporter.reset();
  if (wanted.configuration || wanted.display_zone) suspected_zones_.reset();
  return Done{};
}

}  // namespace throughline
