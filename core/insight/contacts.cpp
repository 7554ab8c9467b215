#include "contacts.h"

#include <algorithm>

#include "messages.h"
#include "throughline/sort.h"

namespace throughline {

std::pair<std::size_t, std::size_t> Contacts::as_of_position() const {
  const auto as_of = events_->as_of();
  if (!as_of) return {events_->timeline().block_count(), 0};
  return events_->timeline().lower_bound(Instant{saturating_add(as_of->ms, 1)});
}

// Where nothing but as-of moved, and over no event, every event still stands as it was copied.
void Contacts::invalidate(const GatedTimeline::Refreshed& refreshed) {
  if (!refreshed.only_as_of || as_of_position() != as_of_position_) forget();
}

void Contacts::forget() {
  customers_.reset();
  ranges_.clear();
  contacts_.clear();
  places_.clear();
}

const std::vector<StringId>& Contacts::customers() {
  if (!customers_) {
    note_as_of();
    customers_ = events_->customers();
  }
  return *customers_;
}

// What is kept from here on is of as-of as it stands now.
void Contacts::note_as_of() {
  if (!customers_ && ranges_.empty()) as_of_position_ = as_of_position();
}

Contacts::OfCustomer Contacts::of(StringId customer) {
  note_as_of();
  if (customer >= ranges_.size())
    ranges_.resize(std::max<std::size_t>(customer + std::size_t{1}, ranges_.size() * 2));
  Range& range = ranges_[customer];
  if (!range.is_known) copy(customer, range);
  return {{contacts_.data() + range.first, range.count},
          {places_.data() + range.first_place, range.places}};
}

void Contacts::copy(StringId customer, Range& range) {
  const auto first = static_cast<std::uint32_t>(contacts_.size());
  const auto first_place = static_cast<std::uint32_t>(places_.size());
  const std::int64_t as_of_ms = events_->as_of() ? events_->as_of()->ms : kMaxMs;
  const std::vector<Row>& rows = events_->customer_rows(customer);  // in order
  glances_.resize(rows.size());
  events_->glance(rows.data(), rows.size(), glances_.data());
  for (std::size_t i = 0; i < rows.size() && glances_[i].at_ms <= as_of_ms; ++i) {
    const Contact one = contact(rows[i], glances_[i]);
    if (one.traits != 0) contacts_.push_back(one);
  }
  mark_new_calls(first);
  for (std::uint32_t key : keys_) place_by_key_[key] = 0;
  keys_.clear();
  range = {first, static_cast<std::uint32_t>(contacts_.size()) - first, first_place,
           static_cast<std::uint32_t>(places_.size()) - first_place, true};
}

// Without any trait: an event that counts in nothing.
Contact Contacts::contact(Row row, const EventGlance& event) {
  const KindInfo& info = kind_info(event.kind);
  const bool message = is_message(event.kind);
  Contact contact;
  contact.at_ms = event.at_ms;
  contact.row = row;
  if (info.touchpoint) contact.traits |= Contact::kTouchpoint;
  if (message) contact.traits |= Contact::kMessage;
  if (info.ending && event.conversation != kAbsent) contact.traits |= Contact::kEnding;
  if (event.kind == id_of(KnownKind::call_started) || event.kind == id_of(KnownKind::call_missed))
    contact.traits |= Contact::kCall;
  if (contact.traits == 0) return contact;

  if (event.direction == Direction::inbound) contact.traits |= Contact::kInbound;
  if (event.direction == Direction::outbound) contact.traits |= Contact::kOutbound;
  if (event.actor_kind == ActorKind::agent) contact.traits |= Contact::kAgent;
  if (contact.is(Contact::kEnding) || (message && event.direction != Direction::none))
    contact.place = place_of(row, event.conversation);
  if (message && contact.is(Contact::kInbound)) contact.channel = conversations_->channel(row);
  return contact;
}

PlaceNumber Contacts::place_of(Row row, StringId conversation) {
  const bool loose = conversation == kAbsent;
  const std::uint32_t key =
      (loose ? conversations_->channel(row) : conversation) * 2 + (loose ? 1 : 0);
  if (key >= place_by_key_.size()) place_by_key_.resize(std::size_t{key} + 1);
  std::uint32_t& number = place_by_key_[key];
  if (number == 0) {
    keys_.push_back(key);
    places_.push_back(conversation);
    number = static_cast<std::uint32_t>(keys_.size());
  }
  return number - 1;
}

void Contacts::mark_new_calls(std::uint32_t first) {
  calls_.clear();
  for (std::uint32_t i = first; i < contacts_.size(); ++i)
    if (contacts_[i].is(Contact::kCall))
      calls_.emplace_back(conversations_->interaction_of(contacts_[i].row), i);
  sort_stably(calls_, [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < calls_.size(); ++i)
    if (i == 0 || calls_[i].first != calls_[i - 1].first)
      contacts_[calls_[i].second].traits |= Contact::kNewCall;
}

}  // namespace throughline
