#include "offscreen.h"

#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>
#include <cairo.h>

#include <cstdint>
#include <vector>

#include "texture.h"

namespace throughline::studio {
namespace {

// Of OpenGL 3; the library that programs link to promises only OpenGL 1.
template <class Function>
Function loaded(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

struct FrameBuffers {
  PFNGLGENFRAMEBUFFERSPROC generate = loaded<PFNGLGENFRAMEBUFFERSPROC>("glGenFramebuffers");
  PFNGLDELETEFRAMEBUFFERSPROC destroy = loaded<PFNGLDELETEFRAMEBUFFERSPROC>("glDeleteFramebuffers");
  PFNGLBINDFRAMEBUFFERPROC bind = loaded<PFNGLBINDFRAMEBUFFERPROC>("glBindFramebuffer");
  PFNGLFRAMEBUFFERTEXTURE2DPROC attach =
      loaded<PFNGLFRAMEBUFFERTEXTURE2DPROC>("glFramebufferTexture2D");
  PFNGLCHECKFRAMEBUFFERSTATUSPROC status =
      loaded<PFNGLCHECKFRAMEBUFFERSTATUSPROC>("glCheckFramebufferStatus");
  bool usable() const {
    return generate != nullptr && destroy != nullptr && bind != nullptr && attach != nullptr &&
           status != nullptr;
  }
};

const FrameBuffers& frame_buffers() {
  static const FrameBuffers functions;
  return functions;
}

}  // namespace

Offscreen::Offscreen(int width, int height) : width_(width), height_(height) {
  const FrameBuffers& gl = frame_buffers();
  if (!gl.usable()) return;
  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  gl.generate(1, &frame_);
  gl.bind(GL_FRAMEBUFFER, frame_);
  gl.attach(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  ready_ = gl.status(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

Offscreen::~Offscreen() {
  const FrameBuffers& gl = frame_buffers();
  if (!gl.usable()) return;
  gl.bind(GL_FRAMEBUFFER, 0);
  gl.destroy(1, &frame_);
  glDeleteTextures(1, &texture_);
}

bool Offscreen::write_png(const std::string& path) const {
  const auto width = static_cast<std::size_t>(width_), height = static_cast<std::size_t>(height_);
  std::vector<std::uint32_t> pixels(width * height);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width_, height_, GL_BGRA, GL_UNSIGNED_BYTE, pixels.data());
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_, height_));
  unsigned char* bytes = cairo_image_surface_get_data(surface.get());
  if (bytes == nullptr) return false;
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  // OpenGL's first row is the lowest.
  for (std::size_t y = 0; y < height; ++y) {
    const std::uint32_t* row = pixels.data() + (height - 1 - y) * width;
    std::copy(row, row + width, reinterpret_cast<std::uint32_t*>(bytes + y * stride));
  }
  cairo_surface_mark_dirty(surface.get());
  return cairo_surface_write_to_png(surface.get(), path.c_str()) == CAIRO_STATUS_SUCCESS;
}

}  // namespace throughline::studio
