// From a time as written to an instant: which zone dates it, and what is said when none can (spec 3).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "throughline/time.h"
#include "timeline/rows.h"

namespace throughline::store {

struct Placement {
  bool dated = false;
  Code reason = Code::no_time;  // undated
  ZoneFrom from = ZoneFrom::none;
  LocalKind kind = LocalKind::unique;
  ZoneId zone = kNoZone;
  std::int64_t at_ms = 0;  // undated: the civil time, 0 where there is none
  std::int32_t offset_s = 0;
};

class Placer {
 public:
  explicit Placer(const Rows& rows) : rows_(&rows) {}
  // A function of what the row says itself and of the settings, of nothing else.
  Placement place(Row row);
  // The row's end, by the same zones as its time; nullopt where there is none or nothing dates it.
  std::optional<Instant> end(Row row);
  ZoneId business_zone = kNoZone;

 private:
  Placement place(Row row, const WrittenTime& time);
  ZoneId find(std::string_view name);
  ZoneClock& clock(ZoneId zone);

  const Rows* rows_;
  std::vector<std::unique_ptr<ZoneClock>> clocks_;   // by ZoneId
  std::unordered_map<std::string, ZoneId> by_name_;  // names seen; zones are few
  std::string last_name_;
  ZoneId last_zone_ = kNoZone;
};

}  // namespace throughline::store
