#include "time/parse_time.h"

namespace throughline {
namespace {

std::string_view kind_name(LocalKind kind) {
  switch (kind) {
    case LocalKind::skipped:
      return "skipped";
    case LocalKind::repeated:
      return "repeated";
    default:
      return "unique";
  }
}

Result<ResolvedLocal> resolve_text(ZoneId zone, std::string_view text) {
  const ParsedTime read = parse_time(text, TimeFormat{TimeUnit::seconds, DayFirst::unstated});
  if (read.what == ParsedTime::What::refused) return read.refusal;
  ResolvedLocal result;
  if (read.what == ParsedTime::What::labelled)
    result.instant = read.instant();
  else
    result = Zones::builtin().resolve(zone, Civil{read.civil_ms});
  if (!in_range(result.instant)) return Code::time_out_of_range;
  return result;
}

Result<ResolvedLocal> convert(std::string_view line, ZoneId& zone) {
  const std::size_t tab = line.find('\t');
  const std::string_view name = line.substr(0, tab);
  if (tab == std::string_view::npos) return Code::no_time;
  if (name.empty()) return Code::no_zone;
  zone = Zones::builtin().find(name);
  if (zone == kNoZone) return Code::unknown_zone;
  return resolve_text(zone, line.substr(tab + 1));
}

std::int64_t floor_seconds(Instant instant) {
  const std::int64_t part = instant.ms % 1000;
  return instant.ms / 1000 - (part < 0 ? 1 : 0);
}

}  // namespace

bool zones_convert_line(std::string_view line, std::string& out) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  ZoneId zone = kNoZone;
  const Result<ResolvedLocal> result = convert(line, zone);
  if (!result) {
    out += "error\t";
    out += code_reason(result.error().code);
    return false;
  }
  const ZoneOffset offset = Zones::builtin().offset_at(zone, result->instant);
  append_int(out, floor_seconds(result->instant));
  out += '\t';
  append_int(out, offset.offset_s);
  out += '\t';
  out += offset.abbreviation;
  out += '\t';
  out += kind_name(result->kind);
  return true;
}

}  // namespace throughline
