#include "canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace throughline::studio {
namespace {

// The library's own rounded rectangles leave a pixel of straight edge at each side, and where two
// points of a path coincide its smooth edges spike: so a corner's last point is left out where the
// next corner begins at it.
void rounded_path(ImDrawList& list, ImVec2 from, ImVec2 to, float radius) {
  constexpr float kQuarter = std::numbers::pi_v<float> / 2;
  const int steps = std::clamp(static_cast<int>(std::ceil(radius)), 4, 16);
  const ImVec2 corners[] = {{from.x + radius, from.y + radius},
                            {to.x - radius, from.y + radius},
                            {to.x - radius, to.y - radius},
                            {from.x + radius, to.y - radius}};
  for (int i = 0; i < 4; ++i) {
    const ImVec2 here = corners[i], next = corners[(i + 1) % 4];
    const bool meets_next = std::abs(next.x - here.x) + std::abs(next.y - here.y) < 0.01f;
    for (int step = 0; step <= steps - (meets_next ? 1 : 0); ++step) {
      const float angle = kQuarter * (static_cast<float>(i + 2) +
                                      static_cast<float>(step) / static_cast<float>(steps));
      list.PathLineTo({here.x + std::cos(angle) * radius, here.y + std::sin(angle) * radius});
    }
  }
}

// FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE
constexpr std::string_view kIsolate = "\u2068", kPopIsolate = "\u2069";

std::string without_isolates(std::string text) {
  for (std::string_view mark : {kIsolate, kPopIsolate})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.erase(at, mark.size());
  return text;
}

}  // namespace

std::string isolated(std::string_view text) {
  return std::string(kIsolate) + std::string(text) + std::string(kPopIsolate);
}

Canvas::Canvas(ImDrawList& list, Brushes& brushes, const Frame& frame, Record& record)
    : list_(list), brushes_(brushes), frame_(frame), record_(record) {
  const ImVec2 end{frame.origin.x + frame.width * brushes.scale,
                   frame.origin.y + frame.height * brushes.scale};
  list_.PushClipRect(frame.origin, end, true);
}

Canvas::~Canvas() { list_.PopClipRect(); }

Canvas::Edges Canvas::on_screen(const Rect& rect) const {
  const float left = frame_.rtl ? frame_.width - rect.x - rect.w : rect.x;
  const float top = rect.y - frame_.scroll;
  const auto whole = [this](float px) { return std::floor(px * brushes_.scale + 0.5f); };
  return {frame_.origin.x + whole(left), frame_.origin.y + whole(top),
          frame_.origin.x + whole(left + rect.w), frame_.origin.y + whole(top + rect.h)};
}

ImVec2 Canvas::point(float x, float y) const {
  const float left = frame_.rtl ? frame_.width - x : x;
  return {frame_.origin.x + left * brushes_.scale,
          frame_.origin.y + (y - frame_.scroll) * brushes_.scale};
}

bool Canvas::visible(const Rect& rect) const {
  return rect.bottom() > frame_.scroll && rect.y < frame_.scroll + frame_.height;
}

// -- record
// -------------------------------------------------------------------------------------------

void Canvas::open(const Node& node) {
  const Edges edges = on_screen(node.rect);
  const float scale = brushes_.scale;
  open_ = &record_.add(
      node, {(edges.left - frame_.origin.x) / scale, (edges.top - frame_.origin.y) / scale,
             (edges.right - edges.left) / scale, (edges.bottom - edges.top) / scale});
}

void Canvas::name(std::string name) {
  if (open_ != nullptr) open_->name = std::move(name);
}

void Canvas::shows(State state) {
  if (open_ != nullptr) open_->states |= bit(state);
}

// -- shapes
// -------------------------------------------------------------------------------------------

void Canvas::fill(const Rect& rect, const Colour& colour, float radius) {
  const Edges e = on_screen(rect);
  if (radius <= 0) return list_.AddRectFilled({e.left, e.top}, {e.right, e.bottom}, packed(colour));
  const float most = std::min(e.right - e.left, e.bottom - e.top) / 2;
  rounded_path(list_, {e.left, e.top}, {e.right, e.bottom},
               std::min(radius * brushes_.scale, most));
  list_.PathFillConvex(packed(colour));
}

void Canvas::border(const Rect& rect, const Colour& colour, float radius, float width) {
  outline(rect, colour, radius, width, -width);
}

void Canvas::outline(const Rect& rect, const Colour& colour, float radius, float width,
                     float distance) {
  const Edges e = on_screen(rect);
  const float by = (distance + width / 2) * brushes_.scale;
  const float most = std::min(e.right - e.left, e.bottom - e.top) / 2 + by;
  const float rounding = radius > 0 ? std::min(radius * brushes_.scale + by, most) : 0;
  const ImVec2 from{e.left - by, e.top - by}, to{e.right + by, e.bottom + by};
  if (rounding > 0)
    rounded_path(list_, from, to, rounding);
  else
    list_.PathRect(from, to);
  list_.PathStroke(packed(colour), ImDrawFlags_Closed, width * brushes_.scale);
}

void Canvas::fade_down(const Rect& rect, const Colour& top) {
  const Edges e = on_screen(rect);
  const std::uint32_t from = packed(top), to = packed(faded(top, 0));
  list_.AddRectFilledMultiColor({e.left, e.top}, {e.right, e.bottom}, from, from, to, to);
}

void Canvas::hatch(const Rect& rect, const Colour& colour, float gap, float width) {
  const Edges e = on_screen(rect);
  const float height = e.bottom - e.top, step = gap * std::numbers::sqrt2_v<float> * brushes_.scale;
  list_.PushClipRect({e.left, e.top}, {e.right, e.bottom}, true);
  for (float x = e.left; x < e.right + height; x += step)
    list_.AddLine({x, e.top}, {x - height, e.bottom}, packed(colour), width * brushes_.scale);
  list_.PopClipRect();
}

void Canvas::pointer(float middle, float top, float size, const Colour& colour) {
  const ImVec2 at = point(middle, top);
  const float by = size * brushes_.scale;
  list_.AddTriangleFilled({at.x - by, at.y}, {at.x + by, at.y}, {at.x, at.y + by}, packed(colour));
}

void Canvas::disc(float x, float y, float radius, const Colour& colour) {
  list_.AddCircleFilled(point(x, y), radius * brushes_.scale, packed(colour));
}

void Canvas::ring(float x, float y, float radius, const Colour& colour, float width) {
  list_.AddCircle(point(x, y), radius * brushes_.scale, packed(colour), 0, width * brushes_.scale);
}

// -- texts and icons
// ----------------------------------------------------------------------------------

float Canvas::text_of(const Rect& box, TextRequest request, Align align) {
  if (open_ != nullptr) {
    std::string written;
    for (const TextRun& run : request.runs) written += run.text;
    open_->texts.push_back(without_isolates(std::move(written)));
  }
  if (box.w <= 0) return 0;
  request.max_width = box.w;
  request.align_right = frame_.rtl;
  const TextPicture& picture = brushes_.texts.picture(request);
  const float free = box.w - picture.width;
  const float indent = align == Align::start ? 0 : align == Align::end ? free : free / 2;
  const float top = request.max_lines > 1 ? box.y : box.y + (box.h - picture.height) / 2;
  const Edges e = on_screen({box.x + indent, top, picture.width, picture.height});
  const float pad = TextPainter::kPad * brushes_.scale;
  const ImVec2 from{
      frame_.rtl ? std::round(e.right - picture.width * brushes_.scale - pad) : e.left - pad,
      e.top - pad};
  list_.AddImage(picture.texture.id(), from,
                 {from.x + picture.texture.width(), from.y + picture.texture.height()});
  return picture.width;
}

float Canvas::text(const Rect& box, std::string text, TextStyle style, const Colour& colour,
                   Align align) {
  TextRequest request;
  request.runs = {{std::move(text), colour}};
  request.style = style;
  return text_of(box, std::move(request), align);
}

float Canvas::line(const Rect& box, std::vector<TextRun> runs, TextStyle style, Align align) {
  TextRequest request;
  request.runs = std::move(runs);
  request.style = style;
  request.flow = frame_.rtl ? TextFlow::right_to_left : TextFlow::left_to_right;
  return text_of(box, std::move(request), align);
}

void Canvas::paragraph(const Rect& box, std::string text, TextStyle style, const Colour& colour,
                       int lines) {
  TextRequest request;
  request.runs = {{std::move(text), colour}};
  request.style = style;
  request.max_lines = std::max(2, lines);
  text_of(box, std::move(request), Align::start);
}

float Canvas::width_of(const std::string& text, TextStyle style) {
  TextRequest request;
  request.runs = {{text, Colour{}}};
  request.style = style;
  return brushes_.texts.picture(request).width;
}

void Canvas::icon(const Rect& box, std::string_view name, float size, const Colour& colour,
                  bool mirrored) {
  static const float stroke = icon_token("stroke");
  icon_with_stroke(box, name, size, colour, stroke, mirrored);
}

void Canvas::icon_with_stroke(const Rect& box, std::string_view name, float size,
                              const Colour& colour, float stroke, bool mirrored) {
  const Texture& picture = brushes_.icons.picture(name, size, colour, stroke);
  const Edges e = on_screen({box.x + (box.w - size) / 2, box.y + (box.h - size) / 2, size, size});
  const bool turned = mirrored && frame_.rtl;
  list_.AddImage(picture.id(), {e.left, e.top},
                 {e.left + picture.width(), e.top + picture.height()}, {turned ? 1.0f : 0.0f, 0},
                 {turned ? 0.0f : 1.0f, 1});
}

}  // namespace throughline::studio
