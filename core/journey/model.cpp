#include "model.h"

#include <algorithm>

namespace throughline {

bool FieldRef::single_valued() const {
  switch (base) {
    case FieldBase::channel:
    case FieldBase::status:
    case FieldBase::team:
      return true;
    case FieldBase::tags:
    case FieldBase::agent:
    case FieldBase::metadata:
      return false;
    case FieldBase::event:
      break;
  }
  if (member_count != 1 || !path.empty()) return false;
  const MemberForm form = member_form(members[0]);
  return form != MemberForm::list && form != MemberForm::json;
}

bool TemplateModel::enabled_at(std::int64_t at_ms) const {
  const auto after = std::upper_bound(
      changes.begin(), changes.end(), at_ms,
      [](std::int64_t at, const EnabledChange& change) { return at < change.at_ms; });
  if (after == changes.begin()) return !changes.front().enabled;
  return std::prev(after)->enabled;
}

}  // namespace throughline
