#include "ingest/output.h"

#include <algorithm>
#include <limits>

#include "ingest/wipe.h"
#include "throughline/text.h"

namespace throughline::ingest {
namespace {

void count(std::map<std::string, std::uint64_t, std::less<>>& counts, std::string_view what) {
  const auto at = counts.find(what);
  if (at != counts.end())
    ++at->second;
  else
    counts.emplace(what, 1);
}

}  // namespace

void Output::begin_record(Place place, std::string_view raw) {
  place_ = place;
  raw_ = raw;
  next_part_ = 0;
  ++next_record_;
}

EventRecord& Output::begin_event() {
  // Only what the last event was given has to go: clearing all views costs more than most events to
  // read.
  static_assert(kMemberCount <= 64);
  for (std::uint64_t given = event_.given.to_ullong(); given != 0; given &= given - 1)
    event_.values[static_cast<std::size_t>(__builtin_ctzll(given))] = {};
  event_.given.reset();
  event_.time = {};
  event_.end_time = {};
  event_.at.reset();
  event_.time_text = {};
  event_.sources = {};
  event_.record_index = next_record_ - 1;
  event_.byte = place_.byte;
  event_.line = place_.line;
  event_.raw = raw_;
  return event_;
}

void Output::emit(EventSink& sink) {
  const std::string_view type = event_.value(Member::type);
  if (type.empty()) return reject(Code::no_type, {});
  event_.part_index = next_part_;
  if (next_part_ < std::numeric_limits<std::uint16_t>::max()) ++next_part_;
  if (known_kind(type) == KnownKind::none) count(report_->unknown_kinds, type);
  if (!event_.at && event_.time.what != ParsedTime::What::refused)
    ++time_forms_[static_cast<std::size_t>(event_.time.form)];
  doubt_times();
  ++report_->events;
  sink.event(event_);
}

void Output::doubt(Code code, std::uint64_t times) {
  if (times == 0) return;
  const Doubt first{0, next_record_ - 1, place_.byte, place_.line};
  report_->doubts.try_emplace(code, first).first->second.count += times;
}

void Output::doubt_times() {
  const bool ends = !event_.value(Member::end_time).empty() || !event_.time.interval_end.empty();
  if (ends && event_.end_time.what == ParsedTime::What::refused) doubt(Code::unread_end);
  // A local time waits for its zone: without one it is undated, which says it.
  if (event_.time.what == ParsedTime::What::local && !event_.at) return;
  const std::string_view zone = event_.value(Member::zone);
  if (zone.empty() || zone == known_zone_) return;
  if (Zones::builtin().find(zone) == kNoZone)
    doubt(Code::unused_zone);
  else
    known_zone_ = zone;
}

void Output::reject(Code code, std::string detail) { reject_at(place_, code, std::move(detail)); }

void Output::reject_at(Place place, Code code, std::string detail) {
  Rejection rejection;
  rejection.record = next_record_ - 1;
  rejection.part = next_part_;
  rejection.byte = place.byte;
  rejection.line = place.line;
  rejection.code = code;
  rejection.detail = std::move(detail);
  rejection.excerpt = valid_excerpt(raw_, kExcerptCharacters);
  report_->rejections.push_back(std::move(rejection));
  ++report_->events;
  ++report_->rejected;
}

void Output::count_unmapped(std::string_view path) { count(report_->unmapped_fields, path); }

void Output::settle_time_forms() {
  for (std::size_t i = 0; i < kTimeForms; ++i)
    if (time_forms_[i] > 0)
      report_->time_forms[std::string(time_form_name(static_cast<TimeForm>(i)))] = time_forms_[i];
}

void Output::wipe() {
  for (Rejection& rejection : report_->rejections) wipe_string(rejection.excerpt);
  event_ = {};
  raw_ = {};
}

}  // namespace throughline::ingest
