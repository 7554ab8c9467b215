// A picture on the graphics card, made from a Cairo surface.
#pragma once

#include <cairo.h>
#include <imgui.h>

#include <memory>

namespace throughline::studio {

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;
using Context = std::unique_ptr<cairo_t, FreeContext>;

class Texture {
 public:
  Texture() = default;
  // From an ARGB32 image surface. Needs a current OpenGL context, as the destructor does.
  explicit Texture(cairo_surface_t* surface);
  Texture(Texture&& other) noexcept;
  Texture& operator=(Texture&& other) noexcept;
  Texture(const Texture&) = delete;
  Texture& operator=(const Texture&) = delete;
  ~Texture();

  ImTextureID id() const;
  float width() const { return width_; }  // device px
  float height() const { return height_; }

 private:
  unsigned name_ = 0;
  float width_ = 0, height_ = 0;
};

}  // namespace throughline::studio
