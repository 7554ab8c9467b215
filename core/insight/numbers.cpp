// In which campaigns a phone number is listed (capability A2).
#include <algorithm>
#include <map>
#include <unordered_map>

#include "throughline/insight.h"

namespace throughline {
namespace {

// Whether a number as written is the one looked for. A few spellings occur again and again: each is
// normalised once.
class NumberMatch {
 public:
  NumberMatch(const Timeline& timeline, std::string_view number)
      : timeline_(timeline), wanted_(number) {}
  bool operator()(std::string_view written) {
    const auto known = known_.find(std::string(written));
    if (known != known_.end()) return known->second;
    return known_.emplace(written, timeline_.phone_handle(written) == wanted_).first->second;
  }

 private:
  const Timeline& timeline_;
  std::string_view wanted_;
  std::unordered_map<std::string, bool> known_;
};

struct Listing {
  std::int64_t events = 0, first_ms = 0, last_ms = 0;
  Row last = kNoRow;
};

}  // namespace

void append_campaigns_of_number_json(const GatedTimeline& events,
                                     const Conversations& conversations, std::string_view number,
                                     std::string& out) {
  const std::string wanted = events.timeline().phone_handle(number);
  const bool permitted = events.gives(Member::phone) && events.gives(Member::customer_phone);
  std::map<std::string_view, Listing> listings;
  NumberMatch matches(events.timeline(), wanted);
  const Timeline& timeline = events.timeline();
  for (std::size_t i = 0; i < timeline.block_count() && permitted && !wanted.empty(); ++i) {
    for (Row row : timeline.block(i)) {
      if (!events.in_view(row)) continue;
      const StringId campaign = conversations.campaign(row);
      if (campaign == kAbsent) continue;
      const auto dialled = events.member(row, Member::phone);
      const auto customers = events.member(row, Member::customer_phone);
      if (!(dialled && matches(*dialled)) && !(customers && matches(*customers))) continue;
      Listing& listing = listings[events.text(campaign)];
      if (listing.events++ == 0) listing.first_ms = timeline.at_ms(row);
      listing.last_ms = timeline.at_ms(row);
      listing.last = row;
    }
  }
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("number").string_or_null(wanted.empty() ? std::nullopt
                                                     : std::optional<std::string_view>(wanted));
  writer.key("absence").string_or_null(
      permitted ? std::nullopt
                : std::optional<std::string_view>(absence_name(Absence::not_permitted)));
  writer.key("campaigns").begin_array();
  for (const auto& [campaign, listing] : listings) {
    writer.begin_object().key("campaign").string(campaign);
    writer.key("events").integer(listing.events);
    writer.key("first_ms").integer(listing.first_ms);
    writer.key("last_ms").integer(listing.last_ms);
    writer.key("last_event").string(timeline.reference(listing.last)).end_object();
  }
  writer.end_array().end_object();
}

}  // namespace throughline
