#include "text_painter.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace throughline::studio {
namespace {

// A run of frames in which a text that scrolled away may come back without being drawn anew.
constexpr long kKeptFrames = 240;

struct FreeObject {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, FreeObject>;

std::string key_of(const TextRequest& request) {
  std::string key;
  for (const TextRun& run : request.runs) {
    key += run.text;
    key += '\x1f';
    key += std::to_string(packed(run.colour));
    key += '\x1e';
  }
  for (int part : {request.style.size, request.style.line, request.style.weight,
                   static_cast<int>(request.flow), static_cast<int>(request.max_width * 64),
                   request.max_lines, request.align_right ? 1 : 0})
    key += std::to_string(part) + ",";
  return key;
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

guint16 component(float value) { return static_cast<guint16>(std::lround(value * 65535.0f)); }

PangoAttrList* attributes_of(const TextRequest& request) {
  PangoAttrList* list = pango_attr_list_new();
  std::size_t at = 0;
  for (const TextRun& run : request.runs) {
    const Rgba c = srgb(run.colour);
    const std::size_t end = at + run.text.size();
    add(list, pango_attr_foreground_new(component(c.r), component(c.g), component(c.b)), at, end);
    if (c.a < 1) add(list, pango_attr_foreground_alpha_new(component(c.a)), at, end);
    at = end;
  }
  add(list, pango_attr_line_height_new_absolute(request.style.line * PANGO_SCALE), 0, at);
  return list;
}

}  // namespace

TextPainter::TextPainter(float scale)
    : scale_(scale), context_(pango_font_map_create_context(pango_cairo_font_map_get_default())) {
  // Sizes are given in CSS px, and a line is as long at every scale.
  pango_cairo_context_set_resolution(context_, 96);
  pango_context_set_round_glyph_positions(context_, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
}

TextPainter::~TextPainter() { g_object_unref(context_); }

PangoLayout* TextPainter::layout(const TextRequest& request) const {
  PangoLayout* layout = pango_layout_new(context_);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, font_family().c_str());
  pango_font_description_set_weight(font, static_cast<PangoWeight>(request.style.weight));
  pango_font_description_set_absolute_size(font, request.style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  std::string text;
  for (const TextRun& run : request.runs) text += run.text;
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  PangoAttrList* attributes = attributes_of(request);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_auto_dir(layout, request.flow == TextFlow::own);
  if (request.max_lines == 1) pango_layout_set_single_paragraph_mode(layout, TRUE);
  if (request.max_width > 0) {
    pango_layout_set_width(layout, static_cast<int>(request.max_width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout, -request.max_lines);
  }
  return layout;
}

TextPicture TextPainter::paint(const TextRequest& request) const {
  // A text without a letter of any direction runs from left to right, as in a browser's dir="auto".
  pango_context_set_base_dir(context_, request.flow == TextFlow::right_to_left ? PANGO_DIRECTION_RTL
                                       : request.flow == TextFlow::left_to_right
                                           ? PANGO_DIRECTION_LTR
                                           : PANGO_DIRECTION_WEAK_LTR);
  const Layout layout(this->layout(request));
  // "Left" is where a paragraph begins; lines stand where the page's text begins.
  const PangoDirection direction = pango_layout_get_direction(layout.get(), 0);
  const bool begins_right = direction == PANGO_DIRECTION_RTL;
  pango_layout_set_alignment(
      layout.get(), begins_right == request.align_right ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
  PangoRectangle extents;
  pango_layout_get_extents(layout.get(), nullptr, &extents);
  const auto in_px = [](int units) {
    return static_cast<float>(units) / static_cast<float>(PANGO_SCALE);
  };
  TextPicture picture;
  picture.width = in_px(extents.width);
  picture.height = in_px(extents.height);
  const int width = static_cast<int>(std::ceil((picture.width + 2 * kPad) * scale_));
  const int height = static_cast<int>(std::ceil((picture.height + 2 * kPad) * scale_));
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, std::max(1, width), std::max(1, height)));
  const Context cairo(cairo_create(surface.get()));
  cairo_scale(cairo.get(), scale_, scale_);
  cairo_move_to(cairo.get(), kPad - in_px(extents.x), kPad - in_px(extents.y));
  pango_cairo_show_layout(cairo.get(), layout.get());
  picture.texture = Texture(surface.get());
  return picture;
}

const TextPicture& TextPainter::picture(const TextRequest& request) {
  const auto [place, is_new] = kept_.try_emplace(key_of(request));
  if (is_new) place->second.picture = paint(request);
  place->second.last_used = frame_;
  return place->second.picture;
}

void TextPainter::end_frame() {
  ++frame_;
  if (frame_ % kKeptFrames == 0)
    std::erase_if(
        kept_, [this](const auto& entry) { return frame_ - entry.second.last_used > kKeptFrames; });
}

}  // namespace throughline::studio
