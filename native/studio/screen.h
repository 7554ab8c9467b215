// The window, its OpenGL context and the drawing library's frames; with a hidden window also
// pictures of any size.
#pragma once

#include <memory>
#include <string>

#include "theme.h"

struct GLFWwindow;

namespace throughline::studio {

class Screen {
 public:
  // nullptr where there is no display; stderr says so.
  static std::unique_ptr<Screen> open(int width, int height, bool visible);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  bool closing() const;
  // Device px in a CSS px; 1 while the window is hidden.
  float scale() const { return scale_; }

  // A frame in the window. Between them the drawing library takes orders.
  void begin_frame();
  void end_frame(const Colour& ground);
  // Waits for the hand, but no longer than this.
  void wait(double seconds);

  // A frame of this size (device px) that goes into a PNG file; "" only draws. False where it
  // cannot be written.
  void begin_picture(int width, int height);
  bool end_picture(const Colour& ground, const std::string& path);

 private:
  Screen(GLFWwindow* window, float scale);

  GLFWwindow* window_;
  float scale_;
  int picture_width_ = 0, picture_height_ = 0;
};

}  // namespace throughline::studio
