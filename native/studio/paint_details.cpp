// One interaction in full: its fields, then its events.
#include <algorithm>

#include "dates.h"
#include "glyphs.h"
#include "icon_names.h"
#include "paint.h"
#include "sentences.h"

namespace throughline::studio {
namespace {

namespace details = tokens::details;

// The documented names speak of calls; other interactions have a beginning and an end as well.
std::string field_title(const Scene& scene, std::string_view name, const Texts& texts) {
  const Node* root = scene.first(Role::details);
  const bool is_call = root != nullptr && root->text(Field::channel) == "voice";
  if (!is_call && name == "start_time") name = "local_ms";
  if (!is_call && name == "end_time") name = "local_end_ms";
  return texts.name("field", name);
}

void paint_value(Canvas& canvas, const Rect& box, const Node& node, const Around& around) {
  constexpr float kLock = 14, kLockGap = 4;
  const Theme& theme = around.theme;
  if (!is_absent(node)) {
    const int lines = static_cast<int>(box.h) / details::line_h;
    const std::string value = value_text(node, around.texts);
    if (lines > 1)
      canvas.paragraph(box, value, kBody, theme.text, lines);
    else
      canvas.text(box, value, kBody, theme.text);
    return;
  }
  const std::string_view absence = node.text(Field::absence);
  Rect rest = box;
  if (absence == "not_permitted") {
    canvas.icon({box.x, box.y, kLock, box.h}, icon_names::kLock, kLock, theme.muted);
    rest = {box.x + kLock + kLockGap, box.y, box.w - kLock - kLockGap, box.h};
  }
  const std::string words = value_text(node, around.texts);
  canvas.line(rest, {{words.empty() ? around.texts.say("absence.empty") : words, theme.muted}},
              kBody);
}

void paint_field(Canvas& canvas, const Scene& scene, const Node& node, const Around& around) {
  const Rect& r = node.rect;
  const bool stacked = scene.width < details::stacked_below;
  const std::string title = field_title(scene, node.text(Field::name), around.texts);
  canvas.open(node);
  const Rect label = stacked ? Rect{r.x, r.y, r.w, details::label_h}
                             : Rect{r.x, r.y, details::label_w, details::line_h};
  canvas.line(label, {{title, around.theme.muted}}, stacked ? kSmall : kBody);
  const float indent = details::label_w + details::label_gap;
  paint_value(canvas,
              stacked ? Rect{r.x, r.y + details::label_h, r.w, r.h - details::label_h}
                      : Rect{r.x + indent, r.y, r.w - indent, r.h},
              node, around);
}

// In the room that the core leaves between the fields and the events.
void paint_events_heading(Canvas& canvas, const Scene& scene, const Around& around) {
  const std::vector<const Node*> fields = scene.with_role(Role::field);
  const Node* root = scene.first(Role::details);
  if (fields.empty() || root == nullptr || scene.first(Role::event) == nullptr) return;
  const float y = fields.back()->rect.bottom() + details::field_gap + details::section_gap;
  canvas.close();
  canvas.line({details::pad, y, scene.width - 2 * details::pad, details::section_h},
              {{around.texts.say("details.events", {{"count", root->number_or(Field::count, 0)}}),
                around.theme.muted}},
              weighted(kSmall, 600));
}

// One word or name of an event's head; gives where the next begins.
float paint_word(Canvas& canvas, const Rect& head, float x, const TextRun& run, TextStyle style) {
  constexpr float kGap = 8;
  if (run.text.empty() || x >= head.right()) return x;
  return x + canvas.text({x, head.y, head.right() - x, head.h}, run.text, style, run.colour) + kGap;
}

float paint_badge(Canvas& canvas, const Rect& head, float x, const std::string& word,
                  const Theme& theme) {
  constexpr float kPad = 5, kHeight = 16, kRadius = 4, kGap = 8;
  constexpr TextStyle kStyle = weighted(kSmall, 600);
  const float width = canvas.width_of(word, kStyle) + 2 * kPad;
  const Rect badge{x, head.y + (head.h - kHeight) / 2, width, kHeight};
  canvas.fill(badge, theme.accent_tint, kRadius);
  canvas.text({x + kPad, badge.y, width - 2 * kPad + 1, kHeight}, word, kStyle, theme.accent);
  return x + width + kGap;
}

void paint_event_head(Canvas& canvas, const Rect& head, const Node& node, const Around& around) {
  const Theme& theme = around.theme;
  const Texts& texts = around.texts;
  const std::string_view kind_of_actor = node.text(Field::actor_kind),
                         delivery = node.text(Field::delivery);
  std::string actor(node.text(Field::actor));
  if (actor.empty() && !kind_of_actor.empty()) actor = texts.name("actor_kind", kind_of_actor);
  float x = paint_word(canvas, head, head.x,
                       {dates::time(node.number_or(Field::local_ms, 0)), theme.muted}, kSmall);
  x = paint_word(canvas, head, x, {kind_name(node, texts), theme.text}, weighted(kSmall, 600));
  if (node.has(State::failed)) {
    constexpr float kDot = 3, kGap = 4;
    canvas.disc(x - kGap + kDot, head.y + head.h / 2, kDot, theme.failed);
    canvas.shows(State::failed);
    x += 2 * kDot + kGap;
  }
  x = paint_word(canvas, head, x, {actor, theme.muted}, kSmall);
  if (node.has(State::automated)) {
    x = paint_badge(canvas, head, x, texts.say("state.automated"), theme);
    canvas.shows(State::automated);
  }
  if (!delivery.empty())
    paint_word(canvas, head, x, {texts.name("delivery", delivery), theme.muted}, kSmall);
}

void paint_event(Canvas& canvas, const Node& node, const Around& around) {
  constexpr float kSide = 2, kHead = 22;
  const Theme& theme = around.theme;
  const Rect& r = node.rect;
  canvas.open(node);
  if (node.has(State::internal)) {
    canvas.fill(r, theme.note_tint);
    canvas.shows(State::internal);
  }
  canvas.fill({r.x, r.y, r.w, 1}, theme.line);
  paint_event_head(canvas, {r.x + kSide, r.y + 1, r.w - 2 * kSide, kHead}, node, around);
  std::string text;
  if (node.has(State::deleted)) text = around.texts.say("deleted.message");
  for (Field field : {Field::text, Field::gist, Field::title})
    if (text.empty()) text = std::string(node.text(field));
  canvas.text({r.x + kSide, r.y + 1 + kHead, r.w - 2 * kSide, kBody.line}, text, kBody, theme.text);
}

}  // namespace

void paint_details(Canvas& canvas, const Scene& scene, const Around& around) {
  for (const Node& node : scene.nodes()) {
    if (!canvas.visible(node.rect)) continue;
    if (node.role == Role::field) paint_field(canvas, scene, node, around);
    if (node.role == Role::event) paint_event(canvas, node, around);
  }
  paint_events_heading(canvas, scene, around);
}

}  // namespace throughline::studio
