// Throughline / journey: templates, and the journeys that were tracked by them (section 8).
//
// A template is a start trigger, milestones, ends, an optional exclusion and a timeout. It is compiled once against
// the dictionaries (conditions become tables over interned codes, filled as codes appear), then evaluated in one pass
// over each subject's visible events at or before as-of. Read-only: it triggers nothing.
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
// (invalid_template), e.g. "templates[1].milestones[0].id: missing".
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
  void invalidate(const GatedTimeline::Refreshed& refreshed);
  bool step(std::uint32_t& units);       // one unit = one subject evaluated by one template (at least its rows / 64)
  std::uint64_t subjects_evaluated() const;  // since construction, per template

  // In document order: (template, started_ms, subject's bytes). Needs step to have ended and as-of.
  std::vector<const Journey*> all() const;
  // Journeys whose start event passes `filter` (nullptr: all), with the summary of section 16's `journeys`.
  void append_json(const FilterIndex* filter, std::string& out) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace throughline
