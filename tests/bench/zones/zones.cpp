// The room `time` by itself as a module of its own: what the zones row of ./dev bench times. The product's module has no
// such exports, as its zones are used where events are read; the calls here are those that reading makes.
//
//   zones_text(n) → where n texts of kTextBytes bytes go, and their zones' numbers from zones_code(n)
//   zones_name(number, length) → where a zone's name goes; zones_find(number) looks it up
//   zones_to_utc(n) into zones_out(n), doubles
//   zones_to_day(n) from zones_instants(n), as the core's columns keep them, into zones_days(n), 32-bit integers
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "throughline/time.h"

namespace throughline {
namespace {

constexpr std::uint32_t kTextBytes = 23;  // 2026-05-01T09:30:00.000

struct Columns {
  std::vector<char> texts;
  std::vector<std::uint8_t> codes;
  std::vector<double> out;
  std::vector<std::int64_t> instants;
  std::vector<std::int32_t> days;
  std::array<std::string, 256> names;
  std::vector<ZoneClock> clocks;
};

Columns& columns() {
  static Columns all;
  return all;
}

}  // namespace
}  // namespace throughline

using namespace throughline;

extern "C" {

char* zones_text(std::uint32_t n) {
  columns().texts.resize(std::size_t{n} * kTextBytes);
  return columns().texts.data();
}

std::uint8_t* zones_code(std::uint32_t n) {
  columns().codes.resize(n);
  return columns().codes.data();
}

double* zones_out(std::uint32_t n) {
  columns().out.resize(n);
  return columns().out.data();
}

std::int64_t* zones_instants(std::uint32_t n) {
  columns().instants.resize(n);
  return columns().instants.data();
}

std::int32_t* zones_days(std::uint32_t n) {
  columns().days.resize(n);
  return columns().days.data();
}

char* zones_name(std::uint32_t number, std::uint32_t length) {
  columns().names[number].resize(length);
  return columns().names[number].data();
}

void zones_find(std::uint32_t number) {
  auto& clocks = columns().clocks;
  while (clocks.size() <= number) clocks.emplace_back(ZoneId{0});
  clocks[number] = ZoneClock(Zones::builtin().find(columns().names[number]));
}

void zones_to_utc(std::uint32_t n) {
  Columns& all = columns();
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::string_view text(all.texts.data() + std::size_t{i} * kTextBytes, kTextBytes);
    const Civil civil{parse_time(text).civil_ms};
    all.out[i] = static_cast<double>(all.clocks[all.codes[i]].resolve(civil).instant.ms);
  }
}

void zones_to_day(std::uint32_t n) {
  const std::int64_t* const instants = columns().instants.data();
  const std::uint8_t* const codes = columns().codes.data();
  ZoneClock* const clocks = columns().clocks.data();
  std::int32_t* const days = columns().days.data();
  for (std::uint32_t i = 0; i < n; ++i)
    days[i] = static_cast<std::int32_t>(civil_day(clocks[codes[i]].to_civil(Instant{instants[i]})));
}

}  // extern "C"
