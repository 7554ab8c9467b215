// The same interactions as a sortable table.
#include <algorithm>
#include <numeric>

#include "layout.h"
#include "throughline/sort.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace grid = tokens::grid;

struct ShownColumn {
  const grid::Column* column;
  Px64 x, w;
};

std::vector<ShownColumn> shown_columns(std::int32_t width) {
  std::vector<ShownColumn> shown;
  std::int32_t left = width, weights = 0;
  for (const grid::Column& column : grid::columns) {
    if (width < column.from_w) continue;
    shown.push_back({&column, 0, px(column.min_w)});
    left -= column.min_w;
    weights += column.weight;
  }
  if (left > 0 && weights == 0) shown.back().w += px(left);
  Px64 x = 0;
  for (ShownColumn& column : shown) {
    if (left > 0 && weights > 0) column.w += px(left) / weights * column.column->weight;
    column.x = x;
    x += column.w;
  }
  return shown;
}

void add_cells(const LayoutInput& input, SceneBuilder& builder, std::int32_t row, InteractionId id,
               const std::vector<ShownColumn>& columns) {
  const SceneRect at = builder.node(row).rect;
  const std::string prefix = builder.node(row).id + "/";
  for (const ShownColumn& column : columns) {
    const std::string_view name = column.column->name;
    const std::int32_t cell = builder.add(SceneRole::cell, row, {column.x, at.y, column.w, at.h},
                                          prefix + std::string(name));
    const ShownValue shown = shown_value(input, id, name);
    builder.text(cell, SceneField::name, name);
    builder.text(cell, SceneField::value, shown.value);
    builder.text(cell, SceneField::value_form, shown.form);
    builder.text(cell, SceneField::absence, absence_name(shown.absence));
  }
}

Px64 scroll_of(const LayoutInput& input, const std::vector<std::uint32_t>& positions,
               Px64 content) {
  const Px64 viewport = px(input.request.height);
  Px64 scroll = input.request.scroll;
  if (input.reveal != kNoInteraction) {
    const auto wanted =
        static_cast<std::uint32_t>(input.listing.position(input.reveal, input.conversations));
    const auto found = std::find(positions.begin(), positions.end(), wanted);
    if (found != positions.end()) {
      const Px64 top =
          px(grid::header_h) + static_cast<Px64>(found - positions.begin()) * px(grid::row_h);
      if (top - px(grid::header_h) < scroll) scroll = top - px(grid::header_h);
      if (top + px(grid::row_h) > scroll + viewport) scroll = top + px(grid::row_h) - viewport;
    }
  }
  return std::clamp<Px64>(scroll, 0, std::max<Px64>(0, content - viewport));
}

}  // namespace

bool is_sortable_column(std::string_view name) {
  for (const grid::Column& column : grid::columns)
    if (column.name == name) return column.sorts;
  return false;
}

std::vector<std::uint32_t> sorted_positions(const LayoutInput& input) {
  const Lane& all = input.listing.all;
  std::vector<std::uint32_t> positions(all.ids.size());
  std::iota(positions.begin(), positions.end(), 0u);
  const bool descending = input.request.descending;
  if (input.request.sort == "local_ms") {
    if (descending) std::reverse(positions.begin(), positions.end());
    return positions;
  }
  if (input.request.sort == "count") {
    const auto count = [&](std::uint32_t i) {
      return input.conversations.interaction(all.ids[i]).rows.size();
    };
    sort_stably(positions, [&](std::uint32_t a, std::uint32_t b) {
      return descending ? count(a) > count(b) : count(a) < count(b);
    });
    return positions;
  }
  std::vector<std::string>
      keys;  // folded, so that case and accents do not part what belongs together
  keys.reserve(all.ids.size());
  for (InteractionId id : all.ids)
    keys.push_back(fold(shown_value(input, id, input.request.sort).value));
  sort_stably(positions, [&](std::uint32_t a, std::uint32_t b) {
    if (keys[a].empty() != keys[b].empty())
      return keys[b].empty();  // absent values last, either way
    return descending ? keys[a] > keys[b] : keys[a] < keys[b];
  });
  return positions;
}

Scene lay_out_grid(const LayoutInput& input, const std::vector<std::uint32_t>& positions) {
  const std::vector<ShownColumn> columns = shown_columns(input.request.width);
  const Px64 table_w =
      columns.empty() ? px(input.request.width) : columns.back().x + columns.back().w;
  const Px64 content_w = std::max(px(input.request.width), table_w);
  const Px64 content_h = px(grid::header_h) + static_cast<Px64>(positions.size()) * px(grid::row_h);
  SceneBuilder builder(input, content_w, content_h);
  const Px64 viewport = px(input.request.height);
  const Px64 scroll = scroll_of(input, positions, content_h);
  builder.scene().scroll = scroll;
  builder.number(0, SceneField::count, static_cast<std::int64_t>(positions.size()));
  builder.number(0, SceneField::total, input.listing.total);
  builder.text(0, SceneField::zone, input.zones().name(input.display_zone));
  // The heading stays at the viewport's top.
  const std::int32_t heading =
      builder.add(SceneRole::header_row, 0, {0, scroll, content_w, px(grid::header_h)}, "header");
  for (const ShownColumn& column : columns) {
    const std::string name(column.column->name);
    const std::int32_t node =
        builder.add(SceneRole::column, heading, {column.x, scroll, column.w, px(grid::header_h)},
                    "column:" + name);
    builder.text(node, SceneField::name, name);
    const bool sorted = input.request.sort == name;
    builder.state(node, SceneState::descending, sorted && input.request.descending);
    builder.state(node, SceneState::ascending, sorted && !input.request.descending);
  }
  const Px64 from = scroll - viewport, to = scroll + 2 * viewport;
  const Px64 first_y = px(grid::header_h);
  const std::size_t skipped =
      from > first_y ? static_cast<std::size_t>((from - first_y) / px(grid::row_h)) : 0;
  for (std::size_t i = skipped; i < positions.size(); ++i) {
    const Px64 y = first_y + static_cast<Px64>(i) * px(grid::row_h);
    if (y >= to) break;
    const InteractionId id = input.listing.all.ids[positions[i]];
    const std::int32_t row = builder.add(SceneRole::row, 0, {0, y, content_w, px(grid::row_h)},
                                         interaction_node_id(input, id));
    describe_interaction(input, builder, row, id);
    add_cells(input, builder, row, id, columns);
  }
  return std::move(builder.scene());
}

}  // namespace throughline
