// The horizontal timeline: overview, axis, dates, lanes, marks.
#include <algorithm>

#include "dates.h"
#include "glyphs.h"
#include "icon_names.h"
#include "paint.h"
#include "sentences.h"

namespace throughline::studio {
namespace {

namespace strip = tokens::strip;
using dates::kDayMs;

constexpr float kPillRadius = 999, kMarkRadius = 12;

class StripPainter {
 public:
  StripPainter(Canvas& canvas, const Scene& scene, const Around& around)
      : canvas_(canvas),
        scene_(scene),
        around_(around),
        theme_(around.theme),
        texts_(around.texts) {}

  void paint() {
    overview();
    axis();
    days();
    for (const Node* lane : scene_.with_role(Role::lane)) lane_line(*lane);
    for (const Node& node : scene_.nodes()) {
      if (node.role == Role::mark) mark(node);
      if (node.role == Role::cluster) cluster(node);
    }
    for (const Node* header : scene_.with_role(Role::lane_header)) lane_header(*header);
    tip();
  }

 private:
  void overview();
  void window(const Node& node);
  void axis();
  void tick(const Node& node);
  void gap(const Node& node);
  void now(const Node& node);
  void days();
  void day(const Node& node, bool is_named);
  void lane_line(const Node& node);
  void lane_header(const Node& node);
  void mark(const Node& node);
  void cluster(const Node& node);
  void selection(const Rect& rect);
  void tip();
  bool hovered(const Node& node) const { return node.id == around_.hovered; }

  Canvas& canvas_;
  const Scene& scene_;
  const Around& around_;
  const Theme& theme_;
  const Texts& texts_;
};

Rect edge_below(const Rect& rect) { return {rect.x, rect.bottom() - 1, rect.w, 1}; }
Rect edge_at_start(const Rect& rect) { return {rect.x, rect.y, 1, rect.h}; }

// True where the ticks above say the same names: one day, week, month or year each, and a tick for every one but the
// first, which may have begun before them.
bool named_by(const std::vector<const Node*>& ticks, const std::vector<const Node*>& days) {
  if (ticks.empty() || days.empty() || ticks.size() + 1 < days.size()) return false;
  const std::string_view unit = ticks.front()->text(Field::unit);
  if (days.front()->text(Field::unit) != unit) return false;
  std::int64_t longest = 0;
  for (const Node* day : days)
    longest =
        std::max(longest, day->number_or(Field::to_ms, 0) - day->number_or(Field::from_ms, 0));
  const std::int64_t one = unit == "day"     ? 2 * kDayMs
                           : unit == "week"  ? 8 * kDayMs
                           : unit == "month" ? 40 * kDayMs
                           : unit == "year"  ? 400 * kDayMs
                                             : 0;
  return longest < one;
}

// Whether a date's cell of that width has room for a name beside a count, there or not.
bool fits(std::string_view name, float width) {
  const auto letters = std::count_if(name.begin(), name.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;  // of UTF-8, the first byte of each
  });
  return static_cast<float>(letters * strip::day_letter_w) <=
         width - strip::day_ends_w - strip::day_count_w;
}

void StripPainter::overview() {
  const Node* overview = scene_.first(Role::overview);
  if (overview == nullptr) return;
  canvas_.open(*overview);
  canvas_.fade_down(overview->rect, theme_.sunken);
  canvas_.fill(edge_below(overview->rect), theme_.line);
  const Colour bars = mixed(theme_.muted, 0.55f, theme_.ground);
  for (const Node* bar : scene_.with_role(Role::overview_bar)) {
    canvas_.open(*bar);
    canvas_.fill(bar->rect, bars);
  }
  if (const Node* node = scene_.first(Role::window)) window(*node);
}

void StripPainter::window(const Node& node) {
  constexpr float kGripW = 3, kGripH = 16, kGripIndent = 3, kGripRadius = 2, kRadius = 4;
  canvas_.open(node);
  canvas_.fill(node.rect, faded(theme_.accent, 0.07f), kRadius);
  canvas_.border(node.rect, theme_.accent, kRadius);
  const float top = node.rect.y + (node.rect.h - kGripH) / 2;
  canvas_.fill({node.rect.x + kGripIndent, top, kGripW, kGripH}, theme_.accent, kGripRadius);
  canvas_.fill({node.rect.right() - kGripIndent - kGripW, top, kGripW, kGripH}, theme_.accent,
               kGripRadius);
}

void StripPainter::axis() {
  const auto lanes = scene_.with_role(Role::lane);
  const auto end = lanes.empty() ? scene_.content_h : lanes.back()->rect.y + lanes.back()->rect.h;
  for (const Node* day : scene_.with_role(Role::day))
    if (day->has(State::weekend))
      canvas_.fill({day->rect.x, day->rect.y, day->rect.w, end - day->rect.y}, theme_.weekend);
  for (const Node* node : scene_.with_role(Role::tick)) tick(*node);
  for (const Node* node : scene_.with_role(Role::gap)) gap(*node);
  for (const Node* node : scene_.with_role(Role::history_start)) {
    canvas_.open(*node);
    canvas_.icon(node->rect, icon_names::kHistory, 12, theme_.muted);
  }
  if (const Node* node = scene_.first(Role::now)) now(*node);
}

void StripPainter::tick(const Node& node) {
  constexpr float kPad = 5, kLine = 24;
  const bool major = node.has(State::major);
  canvas_.open(node);
  canvas_.fill(edge_at_start(node.rect),
               major ? mixed(theme_.line_strong, 0.45f, theme_.line) : theme_.line);
  if (major) canvas_.shows(State::major);
  canvas_.text({node.rect.x + kPad, node.rect.y, node.rect.w - kPad, kLine},
               dates::tick(node.number_or(Field::local_ms, 0), node.text(Field::unit), major),
               major ? weighted(kSmall, 600) : kSmall, major ? theme_.text : theme_.muted);
}

void StripPainter::gap(const Node& node) {
  constexpr float kPad = 6, kHeight = 16, kRadius = 4;
  canvas_.open(node);
  canvas_.hatch(node.rect, faded(theme_.line, 0.45f), 6, 1);
  const std::string words = dates::duration(node.number_or(Field::duration_ms, 0));
  const float width = std::min(node.rect.w, canvas_.width_of(words, kSmall) + 2 * kPad);
  const Rect label{node.rect.x + (node.rect.w - width) / 2,
                   node.rect.y + (node.rect.h - kHeight) / 2, width, kHeight};
  canvas_.fill(label, theme_.ground, kRadius);
  canvas_.text({label.x + kPad, label.y, width - 2 * kPad + 1, kHeight}, words, kSmall,
               theme_.muted, Align::middle);
}

void StripPainter::now(const Node& node) {
  canvas_.open(node);
  canvas_.name(texts_.say("strip.now"));
  canvas_.fill(node.rect, theme_.accent);
  canvas_.pointer(node.rect.x + node.rect.w / 2, node.rect.y, 5, theme_.accent);
}

void StripPainter::days() {
  const std::vector<const Node*> days = scene_.with_role(Role::day);
  const bool named = named_by(scene_.with_role(Role::tick), days);
  for (const Node* node : days) day(*node, !named);
}

void StripPainter::day(const Node& node, bool is_named) {
  constexpr float kPad = 4, kGap = 6, kCountPad = 4, kCountMin = 16, kCountH = 16;
  const std::int64_t count = node.number_or(Field::count, 0);
  const std::string_view unit = node.text(Field::unit).empty() ? "day" : node.text(Field::unit);
  const std::int64_t local_ms = node.number_or(Field::local_ms, 0);
  const std::int64_t length_ms =
      node.number_or(Field::to_ms, 0) - node.number_or(Field::from_ms, 0);
  const std::string date = dates::period(local_ms, unit, length_ms, around_.now_local_ms);
  const std::string brief = dates::brief_period(local_ms, unit, length_ms);
  const std::string name = !is_named                  ? ""
                           : fits(date, node.rect.w)  ? date
                           : fits(brief, node.rect.w) ? brief
                                                      : "";
  const bool today = node.has(State::today), wide = !name.empty();
  canvas_.open(node);
  canvas_.name(texts_.say("strip.day", {{"date", date}, {"count", count}}));
  if (hovered(node) && count > 0) canvas_.fill(node.rect, theme_.hover);
  canvas_.fill(edge_below(node.rect), theme_.line);
  canvas_.fill(edge_at_start(node.rect), theme_.line);
  if (today) canvas_.shows(State::today);
  const TextStyle style = today ? weighted(kSmall, 600) : kSmall;
  const Rect inner{node.rect.x + 1 + kPad, node.rect.y, node.rect.w - 1 - 2 * kPad,
                   node.rect.h - 1};
  const std::string digits = texts_.number(count);
  const float count_w =
      count > 0 ? std::max(kCountMin, canvas_.width_of(digits, style) + 2 * kCountPad) : 0;
  const float free_w = inner.w - count_w - (count > 0 ? kGap : 0);
  const float name_w = wide ? std::min(free_w, canvas_.width_of(name, style) + 1) : 0;
  float x = inner.x + (inner.w - name_w - count_w - (wide && count > 0 ? kGap : 0)) / 2;
  if (wide) {
    canvas_.text({x, inner.y, name_w, inner.h}, name, style, today ? theme_.accent : theme_.muted);
    x += name_w + kGap;
  }
  if (count == 0) return;
  const Rect pill{x, inner.y + (inner.h - kCountH) / 2, count_w, kCountH};
  canvas_.fill(pill, theme_.sunken, kPillRadius);
  canvas_.text(pill, digits, style, theme_.text, Align::middle);
}

void StripPainter::lane_line(const Node& node) {
  canvas_.open(node);
  canvas_.fill(edge_below(node.rect), theme_.line);
}

void StripPainter::lane_header(const Node& node) {
  constexpr float kStart = 12, kEnd = 7, kGap = 6, kIcon = 16;
  constexpr TextStyle kName = weighted(kDense, 500);
  canvas_.open(node);
  canvas_.fill(node.rect, theme_.ground);
  canvas_.fill(edge_below(node.rect), theme_.line);
  canvas_.fill({node.rect.right() - 1, node.rect.y, 1, node.rect.h}, theme_.line);
  const std::string_view channel = node.text(Field::channel);
  const float height = node.rect.h - 1;
  canvas_.icon({node.rect.x + kStart, node.rect.y, kIcon, height}, channel_icon(channel), kIcon,
               theme_.hue_of(node));
  if (scene_.width < strip::narrow_below) return;
  const std::string count = texts_.number(node.number_or(Field::count, 0));
  const float count_w = canvas_.width_of(count, kSmall),
              name_x = node.rect.x + kStart + kIcon + kGap;
  const float name_w = node.rect.right() - kEnd - count_w - kGap - name_x;
  canvas_.text({name_x, node.rect.y, name_w, height}, channel_name(channel, texts_), kName,
               theme_.text);
  canvas_.text({name_x + name_w + kGap, node.rect.y, count_w + 1, height}, count, kSmall,
               theme_.muted);
}

void StripPainter::selection(const Rect& rect) {
  canvas_.outline(rect, theme_.accent, kMarkRadius, 2, 2);
  canvas_.fill({rect.x + rect.w / 2 - 1, rect.bottom() + 3, 2, 8}, theme_.accent);
  canvas_.shows(State::selected);
}

void StripPainter::mark(const Node& node) {
  canvas_.open(node);
  canvas_.name(interaction_name(node, texts_));
  paint_medal(canvas_, node.rect, node, theme_, hovered(node));
  if (node.has(State::selected)) selection(node.rect);
}

void StripPainter::cluster(const Node& node) {
  const Colour& hue = theme_.hue_of(node);
  canvas_.open(node);
  canvas_.name(cluster_name(node, texts_));
  canvas_.fill(node.rect, mixed(hue, hovered(node) ? 0.26f : theme_.mark_tint, theme_.raised),
               kMarkRadius);
  canvas_.border(node.rect, faded(hue, 0.45f), kMarkRadius);
  canvas_.text(node.rect, texts_.number(node.number_or(Field::count, 0)), weighted(kSmall, 600),
               theme_.text, Align::middle);
  if (node.has(State::failed)) paint_failure(canvas_, node.rect, theme_);
  if (node.has(State::selected)) selection(node.rect);
}

// What a mark says, beside it.
void StripPainter::tip() {
  constexpr float kWidth = 264, kHeight = 46, kGap = 8, kMargin = 8, kPad = 10, kRadius = 6;
  const Node* node = around_.hovered.empty() ? nullptr : scene_.find(around_.hovered);
  if (node == nullptr || node->role != Role::mark) return;
  const float width = std::min(kWidth, scene_.width - 2 * kMargin);
  const float middle = node->rect.x + node->rect.w / 2 - width / 2;
  const float x = std::max(kMargin, std::min(middle, scene_.width - width - kMargin));
  const float below = node->rect.bottom() + kGap;
  const float y = below + kHeight > scene_.content_h ? node->rect.y - kHeight - kGap : below;
  const Rect box{x, y, width, kHeight};
  canvas_.close();
  for (float spread = 8; spread >= 2; spread -= 2)
    canvas_.fill({x - spread / 2, y + 4 - spread / 2, width + spread, kHeight + spread},
                 faded(theme_.shadow, 0.12f), kRadius);
  canvas_.fill(box, theme_.raised, kRadius);
  canvas_.border(box, theme_.line, kRadius);
  const std::string_view direction = node->text(Field::direction);
  const std::string head =
      texts_.list({way_name(*node, texts_),
                   direction.empty() ? std::string() : texts_.name("direction", direction),
                   dates::stamp(node->number_or(Field::local_ms, 0))});
  canvas_.line({x + kPad, y + 5, width - 2 * kPad, 16}, {{head, theme_.muted}}, kSmall);
  canvas_.text({x + kPad, y + 21, width - 2 * kPad, 20}, gist(*node, texts_), kBody, theme_.text);
}

}  // namespace

void paint_strip(Canvas& canvas, const Scene& scene, const Around& around) {
  StripPainter(canvas, scene, around).paint();
}

}  // namespace throughline::studio
