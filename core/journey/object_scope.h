// One JSON object being read: typed members, refusals with their pointers, and what it holds beyond
// them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "findings.h"
#include "read_json.h"

namespace throughline {

class ObjectScope {
 public:
  // Reports a value that is no object; then every member is absent.
  ObjectScope(const Json& value, std::string pointer, Findings& findings)
      : value_(&value), pointer_(std::move(pointer)), findings_(&findings) {
    if (!value.is_object()) refuse("must be an object");
  }

  const std::string& pointer() const { return pointer_; }
  std::string pointer_to(std::string_view name) const {
    return pointer_ + "/" + pointer_step(name);
  }
  Findings& findings() const { return *findings_; }
  bool is_object() const { return value_->is_object(); }

  void refuse(std::string message) { findings_->error(pointer_, std::move(message)); }
  void refuse_member(std::string_view name, std::string message) {
    findings_->error(pointer_to(name), std::move(message));
  }

  // nullptr where absent or null.
  const Json* member(std::string_view name) {
    known_.push_back(name);
    if (!value_->is_object()) return nullptr;
    const auto found = value_->find(name);
    return found == value_->end() || found->is_null() ? nullptr : &*found;
  }
  std::string text(std::string_view name, bool required = false) {
    const Json* found = member(name);
    if (found == nullptr) {
      if (required && value_->is_object()) refuse_member(name, "is missing");
      return {};
    }
    if (!found->is_string()) {
      refuse_member(name, "must be a string");
      return {};
    }
    std::string text = found->get<std::string>();
    if (required && text.empty()) refuse_member(name, "must not be empty");
    return text;
  }
  bool flag(std::string_view name, bool otherwise) {
    const Json* found = member(name);
    if (found == nullptr) return otherwise;
    if (found->is_boolean()) return found->get<bool>();
    refuse_member(name, "must be true or false");
    return otherwise;
  }
  // The index of the text among `choices`; 0 where absent.
  std::size_t choice(std::string_view name, std::initializer_list<std::string_view> choices) {
    const Json* found = member(name);
    if (found == nullptr) return 0;
    if (found->is_string()) {
      const auto at = std::find(choices.begin(), choices.end(), found->get<std::string>());
      if (at != choices.end()) return static_cast<std::size_t>(at - choices.begin());
    }
    std::string names;
    for (std::string_view one : choices) {
      if (!names.empty()) names += ", ";
      names += one;
    }
    refuse_member(name, "must be one of " + names);
    return 0;
  }
  // A warning for each member that nobody asked for; names that begin with $ are notes.
  void warn_about_unknown_members() {
    if (!value_->is_object()) return;
    for (const auto& [name, value] : value_->items()) {
      if (name.starts_with('$')) continue;
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        findings_->warn(finding::kUnknownMember, pointer_to(name),
                        "This member means nothing here and is ignored.");
    }
  }

 private:
  const Json* value_;
  std::string pointer_;
  Findings* findings_;
  std::vector<std::string_view> known_;
};

}  // namespace throughline
