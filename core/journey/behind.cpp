// The journeys and events behind one number of the summary.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "breakdown.h"
#include "read_json.h"
#include "state.h"

namespace throughline {
namespace {

enum class Quantity : std::uint8_t {
  started,
  state,
  end,
  duration,
  stalled,
  without_subject,
  reached,
  skipped,
  out_of_order,
  from_start,
  from_previous,
  stopped
};

// One number of a template's summary.
struct NumberRef {
  Quantity quantity = Quantity::started;
  std::optional<std::uint32_t> place;  // milestone or end; for `stopped` none = at the start
  JourneyState state = JourneyState::open;
};

Error refuse(const std::string& pointer, const std::string& what) {
  return Error{Code::invalid_query, pointer + ": " + what};
}

std::optional<JourneyState> state_from_name(const std::string& name) {
  for (JourneyState state : {JourneyState::open, JourneyState::completed, JourneyState::timed_out,
                             JourneyState::excluded})
    if (journey_state_name(state) == name) return state;
  return std::nullopt;
}

std::optional<std::uint32_t> find_id(const std::vector<Trigger>& triggers, const std::string& id) {
  const auto found = std::find_if(triggers.begin(), triggers.end(),
                                  [&id](const Trigger& one) { return one.id == id; });
  if (found == triggers.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - triggers.begin());
}

// -- reading the query --------------------------------------------------------------------------

using Path = std::vector<std::string>;

std::optional<NumberRef> simple_number(const std::string& name) {
  if (name == "started") return NumberRef{Quantity::started, {}, {}};
  if (name == "duration_ms") return NumberRef{Quantity::duration, {}, {}};
  if (name == "stalled") return NumberRef{Quantity::stalled, {}, {}};
  if (name == "without_subject") return NumberRef{Quantity::without_subject, {}, {}};
  if (const auto state = state_from_name(name)) return NumberRef{Quantity::state, {}, *state};
  return std::nullopt;
}

std::optional<NumberRef> milestone_number(const Path& path, std::uint32_t m) {
  const std::string& name = path[2];
  if (path.size() == 4 && name == "stopped_here") {
    const auto state = state_from_name(path[3]);
    return state ? std::optional(NumberRef{Quantity::stopped, m, *state}) : std::nullopt;
  }
  if (path.size() != 3) return std::nullopt;
  if (name == "reached") return NumberRef{Quantity::reached, m, {}};
  if (name == "skipped") return NumberRef{Quantity::skipped, m, {}};
  if (name == "out_of_order") return NumberRef{Quantity::out_of_order, m, {}};
  if (name == "from_start_ms") return NumberRef{Quantity::from_start, m, {}};
  if (name == "from_previous_ms") return NumberRef{Quantity::from_previous, m, {}};
  return std::nullopt;
}

std::optional<NumberRef> find_number(const TemplateModel& model, const Path& path) {
  if (path.size() == 1) return simple_number(path[0]);
  if (path.size() == 2 && path[0] == "ends") {
    const auto end = find_id(model.ends, path[1]);
    return end ? std::optional(NumberRef{Quantity::end, end, {}}) : std::nullopt;
  }
  if (path.size() == 2 && path[0] == "stopped_at_start") {
    const auto state = state_from_name(path[1]);
    return state ? std::optional(NumberRef{Quantity::stopped, {}, *state}) : std::nullopt;
  }
  if (path.size() < 3 || path[0] != "milestones") return std::nullopt;
  const auto m = find_id(model.milestones, path[1]);
  return m ? milestone_number(path, *m) : std::nullopt;
}

std::optional<Path> read_path(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  Path path;
  for (const Json& step : value) {
    if (!step.is_string()) return std::nullopt;
    path.push_back(step.get<std::string>());
  }
  return path;
}

struct BehindQuery {
  std::size_t template_index = 0;
  Path path;
  NumberRef number;
  std::optional<JourneyField> field;
  GroupValue value;
  std::optional<std::vector<std::uint32_t>> variant;
};

Status read_group(const Json& json, BehindQuery& query) {
  if (!json.contains("field")) return Done{};
  if (json["field"].is_string())
    query.field = journey_field_from_name(json["field"].get<std::string>());
  if (!query.field)
    return refuse("/field", "must be one of channel, team, tag, agent, campaign, lead_source");
  const Json value = json.value("value", Json());
  if (*query.field == JourneyField::tag) {
    const auto tags = read_path(value);
    if (!tags) return refuse("/value", "must be an array of tags");
    query.value = {false, *tags};
    std::sort(query.value.texts.begin(), query.value.texts.end());
  } else if (value.is_null()) {
    query.value = {true, {}};
  } else if (value.is_string()) {
    query.value = {false, {value.get<std::string>()}};
  } else {
    return refuse("/value", "must be a string or null");
  }
  return Done{};
}

Status read_variant(const Json& json, const TemplateModel& model, BehindQuery& query) {
  if (!json.contains("variant")) return Done{};
  const auto ids = read_path(json["variant"]);
  if (!ids) return refuse("/variant", "must be an array of milestone ids");
  query.variant.emplace();
  for (const std::string& id : *ids) {
    const auto m = find_id(model.milestones, id);
    if (!m) return refuse("/variant", "\"" + id + "\" is no milestone of this template");
    query.variant->push_back(*m);
  }
  return Done{};
}

Result<BehindQuery> read_query(std::string_view text, const Templates::Model& templates) {
  Result<Json> json = read_json(text);
  if (!json) return Error{Code::invalid_query, json.error().detail};
  if (!json->is_object()) return Error{Code::invalid_query, "must be an object"};
  BehindQuery query;
  const Json id = json->value("template", Json());
  const auto model = std::find_if(templates.templates.begin(), templates.templates.end(),
                                  [&id](const TemplateModel& one) { return id == one.id; });
  if (model == templates.templates.end())
    return refuse("/template", "must be the id of a template");
  query.template_index = static_cast<std::size_t>(model - templates.templates.begin());
  const auto path = read_path(json->value("number", Json()));
  const auto number = path ? find_number(*model, *path) : std::nullopt;
  if (!number) return refuse("/number", "must be the path of a number in the template's summary");
  query.path = *path;
  query.number = *number;
  if (Status group = read_group(*json, query); !group) return group.error();
  if (Status variant = read_variant(*json, *model, query); !variant) return variant.error();
  return query;
}

// -- answering it -------------------------------------------------------------------------------

class Behind {
 public:
  Behind(Journeys::State& state, Tracking& tracking, const BehindQuery& query)
      : state_(&state),
        tracking_(&tracking),
        query_(&query),
        groups_(state, query.field.value_or(JourneyField::channel)) {}

  bool counts(const TrackReader& reader) {
    if (query_->variant && reader.sequence() != *query_->variant) return false;
    if (query_->field && !(groups_.value(reader) == query_->value)) return false;
    return in_number(reader);
  }

  void append(JsonWriter& out, const TrackReader& reader) {
    out.begin_object();
    append_journey_members(out, *state_, *tracking_, reader);
    out.key("value_ms").integer_or_null(value_ms(reader));
    out.key("events").begin_array();
    for (std::uint32_t position : positions(reader))
      out.string(state_->events->reference(reader.row_at(position)));
    out.end_array().end_object();
  }

 private:
  std::uint32_t place() const { return *query_->number.place; }

  bool in_number(const TrackReader& reader) const {
    const NumberRef& number = query_->number;
    switch (number.quantity) {
      case Quantity::started:
        return true;
      case Quantity::state:
        return reader.run().state == number.state;
      case Quantity::end:
        return reader.run().end == static_cast<std::int32_t>(place());
      case Quantity::duration:
        return reader.run().state == JourneyState::completed;
      case Quantity::stalled:
        return tracking_->stalled(reader, state_->as_of_ms());
      case Quantity::without_subject:
        return false;
      case Quantity::reached:
      case Quantity::from_start:
      case Quantity::from_previous:
        return reader.reached(place());
      case Quantity::skipped:
        return reader.skipped(place());
      case Quantity::out_of_order:
        return reader.out_of_order(place());
      case Quantity::stopped:
        return reader.furthest() == number.place && reader.run().state == number.state;
    }
    return false;
  }

  std::optional<std::int64_t> value_ms(const TrackReader& reader) const {
    switch (query_->number.quantity) {
      case Quantity::duration:
        return *reader.ended_ms() - reader.started_ms();
      case Quantity::from_start:
        return reader.from_start_ms(place());
      case Quantity::from_previous:
        return reader.from_previous_ms(place());
      default:
        return std::nullopt;
    }
  }

  // Of the events that decided, in order.
  std::vector<std::uint32_t> positions(const TrackReader& reader) const {
    std::vector<std::uint32_t> positions;
    switch (query_->number.quantity) {
      case Quantity::reached:
        positions = {reader.position(place())};
        break;
      case Quantity::out_of_order:
        positions = {reader.position(place()), reader.position(place() - 1)};
        break;
      case Quantity::skipped:
        for (std::uint32_t later = place() + 1; later < reader.milestone_count(); ++later)
          if (reader.reached(later)) positions.push_back(reader.position(later));
        break;
      case Quantity::from_previous:
        positions = {reader.previous_position(place()), reader.position(place())};
        break;
      case Quantity::from_start:
        positions = {reader.run().start, reader.position(place())};
        break;
      case Quantity::started:
        positions = {reader.run().start};
        break;
      default:
        positions = {reader.run().start, reader.latest_position(), reader.run().close};
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    if (positions.back() == kNoPosition) positions.pop_back();
    return positions;
  }

  Journeys::State* state_;
  Tracking* tracking_;
  const BehindQuery* query_;
  JourneyGroups groups_;
};

void append_loose_events(JsonWriter& out, const Journeys::State& state, SubjectKind kind) {
  for (Row row : state.subjects.of(kind).loose_rows())
    if (state.events->in_view(row)) out.string(state.events->reference(row));
}

}  // namespace

Status Journeys::append_behind_json(std::string_view query_text, const FilterIndex* filter,
                                    std::string& text) const {
  State& state = *state_;
  const Result<BehindQuery> query = read_query(query_text, templates().model());
  if (!query) return query.error();
  Tracking& tracking = state.evaluation.tracking(query->template_index);
  Behind behind(state, tracking, *query);

  JsonWriter out(text);
  out.begin_object().key("template").string(tracking.model().id).key("number").begin_array();
  for (const std::string& step : query->path) out.string(step);
  out.end_array().key("journeys").begin_array();
  for_each_listed(tracking, *state.events, filter, [&](const TrackReader& reader) {
    if (behind.counts(reader)) behind.append(out, reader);
  });
  out.end_array().key("events").begin_array();
  if (query->number.quantity == Quantity::without_subject)
    append_loose_events(out, state, tracking.model().subject);
  out.end_array().end_object();
  return Done{};
}

}  // namespace throughline
