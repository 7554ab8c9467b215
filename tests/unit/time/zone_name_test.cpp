#include <algorithm>

#include "read.h"
#include "throughline/text.h"

namespace throughline {
namespace {

struct Alias {
  std::string_view name, zone;
};
constexpr Alias kAliases[] = {
#define ZONE_ALIAS(name, zone) {name, zone},
#include "data/zone_aliases.def"
#undef ZONE_ALIAS
};

TEST_CASE("names are sorted, distinct and leave out what is no zone") {
  const std::vector<std::string>& names = Zones::builtin().names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  for (const std::string_view no_zone :
       {"localtime", "posixrules", "posix/UTC", "right/UTC", "", "zone.tab"})
    CHECK(Zones::builtin().find(no_zone) == kNoZone);
  CHECK(names.size() > 500);
}

TEST_CASE("every name finds itself, in any case") {
  const Zones& zones = Zones::builtin();
  for (const std::string& name : zones.names()) {
    CHECK(zones.name(zones.find(name)) == name);
    CHECK(zones.find(fold_case(name)) == zones.find(name));
  }
}

TEST_CASE("links keep their own name and show their target's clock") {
  const Zones& zones = Zones::builtin();
  CHECK(zones.name(zone("US/Eastern")) == "US/Eastern");
  CHECK(zones.resolve(zone("US/Eastern"), civil("2026-07-01T00:00")).instant ==
        zones.resolve(zone("America/New_York"), civil("2026-07-01T00:00")).instant);
}

TEST_CASE("Rails' and Windows' names stand for IANA's") {
  const Zones& zones = Zones::builtin();
  CHECK(zones.name(zone("Eastern Time (US & Canada)")) == "America/New_York");
  CHECK(zones.name(zone("Eastern Standard Time")) == "America/New_York");
  CHECK(zones.name(zone("W. Europe Standard Time")) == "Europe/Berlin");
  CHECK(zones.name(zone("eastern time (us & canada)")) == "America/New_York");
  CHECK(zones.name(zone("Nuku'alofa")) == "Pacific/Tongatapu");
  CHECK(zones.name(zone("Singapore")) == "Singapore");
}

TEST_CASE("every alias is new and its target is a zone") {
  const Zones& zones = Zones::builtin();
  const auto& names = zones.names();
  for (const Alias& alias : kAliases) {
    CAPTURE(std::string(alias.name));
    CHECK(zones.name(zone(alias.name)) == alias.zone);
    CHECK_FALSE(std::binary_search(names.begin(), names.end(), alias.name));
  }
}

TEST_CASE("names that do not exist are not found") {
  for (const std::string_view name :
       {"Mars/Olympus", "CEST", "+02:00", "Europe/Pariss", "Europe/Pari", "(UTC)"})
    CHECK(Zones::builtin().find(name) == kNoZone);
}

TEST_CASE("the version is tzdata's") {
  const std::string_view version = Zones::builtin().version();
  REQUIRE(version.size() >= 5);
  CHECK(version.substr(0, 2) == "20");
}

}  // namespace
}  // namespace throughline
