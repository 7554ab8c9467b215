// Any bytes as a time: no crash; what is read lies in range, and is written and read again as the
// same.
#include <cstdlib>
#include <string_view>

#include "throughline/time.h"

namespace throughline {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool stands_in(std::string_view part, std::string_view text) {
  return part.empty() ||
         (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
}

void check_time(std::string_view text, const TimeFormat& format) {
  const ParsedTime read = parse_time(text, format);
  require(stands_in(read.zone, text) && stands_in(read.interval_end, text));
  std::string written;
  switch (read.what) {
    case ParsedTime::What::refused:
      require(read.form == TimeForm::none);
      return;
    case ParsedTime::What::labelled:
      require(in_range(read.instant()) && std::abs(read.offset_s) < 86400);
      append_utc(written, read.instant());
      require(parse_time(written).instant() == read.instant());
      return;
    case ParsedTime::What::local:
      require(in_range(Instant{read.civil_ms}));
      append_utc(written, Instant{read.civil_ms});
      written.pop_back();
      require(parse_time(written).what == ParsedTime::What::local);
      require(parse_time(written).civil_ms == read.civil_ms);
  }
}

}  // namespace
}  // namespace throughline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace throughline;
  if (size == 0) return 0;
  // The first byte chooses the format, the rest is the text.
  const TimeFormat format{static_cast<TimeUnit>(data[0] % 4),
                          static_cast<DayFirst>(data[0] / 4 % 3)};
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_time(text, format);
  std::string line;
  zones_convert_line(text, line);
  return 0;
}
