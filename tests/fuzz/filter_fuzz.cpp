// Filter::parse takes any bytes. What it accepts keeps its bounds, and its canonical form reads
// back as itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "throughline/filter.h"

using namespace throughline;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_bounds(const Filter& filter) {
  for (const ZoneId zone : {kNoZone, Zones::builtin().find("America/Santiago"),
                            Zones::builtin().find("Pacific/Apia")}) {
    for (const std::int64_t as_of_ms :
         {kMinMs, std::int64_t{0}, std::int64_t{1778587200123}, kMaxMs}) {
      const PeriodBounds bounds = period_bounds(filter, Instant{as_of_ms}, zone);
      require(kMinMs <= bounds.from_ms && bounds.until_ms <= kMaxMs);
      require(bounds.from_ms <= bounds.until_ms + 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Filter> filter =
      Filter::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!filter) {
    require(filter.error().code == Code::invalid_json ||
            filter.error().code == Code::invalid_filter);
    require(is_valid_utf8(filter.error().detail));
    return 0;
  }
  std::string once, twice;
  filter->append_json(once);
  const Result<Filter> again = Filter::parse(once);
  require(again.ok());
  again->append_json(twice);
  require(once == twice);
  require(filter->empty() == (once == "{}"));
  check_bounds(*filter);
  return 0;
}
