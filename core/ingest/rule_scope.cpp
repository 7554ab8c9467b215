#include "ingest/rule_scope.h"

#include <charconv>

namespace throughline::ingest {

void RuleScope::begin(RecordTree& tree, Index record) {
  tree_ = &tree;
  record_ = record;
  marks_.assign(tree.size(), 0);
}

RuleScope::Index RuleScope::origin(const Pointer& pointer, const Scopes& scopes) const {
  if (pointer.from_record) return record_;
  if (pointer.up >= scopes.size()) return RecordTree::kNone;
  return scopes[scopes.size() - 1 - pointer.up];
}

RuleScope::Index RuleScope::step(Index node, const std::string& name) const {
  const RecordTree& tree = *tree_;
  if (tree[node].type == NodeType::object) return tree.member(node, name);
  if (tree[node].type != NodeType::array) return RecordTree::kNone;
  std::uint32_t place = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), place);
  if (error != std::errc{} || end != name.data() + name.size()) return RecordTree::kNone;
  for (Index child = node + 1; child < tree[node].next; child = tree[child].next, --place)
    if (place == 0) return child;
  return RecordTree::kNone;
}

RuleScope::Index RuleScope::find(const Pointer& pointer, const Scopes& scopes) const {
  Index node = origin(pointer, scopes);
  for (const std::string& name : pointer.steps) {
    if (node == RecordTree::kNone) break;
    node = step(node, name);
  }
  return node == RecordTree::kNone || (*tree_)[node].type == NodeType::null ? RecordTree::kNone
                                                                            : node;
}

void RuleScope::walk(const Pointer& pattern, const Scopes& scopes, const Visit& visit) const {
  const Index node = origin(pattern, scopes);
  if (node == RecordTree::kNone) return;
  // What lies above the origin stays in sight: `^` of an item found from the record is the record.
  Scopes from = scopes;
  from.resize(pattern.from_record ? 1 : scopes.size() - pattern.up);
  walk_from(pattern, 0, node, from, visit);
}

bool RuleScope::walk_from(const Pointer& pattern, std::size_t at, Index node, Scopes& scopes,
                          const Visit& visit) const {
  const RecordTree& tree = *tree_;
  for (; at < pattern.steps.size(); ++at) {
    if (pattern.steps[at] == "*") break;
    node = step(node, pattern.steps[at]);
    if (node == RecordTree::kNone) return true;
  }
  if (at == pattern.steps.size()) {
    if (tree[node].type == NodeType::null) return true;
    const bool own_scope = scopes.back() != node;
    if (own_scope) scopes.push_back(node);
    const bool more = visit(scopes);
    if (own_scope) scopes.pop_back();
    return more;
  }
  if (!tree[node].is_container()) return true;
  for (Index child = node + 1; child < tree[node].next; child = tree[child].next) {
    scopes.push_back(child);
    const bool more = walk_from(pattern, at + 1, child, scopes, visit);
    scopes.pop_back();
    if (!more) return false;
  }
  return true;
}

bool RuleScope::untouched(Index i) const {
  for (Index node = i; node < (*tree_)[i].next; ++node)
    if ((marks_[node] & (kUsed | kItem)) != 0) return false;
  return true;
}

}  // namespace throughline::ingest
