#include "values.h"

namespace throughline {

std::string_view FieldReader::inherited(Member member, Row row) const {
  switch (member) {
    case Member::channel:
      return conversations_ == nullptr ? "" : events_->text(conversations_->channel(row));
    case Member::campaign:
      return conversations_ == nullptr ? "" : events_->text(conversations_->campaign(row));
    case Member::customer_id:
      return events_->text(events_->customer(row));
    case Member::direction:
      return direction_name(events_->direction(row));
    case Member::actor_kind:
      return actor_kind_name(events_->actor_kind(row));
    default:
      return {};
  }
}

}  // namespace throughline
