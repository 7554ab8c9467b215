// The core's lists as JSON, so that a face never types one by hand.
#include "throughline/conversation.h"
#include "throughline/event.h"
#include "throughline/filter.h"
#include "throughline/scene.h"
#include "throughline/session.h"

namespace throughline {
namespace {

void write_codes(JsonWriter& writer) {
  writer.key("codes").begin_array();
#define CODE(id, name, sentence) \
  writer.begin_object().key("name").string(name).key("sentence").string(sentence).end_object();
#include "../data/codes.def"
#undef CODE
  writer.end_array();
}

void write_kinds(JsonWriter& writer) {
  writer.key("kinds").begin_array();
  for (StringId id = 1; id <= kKindCount; ++id) {
    const KindInfo& kind = kind_info(id);
    writer.begin_object();
    writer.key("name")
        .string(kind.name)
        .key("group")
        .string(kind.group)
        .key("icon")
        .string(kind.icon);
    writer.key("touchpoint").boolean(kind.touchpoint).key("ending").boolean(kind.ending);
    writer.end_object();
  }
  writer.end_array();
}

void write_channels(JsonWriter& writer) {
  writer.key("channels").begin_array();
  for (StringId id = kKindCount + 1; id <= kKindCount + kChannelCount; ++id) {
    const ChannelInfo& channel = channel_info(id);
    writer.begin_object();
    writer.key("name")
        .string(channel.name)
        .key("icon")
        .string(channel.icon)
        .key("letter")
        .string(channel.letter);
    writer.end_object();
  }
  writer.end_array();
}

void write_members(JsonWriter& writer) {
  constexpr std::string_view kForms[] = {"text", "number", "flag", "list", "json"};
  writer.key("members").begin_array();
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    writer.begin_object().key("path").string(member_path(member));
    writer.key("form").string(kForms[static_cast<std::size_t>(member_form(member))]).end_object();
  }
  writer.end_array();
}

void write_scene_lists(JsonWriter& writer) {
  writer.key("scene_roles").begin_array();
#define ROLE(id, name, what) writer.string(name);
#include "../data/scene_roles.def"
#undef ROLE
  writer.end_array().key("scene_states").begin_array();
#define STATE(id, name, what) writer.string(name);
#include "../data/scene_states.def"
#undef STATE
  writer.end_array().key("scene_fields").begin_array();
#define FIELD(id, name, what) writer.string(name);
#include "../data/scene_fields.def"
#undef FIELD
  writer.end_array();
}

}  // namespace

void append_schema_json(std::string& out) {
  JsonWriter writer(out);
  writer.begin_object();
  write_codes(writer);
  write_kinds(writer);
  write_channels(writer);
  write_members(writer);
  writer.key("filter_fields").begin_array();
  for (std::size_t i = 0; i < static_cast<std::size_t>(FilterField::kCount); ++i)
    writer.string(filter_field_name(static_cast<FilterField>(i)));
  writer.end_array();
  write_scene_lists(writer);
  writer.end_object();
}

}  // namespace throughline
