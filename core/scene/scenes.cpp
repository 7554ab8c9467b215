#include <algorithm>

#include "layout.h"

namespace throughline {

SceneBuilder::SceneBuilder(const LayoutInput& input, Px64 content_w, Px64 content_h)
    : input_(&input) {
  scene_.view = input.request.view;
  scene_.width = px(input.request.width);
  scene_.height = px(input.request.height);
  scene_.content_w = content_w;
  scene_.content_h = content_h;
  const std::int32_t root = add(SceneRole::view, -1, {0, 0, content_w, content_h}, "view");
  if (const std::optional<Instant> now = input.events.as_of()) {
    number(root, SceneField::local_ms, input.civil(now->ms).ms);
    number(root, SceneField::offset_s, input.zones().offset_at(input.display_zone, *now).offset_s);
  }
}

std::int32_t SceneBuilder::add(SceneRole role, std::int32_t parent, const SceneRect& rect,
                               std::string id) {
  SceneNode node;
  node.id = std::move(id);
  node.parent = parent;
  node.role = role;
  node.rect = rect;
  scene_.nodes.push_back(std::move(node));
  return static_cast<std::int32_t>(scene_.nodes.size()) - 1;
}

void SceneBuilder::text(std::int32_t index, SceneField field, std::string_view value) {
  if (!value.empty()) node(index).texts.push_back({field, std::string(value)});
}

void SceneBuilder::number(std::int32_t index, SceneField field, std::int64_t value) {
  std::string digits;
  append_int(digits, value);
  node(index).texts.push_back({field, std::move(digits)});
}

void SceneBuilder::instant(std::int32_t index, std::int64_t at_ms) {
  number(index, SceneField::at_ms, at_ms);
  number(index, SceneField::local_ms, input_->civil(at_ms).ms);
}

void SceneBuilder::end_instant(std::int32_t index, std::int64_t end_ms) {
  number(index, SceneField::end_ms, end_ms);
  number(index, SceneField::local_end_ms, input_->civil(end_ms).ms);
}

void SceneBuilder::state(std::int32_t index, SceneState state, bool holds) {
  if (holds) node(index).states |= 1u << static_cast<std::uint32_t>(state);
}

ListedRange scroll_to(const LayoutInput& input, SceneBuilder& builder, Px64 content_h) {
  const Px64 viewport = px(input.request.height);
  const Px64 scroll =
      std::clamp<Px64>(input.request.scroll, 0, std::max<Px64>(0, content_h - viewport));
  builder.scene().scroll = scroll;
  return {scroll - viewport, scroll + 2 * viewport};
}

std::int64_t share_of(std::uint64_t value, std::uint64_t whole) {
  if (whole == 0) return 0;
  return divide_round_half_up(static_cast<std::int64_t>(value * 1000),
                              static_cast<std::int64_t>(whole));
}

Px64 part_of(Px64 width, std::uint64_t value, std::uint64_t whole) {
  if (whole == 0) return 0;
  return static_cast<Px64>(static_cast<std::uint64_t>(width) * value / whole);
}

struct Scenes::State {
  State(const GatedTimeline& events_in, const Conversations& conversations_in,
        const FilterIndex& filter_in, const Journeys& journeys_in)
      : events(events_in),
        conversations(conversations_in),
        filter(filter_in),
        journeys(journeys_in) {}

  const GatedTimeline& events;
  const Conversations& conversations;
  const FilterIndex& filter;
  const Journeys& journeys;
  std::optional<StageRules> stages;  // none: the built-in ones
  const StageRules& stage_rules() const { return stages ? *stages : StageRules::builtin(); }
  ZoneId display_zone = kNoZone;
  std::vector<SourceSettings> sources;
  Listing listing;
  std::size_t customers = 0;
  bool stale = true;
  std::string sorted_by;  // what `sorted` was made for: column and direction
  std::vector<std::uint32_t> sorted;
  std::string threaded_by;  // what `thread` was made for: width and what is unfolded
  Thread thread;
  TextHeights heights;
  std::optional<TrackerList> tracker;  // each made when its view is first asked for
  std::optional<CustomerMap> map;
  std::optional<Patterns> patterns;

  void refresh() {
    if (!stale) return;
    listing = make_listing(conversations, filter, events, display_zone);
    customers = events.customers().size();
    sorted_by.clear();
    threaded_by.clear();
    tracker.reset();
    map.reset();
    patterns.reset();
    stale = false;
  }
  // Views that need as-of; without it there is nothing to show in them.
  Scene measured(const LayoutInput& input);
  Row row_at(const std::string& reference) const;
  Result<InteractionId> interaction_at(const std::string& reference) const;
  Marked mark(const SceneRequest& request) const;
  const Thread& thread_for(const LayoutInput& input);
};

// The row in view that a reference means, also of a duplicate; kNoRow where there is none.
Row Scenes::State::row_at(const std::string& reference) const {
  if (reference.empty()) return kNoRow;
  const Timeline& timeline = events.timeline();
  Row row = timeline.find(reference);
  if (row != kNoRow && timeline.state(row) == RowState::duplicate) row = timeline.folded_into(row);
  return row != kNoRow && timeline.state(row) == RowState::kept && events.in_view(row) ? row
                                                                                       : kNoRow;
}

// Behind the gate an event is as good as unknown, and the answer is the same.
Result<InteractionId> Scenes::State::interaction_at(const std::string& reference) const {
  if (reference.empty()) return kNoInteraction;
  const Row row = row_at(reference);
  if (row == kNoRow)
    return Error{Code::not_permitted_or_unknown,
                 "\"" + reference + "\" is not permitted or unknown"};
  return conversations.interaction_of(row);
}

Marked Scenes::State::mark(const SceneRequest& request) const {
  Marked marked;
  marked.selected = row_at(request.selected);
  marked.reveal = row_at(request.reveal);
  for (const std::string& reference : request.unfolded)
    marked.unfolded.push_back(row_at(reference));
  for (const std::string& reference : request.pinned) {
    const Row row = row_at(reference);
    if (row == kNoRow) continue;
    marked.pinned.push_back(row);
    marked.pinned_interactions.push_back(conversations.interaction_of(row));
  }
  std::sort(marked.pinned.begin(), marked.pinned.end());
  std::sort(marked.unfolded.begin(), marked.unfolded.end());
  std::sort(marked.pinned_interactions.begin(), marked.pinned_interactions.end());
  return marked;
}

THROUGHLINE_LATER const Thread& Scenes::State::thread_for(const LayoutInput& input) {
  std::string wanted = std::to_string(input.request.width);
  for (Row row : input.marked.unfolded) wanted += "," + std::to_string(row);
  if (threaded_by != wanted) {
    thread = make_thread(input, heights);
    threaded_by = wanted;
  }
  return thread;
}

THROUGHLINE_LATER Scene Scenes::State::measured(const LayoutInput& input) {
  if (input.request.view == "tracker") {
    if (!tracker) tracker = make_tracker_list(journeys, filter, customers <= 1);
    return lay_out_tracker(input, *tracker);
  }
  if (input.request.view == "map") {
    const Result<StringId> customer = only_customer(events);
    if (!map) map = map_of(events, conversations, customer ? *customer : kAbsent, stage_rules());
    return lay_out_map(input, *map);
  }
  if (!patterns) patterns = find_patterns(events, conversations, stage_rules());
  return lay_out_patterns(input, *patterns);
}

Scenes::Scenes(const GatedTimeline& events, const Conversations& conversations,
               const FilterIndex& filter, const Journeys& journeys)
    : state_(std::make_shared<State>(events, conversations, filter, journeys)) {
  state_->display_zone = Zones::builtin().find("UTC");
}

void Scenes::set_display_zone(ZoneId zone) {
  if (zone == state_->display_zone) return;
  state_->display_zone = zone;
  state_->stale = true;
}

void Scenes::set_sources(const std::vector<SourceSettings>& settings) {
  state_->sources = settings;
}

void Scenes::set_stages(const std::optional<StageRules>& rules) { state_->stages = rules; }

void Scenes::invalidate() { state_->stale = true; }

Result<Scene> Scenes::lay_out(const SceneRequest& request) {
  State& state = *state_;
  state.refresh();
  const bool is_measured =
      request.view == "tracker" || request.view == "map" || request.view == "patterns";
  if (is_measured && !state.events.as_of())
    return Error{Code::needs_as_of, "\"" + request.view + "\" computes for an instant: give as-of"};
  const bool of_one = request.view != "tracker" && request.view != "patterns";
  if (of_one && state.customers > 1)
    return Error{Code::needs_customer,
                 "several customers are loaded: name the one to show (customer)"};
  const Result<InteractionId> selected = state.interaction_at(request.selected);
  const Result<InteractionId> reveal = state.interaction_at(request.reveal);
  const bool wants_details = request.view == "details";
  if (wants_details && !selected) return selected.error();
  const Marked marked = state.mark(request);
  const LayoutInput input{request,
                          state.events,
                          state.conversations,
                          state.filter,
                          state.journeys,
                          state.listing,
                          state.display_zone,
                          state.sources,
                          selected ? *selected : kNoInteraction,
                          reveal ? *reveal : kNoInteraction,
                          marked};
  if (is_measured) return state.measured(input);
  if (request.view.empty() || request.view == "strip") return lay_out_strip(input);
  if (request.view == "cards") return lay_out_cards(input);
  if (wants_details) return lay_out_details(input);
  if (request.view == "messages") return lay_out_messages(input, state.thread_for(input));
  if (request.view != "grid")
    return Error{Code::invalid_view,
                 "/view: one of strip, cards, grid, messages, details, tracker, map, patterns is "
                 "wanted, not \"" +
                     request.view + "\""};
  if (!is_sortable_column(request.sort))
    return Error{Code::invalid_view, "/sort: \"" + request.sort + "\" is not a column that sorts"};
  const std::string wanted = request.sort + (request.descending ? "-" : "+");
  if (state.sorted_by != wanted) {
    state.sorted = sorted_positions(input);
    state.sorted_by = wanted;
  }
  return lay_out_grid(input, state.sorted);
}

}  // namespace throughline
