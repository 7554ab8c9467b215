#include "ingest/metadata.h"

#include "ingest/wipe.h"
#include "throughline/base.h"

namespace throughline::ingest {

void Metadata::begin(RecordTree& tree) {
  tree_ = &tree;
  object_ = RecordTree::kNone;
  fields_.clear();
  clashes_ = 0;
}

void Metadata::add(std::string_view name, RecordTree::Index value) {
  fields_.push_back(Field{std::string(name), {}, value});
}

void Metadata::add(std::string_view name, std::string_view json) {
  fields_.push_back(Field{std::string(name), tree_->scratch().keep(json), RecordTree::kNone});
}

void Metadata::append_name(const std::string& name, Taken& taken) {
  const auto [first, fresh] = taken.try_emplace(name, 1);
  if (fresh) return append_json_string(whole_, name);
  ++clashes_;
  std::string other;
  do {  // the count remembers how far the numbers went; a name such as "a#2" may be taken by itself
    other = name + '#';
    append_int(other, ++first->second);
  } while (taken.count(other) != 0);
  append_json_string(whole_, other);
  taken.emplace(std::move(other), 1);
}

std::string_view Metadata::json() {
  if (fields_.empty()) return has_object() ? tree_->json(object_) : std::string_view();
  Taken taken;
  whole_ = "{";
  if (has_object()) {
    const RecordTree& tree = *tree_;
    for (auto child = object_ + 1; child < tree[object_].next; child = tree[child].next)
      taken.emplace(tree[child].key(), 1);
    const std::string_view object = tree_->json(object_);
    whole_ += object.substr(1, object.size() - 2);
  }
  for (const Field& field : fields_) {
    if (whole_.size() > 1) whole_ += ',';
    append_name(field.name, taken);
    whole_ += ':';
    if (field.node == RecordTree::kNone)
      whole_ += field.json;
    else
      tree_->append_json(field.node, whole_);
  }
  whole_ += '}';
  return whole_;
}

void Metadata::wipe() {
  for (Field& field : fields_) wipe_string(field.name);
  fields_.clear();
  wipe_string(whole_);
}

}  // namespace throughline::ingest
