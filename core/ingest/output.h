// Where events and refusals of one feed go: to the sink and into the report.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "throughline/ingest.h"

namespace throughline::ingest {

struct Place {
  std::uint64_t byte = 0;
  std::uint64_t line = 1;
};

class Output {
 public:
  Output(std::uint32_t first_record, ReadReport& report)
      : report_(&report), next_record_(first_record) {}

  // Every record, refused ones too, takes a number; what follows belongs to it. `raw` are its
  // bytes.
  void begin_record(Place place, std::string_view raw);
  // A fresh event of the record: nothing given but its place.
  EventRecord& begin_event();
  // Hands the event to the sink, unless it has no type: then it is rejected.
  void emit(EventSink& sink);
  void reject(Code code, std::string detail);
  // A rejection with a place of its own inside the record (a syntax error).
  void reject_at(Place place, Code code, std::string detail);

  void count_unmapped(std::string_view path);
  // The record's event stands, but for what the code says.
  void doubt(Code code, std::uint64_t times = 1);
  std::uint32_t records() const { return next_record_; }
  // Counts by form, written into the report.
  void settle_time_forms();
  // Overwrites the excerpts of all rejections.
  void wipe();

 private:
  void doubt_times();

  static constexpr std::size_t kTimeForms = static_cast<std::size_t>(TimeForm::none) + 1;

  ReadReport* report_;
  EventRecord event_;
  std::string_view raw_;
  Place place_;
  std::uint32_t next_record_;
  std::uint16_t next_part_ = 0;
  std::string known_zone_;  // the last that was looked up and found
  std::array<std::uint64_t, kTimeForms> time_forms_{};
};

}  // namespace throughline::ingest
