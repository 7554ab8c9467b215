// A picture in the graphics card's memory that takes the place of the window while it lives.
#pragma once

#include <string>

namespace throughline::studio {

class Offscreen {
 public:
  // Needs a current OpenGL 3 context.
  Offscreen(int width, int height);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

  bool ready() const { return ready_; }
  bool write_png(const std::string& path) const;

 private:
  int width_, height_;
  unsigned texture_ = 0, frame_ = 0;
  bool ready_ = false;
};

}  // namespace throughline::studio
