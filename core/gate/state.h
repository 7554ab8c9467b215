// What a GatedTimeline keeps, and how it is brought up to date.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "gate/conversation_names.h"
#include "gate/customer_rows.h"
#include "gate/divisions.h"
#include "gate/order_walk.h"
#include "gate/policy.h"

namespace throughline {

namespace gate {

// What the gate says of a row, the limit to one customer aside.
// `unsupported`: nothing hides it but what its source supports.
enum class Verdict : std::uint8_t { not_kept, shown, permission, division, retention, unsupported };
constexpr bool is_out_of_the_question(Verdict verdict) {
  return verdict == Verdict::not_kept || verdict == Verdict::permission ||
         verdict == Verdict::unsupported;
}

// Free texts with their handles masked, made when first asked for. They are copies of what events said, so they are
// overwritten before they are let go.
class MaskedTexts {
 public:
  ~MaskedTexts() { clear(); }
  // `text` itself where it holds no handle.
  std::string_view masked(Row row, Member member, std::string_view text);
  void clear();

 private:
  std::unordered_map<std::uint64_t, std::string> texts_;
};

}  // namespace gate

struct GatedTimeline::State {
  explicit State(Timeline& rows) : timeline(rows), policy(Gate::open()), customer_rows(rows) {}

  // Whether something was asked for that is not yet being worked on.
  bool has_wishes() const { return wants_full || !changed.empty() || !(as_of == wanted_as_of); }
  // Turns what was asked for into work; false where there is none.
  bool begin();
  // Does it in units; true while some is left.
  bool work(std::uint32_t& units);
  bool at_rest() const { return stage_ == Stage::idle; }
  // A pass over the order is under way: it cannot go on once the order has changed.
  bool in_pass() const { return stage_ != Stage::idle && stage_ != Stage::touched; }
  void restart();
  // Makes room for the timeline's new rows.
  void grow();
  // Customer of a row as verdict and names stand: its own, else its conversation's.
  StringId settled_customer(Row row, StringId conversation) const;
  bool of_limit(StringId customer) const {
    return !limit_name || (limit != kAbsent && customer == limit);
  }
  std::int64_t as_of_ms() const { return end_ms(as_of); }
  static std::int64_t end_ms(std::optional<Instant> instant);

  Timeline& timeline;
  gate::Policy policy;
  std::optional<std::string> limit_name;
  StringId limit = kAbsent;  // its number; kAbsent while no event has named it
  std::optional<Instant> as_of, wanted_as_of, taken_as_of;
  std::optional<std::int64_t> retention_start;

  Column<gate::Verdict> verdicts;
  Column<StringId> customers;      // settled; also of rows hidden by division or retention
  Column<StringId> conversations;  // as at the last look, to notice rows that change theirs
  Bitset visible;
  std::uint32_t visible_count = 0;
  gate::Divisions divisions;
  gate::ConversationNames names;
  gate::CustomerRows customer_rows;
  mutable gate::MaskedTexts masked_texts;
  mutable std::optional<std::uint32_t> hidden_by_division;  // counted when asked for

  bool wants_full = true;
  std::vector<Row> changed;  // noted by invalidate
  Refreshed refreshed;

 private:
  enum class Stage : std::uint8_t { idle, divisions, verdicts, customers, touched };

  void advance(std::uint32_t& units);
  void advance_touched(std::uint32_t& units);
  void begin_full();
  void begin_touched(std::vector<StringId> renamed);
  template <class F>
  void pass(std::uint32_t& units, Stage next, const F& look);

  gate::Verdict judge(Row row) const;
  bool is_supported(Row row) const;
  void settle_divisions(Row row, std::uint32_t& units);
  void note(Row row, StringId conversation);
  void show(Row row);  // full pass: lists are filled in order
  void move(Row row);  // afterwards: lists are mended
  void leave(Row row);
  void settle_conversation(StringId conversation);
  void settle_loose(Row row);

  Stage stage_ = Stage::idle;
  UnitDebt debt_;
  gate::OrderWalk walk_;                     // where the full pass stands
  Bitset seen_;                              // conversations whose divisions are settled
  std::vector<StringId> touched_, renamed_;  // conversations, each looked at as a whole
  std::vector<Row> loose_;
  bool visibility_moved_ = false;
};

}  // namespace throughline
