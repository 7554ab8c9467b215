#include "sentences.h"

#include "dates.h"

namespace throughline::studio {
namespace {

// Which list of the catalogue names an enum's values, where it is not called like the field.
struct EnumList {
  std::string_view field, list;
};
constexpr EnumList kEnumLists[] = {{"channel_type", "channel"}, {"channel_direction", "direction"}};

std::string_view list_of(std::string_view field) {
  for (const EnumList& entry : kEnumLists)
    if (entry.field == field) return entry.list;
  return field;
}

std::string first_of(std::initializer_list<std::string_view> values) {
  for (std::string_view value : values)
    if (!value.empty()) return std::string(value);
  return {};
}

}  // namespace

std::string channel_name(std::string_view channel, const Texts& texts) {
  return channel.empty() ? texts.say("channel.none") : texts.name("channel", channel);
}

std::string way_name(const Node& node, const Texts& texts) {
  const std::string_view mode = node.text(Field::mode);
  return mode.empty() ? channel_name(node.text(Field::channel), texts) : texts.name("mode", mode);
}

std::string kind_name(const Node& node, const Texts& texts) {
  const std::string_view own = node.text(Field::kind_name);
  return own.empty() ? texts.name("kind", node.kind) : std::string(own);
}

std::string gist(const Node& node, const Texts& texts) {
  if (node.has(State::deleted)) return texts.say("deleted.message");
  return first_of({node.text(Field::gist), node.text(Field::title), kind_name(node, texts)});
}

std::vector<std::string> told_states(const Node& node, const Texts& texts) {
  constexpr State kTold[] = {State::live,     State::idle,    State::inactive, State::failed,
                             State::internal, State::deleted, State::edited,   State::automated,
                             State::suspect,  State::pinned,  State::fresh};
  std::vector<std::string> names;
  for (State state : kTold)
    if (node.has(state))
      names.push_back(texts.say("state." + std::string(scene_state_name(state))));
  return names;
}

std::string interaction_name(const Node& node, const Texts& texts) {
  std::vector<std::string> parts = {way_name(node, texts)};
  const auto given = [&](Field field, auto&& shown) {
    if (const std::string_view value = node.text(field); !value.empty())
      parts.push_back(shown(std::string(value)));
  };
  given(Field::direction, [&](const std::string& value) { return texts.name("direction", value); });
  for (std::string& state : told_states(node, texts)) parts.push_back(std::move(state));
  if (const auto local = node.number(Field::local_ms)) parts.push_back(dates::stamp(*local));
  parts.push_back(gist(node, texts));
  given(Field::outcome, [](std::string value) { return value; });
  given(Field::agent, [&](const std::string& value) {
    return texts.say("cards.agent", {{"agent", value}});
  });
  given(Field::campaign, [&](const std::string& value) {
    return texts.say("cards.campaign", {{"campaign", value}});
  });
  const auto index = node.number(Field::index), total = node.number(Field::total);
  if (index && total && *total > 1)
    parts.push_back(texts.say("position", {{"index", *index}, {"total", *total}}));
  return texts.list(parts);
}

std::string cluster_name(const Node& node, const Texts& texts) {
  const std::int64_t from = node.number_or(Field::local_ms, 0);
  const std::string name =
      texts.say("strip.cluster", {{"count", node.number_or(Field::count, 0)},
                                  {"from", dates::stamp(from)},
                                  {"to", dates::stamp(node.number_or(Field::local_end_ms, from))},
                                  {"channel", channel_name(node.text(Field::channel), texts)}});
  return node.has(State::failed) ? texts.list({name, texts.say("strip.cluster.failed")}) : name;
}

bool is_absent(const Node& node) { return node.text(Field::value).empty(); }

std::string absence_text(const Node& node, const Texts& texts, std::string_view words) {
  const std::string_view absence = node.text(Field::absence);
  return absence.empty() || absence == "empty" ? std::string() : texts.name(words, absence);
}

std::string value_text(const Node& node, const Texts& texts) {
  const std::string_view value = node.text(Field::value), form = node.text(Field::value_form);
  if (value.empty()) return absence_text(node, texts, "absence");
  const auto number = node.number(Field::value);
  if (form == "local_ms" && number) return dates::stamp(*number);
  if (form == "duration_ms" && number) return dates::duration(*number);
  if (form == "integer" && number) return texts.number(*number);
  if (form == "enum") return texts.name(list_of(node.text(Field::name)), value);
  return std::string(value);
}

}  // namespace throughline::studio
