// Throughline / journey: templates, and the journeys that were tracked by them (section 8).
//
// A template is a start trigger, milestones, ends, an optional exclusion and a timeout. It is compiled once against
// the dictionaries (conditions become tables over interned codes, filled as codes appear), then evaluated in one pass
// over each subject's visible events at or before as-of. Read-only: it triggers nothing.
//
//   Result<Templates> templates = Templates::parse(json);
//   journeys.set_templates(*templates);
//   journeys.invalidate(refreshed);  while (journeys.step(units = 4096)) { }
//   journeys.append_json(&filter, out);
//
// Rulings where the specification is silent.
//
// Documents. Members that mean nothing are ignored, and named by lint. `exclude` is one trigger or an array of them;
//   ids are unique within milestones, within ends and within excludes, and template ids within the document. `ends`
//   may be absent: then only the timeout or an exclusion closes. Both `type` and `group` given: both must hold;
//   `group` may be an array too. null is absent. Hours may be fractions, 0 or more. `at` and `disabled_at` are
//   times with an offset, or epoch numbers; where there are dates, `enabled` decides nothing.
// Fields. `event.customer`, `.actor` and `.assignee` alone are the set {id, name}; `event.status` is what it became,
//   `event.score`, `.rating` and `.amount` the (current) value. `event.channel`, `.campaign`, `.customer.id`,
//   `.direction` and `.actor.kind` are inherited where absent (section 1). A path into JSON (`metadata.a.b`,
//   `event.media.type`) takes members of objects; of an array the element of that number, else the step is taken
//   into every element, giving a set. A literal metadata name that is there, even as null, is the field.
// Values. A boolean is the string true or false; an object, or an array inside an array, is its bytes. A set without
//   members is missing to `exists`. `equals` wants one value, never null. `contains`, `starts_with` and `ends_with`
//   see a number as it was written. Every item of a comma-separated `in` is trimmed on both sides.
// Numbers are compared exactly, digit by digit, never as doubles. Wholly numeric: optional sign (+ too), digits with
//   an optional point (.5 and 5. too), optional exponent; leading zeros allowed, blanks not.
// Milestones. A hit outside `within_hours` is no hit, also where the milestone was reached before. Strict: an event
//   that reaches or hits again anything in turn does not stop further milestones, whatever else it matches.
// Summary. `from_previous` follows the timeline's order also within one instant. `stalled` compares with the p90 as
//   shown, over all journeys of the template, whatever the filter. `without_subject` counts all events in view that
//   have no conversation (or customer), whatever the filter. A deadline is at most the last instant of year 9999.
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

// Reads {"templates":[…]} or the array (core/data/schema/template.schema.json); refuses with a JSON pointer
// (invalid_template), e.g. "/templates/1/milestones/0/id: is missing".
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

// {"findings":[{"code","severity":"error|warning","at":JSON pointer,"message"}]}: what the parser refuses, and:
// unknown kind, unreachable milestone, a condition on a field that no event has, an end before any milestone,
// contradictory conditions. `events` may be null: then nothing is said about data. The command `lint`.
void append_lint_json(std::string_view templates_json, const GatedTimeline* events, std::string& out);

enum class JourneyState : std::uint8_t { open, completed, timed_out, excluded };
std::string_view journey_state_name(JourneyState state);

struct MilestoneHit {
  std::optional<std::int64_t> reached_ms;
  Row row = kNoRow;              // the event that reached it
  std::uint32_t hits = 0;        // the first included
  bool skipped = false;
  bool out_of_order = false;
};
struct Journey {
  std::uint32_t template_index = 0;
  StringId subject = kAbsent;    // conversation or customer id
  JourneyState state = JourneyState::open;
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> deadline_ms;
  std::optional<std::int64_t> ended_ms;
  std::int32_t end = -1;         // index of the template's end that closed it
  Row start_row = kNoRow;
  Row end_row = kNoRow;          // the closing event; kNoRow for time-outs and open ones
  bool stalled = false;
  std::vector<MilestoneHit> milestones;  // in template order
};

class Journeys {
 public:
  Journeys(const GatedTimeline& events, const Conversations& conversations);
  void set_templates(const Templates& templates);
  const Templates& templates() const;
  // Conversations must have folded the same changes when step is called.
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  // One unit = one subject evaluated by one template (at least its rows / 64), or 64 rows grouped. Without as-of or
  // without templates there is nothing to do.
  bool step(std::uint32_t& units);
  std::uint64_t subjects_evaluated() const;  // since construction, per template

  // In document order: (template, started_ms, subject's bytes). Needs step to have ended and as-of. A journey is
  // kept in a compact form and worked out when it is asked for.
  std::size_t size() const;
  Journey journey(std::size_t i) const;  // i < size()
  std::vector<Journey> all() const;
  // Journeys whose start event passes `filter` (nullptr: all), with the summary of section 16's `journeys`.
  void append_json(const FilterIndex* filter, std::string& out) const;

  struct State;  // the room's own

 private:
  std::shared_ptr<State> state_;
};

}  // namespace throughline
