#include "ingest/columns.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ingest/member_value.h"
#include "text/ascii.h"
#include "throughline/base.h"

namespace throughline::ingest {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "vip; returns" → ["vip","returns"]; a cell that is a JSON array of its own is taken apart by
// adapters, not here.
std::string_view split_list(Scratch& scratch, std::string_view text, std::string_view separator) {
  std::string list = "[";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view element = trimmed(text.substr(0, end));
    if (!element.empty()) {
      if (list.size() > 1) list += ',';
      append_json_string(list, element);
    }
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  list += ']';
  return scratch.keep(list);
}

}  // namespace

std::string normalised_column(std::string_view name) {
  std::string out;
  if (name.substr(0, 1) == "_")
    out = "_";  // a name of the store's own: `_id` is a row's, not an event's
  for (char c : name) {
    if (ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      out += ascii::lower(c);
  }
  return out;
}

ColumnTarget ColumnRules::find(std::string_view column) const {
  const std::string name = normalised_column(column);
  const auto at =
      std::lower_bound(entries.begin(), entries.end(), name,
                       [](const Entry& entry, const std::string& n) { return entry.name < n; });
  return at != entries.end() && at->name == name ? at->target : ColumnTarget{};
}

bool ColumnMapper::knows(const RecordTree& tree, RecordTree::Index record) const {
  std::size_t n = 0;
  for (auto child = record + 1; child < tree[record].next; child = tree[child].next, ++n)
    if (n >= columns_.size() || columns_[n] != tree[child].key()) return false;
  return true;
}

void ColumnMapper::learn(const RecordTree& tree, RecordTree::Index record) {
  columns_.clear();
  targets_.clear();
  for (auto child = record + 1; child < tree[record].next; child = tree[child].next) {
    columns_.emplace_back(tree[child].key());
    targets_.push_back(rules_->find(columns_.back()));
  }
  // Of several columns for one member the best named one has it; the others stay what they are.
  constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  std::array<std::size_t, kMemberCount> holder;
  holder.fill(kNobody);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (targets_[i].what != ColumnTarget::What::member) continue;
    std::size_t& held = holder[static_cast<std::size_t>(targets_[i].member)];
    const bool better = held == kNobody || targets_[i].rank < targets_[held].rank;
    if (better && held != kNobody) targets_[held].what = ColumnTarget::What::unmapped;
    if (better)
      held = i;
    else
      targets_[i].what = ColumnTarget::What::unmapped;
  }
}

bool ColumnMapper::take(RecordTree& tree, RecordTree::Index i, const ColumnTarget& target,
                        EventRecord& event) {
  const Node& node = tree[i];
  if (target.what == ColumnTarget::What::ignored) return true;
  if (target.what == ColumnTarget::What::unmapped) return false;
  if (node.type != NodeType::string) {  // a JSON record read by column rules
    const auto value = member_value(tree, i, member_form(target.member));
    if (value) event.set(target.member, *value);
    return value.has_value();
  }
  if (target.what == ColumnTarget::What::at_ms) {
    std::int64_t ms = 0;
    const std::string_view text = node.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || ms < kMinMs || ms > kMaxMs) return false;
    event.at = Instant{ms};
    return true;
  }
  const MemberForm form = member_form(target.member);
  const auto value =
      form == MemberForm::list
          ? std::optional(split_list(tree.scratch(), node.text(), rules_->list_separator))
          : member_value_of_text(tree.scratch(), node.text(), form);
  if (value) event.set(target.member, *value);
  return value.has_value();
}

void ColumnMapper::map(RecordTree& tree, RecordTree::Index record, Output& output,
                       EventSink& sink) {
  if (!knows(tree, record)) learn(tree, record);
  EventRecord& event = output.begin_event();
  metadata_.begin(tree);
  std::size_t column = 0;
  for (auto child = record + 1; child < tree[record].next; child = tree[child].next, ++column) {
    if (tree[child].type == NodeType::null || take(tree, child, targets_[column], event)) continue;
    metadata_.add(tree[child].key(), child);
    output.count_unmapped(tree[child].key());
  }
  if (!metadata_.empty()) event.set(Member::metadata, metadata_.json());
  output.doubt(Code::name_clash, metadata_.clashes());
  read_times(event, rules_->time_format, rules_->time_format);
  output.emit(sink);
}

}  // namespace throughline::ingest
