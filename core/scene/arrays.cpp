#include <cstring>

#include "throughline/scene.h"

namespace throughline {
namespace {

constexpr std::size_t kHeadWords = 10;
constexpr std::int32_t kLayoutVersion = 1;

// Collects words and string bytes; every target we build for is little-endian.
class ArrayWriter {
 public:
  void word(std::int64_t value) { words_.push_back(static_cast<std::int32_t>(value)); }
  void string(std::string_view text) {
    word(static_cast<std::int64_t>(bytes_.size()));
    word(static_cast<std::int64_t>(text.size()));
    bytes_ += text;
  }
  const std::vector<std::int32_t>& words() const { return words_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::vector<std::int32_t> words_;
  std::string bytes_;
};

void append_words(std::string& out, const std::vector<std::int32_t>& words) {
  const std::size_t at = out.size();
  out.resize(at + words.size() * sizeof(std::int32_t));
  if (!words.empty())
    std::memcpy(out.data() + at, words.data(), words.size() * sizeof(std::int32_t));
}

}  // namespace

void append_scene_arrays(const Scene& scene, std::string& out) {
  ArrayWriter writer;
  std::vector<std::int32_t> fields, rows;
  for (const SceneNode& node : scene.nodes) {
    writer.word(node.parent);
    writer.word(static_cast<std::int32_t>(node.role));
    writer.word(static_cast<std::int32_t>(node.states));
    for (Px64 length : {node.rect.x, node.rect.y, node.rect.w, node.rect.h}) writer.word(length);
    writer.string(node.id);
    writer.string(node.kind);
    writer.word(static_cast<std::int64_t>(fields.size() / 3));
    writer.word(static_cast<std::int64_t>(node.texts.size()));
    writer.word(static_cast<std::int64_t>(rows.size()));
    writer.word(static_cast<std::int64_t>(node.rows.size()));
    writer.word(0);
    for (const SceneText& text : node.texts)
      fields.insert(fields.end(), {static_cast<std::int32_t>(text.field), 0, 0});
    rows.insert(rows.end(), node.rows.begin(), node.rows.end());
  }
  // Field values follow the nodes' own strings in the byte pool.
  ArrayWriter values;
  for (const SceneNode& node : scene.nodes)
    for (const SceneText& text : node.texts) values.string(text.value);
  const auto first_value = static_cast<std::int32_t>(writer.bytes().size());
  for (std::size_t i = 0; i < fields.size() / 3; ++i) {
    fields[i * 3 + 1] = first_value + values.words()[i * 2];
    fields[i * 3 + 2] = values.words()[i * 2 + 1];
  }
  const std::vector<std::int32_t> head = {
      kLayoutVersion,
      static_cast<std::int32_t>(scene.nodes.size()),
      static_cast<std::int32_t>(fields.size() / 3),
      static_cast<std::int32_t>(rows.size()),
      static_cast<std::int32_t>(writer.bytes().size() + values.bytes().size()),
      scene.width,
      scene.height,
      scene.content_w,
      scene.content_h,
      scene.scroll};
  static_assert(kHeadWords == 10);
  append_words(out, head);
  append_words(out, writer.words());
  append_words(out, fields);
  append_words(out, rows);
  out += writer.bytes();
  out += values.bytes();
}

}  // namespace throughline
