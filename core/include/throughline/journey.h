// Throughline / journey: templates, and the journeys that were tracked by them (section 8).
//
// A template is a start trigger, milestones, ends, an optional exclusion and a timeout. It is
// compiled once against the dictionaries (conditions become tables over interned codes, filled as
// codes appear), then evaluated in one pass over each subject's visible events at or before as-of.
// Read-only: it triggers nothing.
//
//   Result<Templates> templates = Templates::parse(json);
//   journeys.set_templates(*templates);
//   journeys.invalidate(refreshed);  while (journeys.step(units = 4096)) { }
//   journeys.append_json(&filter, out);
//
// Rulings where the specification is silent.
//
// Documents. Members that mean nothing are ignored, and named by lint. `exclude` is one trigger or
// an array of them;
//   ids are unique within milestones, within ends and within excludes, and template ids within the
//   document. `ends` may be absent: then only the timeout or an exclusion closes. Both `type` and
//   `group` given: both must hold; `group` may be an array too. null is absent. Hours may be
//   fractions, 0 or more. `at` and `disabled_at` are times with an offset, or epoch numbers; where
//   there are dates, `enabled` decides nothing.
// Fields. `event.customer`, `.actor` and `.assignee` alone are the set {id, name}; `event.status`
// is what it became,
//   `event.score`, `.rating` and `.amount` the (current) value. `event.channel`, `.campaign`,
//   `.customer.id`, `.direction` and `.actor.kind` are inherited where absent (section 1). A path
//   into JSON (`metadata.a.b`, `event.media.type`) takes members of objects; of an array the
//   element of that number, else the step is taken into every element, giving a set. A literal
//   metadata name that is there, even as null, is the field.
// Values. A boolean is the string true or false; an object, or an array inside an array, is its
// bytes. A set without
//   members is missing to `exists`. `equals` wants one value, never null. `contains`, `starts_with`
//   and `ends_with` see a number as it was written. Every item of a comma-separated `in` is trimmed
//   on both sides.
// Numbers are compared exactly, digit by digit, never as doubles. Wholly numeric: optional sign (+
// too), digits with
//   an optional point (.5 and 5. too), optional exponent; leading zeros allowed, blanks not.
// Milestones. A hit outside `within_hours` is no hit, also where the milestone was reached before.
// Strict: an event
//   that reaches or hits again anything in turn does not stop further milestones, whatever else it
//   matches.
// Summary. `from_previous` follows the timeline's order also within one instant. `stalled` compares
// with the p90 as
//   shown, over all journeys of the template, whatever the filter. `without_subject` counts all
//   events in view that have no conversation (or customer), whatever the filter. A deadline is at
//   most the last instant of year 9999.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"

namespace throughline {

// Reads {"templates":[…]} or the array (core/data/schema/template.schema.json); refuses with a JSON
// pointer (invalid_template), e.g. "/templates/1/milestones/0/id: is missing".
class Templates {
 public:
  Templates();
  static Result<Templates> parse(std::string_view json);
  std::size_t size() const;
  std::string_view id(std::size_t i) const;
  std::string_view name(std::size_t i) const;

  struct Model;
  const Model& model() const { return *model_; }

 private:
  std::shared_ptr<const Model> model_;
};

// The command `lint`: {"findings":[{"code","severity":"error|warning","at":JSON
// pointer,"message"}]}, errors (what `parse` refuses) first as they stand in the document, then
// warnings of the templates that can be read:
//   unknown_member            it means nothing here unknown_kind              neither one of
//   Throughline's kinds nor, where there are events, a kind that occurs kind_not_in_data          a
//   known kind or group that no event has field_not_in_data         a condition on a field that no
//   event has contradictory_conditions  no event can satisfy them all never_holds
//   greater_than or less_than something that is no number unreachable_milestone     its conditions
//   contradict, an exclusion comes first, or its order waits for one such end_before_milestones
//   an end that every event matches, or every one that reaches a milestone no_end
//   neither an end nor a timeout nor an exclusion: journeys stay open dates_decide
//   `enabled` says another thing than the dates do in the end
// `events` may be null: then nothing is said about data; all visible events count, whatever as-of.
void append_lint_json(std::string_view templates_json, const GatedTimeline* events,
                      std::string& out);

enum class JourneyState : std::uint8_t { open, completed, timed_out, excluded };
inline constexpr std::size_t kJourneyStates = 4;
std::string_view journey_state_name(JourneyState state);

// Triggers by themselves: what other rules than templates are made of. A JSON array of triggers as
// templates have them
// ({"type"?,"group"?,"conditions"?}); refused (invalid_template) with a JSON pointer into the
// array.
//
//   TriggerMatcher matcher(*Triggers::parse(json), events, conversations);
//   if (matcher.matches(0, row)) …
class Triggers {
 public:
  Triggers();
  static Result<Triggers> parse(std::string_view json);
  std::size_t size() const;

  struct Model;
  const std::shared_ptr<const Model>& model() const { return model_; }

 private:
  std::shared_ptr<const Model> model_;
};
// For one world of events and one question: what conditions were found to say of dictionary ids is
// kept.
class TriggerMatcher {
 public:
  TriggerMatcher(const Triggers& triggers, const GatedTimeline& events,
                 const Conversations& conversations);
  // Precondition: number < triggers.size(), and the row is visible.
  bool matches(std::size_t number, Row row);
  // The first of [from, to) that matches; `to` where none does.
  std::size_t first_match(std::size_t from, std::size_t to, Row row);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

struct MilestoneHit {
  std::optional<std::int64_t> reached_ms;
  Row row = kNoRow;        // the event that reached it
  std::uint32_t hits = 0;  // the first included
  bool skipped = false;
  bool out_of_order = false;
};
struct Journey {
  std::uint32_t template_index = 0;
  StringId subject = kAbsent;  // conversation or customer id
  JourneyState state = JourneyState::open;
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> deadline_ms;
  std::optional<std::int64_t> ended_ms;
  std::int32_t end = -1;  // index of the template's end that closed it
  Row start_row = kNoRow;
  Row end_row = kNoRow;  // the closing event; kNoRow for time-outs and open ones
  bool stalled = false;
  std::vector<MilestoneHit> milestones;  // in template order
};

// Numbers over durations: percentiles as section 8 has them, rounded half up; nullopt when n is 0.
struct DurationStatistics {
  std::uint64_t n = 0;
  std::optional<std::int64_t> median, p90, mean;
};
// How many journeys are in each state.
class StateCounts {
 public:
  void add(JourneyState state) { ++counts_[static_cast<std::size_t>(state)]; }
  void add(const StateCounts& others) {
    for (std::size_t state = 0; state < kJourneyStates; ++state)
      counts_[state] += others.counts_[state];
  }
  std::uint64_t of(JourneyState state) const { return counts_[static_cast<std::size_t>(state)]; }
  std::uint64_t dropped() const { return of(JourneyState::timed_out) + of(JourneyState::excluded); }
  std::uint64_t all() const {
    return dropped() + of(JourneyState::open) + of(JourneyState::completed);
  }

 private:
  std::uint64_t counts_[kJourneyStates] = {};
};
// The summary of one template's journeys: the numbers of `journeys`, for who draws them.
struct FunnelStep {
  std::string id, name;
  std::uint64_t reached = 0, skipped = 0, out_of_order = 0;
  DurationStatistics from_start_ms, from_previous_ms;
  StateCounts stopped_here;  // those whose furthest milestone this is; reached − all() went on
};
struct FunnelEnd {
  std::string id, name;
  std::uint64_t count = 0;
};
struct Funnel {
  std::string id, name;
  std::optional<std::int64_t> timeout_ms;
  std::uint64_t started = 0;
  StateCounts states, stopped_at_start;
  DurationStatistics duration_ms;  // of completed ones
  std::vector<FunnelStep> steps;   // the milestones in template order
  std::vector<FunnelEnd> ends;
  std::optional<std::size_t> slowest;       // a step
  std::optional<std::size_t> biggest_drop;  // 0 = the start, else 1 + the step
};

// What a journey's start event was like: the conversation's state as of it. `tag` is the whole set,
// sorted; `agent` the assignee (id, else name); `lead_source` the latest that the subject's events
// gave up to the start.
enum class JourneyField : std::uint8_t { channel, team, tag, agent, campaign, lead_source, kCount };
std::string_view journey_field_name(JourneyField field);
std::optional<JourneyField> journey_field_from_name(std::string_view name);

// Which events a trigger matches is remembered, a bit an event for each of the last 64 triggers: an edited template and
// another as-of or timeout work out no more than is new.
class Journeys {
 public:
  Journeys(const GatedTimeline& events, const Conversations& conversations);
  void set_templates(const Templates& templates);
  const Templates& templates() const;
  // Conversations must have folded the same changes when step is called.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  // One unit = one subject evaluated by one template (at least its rows / 64), or 64 rows grouped.
  // Without as-of or without templates there is nothing to do.
  bool step(std::uint32_t& units);
  std::uint64_t subjects_evaluated() const;  // since construction, per template

  // In document order: (template, started_ms, subject's bytes). Needs step to have ended and as-of.
  // A journey is kept in a compact form and worked out when it is asked for.
  std::size_t size() const;
  std::int64_t as_of_ms() const;
  Journey journey(std::size_t i) const;  // i < size()
  std::vector<Journey> all() const;
  // Over the journeys whose start event passes `filter` (nullptr: all), in file order.
  std::vector<Funnel> funnels(const FilterIndex* filter) const;
  // Section 16's `journeys`: the summary of the journeys whose start event passes `filter` (nullptr:
  // all), and the journeys themselves, of which each costs about as much as all the rest.
  enum class List : std::uint8_t { all, none };
  void append_json(const FilterIndex* filter, std::string& out, List list = List::all) const;

  // -- behind the numbers -------------------------------------------------------------------------
  // All need what append_json needs, and list the journeys whose start event passes `filter`
  // (nullptr: all).

  // {"as_of_ms","field","templates":[{"id","groups":[{"value",…}]}]}: the summary's members from
  // "started" to "biggest_drop", without_subject aside, once a group. `value` is a string, null
  // where missing, for `tag` an array. Groups by journeys, most first, then by value, null last.
  // Every journey is in exactly one group, so counts add up to the summary's.
  void append_breakdown_json(JourneyField field, const FilterIndex* filter, std::string& out) const;

  // {"as_of_ms","templates":[{"id","variants":[{"milestones":[id,…],"started","open","completed","timed_out",
  // "excluded","duration_ms":{…}}]}]}: which milestones were reached one after the other (by their
  // events; of one event in template order), how often, and with what outcome. Most first, then by
  // template order.
  void append_variants_json(const FilterIndex* filter, std::string& out) const;

  // The journeys and events behind one number of the summary. Query: {"template":id,"number":[…],
  // "field"?:name,"value"?:…,"variant"?:[id,…]}; `number` is the path of the number in the
  // template's summary: ["started"], ["open"], ["ends",id], ["duration_ms"],
  // ["milestones",id,"reached"], ["milestones",id, "from_previous_ms"],
  // ["milestones",id,"stopped_here","timed_out"], ["stopped_at_start","open"], ["without_subject"],
  // …, and ["stalled"]. `field` and `value` keep one group of a breakdown, `variant` one variant.
  // Refuses (invalid_query) with a pointer. Result: {"template","number","journeys":[{…as in
  // append_json…,"value_ms","events":[reference,…]}],"events":[…]}: `value_ms` is the duration
  // where the number is one, else null; a journey's `events` are those that decided, in order;
  // `events` are those of no journey (without_subject).
  Status append_behind_json(std::string_view query, const FilterIndex* filter,
                            std::string& out) const;

  // Events that all but one condition of a trigger let through, where what they have is close to
  // what is asked: {"as_of_ms","templates":[{"id","near_misses":[{"trigger":JSON pointer in the
  // template's document,"condition",
  // "field","op","asked":[…],"found","similar","events","subjects","examples":[reference,…]}]}]}.
  // `found` null = missing. `similar`: at most two edits (folded; one in words up to four letters)
  // or one holds the other. Similar ones first, then by events, then as the document has them.
  // Starts are looked for in all events, milestones, ends and exclusions while a journey is under
  // way. At most 20 a template, 5 examples each.
  void append_near_misses_json(const FilterIndex* filter, std::string& out) const;

  // Back-test: `edited` evaluated on the same events beside the stored templates of the same id.
  // {"as_of_ms","templates":[{"id","stored":{summary}|null,"edited":{summary},"changed":[{"subject","started_ms",
  // "start_event","stored":{"state","end","ended_ms"}|null,"edited":{…}|null}]}]}: `changed` are
  // the journeys (told by subject and start event) whose state, end or existence differ, by
  // (started_ms, subject).
  void append_backtest_json(const Templates& edited, const FilterIndex* filter,
                            std::string& out) const;

  struct State;  // the room's own

 private:
  std::shared_ptr<State> state_;
};

}  // namespace throughline
