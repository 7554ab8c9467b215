// The host's configuration (throughline/session.h), parsed and checked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/insight.h"
#include "throughline/map.h"
#include "throughline/time.h"
#include "throughline/timeline.h"

namespace throughline {

struct SourceConfiguration {
  SourceSettings settings;
  std::string adapter;  // "" = recognise
  std::string input;    // "" = recognise
};

struct Configuration {
  ZoneId business_zone = kNoZone;
  ZoneId display_zone = kNoZone;
  std::int32_t interaction_gap_hours = 24;
  EngagementWeights engagement;
  PhoneCountry phone_country;
  Relations relations;
  struct Split {
    std::string customer;
    std::vector<std::string> handles;
    bool operator==(const Split& other) const = default;
  };
  std::vector<Split> splits;
  std::optional<StageRules> stages;  // the built-in ones where it gives none
  const StageRules& stage_rules() const { return stages ? *stages : StageRules::builtin(); }
  std::map<std::string, SourceConfiguration, std::less<>> sources;

  // Refuses (invalid_config) with a JSON pointer; unknown members and unknown zones are refused
  // too.
  static Result<Configuration> parse(std::string_view json);
};

// An instant as a host gives one: whole milliseconds, or a text that labels its offset; a local
// text is taken in `zone` (kNoZone: refused, invalid_instant).
Result<Instant> instant_from_text(std::string_view text, ZoneId zone);

}  // namespace throughline
