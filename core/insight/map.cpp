#include "throughline/map.h"

#include <algorithm>
#include <map>

#include "journey/decimal.h"
#include "messages.h"
#include "questions.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

// A decimal token in thousandths, rounded half up; within ±1000 by what sentiment means, else
// clamped.
std::int32_t thousandths_of(std::string_view token) {
  const auto decimal = parse_decimal(token);
  if (!decimal || decimal->zero() || decimal->magnitude < -3) return 0;
  if (decimal->magnitude > 1) return decimal->negative ? -1000 : 1000;
  std::int64_t scaled = 0;  // in ten-thousandths
  std::int64_t places = decimal->magnitude + 4;
  for (char c : decimal->digits) {
    if (c == '.') continue;
    if (places-- == 0) break;
    scaled = scaled * 10 + (c - '0');
  }
  for (; places > 0; --places) scaled *= 10;
  const auto rounded = divide_round_half_up(decimal->negative ? -scaled : scaled, 10);
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(rounded, -1000, 1000));
}

void count_channel(MapStage& stage, StringId channel) {
  if (channel == kAbsent) return;
  for (auto& [known, count] : stage.channels)
    if (known == channel) {
      ++count;
      return;
    }
  stage.channels.emplace_back(channel, 1);
}

class Mapper {
 public:
  Mapper(const GatedTimeline& events, const Conversations& conversations, const StageRules& rules)
      : events_(events), conversations_(conversations), reader_(rules, events, conversations) {}

  CustomerMap map(StringId customer) {
    map_.customer = customer;
    for (Row row : events_.customer_rows(customer))
      if (events_.in_view(row)) take(row);
    for (const auto& [place, wait] : waits_) add_wait(wait, events_.as_of()->ms, false);
    for (MapStage& stage : map_.stages) finish(stage);
    return std::move(map_);
  }

 private:
  void take(Row row) {
    if (map_.lead_source.empty())
      if (const auto given = events_.member(row, Member::lead_source)) map_.lead_source = *given;
    const bool after = map_.conversion != kNoRow;
    if (!after && reader_.converts(row)) map_.conversion = row;
    if (!kind_info(events_.kind(row)).touchpoint) return;
    const Stage5 place = reader_.stage_of(row, touched_.empty(), after);
    touched_.push_back(row);
    places_.push_back(place);
    MapStage& stage = map_.at(place);
    const std::int64_t at_ms = events_.at_ms(row);
    if (!stage.first_ms) stage.first_ms = at_ms;
    stage.last_ms = at_ms;
    stage.touchpoints.push_back(row);
    if (map_.campaign == kAbsent) map_.campaign = conversations_.campaign(row);
    if (map_.first_channel == kAbsent) map_.first_channel = conversations_.channel(row);
    count_channel(stage, conversations_.channel(row));
    if (touched_.size() > 1) {
      const std::size_t before = touched_.size() - 2;
      MapStage& earlier = map_.at(places_[before]);
      earlier.time_spent_ms = saturating_add(
          earlier.time_spent_ms, saturating_sub(at_ms, events_.at_ms(touched_[before])));
    }
    if (const auto token = events_.member(row, Member::sentiment))
      stage.feelings.emplace_back(row, thousandths_of(*token));
    if (is_inbound_message(events_, row)) ask(row, stage);
    follow_wait(row, place);
  }

  void ask(Row row, MapStage& stage) {
    const auto text = events_.shown(row, Member::text, scratch_);
    if (!text) return;
    for (std::string& question : questions_in(*text))
      stage.questions.push_back({row, std::move(question)});
  }

  // A touchpoint of ours ends the wait that the customer's message began in the same place.
  void follow_wait(Row row, Stage5 stage) {
    const StringId conversation = events_.conversation(row);
    const Place place = conversation != kAbsent ? Place{true, conversation}
                                                : Place{false, conversations_.channel(row)};
    const auto open = waits_.find(place);
    if (is_inbound_message(events_, row)) {
      if (open == waits_.end()) waits_.emplace(place, Wait{stage, events_.at_ms(row)});
    } else if (open != waits_.end() && events_.direction(row) != Direction::inbound) {
      add_wait(open->second, events_.at_ms(row), true);
      waits_.erase(open);
    }
  }

  struct Wait {
    Stage5 stage = Stage5::experience;
    std::int64_t since_ms = 0;
  };
  void add_wait(const Wait& wait, std::int64_t until_ms, bool answered) {
    MapStage& stage = map_.at(wait.stage);
    stage.waiting_ms = saturating_add(stage.waiting_ms, saturating_sub(until_ms, wait.since_ms));
    ++stage.waits;
    if (!answered) ++stage.unanswered;
  }

  void finish(MapStage& stage) const {
    sort_stably(stage.channels, [this](const auto& a, const auto& b) {
      if (a.second != b.second) return a.second > b.second;
      return events_.text(a.first) < events_.text(b.first);
    });
    if (stage.feelings.empty()) return;
    std::int64_t sum = 0;
    for (const auto& [row, value] : stage.feelings) sum += value;
    stage.feeling_mean =
        divide_round_half_up(sum, static_cast<std::int64_t>(stage.feelings.size()));
  }

  const GatedTimeline& events_;
  const Conversations& conversations_;
  StageReader reader_;
  CustomerMap map_;
  std::vector<Row> touched_;    // touchpoints in order,
  std::vector<Stage5> places_;  // and their stages
  // A conversation, or without one a channel; sums over those still open do not depend on the ids'
  // order.
  using Place = std::pair<bool, StringId>;
  std::map<Place, Wait> waits_;
  std::string scratch_;
};

void write_stage(JsonWriter& writer, const GatedTimeline& events, Stage5 name,
                 const MapStage& stage) {
  writer.begin_object().key("stage").string(stage5_name(name));
  writer.key("first_ms")
      .integer_or_null(stage.first_ms)
      .key("last_ms")
      .integer_or_null(stage.last_ms);
  writer.key("touchpoints").integer(static_cast<std::int64_t>(stage.touchpoints.size()));
  writer.key("events").begin_array();
  for (Row row : stage.touchpoints) writer.string(events.reference(row));
  writer.end_array().key("channels").begin_array();
  for (const auto& [channel, count] : stage.channels)
    writer.begin_object()
        .key("channel")
        .string(events.text(channel))
        .key("count")
        .integer(count)
        .end_object();
  writer.end_array().key("time_spent_ms").integer(stage.time_spent_ms);
  writer.key("waiting")
      .begin_object()
      .key("total_ms")
      .integer(stage.waiting_ms)
      .key("turns")
      .integer(stage.waits);
  writer.key("unanswered").integer(stage.unanswered).end_object();
  writer.key("sentiment")
      .begin_object()
      .key("n")
      .integer(static_cast<std::int64_t>(stage.feelings.size()));
  writer.key("mean_thousandths").integer_or_null(stage.feeling_mean).key("values").begin_array();
  for (const auto& [row, value] : stage.feelings)
    writer.begin_object()
        .key("event")
        .string(events.reference(row))
        .key("thousandths")
        .integer(value)
        .end_object();
  writer.end_array().end_object().key("questions").begin_array();
  for (const AskedQuestion& question : stage.questions)
    writer.begin_object()
        .key("text")
        .string(question.text)
        .key("event")
        .string(events.reference(question.row))
        .end_object();
  writer.end_array().end_object();
}

}  // namespace

CustomerMap map_of(const GatedTimeline& events, const Conversations& conversations,
                   StringId customer, const StageRules& rules) {
  return Mapper(events, conversations, rules).map(customer);
}

std::vector<DistinctQuestion> distinct_questions(const MapStage& stage) {
  std::vector<DistinctQuestion> found;
  std::map<std::string, std::size_t> places;
  for (const AskedQuestion& question : stage.questions) {
    const auto [place, is_new] = places.emplace(question_key(question.text), found.size());
    if (is_new) found.push_back({question.text, {}});
    found[place->second].rows.push_back(question.row);
  }
  return found;
}

Result<StringId> only_customer(const GatedTimeline& events) {
  const std::vector<StringId> customers = events.customers();
  if (customers.size() > 1)
    return Error{Code::needs_customer,
                 "several customers are loaded: name the one to show (customer)"};
  return customers.empty() ? kAbsent : customers.front();
}

void append_map_json(const GatedTimeline& events, const CustomerMap& map, std::string& out) {
  const bool converted = map.conversion != kNoRow;
  const auto text_or_null = [&events](StringId id) {
    return id == kAbsent ? std::nullopt : std::optional<std::string_view>(events.text(id));
  };
  JsonWriter writer(out);
  writer.begin_object().key("as_of_ms").integer(events.as_of()->ms);
  writer.key("customer").string_or_null(text_or_null(map.customer));
  writer.key("converted_ms")
      .integer_or_null(converted ? std::optional<std::int64_t>(events.at_ms(map.conversion))
                                 : std::nullopt);
  writer.key("conversion")
      .string_or_null(converted ? std::optional<std::string>(events.reference(map.conversion))
                                : std::nullopt);
  writer.key("lead_source")
      .string_or_null(map.lead_source.empty() ? std::nullopt
                                              : std::optional<std::string_view>(map.lead_source));
  writer.key("campaign").string_or_null(text_or_null(map.campaign));
  writer.key("first_channel").string_or_null(text_or_null(map.first_channel));
  writer.key("stages").begin_array();
  for (std::size_t i = 0; i < kStageCount; ++i)
    write_stage(writer, events, static_cast<Stage5>(i), map.stages[i]);
  writer.end_array().end_object();
}

}  // namespace throughline
