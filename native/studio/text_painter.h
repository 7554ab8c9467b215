// Text of any script, shaped and drawn by Pango, kept as textures for as long as it is shown.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "texture.h"
#include "theme.h"
#include "tokens.h"

typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;

namespace throughline::studio {

struct TextStyle {
  int size, line, weight;  // CSS px, CSS px, 100 … 900
};
inline constexpr TextStyle kBody{tokens::text_body::size, tokens::text_body::line,
                                 tokens::text_body::weight};
inline constexpr TextStyle kDense{tokens::text_dense::size, tokens::text_dense::line,
                                  tokens::text_dense::weight};
inline constexpr TextStyle kSmall{tokens::text_small::size, tokens::text_small::line,
                                  tokens::text_small::weight};
constexpr TextStyle weighted(TextStyle style, int weight) {
  return {style.size, style.line, weight};
}

// A stretch of a line in its own colour.
struct TextRun {
  std::string text;
  Colour colour;
};

// Which way a paragraph runs: as its own first letter says, or as the page does.
enum class TextFlow { own, left_to_right, right_to_left };

struct TextRequest {
  std::vector<TextRun> runs;
  TextStyle style;
  TextFlow flow = TextFlow::own;
  float max_width = 0;       // CSS px; 0 = no limit
  int max_lines = 1;         // what does not fit ends in an ellipsis
  bool align_right = false;  // of several lines
};

// Size in CSS px; the texture is `pad` larger on each side, for strokes that leave their box.
struct TextPicture {
  Texture texture;
  float width = 0, height = 0;
};

class TextPainter {
 public:
  static constexpr float kPad = 2;  // CSS px

  explicit TextPainter(float scale);
  ~TextPainter();
  TextPainter(const TextPainter&) = delete;
  TextPainter& operator=(const TextPainter&) = delete;

  // Valid until the frame ends.
  const TextPicture& picture(const TextRequest& request);
  // What no frame has asked for of late is given back.
  void end_frame();

 private:
  struct Kept {
    TextPicture picture;
    long last_used = 0;
  };
  PangoLayout* layout(const TextRequest& request) const;
  TextPicture paint(const TextRequest& request) const;

  float scale_;
  PangoContext* context_;
  std::unordered_map<std::string, Kept> kept_;
  long frame_ = 0;
};

}  // namespace throughline::studio
