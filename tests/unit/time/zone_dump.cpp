// The core's zones for zone_oracle.py. Reads one command a line from stdin, answers one line each:
//   names                      version and number of names, then the names, blank-separated
//   utc ZONE SECONDS           offset TAB abbreviation TAB dst
//   local ZONE SECONDS         kind (0 unique, 1 skipped, 2 repeated) TAB instant TAB offset
//   changes ZONE FROM UNTIL    the instants in [FROM, UNTIL) at which offset, abbreviation or dst
//   change
#include <iostream>
#include <sstream>
#include <string>

#include "throughline/time.h"

namespace throughline {
namespace {

std::string dump_names() {
  const Zones& zones = Zones::builtin();
  std::string out(zones.version());
  out += ' ';
  append_int(out, static_cast<std::int64_t>(zones.names().size()));
  for (const std::string& name : zones.names()) out += " " + name;
  return out;
}

void dump_utc(std::string& out, ZoneId zone, std::int64_t seconds) {
  const ZoneOffset at = Zones::builtin().offset_at(zone, Instant{seconds * 1000});
  append_int(out, at.offset_s);
  out += '\t';
  out += at.abbreviation;
  out += at.dst ? "\t1" : "\t0";
}

void dump_local(std::string& out, ZoneId zone, std::int64_t seconds) {
  const ResolvedLocal at = Zones::builtin().resolve(zone, Civil{seconds * 1000});
  append_int(out, static_cast<std::int64_t>(at.kind));
  out += '\t';
  append_int(out, at.instant.ms / 1000);
  out += '\t';
  append_int(out, at.offset_s);
}

void dump_changes(std::string& out, ZoneId zone, std::int64_t from_s, std::int64_t until_s) {
  const Zones& zones = Zones::builtin();
  Instant next = zones.offset_at(zone, Instant{from_s * 1000 - 1}).until;
  for (; next.ms < until_s * 1000; next = zones.offset_at(zone, next).until) {
    append_int(out, next.ms / 1000);
    out += ' ';
  }
}

std::string answer(std::istringstream& command) {
  std::string verb, name;
  std::int64_t first = 0, second = 0;
  command >> verb >> name >> first >> second;
  if (verb == "names") return dump_names();
  const ZoneId zone = Zones::builtin().find(name);
  std::string out;
  if (verb == "utc") dump_utc(out, zone, first);
  if (verb == "local") dump_local(out, zone, first);
  if (verb == "changes") dump_changes(out, zone, first, second);
  return out;
}

}  // namespace
}  // namespace throughline

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream command(line);
    std::cout << throughline::answer(command) << '\n';
  }
}
