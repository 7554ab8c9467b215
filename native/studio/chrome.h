// The studio's own controls, drawn with the tokens and shaped texts of the views; the drawing
// library only decides what the pointer and the keyboard press.
#pragma once

#include "canvas.h"

namespace throughline::studio {

class Chrome {
 public:
  Chrome(Canvas& canvas, const Theme& theme, float scale)
      : canvas_(canvas), theme_(theme), scale_(scale) {}

  Canvas& canvas() { return canvas_; }
  const Theme& theme() const { return theme_; }

  // True where it was pressed in this frame. `id` is unique in the window.
  bool button(const char* id, const Rect& rect, std::string_view icon, bool on = false);
  // Tabs in one row, each as wide as its label.
  struct Tabs {
    int pressed;  // −1: none
    float width;  // of all
  };
  Tabs tabs(const char* id, const Rect& rect,
            const std::vector<std::pair<std::string_view, std::string>>& tabs, int chosen);
  // A share from 0 to 1; true while it is moved.
  bool slider(const char* id, const Rect& rect, float& share);
  // A handle that is dragged sideways; gives how far, in CSS px.
  float handle(const char* id, const Rect& rect);

  void label(const Rect& rect, const std::string& text, const Colour& colour,
             TextStyle style = kDense, Align align = Align::start) {
    canvas_.line(rect, {{text, colour}}, style, align);
  }

  // An area that takes the pointer; the others are made of it.
  struct Touch {
    bool pressed, hovered, held, focused;
  };
  Touch area(const char* id, const Rect& rect);
  // The pointer, in CSS px of the window.
  ImVec2 pointer() const;

 private:
  void focus_ring(const Touch& touch, const Rect& rect, float radius);

  Canvas& canvas_;
  const Theme& theme_;
  float scale_;
};

}  // namespace throughline::studio
