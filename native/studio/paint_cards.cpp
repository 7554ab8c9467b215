// Interactions as cards under their dates.
#include <algorithm>

#include "dates.h"
#include "glyphs.h"
#include "paint.h"
#include "sentences.h"

namespace throughline::studio {
namespace {

namespace cards = tokens::cards;

constexpr float kRadius = 6, kBorder = 1, kMark = tokens::strip::mark, kMedalColumn = 32,
                kColumnGap = 4;
constexpr float kFirstRow = 24, kRowGap = 2, kSecondRow = 16;

void paint_day(Canvas& canvas, const Node& node, const Around& around) {
  constexpr float kSide = 21, kBottom = 6, kGap = 8;
  constexpr TextStyle kName = weighted(kSmall, 600);
  const Theme& theme = around.theme;
  const bool today = node.has(State::today);
  canvas.open(node);
  if (today) canvas.shows(State::today);
  const float line = kSmall.line;
  const Rect box{node.rect.x + kSide, node.rect.bottom() - kBottom - line, node.rect.w - 2 * kSide,
                 line};
  std::string date = dates::day(node.number_or(Field::local_ms, 0), around.now_local_ms);
  if (today) date = around.texts.say("cards.today") + " · " + date;
  const float width = canvas.line(box, {{date, today ? theme.accent : theme.muted}}, kName);
  if (const auto count = node.number(Field::count))
    canvas.text({box.x + width + kGap, box.y, box.w - width - kGap, line},
                around.texts.number(*count), kSmall, theme.muted);
}

void paint_ground(Canvas& canvas, const Node& node, const Around& around) {
  const Theme& theme = around.theme;
  const bool selected = node.has(State::selected), hovered = node.id == around.hovered;
  canvas.fill(node.rect, selected ? theme.accent_tint : theme.raised, kRadius);
  if (node.has(State::internal)) {
    const Rect inner{node.rect.x + kBorder, node.rect.y + kBorder, 3, node.rect.h - 2 * kBorder};
    canvas.hatch(inner, theme.internal, 5, 2);
    canvas.shows(State::internal);
  }
  canvas.border(node.rect,
                selected  ? theme.accent
                : hovered ? theme.line_strong
                          : theme.line,
                kRadius);
  if (!selected) return;
  canvas.outline(node.rect, theme.accent, kRadius, 1, 0);
  canvas.shows(State::selected);
}

// How it went, who had it, what it was part of.
std::vector<TextRun> second_line(const Node& node, const Around& around) {
  const Texts& texts = around.texts;
  const Theme& theme = around.theme;
  std::vector<TextRun> runs = {{way_name(node, texts), theme.text}};
  const auto add = [&](std::string part) {
    if (part.empty()) return;
    // The widget sets four pixels on either side of the dot.
    runs.push_back({"\u2005·\u2005" + isolated(part), theme.muted});
  };
  const auto worded = [&](Field field, const char* key, const char* argument) {
    const std::string_view value = node.text(field);
    return value.empty() ? std::string() : texts.say(key, {{argument, std::string(value)}});
  };
  const std::string outcome(node.text(Field::outcome));
  add(node.has(State::failed) && outcome.empty() ? texts.say("state.failed") : outcome);
  add(worded(Field::agent, "cards.agent", "agent"));
  add(worded(Field::queue, "cards.queue", "queue"));
  add(worded(Field::campaign, "cards.campaign", "campaign"));
  return runs;
}

// "" where there is but one event.
std::string counted(const Node& node, const Texts& texts) {
  const std::int64_t count = node.number_or(Field::count, 1);
  return count > 1 ? texts.number(count) : std::string();
}

// At the inline end of a row.
Rect count_pill(Canvas& canvas, const Rect& row, const std::string& digits) {
  constexpr float kPad = 5, kLeast = 18, kHeight = 16;
  const float width =
      digits.empty() ? 0 : std::max(kLeast, canvas.width_of(digits, kSmall) + 2 * kPad);
  return {row.right() - width, row.y + (row.h - kHeight) / 2, width, kHeight};
}

void paint_card(Canvas& canvas, const Node& node, const Around& around) {
  constexpr float kInset = cards::pad + kBorder;
  const Theme& theme = around.theme;
  canvas.open(node);
  canvas.name(interaction_name(node, around.texts));
  paint_ground(canvas, node, around);
  const Rect row{node.rect.x + kInset, node.rect.y + kInset, node.rect.w - 2 * kInset, kFirstRow};
  const Rect first{row.x, row.y, cards::first_column_w, kFirstRow};
  if (node.has(State::live) || node.has(State::idle))
    paint_live_pill(canvas, first, node, theme, around.texts);
  else
    canvas.text(first, dates::time(node.number_or(Field::local_ms, 0)), weighted(kDense, 500),
                theme.text);
  const float medal_x = row.x + cards::first_column_w + kColumnGap,
              gist_x = medal_x + kMedalColumn + kColumnGap;
  paint_medal(canvas, {medal_x, row.y, kMark, kMark}, node, theme);
  const std::string digits = counted(node, around.texts);
  const Rect pill = count_pill(canvas, row, digits);
  canvas.text({gist_x, row.y, pill.x - kColumnGap - gist_x, kFirstRow}, gist(node, around.texts),
              kBody, theme.text);
  if (!digits.empty()) {
    canvas.fill(pill, theme.sunken, pill.h / 2);
    canvas.text(pill, digits, kSmall, theme.muted, Align::middle);
  }
  canvas.line({gist_x, row.bottom() + kRowGap, row.right() - gist_x, kSecondRow},
              second_line(node, around), kSmall);
}

}  // namespace

void paint_cards(Canvas& canvas, const Scene& scene, const Around& around) {
  for (const Node& node : scene.nodes()) {
    if (!canvas.visible(node.rect)) continue;
    if (node.role == Role::day) paint_day(canvas, node, around);
    if (node.role == Role::card) paint_card(canvas, node, around);
  }
}

}  // namespace throughline::studio
