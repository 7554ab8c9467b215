// Where a view is drawn: takes a scene's logical rectangles, mirrors and scrolls them, puts them on
// whole pixels, hands shapes to the drawing library, texts to Pango, icons to librsvg, and keeps
// the record of what was drawn.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "icons.h"
#include "record.h"
#include "text_painter.h"
#include "theme.h"

namespace throughline::studio {

// Lives as long as the window: what is costly to make and the same for every view.
struct Brushes {
  explicit Brushes(float pixel_scale)
      : scale(pixel_scale), texts(pixel_scale), icons(pixel_scale) {}
  float scale;  // device px in a CSS px
  TextPainter texts;
  Icons icons;
};

struct Frame {
  ImVec2 origin;  // device px of the view's top left corner
  float width =
      0;  // of the view; right-to-left mirrors in it: wider content is seen from its inline start
  float height = 0;
  float scroll = 0;
  bool rtl = false;
};

enum class Align { start, middle, end };

class Canvas {
 public:
  Canvas(ImDrawList& list, Brushes& brushes, const Frame& frame, Record& record);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // -- what the record says
  // ------------------------------------------------------------------------ What follows is drawn
  // for this node, until the next one opens. The place is the node's own.
  void open(const Node& node);
  // What follows belongs to no node.
  void close() { open_ = nullptr; }
  void name(std::string name);
  void shows(State state);
  // True where any part of it is in the viewport.
  bool visible(const Rect& rect) const;

  // -- shapes; rectangles are logical
  // --------------------------------------------------------------
  void fill(const Rect& rect, const Colour& colour, float radius = 0);
  // Inside the rectangle's edge.
  void border(const Rect& rect, const Colour& colour, float radius, float width = 1);
  // Around the rectangle, `distance` outside of it.
  void outline(const Rect& rect, const Colour& colour, float radius, float width, float distance);
  void fade_down(const Rect& rect, const Colour& top);
  // Lines at 45°, `gap` apart along their normal, each `width` thick.
  void hatch(const Rect& rect, const Colour& colour, float gap, float width);
  // A triangle that points down from the middle of the rectangle's top.
  void pointer(float middle, float top, float size, const Colour& colour);
  void disc(float x, float y, float radius, const Colour& colour);
  void ring(float x, float y, float radius, const Colour& colour, float width);

  // -- texts: one line, in the middle of the box's height, cut with an ellipsis; give the width
  // drawn ----
  float text(const Rect& box, std::string text, TextStyle style, const Colour& colour,
             Align align = Align::start);
  // Words of ours and of the data in one line, which runs as the page does.
  float line(const Rect& box, std::vector<TextRun> runs, TextStyle style,
             Align align = Align::start);
  // Several lines from the box's top.
  void paragraph(const Rect& box, std::string text, TextStyle style, const Colour& colour,
                 int lines);
  float width_of(const std::string& text, TextStyle style);

  // The box's middle. `mirrored`: the shape itself turns round in right-to-left pages.
  void icon(const Rect& box, std::string_view name, float size, const Colour& colour,
            bool mirrored = false);
  void icon_with_stroke(const Rect& box, std::string_view name, float size, const Colour& colour,
                        float stroke, bool mirrored);

  bool rtl() const { return frame_.rtl; }
  const Frame& frame() const { return frame_; }

 private:
  struct Edges {
    float left, top, right, bottom;
  };
  Edges on_screen(const Rect& rect) const;  // device px, whole
  ImVec2 point(float x, float y) const;
  float text_of(const Rect& box, TextRequest request, Align align);

  ImDrawList& list_;
  Brushes& brushes_;
  Frame frame_;
  Record& record_;
  DrawnNode* open_ = nullptr;
};

// Keeps a stretch of data's own direction from turning the line around it.
std::string isolated(std::string_view text);

}  // namespace throughline::studio
