// Lines of a panel, one below the other.
#pragma once

#include "chrome.h"

namespace throughline::studio {

class PanelText {
 public:
  // From the rectangle's top, moved up by `scroll`.
  PanelText(Chrome& chrome, const Rect& rect, float scroll);
  ~PanelText();
  PanelText(const PanelText&) = delete;
  PanelText& operator=(const PanelText&) = delete;

  void heading(const std::string& text);
  void line(const std::string& text, bool quiet = false);
  // A name and its value in two columns; the value takes as many lines as it needs, up to four.
  void pair(const std::string& name, const std::string& value);
  void space();
  // How far the lines reached.
  float height() const { return y_ - top_; }

 private:
  Chrome& chrome_;
  Rect rect_;
  float top_, y_;
};

}  // namespace throughline::studio
