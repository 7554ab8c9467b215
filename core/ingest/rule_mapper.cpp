#include "ingest/rule_mapper.h"

#include <algorithm>

#include "ingest/member_value.h"
#include "ingest/wipe.h"
#include "throughline/base.h"

namespace throughline::ingest {
namespace {

std::string path_of(const Pointer& pattern) {
  std::string path;
  for (const std::string& step : pattern.steps) {
    path += '/';
    path += step;
  }
  return path;
}

}  // namespace

bool RuleMapper::Pending::has(Member member) const {
  return std::any_of(members.begin(), members.end(),
                     [&](const auto& given) { return given.first == member; });
}

void RuleMapper::wipe() {
  metadata_.wipe();
  parsed_.wipe();
  reader_.wipe();
  wipe_string(parsed_text_);
  pending_.clear();
}

void RuleMapper::map(RecordTree& tree, Index record, Output& output, EventSink& sink) {
  const bool reread = !rules_->parse.empty() && read_parsed(tree, record);
  map_tree(reread ? parsed_ : tree, reread ? 0 : record, output, sink);
}

// The record's own members again, those that `parse` names with their text as JSON; what is no JSON
// stays a text.
bool RuleMapper::read_parsed(RecordTree& tree, Index record) {
  std::vector<Index> texts;
  scope_.begin(tree, record);
  for (const Pointer& pointer : rules_->parse) {
    const Index node = scope_.find(pointer, {record});
    if (node == RecordTree::kNone || tree[node].type != NodeType::string) continue;
    ReadFault ignored;
    if (reader_.read(tree[node].text(), parsed_, ignored)) texts.push_back(node);
  }
  if (texts.empty()) return false;
  parsed_text_ = "{";
  for (Index child = record + 1; child < tree[record].next; child = tree[child].next) {
    if (parsed_text_.size() > 1) parsed_text_ += ',';
    tree.append_key(child, parsed_text_);
    parsed_text_ += ':';
    if (std::find(texts.begin(), texts.end(), child) != texts.end())
      parsed_text_ += tree[child].text();
    else
      tree.append_json(child, parsed_text_);
  }
  parsed_text_ += '}';
  ReadFault ignored;
  return reader_.read(parsed_text_, parsed_, ignored);
}

void RuleMapper::map_tree(RecordTree& tree, Index record, Output& output, EventSink& sink) {
  scope_.begin(tree, record);
  pending_.clear();
  unmatched_ = 0;
  for (const Stream& stream : rules_->streams) collect(stream);
  mark_known();

  bool first = true;
  for (const Pending& pending : pending_) {
    emit(pending, first, output, sink);
    first = false;
  }
  if (pending_.empty()) unmatched_ = std::max<std::size_t>(unmatched_, 1);
  if (unmatched_ == 0) return;
  std::string about;
  if (rules_->describe) about = fill(*rules_->describe, scope_, {record}).value_or(std::string());
  for (; unmatched_ > 0; --unmatched_) output.reject(Code::no_rule, about);
}

void RuleMapper::mark_known() {
  for (const Pointer& pointer : rules_->keep)
    scope_.walk(pointer, {scope_.record()}, [&](Scopes& at) {
      scope_.mark_kept(at.back());
      return true;
    });
  for (const Pointer& pointer : rules_->ignore)
    scope_.walk(pointer, {scope_.record()}, [&](Scopes& at) {
      scope_.mark_used(at.back());
      return true;
    });
}

// ---------------------------------------------------------------------------------------------
// Items → events to be

void RuleMapper::collect(const Stream& stream) {
  static const std::vector<Pointer> kItself(1);
  const std::vector<Pointer>& within = stream.within.empty() ? kItself : stream.within;
  const std::vector<Pointer>& each = stream.each.empty() ? kItself : stream.each;
  for (const Pointer& outer : within)
    scope_.walk(outer, {scope_.record()}, [&](Scopes& scopes) {
      for (const Pointer& inner : each)
        collect_items(stream, inner, path_of(outer) + path_of(inner), scopes);
      return true;
    });
}

void RuleMapper::collect_items(const Stream& stream, const Pointer& each, const std::string& path,
                               const Scopes& scopes) {
  scope_.walk(each, scopes, [&](Scopes& item) {
    if (!holds(stream.when, scope_, item)) return true;
    const bool matched = collect_item(stream, path, item);
    if (matched) scope_.mark_item(item.back());
    if (!matched && !stream.ignore_unmatched) ++unmatched_;
    return true;
  });
}

bool RuleMapper::collect_item(const Stream& stream, const std::string& path, const Scopes& scopes) {
  bool matched = false;
  for (const Rule& rule : stream.rules) {
    if (!holds(rule.when, scope_, scopes)) continue;
    make_event(stream, rule, scopes).path = path;
    matched = true;
    if (!rule.goes_on) break;
  }
  if (!matched) return false;
  for (const Pointer& pointer : stream.keep)
    scope_.walk(pointer, scopes, [&](Scopes& at) {
      scope_.mark_kept(at.back());
      return true;
    });
  return true;
}

RuleMapper::Pending& RuleMapper::make_event(const Stream& stream, const Rule& rule,
                                            const Scopes& scopes) {
  Pending pending;
  const Index item = scopes.back();
  if (scope_.mark_event_of(item)) pending.item = item;
  for (const Assignment& assignment : rule.set) assign(assignment, scopes, pending);
  for (const Assignment& assignment : stream.set) {
    const bool ruled = std::any_of(rule.set.begin(), rule.set.end(), [&](const Assignment& own) {
      return own.to == assignment.to && own.member == assignment.member &&
             own.name == assignment.name;
    });
    if (!ruled) assign(assignment, scopes, pending);
  }
  if (stream.member_names) take_named_members(item, pending);
  pending_.push_back(std::move(pending));
  return pending_.back();
}

void RuleMapper::assign(const Assignment& assignment, const Scopes& scopes, Pending& pending) {
  const bool to_metadata = assignment.to == Assignment::To::metadata;
  const RuleValue value = evaluate(assignment.value.front(), scope_, scopes);
  if (value.what == RuleValue::What::none) return;
  if (to_metadata) {
    pending.metadata.emplace_back(assignment.name, as_json(value, scope_));
    return;
  }
  if (assignment.member == Member::metadata) {
    const bool object =
        value.what == RuleValue::What::node && scope_.tree()[value.node].type == NodeType::object;
    if (object)
      pending.metadata_object = value.node;
    else
      pending.metadata.emplace_back(member_path(Member::metadata), as_json(value, scope_));
    return;
  }
  const auto taken = as_member(value, member_form(assignment.member), scope_);
  if (taken)
    pending.members.emplace_back(assignment.member, *taken);
  else if (value.what == RuleValue::What::node)
    scope_.unmark_used(value.node);  // of a form that the member does not take: it is unmapped
  if (assignment.member == Member::time) pending.time_format = assignment.format;
  if (assignment.member == Member::end_time) pending.end_format = assignment.format;
}

void RuleMapper::take_named_members(Index item, Pending& pending) {
  RecordTree& tree = scope_.tree();
  if (tree[item].type != NodeType::object) return;
  for (Index child = item + 1; child < tree[item].next; child = tree[child].next) {
    const auto member = member_from_path(tree[child].key());
    if (!member || *member == Member::metadata || pending.has(*member) || scope_.is_used(child))
      continue;
    const auto value = as_member({RuleValue::What::node, child, {}}, member_form(*member), scope_);
    if (!value) continue;
    pending.members.emplace_back(*member, *value);
    scope_.mark_used(child);
  }
}

// ---------------------------------------------------------------------------------------------
// Events, with the rest

void RuleMapper::emit(const Pending& pending, bool first, Output& output, EventSink& sink) {
  EventRecord& event = output.begin_event();
  for (const auto& [member, bytes] : pending.members) event.set(member, bytes);
  metadata_.begin(scope_.tree());
  if (pending.metadata_object != RecordTree::kNone) metadata_.set_object(pending.metadata_object);
  for (const auto& [name, json] : pending.metadata) metadata_.add(name, json);
  if (pending.item != RecordTree::kNone) keep_rest(pending.item, pending.path, output);
  if (first && !scope_.is_item(scope_.record())) keep_rest(scope_.record(), "", output);
  if (!metadata_.empty()) event.set(Member::metadata, metadata_.json());
  output.doubt(Code::name_clash, metadata_.clashes());
  read_times(event, pending.time_format, pending.end_format);
  output.emit(sink);
}

void RuleMapper::keep_rest(Index object, const std::string& path, Output& output) {
  const RecordTree& tree = scope_.tree();
  if (tree[object].type != NodeType::object) return;
  std::string rest;
  for (Index child = object + 1; child < tree[object].next; child = tree[child].next) {
    rest.clear();
    const std::string child_path = path + '/' + std::string(tree[child].key());
    if (append_rest(child, child_path, true, rest, output)) metadata_.add(tree[child].key(), rest);
  }
  wipe_string(rest);
}

// Appends what is left of a value as JSON; false where nothing is.
bool RuleMapper::append_rest(Index i, const std::string& path, bool counted, std::string& out,
                             Output& output) {
  const RecordTree& tree = scope_.tree();
  const Node& node = tree[i];
  if (node.type == NodeType::null || scope_.is_used(i) || scope_.is_item(i)) return false;
  counted = counted && !scope_.is_kept(i);
  if (scope_.untouched(i)) {
    if (counted) output.count_unmapped(path);
    tree.append_json(i, out);
    return true;
  }
  const bool object = node.type == NodeType::object;
  const std::size_t begin = out.size();
  out += object ? '{' : '[';
  for (Index child = i + 1; child < node.next; child = tree[child].next) {
    const std::size_t before = out.size();
    if (before > begin + 1) out += ',';
    if (object) {
      tree.append_key(child, out);
      out += ':';
    }
    const std::string child_path = path + '/' + (object ? std::string(tree[child].key()) : "*");
    if (!append_rest(child, child_path, counted, out, output)) out.resize(before);
  }
  if (out.size() == begin + 1) {
    out.resize(begin);
    return false;
  }
  out += object ? '}' : ']';
  return true;
}

}  // namespace throughline::ingest
