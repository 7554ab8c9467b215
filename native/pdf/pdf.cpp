#include "pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <array>
#include <memory>

#include "print_model.h"

namespace throughline::pdf {
namespace {

// In points. A4 with margins that a hole punch leaves free.
constexpr double kWidth = 595.28, kHeight = 841.89, kMargin = 56, kBottom = 64;
constexpr double kTimeColumn = 44;
constexpr double kFooterSize = 8;

struct Type {
  const char* font;
  double before;     // space above
  double grey;       // 0 black … 1 white
  bool beside_time;  // stands in the column right of the times
  double keep;       // room that must be left below its first line, so that it never stands alone
};

// In the order of Style.
constexpr std::array<Type, 7> kTypes = {{
    {"Noto Sans, sans bold 17", 22, 0.05, false, 90},
    {"Noto Sans, sans 10", 2, 0.40, false, 60},
    {"Noto Sans, sans bold 11.5", 14, 0.05, false, 40},
    {"Noto Sans, sans 9.5", 7, 0.40, true, 36},
    {"Noto Sans, sans bold 11", 1, 0.05, true, 0},
    {"Noto Sans, sans 11", 1, 0.05, true, 0},
    {"Noto Sans, sans italic 10.5", 1, 0.25, true, 0},
}};

struct Free {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* at) const { pango_layout_iter_free(at); }
  void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

class Typesetter {
 public:
  explicit Typesetter(const std::string& path)
      : surface_(cairo_pdf_surface_create(path.c_str(), kWidth, kHeight)),
        drawing_(cairo_create(surface_.get())) {}

  void set(const Paragraph& paragraph) {
    const Type& type = kTypes[static_cast<std::size_t>(paragraph.style)];
    const double x = kMargin + (type.beside_time ? kTimeColumn : 0);
    const auto layout = laid_out(paragraph.text, type.font, kWidth - kMargin - x);
    if (y_ > kMargin) y_ += type.before;
    if (y_ + type.keep > kHeight - kBottom) turn();
    if (!paragraph.margin.empty()) {
      const auto time = laid_out(paragraph.margin, type.font, kTimeColumn);
      draw_lines(*time, kMargin, type.grey, y_);
    }
    y_ = draw_lines(*layout, x, type.grey, y_);
  }

  // "" or what went wrong.
  std::string finish() {
    number_page();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    return status == CAIRO_STATUS_SUCCESS ? "" : cairo_status_to_string(status);
  }

 private:
  Owned<PangoLayout> laid_out(const std::string& text, const char* font, double width) const {
    Owned<PangoLayout> layout(pango_cairo_create_layout(drawing_.get()));
    pango_cairo_context_set_resolution(pango_layout_get_context(layout.get()), 72);  // points
    pango_layout_context_changed(layout.get());
    Owned<PangoFontDescription> description(pango_font_description_from_string(font));
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  // Line by line, on new pages where one is full; where the next thing stands.
  double draw_lines(PangoLayout& layout, double x, double grey, double y) {
    const Owned<PangoLayoutIter> at(pango_layout_get_iter(&layout));
    do {
      PangoRectangle line;
      pango_layout_iter_get_line_extents(at.get(), nullptr, &line);
      const double height = points(line.height);
      if (y + height > kHeight - kBottom) {
        turn();
        y = y_;
      }
      const double ascent = points(pango_layout_iter_get_baseline(at.get()) - line.y);
      cairo_set_source_rgb(drawing_.get(), grey, grey, grey);
      cairo_move_to(drawing_.get(), x + points(line.x), y + ascent);
      pango_cairo_show_layout_line(drawing_.get(), pango_layout_iter_get_line_readonly(at.get()));
      y += height;
    } while (pango_layout_iter_next_line(at.get()));
    return y;
  }

  void turn() {
    number_page();
    cairo_show_page(drawing_.get());
    y_ = kMargin;
    ++page_;
  }

  void number_page() {
    const auto number = laid_out(std::to_string(page_), "Noto Sans, sans 9", kWidth - 2 * kMargin);
    pango_layout_set_alignment(number.get(), PANGO_ALIGN_CENTER);
    cairo_set_source_rgb(drawing_.get(), 0.4, 0.4, 0.4);
    cairo_move_to(drawing_.get(), kMargin, kHeight - kMargin / 2 - kFooterSize);
    pango_cairo_show_layout(drawing_.get(), number.get());
  }

  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> drawing_;
  double y_ = kMargin;
  int page_ = 1;
};

}  // namespace

std::string write_pdf(std::string_view model, const std::string& path) {
  Typesetter typesetter(path);
  for (const Paragraph& paragraph : paragraphs_of(model)) typesetter.set(paragraph);
  return typesetter.finish();
}

}  // namespace throughline::pdf
