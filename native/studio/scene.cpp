#include "scene.h"

#include <charconv>
#include <cstring>

namespace throughline::studio {
namespace {

// The layout stands at append_scene_arrays in core/include/throughline/scene.h.
constexpr std::int32_t kLayoutVersion = 1;
constexpr std::size_t kHeadWords = 10, kNodeWords = 16, kFieldWords = 3;

float css_px(std::int32_t px64) { return static_cast<float>(px64) / 64.0f; }

class Words {
 public:
  explicit Words(std::string_view bytes) : bytes_(bytes) {}
  std::size_t count() const { return bytes_.size() / 4; }
  std::int32_t at(std::size_t i) const {
    std::int32_t word = 0;
    std::memcpy(&word, bytes_.data() + i * 4, 4);
    return word;
  }
  std::size_t size_at(std::size_t i) const { return static_cast<std::size_t>(at(i)); }

 private:
  std::string_view bytes_;
};

}  // namespace

std::vector<std::string_view> state_names(std::uint32_t states) {
  std::vector<std::string_view> names;
  for (unsigned i = 0; i < 32; ++i)
    if ((states >> i & 1u) != 0) names.push_back(scene_state_name(static_cast<State>(i)));
  return names;
}

std::string_view Node::text(Field field) const {
  for (const auto& [own, value] : texts)
    if (own == field) return value;
  return {};
}

std::optional<std::int64_t> Node::number(Field field) const {
  const std::string_view value = text(field);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return number;
}

std::optional<Scene> Scene::read(std::string_view bytes) {
  const Words words(bytes);
  if (words.count() < kHeadWords || words.at(0) != kLayoutVersion) return std::nullopt;
  const std::size_t nodes = words.size_at(1), fields = words.size_at(2), rows = words.size_at(3);
  const std::size_t first_field = kHeadWords + nodes * kNodeWords,
                    first_row = first_field + fields * kFieldWords;
  const std::size_t strings = (first_row + rows) * 4;
  if (bytes.size() != strings + words.size_at(4)) return std::nullopt;
  Scene scene;
  scene.strings_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(strings), bytes.end());
  const auto string = [&](std::size_t word) {
    return std::string_view(scene.strings_.data() + words.size_at(word), words.size_at(word + 1));
  };
  float* const sizes[] = {&scene.width, &scene.height, &scene.content_w, &scene.content_h,
                          &scene.scroll};
  for (std::size_t i = 0; i < std::size(sizes); ++i) *sizes[i] = css_px(words.at(5 + i));
  scene.nodes_.reserve(nodes);
  for (std::size_t n = 0; n < nodes; ++n) {
    const std::size_t at = kHeadWords + n * kNodeWords;
    Node node;
    node.parent = words.at(at);
    node.role = static_cast<Role>(words.at(at + 1));
    node.states = static_cast<std::uint32_t>(words.at(at + 2));
    node.rect = {css_px(words.at(at + 3)), css_px(words.at(at + 4)), css_px(words.at(at + 5)),
                 css_px(words.at(at + 6))};
    node.id = string(at + 7);
    node.kind = string(at + 9);
    for (std::size_t f = 0; f < words.size_at(at + 12); ++f) {
      const std::size_t field = first_field + (words.size_at(at + 11) + f) * kFieldWords;
      node.texts.emplace_back(static_cast<Field>(words.at(field)), string(field + 1));
    }
    for (std::size_t r = 0; r < words.size_at(at + 14); ++r)
      node.rows.push_back(
          static_cast<std::uint32_t>(words.at(first_row + words.size_at(at + 13) + r)));
    scene.nodes_.push_back(std::move(node));
  }
  return scene;
}

std::vector<const Node*> Scene::with_role(Role role) const {
  std::vector<const Node*> found;
  for (const Node& node : nodes_)
    if (node.role == role) found.push_back(&node);
  return found;
}

std::vector<const Node*> Scene::children_of(const Node& parent) const {
  const auto index = static_cast<std::int32_t>(&parent - nodes_.data());
  std::vector<const Node*> found;
  for (const Node& node : nodes_)
    if (node.parent == index) found.push_back(&node);
  return found;
}

const Node* Scene::first(Role role) const {
  for (const Node& node : nodes_)
    if (node.role == role) return &node;
  return nullptr;
}

const Node* Scene::find(std::string_view id) const {
  for (const Node& node : nodes_)
    if (node.id == id) return &node;
  return nullptr;
}

}  // namespace throughline::studio
