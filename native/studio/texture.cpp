#include "texture.h"

#include <GLFW/glfw3.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace throughline::studio {
namespace {

// Cairo multiplies colours by alpha and keeps blue in the low byte; the drawing library wants
// neither.
std::vector<std::uint32_t> straight_rgba(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const int width = cairo_image_surface_get_width(surface),
            height = cairo_image_surface_get_height(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const unsigned char* bytes = cairo_image_surface_get_data(surface);
  std::vector<std::uint32_t> pixels;
  pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const unsigned char* p = bytes + y * stride + x * 4;
      const std::uint32_t alpha = p[3];
      const auto straight = [alpha](std::uint32_t v) {
        return alpha == 0 ? 0u : (v * 255u + alpha / 2u) / alpha;
      };
      pixels.push_back(straight(p[2]) | straight(p[1]) << 8 | straight(p[0]) << 16 | alpha << 24);
    }
  return pixels;
}

}  // namespace

Texture::Texture(cairo_surface_t* surface)
    : width_(static_cast<float>(cairo_image_surface_get_width(surface))),
      height_(static_cast<float>(cairo_image_surface_get_height(surface))) {
  const std::vector<std::uint32_t> pixels = straight_rgba(surface);
  glGenTextures(1, &name_);
  glBindTexture(GL_TEXTURE_2D, name_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, static_cast<GLsizei>(width_),
               static_cast<GLsizei>(height_), 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
}

Texture::Texture(Texture&& other) noexcept
    : name_(std::exchange(other.name_, 0)), width_(other.width_), height_(other.height_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
  std::swap(name_, other.name_);
  width_ = other.width_;
  height_ = other.height_;
  return *this;
}

Texture::~Texture() {
  if (name_ != 0) glDeleteTextures(1, &name_);
}

ImTextureID Texture::id() const {
  return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(name_));
}

}  // namespace throughline::studio
