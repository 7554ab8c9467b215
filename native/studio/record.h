// What was drawn where: the studio's side of the promise that every face puts the same nodes at the
// same places. Painters fill it as they draw; the inspector and the parity test read it.
#pragma once

#include <string>
#include <vector>

#include "scene.h"

namespace throughline::studio {

struct DrawnNode {
  std::string id;
  Role role = Role::view;
  std::string name;                // the sentence that it is called by; "" where its texts say all
  std::vector<std::string> texts;  // as they were handed to the text painter, before any ellipsis
  std::uint32_t states = 0;        // those that have a shape or a word in the picture
  Rect screen;  // px from the view's top left corner, as drawn: mirrored, scrolled, on whole px
};

class Record {
 public:
  void clear() { nodes_.clear(); }
  DrawnNode& add(const Node& node, const Rect& screen);
  const std::vector<DrawnNode>& nodes() const { return nodes_; }
  // The node that was drawn last at a place, or null.
  const DrawnNode* at(float x, float y) const;

 private:
  std::vector<DrawnNode> nodes_;
};

// [{"id","role","name","texts":[],"states":[],"rect":[x,y,w,h]}]
std::string record_json(const Record& record);

}  // namespace throughline::studio
