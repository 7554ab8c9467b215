#include "ingest/metadata.h"

#include "ingest/wipe.h"
#include "throughline/base.h"

namespace throughline::ingest {

void Metadata::begin(RecordTree& tree) {
  tree_ = &tree;
  object_ = RecordTree::kNone;
  if (explicit_taken_) taken_.clear();
  explicit_taken_ = false;
  fields_.clear();
  clashes_ = 0;
}

void Metadata::take_explicit_names() {
  explicit_taken_ = true;
  if (object_ == RecordTree::kNone) return;
  const RecordTree& tree = *tree_;
  for (auto child = object_ + 1; child < tree[object_].next; child = tree[child].next)
    taken_.try_emplace(std::string(tree[child].key()), 1);
}

void Metadata::add_name(std::string_view name) {
  if (!explicit_taken_) take_explicit_names();
  if (!fields_.empty()) fields_ += ',';
  const auto [first, fresh] = taken_.try_emplace(std::string(name), 1);
  if (fresh) {
    append_json_string(fields_, name);
    fields_ += ':';
    return;
  }
  ++clashes_;
  std::string other;
  do {  // the count remembers how far the numbers went; a name such as "a#2" may be taken by itself
    other = std::string(name) + '#';
    append_int(other, ++first->second);
  } while (taken_.count(other) != 0);
  append_json_string(fields_, other);
  fields_ += ':';
  taken_.try_emplace(std::move(other), 1);
}

void Metadata::add(std::string_view name, RecordTree::Index value) {
  add_name(name);
  tree_->append_json(value, fields_);
}

void Metadata::add(std::string_view name, std::string_view json) {
  add_name(name);
  fields_ += json;
}

std::string_view Metadata::json() {
  if (fields_.empty()) return object_ == RecordTree::kNone ? std::string_view() : tree_->json(object_);
  whole_ = "{";
  if (object_ != RecordTree::kNone) {
    const std::string_view object = tree_->json(object_);
    whole_ += object.substr(1, object.size() - 2);
    if (object.size() > 2) whole_ += ',';
  }
  whole_ += fields_;
  whole_ += '}';
  return whole_;
}

void Metadata::wipe() {
  wipe_string(fields_);
  wipe_string(whole_);
  taken_.clear();
}

}  // namespace throughline::ingest
