// Short forms of times for tests.
#pragma once

#include <string>
#include <string_view>

#include "catch.hpp"
#include "throughline/time.h"

namespace throughline {

// What parse_time makes of a text, in one line: "2026-05-12T14:05:00.000+02:00 iso_offset",
// "2026-05-12T14:05:00.000 iso_local [Europe/Paris]", or the name of the refusal.
inline std::string read(std::string_view text, const TimeFormat& format = {}) {
  const ParsedTime parsed = parse_time(text, format);
  if (parsed.what == ParsedTime::What::refused) return std::string(code_name(parsed.refusal));
  std::string out;
  append_local(out, parsed.instant(), parsed.offset_s);
  if (parsed.what == ParsedTime::What::local) out.resize(out.rfind('+'));
  out += ' ';
  out += time_form_name(parsed.form);
  if (!parsed.zone.empty()) out += " [" + std::string(parsed.zone) + "]";
  if (!parsed.interval_end.empty()) out += " / " + std::string(parsed.interval_end);
  return out;
}

struct Case {
  std::string_view text, expected;
};

template <std::size_t N>
void check_all(const Case (&cases)[N], const TimeFormat& format = {}) {
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(read(c.text, format) == c.expected);
  }
}

// The instant that a labelled text names.
inline Instant instant(std::string_view text) {
  const ParsedTime parsed = parse_time(text);
  REQUIRE(parsed.what == ParsedTime::What::labelled);
  return parsed.instant();
}

// The civil time that a text without a label shows.
inline Civil civil(std::string_view text) {
  const ParsedTime parsed = parse_time(text);
  REQUIRE(parsed.what == ParsedTime::What::local);
  return Civil{parsed.civil_ms};
}

inline ZoneId zone(std::string_view name) {
  const ZoneId found = Zones::builtin().find(name);
  REQUIRE(found != kNoZone);
  return found;
}

}  // namespace throughline
