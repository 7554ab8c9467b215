// What metrics ask of a customer's events, copied side by side. Internal to the room.
//
// A customer's rows lie far apart in memory, and what a metric asks of one (its instant, its kind, its conversation, its
// channel) lies in as many columns again: read where they stand, a million events cost a million cache misses a column.
// Here the events that count stand in order behind each other, 24 bytes each, with what is the same for every question
// worked out: which place an event belongs to, whether a call is a new one. A customer is copied when first asked about;
// all are forgotten when anything that they follow from has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "throughline/conversation.h"
#include "throughline/gate.h"

namespace throughline {

// Turns and the ball run in places: a conversation, or without one a channel. Numbered 0 … by first sight, anew for each
// customer.
using PlaceNumber = std::uint32_t;
inline constexpr PlaceNumber kNoPlace = 0xFFFFFFFF;

// An event that counts in some metric.
struct Contact {
  enum Trait : std::uint32_t {
    kTouchpoint = 1,
    kMessage = 2,
    kEnding = 4,    // closes its conversation
    kCall = 8,      // begins or misses a call
    kNewCall = 16,  // the first to do so in its interaction
    kInbound = 32,
    kOutbound = 64,
    kAgent = 128,  // a person of the business acted
  };
  std::int64_t at_ms = 0;
  Row row = kNoRow;
  PlaceNumber place = kNoPlace;  // of endings and of messages with a direction; else none
  StringId channel = kAbsent;    // as conditions see it; of inbound messages only
  std::uint32_t traits = 0;

  bool is(Trait trait) const { return (traits & trait) != 0; }
};

class Contacts {
 public:
  // Both must outlive this and be up to date whenever a customer is asked about; as-of must be set.
  Contacts(const GatedTimeline& events, const Conversations& conversations)
      : events_(&events), conversations_(&conversations) {}

  // One customer's, at or before as-of, in order.
  struct OfCustomer {
    std::span<const Contact> contacts;
    std::span<const StringId> places;  // the conversation of each; kAbsent: a channel
  };
  // Valid until the next call.
  OfCustomer of(StringId customer);
  // GatedTimeline::customers(), found once: it looks at an event of each.
  const std::vector<StringId>& customers();

  void invalidate(const GatedTimeline::Refreshed& refreshed);
  void forget();

 private:
  struct Range {
    std::uint32_t first = 0, count = 0;
    std::uint32_t first_place = 0, places = 0;
    bool is_known = false;
  };
  std::pair<std::size_t, std::size_t> as_of_position() const;
  void note_as_of();
  void copy(StringId customer, Range& range);
  Contact contact(Row row, const EventGlance& event);
  PlaceNumber place_of(Row row, StringId conversation);
  void mark_new_calls(std::uint32_t first);

  const GatedTimeline* events_;
  const Conversations* conversations_;
  std::optional<std::vector<StringId>> customers_;
  std::vector<Range> ranges_;  // by the customer's string id
  std::vector<Contact> contacts_;
  std::vector<StringId> places_;
  // Where as-of fell in the order when the first customer was copied, or they were listed.
  std::pair<std::size_t, std::size_t> as_of_position_;

  // Of the customer being copied.
  std::vector<EventGlance> glances_;  // of its rows
  std::vector<std::uint32_t>
      place_by_key_;                 // 0 = none, else 1 + its number; emptied place by place
  std::vector<std::uint32_t> keys_;  // those in use
  std::vector<std::pair<InteractionId, std::uint32_t>> calls_;  // with their contacts' numbers
};

}  // namespace throughline
