#include "throughline/patterns.h"

#include <map>

#include "journey/statistics.h"
#include "messages.h"
#include "questions.h"
#include "throughline/sort.h"

namespace throughline {
namespace {

constexpr std::string_view kTableNames[] = {
    "conversion_by_lead_source", "conversion_by_first_channel", "touchpoints_before",
    "questions_before",          "repeat_by_service",           "repeat_by_tag"};
static_assert(std::size(kTableNames) == static_cast<std::size_t>(PatternKind::kCount));

// What is told of one customer.
struct Told {
  StringId customer = kAbsent;
  std::string lead_source;
  StringId first_channel = kAbsent;
  std::optional<std::int64_t> first_touch_ms;
  Row conversion = kNoRow;
  std::int64_t touchpoints = 0;  // before the conversion, or of all time
  std::int64_t conversions = 0;
  std::vector<AskedQuestion> questions;  // up to the conversion

  bool converted() const { return conversion != kNoRow; }
  bool repeated() const { return conversions > 1; }
};

class Teller {
 public:
  Teller(const GatedTimeline& events, const Conversations& conversations, const StageRules& rules)
      : events_(events), conversations_(conversations), reader_(rules, events, conversations) {}

  Told tell(StringId customer) {
    Told told;
    told.customer = customer;
    for (Row row : events_.customer_rows(customer))
      if (events_.in_view(row)) take(row, told);
    return told;
  }

 private:
  void take(Row row, Told& told) {
    if (told.lead_source.empty())
      if (const auto given = events_.member(row, Member::lead_source)) told.lead_source = *given;
    const bool touches = kind_info(events_.kind(row)).touchpoint;
    if (touches && !told.first_touch_ms) told.first_touch_ms = events_.at_ms(row);
    if (touches && told.first_channel == kAbsent) told.first_channel = conversations_.channel(row);
    if (reader_.converts(row)) {
      ++told.conversions;
      if (!told.converted()) told.conversion = row;
    }
    if (told.converted()) return;
    if (touches) ++told.touchpoints;
    if (is_inbound_message(events_, row)) ask(row, told);
  }

  void ask(Row row, Told& told) {
    const auto text = events_.shown(row, Member::text, scratch_);
    if (!text) return;
    for (std::string& question : questions_in(*text))
      told.questions.push_back({row, std::move(question)});
  }

  const GatedTimeline& events_;
  const Conversations& conversations_;
  StageReader reader_;
  std::string scratch_;
};

// A row being counted, with the times to convert that its statistics will be of.
struct Counted {
  PatternRow row;
  std::vector<std::int64_t> times;
};

// Rows of one table by their key; the empty key is "missing".
class Rows {
 public:
  Counted& at(const std::string& key) { return rows_[key]; }
  Counted& count(const std::string& key, const Told& told, bool succeeded) {
    Counted& counted = rows_[key];
    PatternRow& row = counted.row;
    if (!key.empty() && !row.value) row.value = key;
    ++row.customers;
    if (succeeded) ++row.converted;
    row.opens.push_back(told.customer);
    return counted;
  }
  std::vector<PatternRow> by_key() {
    std::vector<PatternRow> rows;
    for (auto& [key, counted] : rows_) {
      counted.row.convert_ms = statistics_of(counted.times);
      rows.push_back(std::move(counted.row));
    }
    return rows;
  }
  // Most customers first, then what was asked most, then by value, missing last.
  std::vector<PatternRow> by_customers() {
    std::vector<PatternRow> rows = by_key();
    sort_stably(rows, [](const PatternRow& a, const PatternRow& b) {
      if (a.customers != b.customers) return a.customers > b.customers;
      if (a.asked != b.asked) return a.asked > b.asked;
      return a.value && !b.value;
    });
    return rows;
  }

 private:
  std::map<std::string, Counted> rows_;
};

// Digits that stand in the order of their numbers.
std::string padded(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(20 - digits.size(), '0') + digits;
}

class Finder {
 public:
  Finder(const GatedTimeline& events, const Conversations& conversations)
      : events_(events), conversations_(conversations) {}

  void take(const Told& told) {
    ++patterns_.customers;
    if (told.converted()) ++patterns_.converted;
    if (told.repeated()) ++patterns_.repeated;
    take_conversion(told);
    take_questions(told);
    if (told.converted()) take_repeat(told);
  }

  Patterns patterns() {
    const auto add = [this](PatternKind kind, std::vector<PatternRow> rows) {
      patterns_.tables.push_back({kind, std::move(rows), std::nullopt});
    };
    add(PatternKind::conversion_by_lead_source, by_lead_source_.by_customers());
    add(PatternKind::conversion_by_first_channel, by_channel_.by_customers());
    add(PatternKind::touchpoints_before, by_touchpoints_.by_key());
    patterns_.tables.back().touchpoints = statistics_of(touchpoints_);
    add(PatternKind::questions_before, by_question_.by_customers());
    add(PatternKind::repeat_by_service, by_service_.by_customers());
    add(PatternKind::repeat_by_tag, by_tag_.by_customers());
    return std::move(patterns_);
  }

 private:
  void take_conversion(const Told& told) {
    Counted& source = by_lead_source_.count(told.lead_source, told, told.converted());
    Counted& channel =
        by_channel_.count(std::string(events_.text(told.first_channel)), told, told.converted());
    if (!told.converted()) return;
    const std::int64_t at_ms = events_.at_ms(told.conversion);
    const std::int64_t took_ms = saturating_sub(at_ms, told.first_touch_ms.value_or(at_ms));
    source.times.push_back(took_ms);
    channel.times.push_back(took_ms);
    touchpoints_.push_back(told.touchpoints);
    by_touchpoints_.count(padded(told.touchpoints), told, true).row.value =
        std::to_string(told.touchpoints);
  }

  void take_questions(const Told& told) {
    for (const AskedQuestion& question : told.questions) {
      const std::string key = question_key(question.text);
      if (key.empty()) continue;
      PatternRow& row = by_question_.at(key).row;
      if (row.events.empty() || events_.timeline().before(question.row, row.events.front()))
        row.value = question.text;
      row.events.push_back(question.row);
      ++row.asked;
      if (!row.opens.empty() && row.opens.back() == told.customer) continue;
      row.opens.push_back(told.customer);
      ++row.customers;
      if (told.converted()) ++row.converted;
    }
  }

  void take_repeat(const Told& told) {
    const auto service = events_.member(told.conversion, Member::service);
    by_service_.count(service ? std::string(*service) : std::string(), told, told.repeated());
    for (StringId tag : conversations_.tag_set(conversations_.tags(told.conversion)))
      by_tag_.count(std::string(events_.text(tag)), told, told.repeated());
  }

  const GatedTimeline& events_;
  const Conversations& conversations_;
  Patterns patterns_;
  Rows by_lead_source_, by_channel_, by_touchpoints_, by_question_, by_service_, by_tag_;
  std::vector<std::int64_t> touchpoints_;
};

void write_row(JsonWriter& writer, const GatedTimeline& events, PatternKind kind,
               const PatternRow& row) {
  const bool repeats = kind == PatternKind::repeat_by_service || kind == PatternKind::repeat_by_tag;
  writer.begin_object().key("value").string_or_null(
      row.value ? std::optional<std::string_view>(*row.value) : std::nullopt);
  writer.key("customers").integer(row.customers);
  writer.key(repeats ? "repeated" : "converted").integer(row.converted);
  if (kind == PatternKind::conversion_by_lead_source ||
      kind == PatternKind::conversion_by_first_channel) {
    writer.key("convert_ms");
    append_statistics(writer, row.convert_ms);
  }
  if (kind == PatternKind::questions_before) {
    writer.key("asked").integer(row.asked).key("events").begin_array();
    for (Row event : row.events) writer.string(events.reference(event));
    writer.end_array();
  }
  writer.key("opens").begin_array();
  for (StringId customer : row.opens) writer.string(events.text(customer));
  writer.end_array().end_object();
}

}  // namespace

std::string_view pattern_name(PatternKind kind) {
  return kTableNames[static_cast<std::size_t>(kind)];
}

Patterns find_patterns(const GatedTimeline& events, const Conversations& conversations,
                       const StageRules& rules) {
  Teller teller(events, conversations, rules);
  Finder finder(events, conversations);
  for (StringId customer : events.customers()) finder.take(teller.tell(customer));
  return finder.patterns();
}

void append_patterns_json(const GatedTimeline& events, const Patterns& patterns, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object().key("as_of_ms").integer(events.as_of()->ms);
  writer.key("customers").integer(patterns.customers).key("converted").integer(patterns.converted);
  writer.key("repeated").integer(patterns.repeated).key("tables").begin_array();
  for (const PatternTable& table : patterns.tables) {
    writer.begin_object().key("table").string(pattern_name(table.kind));
    if (table.touchpoints) {
      writer.key("touchpoints");
      append_statistics(writer, *table.touchpoints);
    }
    writer.key("rows").begin_array();
    for (const PatternRow& row : table.rows) write_row(writer, events, table.kind, row);
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
}

}  // namespace throughline
