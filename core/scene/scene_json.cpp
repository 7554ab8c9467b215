#include "throughline/scene.h"

namespace throughline {
namespace {

void write_node(JsonWriter& writer, const Scene& scene, const SceneNode& node,
                const GatedTimeline& timeline) {
  writer.begin_object();
  writer.key("id").string(node.id);
  writer.key("parent");
  if (node.parent < 0)
    writer.null();
  else
    writer.string(scene.nodes[static_cast<std::size_t>(node.parent)].id);
  writer.key("role").string(scene_role_name(node.role));
  writer.key("rect").begin_array();
  for (Px64 length : {node.rect.x, node.rect.y, node.rect.w, node.rect.h})
    writer.sixty_fourths(length);
  writer.end_array().key("state").begin_array();
  for (std::uint32_t bit = 0; bit < 32; ++bit)
    if ((node.states >> bit & 1u) != 0)
      writer.string(scene_state_name(static_cast<SceneState>(bit)));
  writer.end_array();
  writer.key("kind").string_or_null(node.kind.empty() ? std::nullopt
                                                      : std::optional<std::string_view>(node.kind));
  writer.key("text").begin_object();
  for (const SceneText& text : node.texts)
    writer.key(scene_field_name(text.field)).string(text.value);
  writer.end_object().key("events").begin_array();
  for (Row row : node.rows) writer.string(timeline.reference(row));
  writer.end_array().end_object();
}

}  // namespace

void append_scene_json(const Scene& scene, const GatedTimeline& timeline, std::string& out) {
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("version").integer(1);
  writer.key("view").string(scene.view);
  writer.key("width").sixty_fourths(scene.width);
  writer.key("height").sixty_fourths(scene.height);
  writer.key("scroll").sixty_fourths(scene.scroll);
  writer.key("content").begin_object();
  writer.key("w")
      .sixty_fourths(scene.content_w)
      .key("h")
      .sixty_fourths(scene.content_h)
      .end_object();
  writer.key("nodes").begin_array();
  for (const SceneNode& node : scene.nodes) write_node(writer, scene, node, timeline);
  writer.end_array().end_object();
}

}  // namespace throughline
