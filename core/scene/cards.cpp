// Interactions as cards under date headings; only what is near the viewport is listed.
#include <algorithm>

#include "layout.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace cards = tokens::cards;

constexpr Px64 kCardStep = px(cards::card_h + cards::gap);

Px64 day_height(const ListedDay& day) {
  return px(cards::day_h) + static_cast<Px64>(day.count) * kCardStep;
}

// Days from the top, with their y. 100,000 interactions are some thousand days: one pass a frame.
class CardStack {
 public:
  explicit CardStack(const LayoutInput& input)
      : days_(input.listing.days), newest_first_(input.request.newest_first) {
    tops_.reserve(days_.size() + 1);
    Px64 y = 0;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      tops_.push_back(y);
      y += day_height(day(i));
    }
    tops_.push_back(y);
  }
  const ListedDay& day(std::size_t i) const {
    return newest_first_ ? days_[days_.size() - 1 - i] : days_[i];
  }
  std::size_t size() const { return days_.size(); }
  Px64 top(std::size_t i) const { return tops_[i]; }
  Px64 height() const { return tops_.back() + px(cards::bottom_pad); }
  // The day at y, and the position in the listing of the nth card of a day.
  std::size_t day_at(Px64 y) const {
    const auto after = std::upper_bound(tops_.begin(), tops_.end() - 1, std::max<Px64>(y, 0));
    return static_cast<std::size_t>(after - tops_.begin()) - (after == tops_.begin() ? 0 : 1);
  }
  std::size_t position(const ListedDay& of, std::size_t nth) const {
    return newest_first_ ? of.first + of.count - 1 - nth : of.first + nth;
  }
  // Where the card of a listed position stands.
  Px64 card_top(const LayoutInput& input, std::size_t wanted) const {
    const ListedDay& of = input.listing.day_of(wanted);
    const auto index = static_cast<std::size_t>(&of - days_.data());
    const std::size_t i = newest_first_ ? days_.size() - 1 - index : index;
    const std::size_t nth = newest_first_ ? of.first + of.count - 1 - wanted : wanted - of.first;
    return tops_[i] + px(cards::day_h) + static_cast<Px64>(nth) * kCardStep;
  }

 private:
  const std::vector<ListedDay>& days_;
  bool newest_first_;
  std::vector<Px64> tops_;
};

// The scroll position that shows the card to reveal, or the one asked for; never past the end.
Px64 scroll_of(const LayoutInput& input, const CardStack& stack) {
  const Px64 viewport = px(input.request.height);
  Px64 scroll = input.request.scroll;
  if (input.reveal != kNoInteraction) {
    const std::size_t position = input.listing.position(input.reveal, input.conversations);
    if (position < input.listing.all.ids.size()) {
      const Px64 top = stack.card_top(input, position);
      if (top - px(cards::day_h) < scroll) scroll = top - px(cards::day_h);
      if (top + px(cards::card_h) > scroll + viewport) scroll = top + px(cards::card_h) - viewport;
    }
  }
  return std::clamp<Px64>(scroll, 0, std::max<Px64>(0, stack.height() - viewport));
}

void add_day(const LayoutInput& input, SceneBuilder& builder, const ListedDay& day, Px64 y) {
  std::string id = "day:";
  append_int(id, day.civil_ms);
  const std::int32_t node = builder.add(
      SceneRole::day, 0, {0, y, px(input.request.width), px(cards::day_h)}, std::move(id));
  builder.number(node, SceneField::local_ms, day.civil_ms);
  builder.number(node, SceneField::count, day.count);
  const bool today = input.events.as_of() &&
                     input.civil(input.events.as_of()->ms).ms >= day.civil_ms &&
                     input.civil(input.events.as_of()->ms).ms < day.civil_ms + kDayMs;
  builder.state(node, SceneState::today, today);
  builder.state(node, SceneState::weekend, iso_weekday(Civil{day.civil_ms}) >= 6);
}

}  // namespace

Scene lay_out_cards(const LayoutInput& input) {
  const CardStack stack(input);
  SceneBuilder builder(input, px(input.request.width), stack.height());
  const Px64 viewport = px(input.request.height);
  const Px64 scroll = scroll_of(input, stack);
  builder.scene().scroll = scroll;
  builder.number(0, SceneField::count, static_cast<std::int64_t>(input.listing.all.ids.size()));
  builder.number(0, SceneField::total, input.listing.total);
  builder.text(0, SceneField::zone, input.zones().name(input.display_zone));
  const Px64 from = scroll - viewport, to = scroll + 2 * viewport;
  const Px64 width = px(input.request.width - 2 * cards::side_pad);
  for (std::size_t i = stack.day_at(from); i < stack.size() && stack.top(i) < to; ++i) {
    const ListedDay& day = stack.day(i);
    if (stack.top(i) + px(cards::day_h) > from) add_day(input, builder, day, stack.top(i));
    const Px64 first_y = stack.top(i) + px(cards::day_h);
    const std::size_t skipped =
        from > first_y ? static_cast<std::size_t>((from - first_y) / kCardStep) : 0;
    for (std::size_t nth = skipped; nth < day.count; ++nth) {
      const Px64 y = first_y + static_cast<Px64>(nth) * kCardStep;
      if (y >= to) break;
      const InteractionId id = input.listing.all.ids[stack.position(day, nth)];
      const std::int32_t node =
          builder.add(SceneRole::card, 0, {px(cards::side_pad), y, width, px(cards::card_h)},
                      interaction_node_id(input, id));
      describe_interaction(input, builder, node, id);
    }
  }
  return std::move(builder.scene());
}

}  // namespace throughline
