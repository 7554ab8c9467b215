// What every view's layout works with. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "listing.h"
#include "thread.h"
#include "throughline/patterns.h"
#include "throughline/scene.h"
#include "tracker.h"

namespace throughline {

// What the request points at, resolved to rows; unknown references are nothing.
struct Marked {
  Row selected = kNoRow, reveal = kNoRow;
  std::vector<Row> pinned, unfolded;               // sorted
  std::vector<InteractionId> pinned_interactions;  // sorted
};

// Everything a layout reads; all references outlive the call.
struct LayoutInput {
  const SceneRequest& request;
  const GatedTimeline& events;
  const Conversations& conversations;
  const FilterIndex& filter;
  const Journeys& journeys;
  const Listing& listing;
  ZoneId display_zone;
  const std::vector<SourceSettings>& sources;
  InteractionId selected;  // kNoInteraction: none
  InteractionId reveal;    // likewise
  const Marked& marked;

  const Zones& zones() const { return Zones::builtin(); }
  Civil civil(std::int64_t at_ms) const { return zones().to_civil(display_zone, Instant{at_ms}); }
};

// Builds a scene node by node. Parents are indices of nodes added before.
class SceneBuilder {
 public:
  SceneBuilder(const LayoutInput& input, Px64 content_w, Px64 content_h);
  std::int32_t add(SceneRole role, std::int32_t parent, const SceneRect& rect, std::string id);
  SceneNode& node(std::int32_t index) { return scene_.nodes[static_cast<std::size_t>(index)]; }
  const SceneNode& at(std::int32_t index) const {
    return scene_.nodes[static_cast<std::size_t>(index)];
  }
  void text(std::int32_t index, SceneField field, std::string_view value);
  void number(std::int32_t index, SceneField field, std::int64_t value);
  // An instant with its civil time: at_ms and local_ms, or end_ms and local_end_ms.
  void instant(std::int32_t index, std::int64_t at_ms);
  void end_instant(std::int32_t index, std::int64_t end_ms);
  void state(std::int32_t index, SceneState state, bool holds = true);
  Scene& scene() { return scene_; }

 private:
  const LayoutInput* input_;
  Scene scene_;
};

// The y range that is listed: what a viewport at the scroll position shows, and one more on both
// sides.
struct ListedRange {
  Px64 from = 0, to = 0;
  bool touches(Px64 y, Px64 h) const { return y < to && y + h > from; }
};
// Clamps the scroll position asked for to the content, and tells the scene.
ListedRange scroll_to(const LayoutInput& input, SceneBuilder& builder, Px64 content_h);
// value / whole as 0 … 1000, rounded half up; 0 where there is no whole.
std::int64_t share_of(std::uint64_t value, std::uint64_t whole);
// value / whole of a width, rounded down; 0 where there is no whole.
Px64 part_of(Px64 width, std::uint64_t value, std::uint64_t whole);

// describe.cpp: what marks, cards and rows say of an interaction.
void describe_interaction(const LayoutInput& input, SceneBuilder& builder, std::int32_t node,
                          InteractionId id);
// The part of it that says which contact it was: channel, mode, direction, gist.
void describe_contact(const LayoutInput& input, SceneBuilder& builder, std::int32_t node,
                      InteractionId id);
// The first `characters` of a text on one line.
std::string one_line(std::string_view text, std::size_t characters);
inline constexpr std::size_t kGistCharacters = 160;  // more than any place shows
// A person's name as far as it may be shown, else the id.
std::string shown_person(const LayoutInput& input, PersonId id);
std::string interaction_node_id(const LayoutInput& input, InteractionId id);
// The text that says most about it: the customer's last message, else its last text, title or
// comments; one line. While a text is searched for, of the events in which it was found.
std::string gist_of(const LayoutInput& input, InteractionId id);
// Texts of one value as grids and details show it; absence where there is none.
struct ShownValue {
  std::string value;
  std::string_view form;  // "" = text
  Absence absence = Absence::present;
};
ShownValue shown_value(const LayoutInput& input, InteractionId id, std::string_view name);

// One per view; the request is valid and the listing up to date.
Scene lay_out_strip(const LayoutInput& input);
Scene lay_out_cards(const LayoutInput& input);
THROUGHLINE_LATER Scene lay_out_grid(const LayoutInput& input,
                                     const std::vector<std::uint32_t>& sorted_positions);
THROUGHLINE_LATER Scene lay_out_messages(const LayoutInput& input, const Thread& thread);
THROUGHLINE_LATER Scene lay_out_details(const LayoutInput& input);
THROUGHLINE_LATER Scene lay_out_tracker(const LayoutInput& input, const TrackerList& list);
THROUGHLINE_LATER Scene lay_out_map(const LayoutInput& input, const CustomerMap& map);
THROUGHLINE_LATER Scene lay_out_patterns(const LayoutInput& input, const Patterns& patterns);
// Positions in listing.all by the request's column; stable, absent values last.
THROUGHLINE_LATER std::vector<std::uint32_t> sorted_positions(const LayoutInput& input);
bool is_sortable_column(std::string_view name);

}  // namespace throughline
