// Interactions as a table.
#include <algorithm>

#include "dates.h"
#include "glyphs.h"
#include "icon_names.h"
#include "paint.h"
#include "sentences.h"

namespace throughline::studio {
namespace {

namespace grid = tokens::grid;

constexpr float kGap = 8, kMark = tokens::strip::mark;

Align align_of(std::string_view field) { return ends_column(field) ? Align::end : Align::start; }

Rect padded(const Rect& rect) {
  return {rect.x + grid::cell_pad, rect.y, rect.w - 2 * grid::cell_pad, rect.h};
}
Rect after(const Rect& box, float width) { return {box.x + width, box.y, box.w - width, box.h}; }

void paint_column(Canvas& canvas, const Node& node, const Around& around) {
  constexpr float kIcon = 12, kIconGap = 4;
  constexpr TextStyle kStyle = weighted(kSmall, 600);
  const Theme& theme = around.theme;
  const bool ascending = node.has(State::ascending),
             sorted = ascending || node.has(State::descending);
  const std::string_view field = node.text(Field::name);
  const std::string name = around.texts.name("field", field);
  canvas.open(node);
  canvas.fill(node.rect, theme.ground);
  canvas.fill({node.rect.x, node.rect.bottom() - 1, node.rect.w, 1}, theme.line);
  const Rect box = padded({node.rect.x, node.rect.y, node.rect.w, node.rect.h - 1});
  const float icon_w = sorted ? kIcon + kIconGap : 0;
  const float text_w = std::min(box.w - icon_w, canvas.width_of(name, kStyle) + 1);
  const float indent = align_of(field) == Align::end ? box.w - text_w - icon_w : 0;
  canvas.text({box.x + indent, box.y, text_w, box.h}, name, kStyle,
              sorted ? theme.text : theme.muted);
  if (!sorted) return;
  canvas.shows(ascending ? State::ascending : State::descending);
  canvas.icon({box.x + indent + text_w + kIconGap, box.y, kIcon, box.h},
              ascending ? icon_names::kArrowUp : icon_names::kArrowDown, kIcon, theme.text);
}

void paint_time(Canvas& canvas, Rect box, const Node& row, const Around& around) {
  const std::int64_t local = row.number_or(Field::local_ms, 0);
  const bool going = row.has(State::live) || row.has(State::idle);
  if (going) box = after(box, paint_live_pill(canvas, box, row, around.theme, around.texts) + kGap);
  canvas.line(
      box,
      {{going ? dates::time(local) : dates::brief(local, around.now_local_ms), around.theme.text}},
      kBody);
}

void paint_way(Canvas& canvas, const Rect& box, const Node& row, const Around& around) {
  paint_medal(canvas, {box.x, box.y + (box.h - kMark) / 2, kMark, kMark}, row, around.theme);
  canvas.line(after(box, kMark + kGap), {{way_name(row, around.texts), around.theme.text}}, kBody);
}

void paint_failed_outcome(Canvas& canvas, const Rect& box, const Node& cell, const Around& around) {
  static const float dot = icon_token("dot");
  canvas.disc(box.x + dot / 2, box.y + box.h / 2, dot / 2, around.theme.failed);
  canvas.shows(State::failed);
  const std::string_view value = cell.text(Field::value);
  canvas.text(after(box, dot + kGap),
              value.empty() ? around.texts.say("state.failed") : std::string(value), kBody,
              around.theme.text);
}

void paint_cell(Canvas& canvas, const Node& row, const Node& cell, const Around& around) {
  const std::string_view field = cell.text(Field::name);
  const Rect box = padded(cell.rect);
  canvas.open(cell);
  if (field == "channel") return paint_way(canvas, box, row, around);
  if (field == "local_ms") return paint_time(canvas, box, row, around);
  if (field == "outcome" && row.has(State::failed))
    return paint_failed_outcome(canvas, box, cell, around);
  const bool absent = field != "gist" && is_absent(cell);
  const std::string value = absent            ? absence_text(cell, around.texts, "absence_brief")
                            : field == "gist" ? gist(row, around.texts)
                                              : value_text(cell, around.texts);
  canvas.text(box, value, kBody, absent ? around.theme.muted : around.theme.text, align_of(field));
}

void paint_row(Canvas& canvas, const Node& row, const Around& around) {
  constexpr float kBar = 3;
  const Theme& theme = around.theme;
  canvas.open(row);
  canvas.name(interaction_name(row, around.texts));
  if (row.has(State::selected))
    canvas.fill(row.rect, theme.accent_tint);
  else if (row.id == around.hovered)
    canvas.fill(row.rect, theme.hover);
  canvas.fill({row.rect.x, row.rect.bottom() - 1, row.rect.w, 1}, theme.line);
  if (!row.has(State::selected)) return;
  canvas.fill({row.rect.x, row.rect.y, kBar, row.rect.h}, theme.accent);
  canvas.shows(State::selected);
}

}  // namespace

void paint_grid(Canvas& canvas, const Scene& scene, const Around& around) {
  const Node* row = nullptr;
  for (const Node& node : scene.nodes()) {
    if (node.role == Role::row) {
      row = canvas.visible(node.rect) ? &node : nullptr;
      if (row != nullptr) paint_row(canvas, *row, around);
    }
    if (node.role == Role::cell && row != nullptr) paint_cell(canvas, *row, node, around);
  }
  // The heading stays at the viewport's top, over the rows.
  for (const Node* column : scene.with_role(Role::column)) paint_column(canvas, *column, around);
}

}  // namespace throughline::studio
