#include "ingest/canonical.h"

#include <array>
#include <charconv>

#include "ingest/member_value.h"
#include "ingest/names.h"

namespace throughline::ingest {
namespace {

// A top-level name and the members below it: `customer` has five, `id` is one itself.
struct Top {
  std::string_view name;
  std::size_t first = 0;
  std::size_t count = 0;
  bool is_object = false;
};

constexpr std::array<std::string_view, kMemberCount> kPaths = {
#define MEMBER(id, path, form) path,
#include "../data/members.def"
#undef MEMBER
};
constexpr MemberForm kForms[] = {
#define MEMBER(id, path, form) MemberForm::form,
#include "../data/members.def"
#undef MEMBER
};

constexpr std::string_view top_of(std::string_view path) { return path.substr(0, path.find('.')); }
constexpr std::string_view below_top(std::string_view path) {
  return path.substr(path.find('.') + 1);
}

constexpr std::size_t count_tops() {
  std::size_t n = 0;
  for (std::size_t i = 0; i < kMemberCount; ++i)
    if (i == 0 || top_of(kPaths[i]) != top_of(kPaths[i - 1])) ++n;
  return n;
}

// What the timeline's own output carries beside the members.
enum class Extra : std::uint8_t { at_ms, time_text, sources, local, count };
constexpr std::array<std::string_view, static_cast<std::size_t>(Extra::count)> kExtras = {
    "at_ms", "time_text", "sources", "local"};

constexpr std::size_t kTops = count_tops();

constexpr std::array<Top, kTops> make_tops() {
  std::array<Top, kTops> tops{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const std::string_view name = top_of(kPaths[i]);
    if (n == 0 || tops[n - 1].name != name) tops[n++] = Top{name, i, 0, name != kPaths[i]};
    ++tops[n - 1].count;
  }
  return tops;
}
constexpr std::array<Top, kTops> kTopMembers = make_tops();

constexpr std::array<std::string_view, kTops + kExtras.size()> make_names() {
  std::array<std::string_view, kTops + kExtras.size()> names{};
  for (std::size_t i = 0; i < kTops; ++i) names[i] = kTopMembers[i].name;
  for (std::size_t i = 0; i < kExtras.size(); ++i) names[kTops + i] = kExtras[i];
  return names;
}
constexpr NameTable<256> kNames(make_names());

// The member that a string stands for where an object is meant.
constexpr std::size_t shorthand_of(std::string_view name) {
  if (name == "customer") return static_cast<std::size_t>(Member::customer_id);
  if (name == "status") return static_cast<std::size_t>(Member::status_to);
  return kMemberCount;
}

bool take_member(RecordTree& tree, RecordTree::Index i, std::size_t member, EventRecord& event) {
  if (event.given.test(member)) return false;
  const std::optional<std::string_view> value = member_value(tree, i, kForms[member]);
  if (!value) return false;
  event.set(static_cast<Member>(member), *value);
  return true;
}

std::optional<Instant> whole_ms(const Node& node) {
  std::int64_t ms = 0;
  const std::string_view text = node.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (node.type != NodeType::number || error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  if (ms < kMinMs || ms > kMaxMs) return std::nullopt;
  return Instant{ms};
}

bool take_extra(RecordTree& tree, RecordTree::Index i, Extra extra, EventRecord& event) {
  const Node& node = tree[i];
  switch (extra) {
    case Extra::at_ms:
      if (!event.at) event.at = whole_ms(node);
      return event.at.has_value();
    case Extra::time_text:
      if (!node.is_scalar()) return false;
      event.time_text = node.text();
      return true;
    case Extra::sources: {
      const std::optional<std::string_view> list = member_value(tree, i, MemberForm::list);
      if (list) event.sources = *list;
      return list.has_value();
    }
    case Extra::local:
      return true;
    case Extra::count:
      break;
  }
  return false;
}

}  // namespace

void CanonicalMapper::keep_unmapped(RecordTree::Index i, std::string_view name, Output& output) {
  metadata_.add(name, i);
  output.count_unmapped(name);
}

void CanonicalMapper::take_object(RecordTree& tree, RecordTree::Index i, std::size_t place,
                                  EventRecord& event, Output& output) {
  const Top& top = kTopMembers[place];
  for (auto child = i + 1; child < tree[i].next; child = tree[child].next) {
    if (tree[child].type == NodeType::null) continue;
    bool taken = false;
    for (std::size_t m = top.first; m < top.first + top.count && !taken; ++m)
      taken = below_top(kPaths[m]) == tree[child].key() && take_member(tree, child, m, event);
    if (taken) continue;
    std::string name(top.name);
    name += '.';
    name += tree[child].key();
    keep_unmapped(child, name, output);
  }
}

void CanonicalMapper::take_metadata(RecordTree::Index i, const Node& node, Output& output) {
  if (node.type == NodeType::object && !metadata_.has_object())
    metadata_.set_object(i);
  else
    keep_unmapped(i, node.key(), output);
}

void CanonicalMapper::take(RecordTree& tree, RecordTree::Index i, EventRecord& event,
                           Output& output) {
  const Node& node = tree[i];
  if (node.type == NodeType::null) return;
  const std::size_t place = kNames.find(node.key());
  bool taken = false;
  if (place < kTops) {
    const Top& top = kTopMembers[place];
    if (top.first == static_cast<std::size_t>(Member::metadata))
      return take_metadata(i, node, output);
    if (top.is_object && node.type == NodeType::object)
      return take_object(tree, i, place, event, output);
    const std::size_t member = top.is_object ? shorthand_of(top.name) : top.first;
    taken = member < kMemberCount && take_member(tree, i, member, event);
  } else if (place != kNames.kNone) {
    taken = take_extra(tree, i, static_cast<Extra>(place - kTops), event);
  }
  if (!taken) keep_unmapped(i, node.key(), output);
}

void CanonicalMapper::map(RecordTree& tree, RecordTree::Index record, Output& output,
                          EventSink& sink) {
  EventRecord& event = output.begin_event();
  metadata_.begin(tree);
  for (auto child = record + 1; child < tree[record].next; child = tree[child].next)
    take(tree, child, event, output);

  if (!metadata_.empty()) event.set(Member::metadata, metadata_.json());
  output.doubt(Code::name_clash, metadata_.clashes());
  read_times(event, {}, {});
  output.emit(sink);
}

}  // namespace throughline::ingest
