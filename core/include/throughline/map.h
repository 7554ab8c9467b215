// Throughline / map: a customer's way through the five stages (section 10).
// Belongs to the room `insight`.
//
// Rulings where the specification is silent.
// - The map is made of touchpoints in view; notes, tags, assignments are on no map. It ignores the
// filter.
// - The conversion is the first event that a `conversion` trigger matches (a booking or a purchase,
// touchpoint or
//   not). `before` includes it, `after` is later in timeline order.
// - The time from one touchpoint to the next is spent in the stage of the earlier one; the last one
// spends none. So the
//   stages' times add up to last touch − first touch.
// - Waiting is the customer's: from the first inbound message to the next touchpoint of ours in the
// same conversation
//   (without one: on the same channel), a message or a confirmed booking, else to as-of; in the
//   stage of that message.
// - A question is a sentence of an inbound message that ends in a question mark of any script, as
// it may be shown
//   (masks apply). Feeling is `sentiment`, in thousandths.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/gate.h"
#include "throughline/journey.h"

namespace throughline {

enum class Stage5 : std::uint8_t { awareness, consideration, decision, experience, loyalty };
inline constexpr std::size_t kStageCount = 5;
std::string_view stage5_name(Stage5 stage);
std::optional<Stage5> stage5_from_name(std::string_view name);

// What core/data/stages.json says, or the configuration's `stages` in the same form.
class StageRules {
 public:
  static const StageRules& builtin();
  // Refuses (invalid_config) with a JSON pointer.
  static Result<StageRules> parse(std::string_view json);

  enum class When : std::uint8_t { always, before, after };
  struct Rule {
    Stage5 stage = Stage5::experience;
    When when = When::always;
    bool first = false;
  };
  const std::vector<Rule>& rules() const { return rules_; }
  Stage5 otherwise() const { return otherwise_; }
  // The rules' triggers in their order, then those of `conversion`.
  const Triggers& triggers() const { return triggers_; }

 private:
  std::vector<Rule> rules_;
  Triggers triggers_;
  Stage5 otherwise_ = Stage5::experience;
};

// Rules at work on one world of events.
class StageReader {
 public:
  StageReader(const StageRules& rules, const GatedTimeline& events,
              const Conversations& conversations);
  bool converts(Row row);
  // `is_first`: the customer's first touchpoint; `is_after`: later than the conversion.
  Stage5 stage_of(Row row, bool is_first, bool is_after);

 private:
  const StageRules* rules_;
  const GatedTimeline* events_;
  TriggerMatcher matcher_;
};

struct AskedQuestion {
  Row row = kNoRow;
  std::string text;  // the sentence, one line
};
// One question, however often it was asked: the same is the one whose folded letters and digits are the same.
struct DistinctQuestion {
  std::string text;       // as it was first asked
  std::vector<Row> rows;  // the messages that asked it, in order
};
struct MapStage {
  std::optional<std::int64_t> first_ms, last_ms;
  std::vector<Row> touchpoints;  // in order
  std::vector<std::pair<StringId, std::int64_t>>
      channels;  // touchpoints by channel, most first, then by name
  std::int64_t time_spent_ms = 0;
  std::int64_t waiting_ms = 0, waits = 0, unanswered = 0;  // unanswered ones are among the waits
  std::vector<std::pair<Row, std::int32_t>> feelings;  // sentiment in thousandths, -1000 … 1000
  std::optional<std::int64_t> feeling_mean;            // of them, rounded half up
  std::vector<AskedQuestion> questions;
};
struct CustomerMap {
  StringId customer = kAbsent;
  Row conversion = kNoRow;
  std::string lead_source;                               // the first given, "" = none
  StringId campaign = kAbsent, first_channel = kAbsent;  // of the first touchpoint that has one
  std::array<MapStage, kStageCount> stages;

  MapStage& at(Stage5 stage) { return stages[static_cast<std::size_t>(stage)]; }
};
// Of the customer's events in view; needs as-of.
CustomerMap map_of(const GatedTimeline& events, const Conversations& conversations,
                   StringId customer, const StageRules& rules);
// A stage's questions in the order in which they were first asked.
std::vector<DistinctQuestion> distinct_questions(const MapStage& stage);
// The only customer in view; refuses (needs_customer) where there are several. kAbsent where there
// is none.
Result<StringId> only_customer(const GatedTimeline& events);

// The command `map`:
// {"as_of_ms","customer","converted_ms","conversion","lead_source","campaign","first_channel",
// "stages":[{"stage","first_ms","last_ms","touchpoints","events":[…],"channels":[{"channel","count"}],"time_spent_ms",
// "waiting":{"total_ms","turns","unanswered"},"sentiment":{"n","mean_thousandths","values":[{"event","thousandths"}]},
// "questions":[{"text","event"}]}]}
void append_map_json(const GatedTimeline& events, const CustomerMap& map, std::string& out);

}  // namespace throughline
