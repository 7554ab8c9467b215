#include "glyphs.h"

#include "icon_names.h"

namespace throughline::studio {
namespace {

constexpr float kIcon = 14, kArrowIcon = 9, kArrowStroke = 3, kArrowOverhang = 4, kDotOverhang = 3;

void paint_arrow(Canvas& canvas, const Rect& box, std::string_view icon, const Theme& theme) {
  static const float size = icon_token("arrow");
  const Rect arrow{box.right() + kArrowOverhang - size, box.bottom() + kArrowOverhang - size, size,
                   size};
  const float x = arrow.x + size / 2, y = arrow.y + size / 2;
  canvas.disc(x, y, size / 2 + 0.5f, theme.line_strong);
  canvas.disc(x, y, size / 2, theme.raised);
  canvas.icon_with_stroke(arrow, icon, kArrowIcon, theme.text, kArrowStroke, true);
}

}  // namespace

void paint_failure(Canvas& canvas, const Rect& box, const Theme& theme) {
  static const float size = icon_token("dot");
  const float x = box.right() + kDotOverhang - size / 2, y = box.y - kDotOverhang + size / 2;
  canvas.disc(x, y, size / 2 + 1.5f, theme.raised);
  canvas.disc(x, y, size / 2, theme.failed);
  canvas.shows(State::failed);
}

void paint_medal(Canvas& canvas, const Rect& box, const Node& node, const Theme& theme,
                 bool hovered) {
  constexpr float kHoveredTint = 0.26f, kEdge = 0.45f;
  const Colour& hue = theme.hue_of(node);
  const float radius = box.h / 2;
  canvas.fill(box, mixed(hue, hovered ? kHoveredTint : theme.mark_tint, theme.raised), radius);
  if (node.has(State::live) || node.has(State::idle)) {
    const State state = node.has(State::live) ? State::live : State::idle;
    canvas.outline(box, state == State::live ? theme.live : theme.idle, radius, 2, 0);
    canvas.shows(state);
  } else {
    canvas.border(box, faded(hue, kEdge), radius);
  }
  canvas.icon(box, interaction_icon(node), kIcon, hue);
  if (node.has(State::inbound)) {
    paint_arrow(canvas, box, icon_names::kArrowLeft, theme);
    canvas.shows(State::inbound);
  } else if (node.has(State::outbound)) {
    paint_arrow(canvas, box, icon_names::kArrowRight, theme);
    canvas.shows(State::outbound);
  }
  if (node.has(State::failed)) paint_failure(canvas, box, theme);
}

float paint_live_pill(Canvas& canvas, const Rect& box, const Node& node, const Theme& theme,
                      const Texts& texts) {
  constexpr float kHeight = 18, kPad = 6, kDot = 6, kGap = 4;
  constexpr TextStyle kStyle = weighted(kSmall, 600);
  const bool idle = node.has(State::idle);
  const std::string word = texts.say("live.now");
  const float width = kPad + kDot + kGap + canvas.width_of(word, kStyle) + kPad;
  const Rect pill{box.x, box.y + (box.h - kHeight) / 2, width, kHeight};
  canvas.fill(pill, idle ? theme.idle_tint : faded(theme.live, 0.14f), kHeight / 2);
  const float x = pill.x + kPad + kDot / 2, y = pill.y + kHeight / 2;
  if (idle)
    canvas.ring(x, y, kDot / 2 - 0.75f, theme.idle, 1.5f);
  else
    canvas.disc(x, y, kDot / 2, theme.live);
  canvas.shows(idle ? State::idle : State::live);
  canvas.text({pill.x + kPad + kDot + kGap, pill.y, width - kPad - kDot - kGap, kHeight}, word,
              kStyle, theme.text);
  return width;
}

}  // namespace throughline::studio
