#include "panel_text.h"

#include <algorithm>
#include <cmath>

namespace throughline::studio {
namespace {

constexpr float kPad = 16, kLine = 18, kSpace = 10, kNameW = 96, kGap = 8;
constexpr int kMostLines = 4;

}  // namespace

PanelText::PanelText(Chrome& chrome, const Rect& rect, float scroll)
    : chrome_(chrome), rect_(rect), top_(rect.y - scroll), y_(top_ + kSpace) {
  const ImVec2 origin = chrome.canvas().frame().origin;
  ImGui::PushClipRect({origin.x + rect.x, origin.y + rect.y},
                      {origin.x + rect.right(), origin.y + rect.bottom()}, true);
}

PanelText::~PanelText() { ImGui::PopClipRect(); }

void PanelText::heading(const std::string& text) {
  chrome_.label({rect_.x + kPad, y_, rect_.w - 2 * kPad, 20}, text, chrome_.theme().text,
                weighted(kBody, 600));
  y_ += 24;
}

void PanelText::line(const std::string& text, bool quiet) {
  const Colour& colour = quiet ? chrome_.theme().muted : chrome_.theme().text;
  chrome_.canvas().text({rect_.x + kPad, y_, rect_.w - 2 * kPad, kLine}, text, kDense, colour);
  y_ += kLine;
}

void PanelText::pair(const std::string& name, const std::string& value) {
  const float width = rect_.w - 2 * kPad - kNameW - kGap;
  const float needed = chrome_.canvas().width_of(value, kDense);
  const int lines = std::clamp(static_cast<int>(std::ceil(needed / std::max(1.0f, width * 0.92f))),
                               1, kMostLines);
  chrome_.label({rect_.x + kPad, y_, kNameW, kLine}, name, chrome_.theme().muted);
  const Rect box{rect_.x + kPad + kNameW + kGap, y_, width, kLine};
  if (lines == 1)
    chrome_.canvas().text(box, value, kDense, chrome_.theme().text);
  else
    chrome_.canvas().paragraph({box.x, box.y + 1, box.w, 0}, value, kDense, chrome_.theme().text,
                               lines);
  y_ += lines == 1 ? kLine : static_cast<float>(lines * kDense.line) + 2;
}

void PanelText::space() { y_ += kSpace; }

}  // namespace throughline::studio
