#include "configuration.h"

#include <algorithm>
#include <set>

#include "throughline/document.h"

#include "throughline/ingest.h"

namespace throughline {
namespace {

THROUGHLINE_LATER Error refuse(const std::string& pointer, const std::string& what) {
  return Error{Code::invalid_config, pointer + ": " + what};
}

// Reads typed members of one object and remembers the first refusal.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string pointer)
      : object_(object), pointer_(std::move(pointer)) {
    if (!object.is_object()) fail("", "an object is wanted");
  }
  const std::optional<Error>& error() const { return error_; }

  const Json* member(const char* name) {
    known_.emplace_back(name);
    if (error_ || !object_.is_object()) return nullptr;
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }
  void zone(const char* name, ZoneId& target) {
    const Json* value = member(name);
    if (value == nullptr) return;
    if (!value->is_string())
      return fail(name, "a time zone's name is wanted, such as \"Europe/Paris\"");
    const std::string zone_name = value->get<std::string>();
    target = Zones::builtin().find(zone_name);
    if (target == kNoZone)
      fail(name, "\"" + zone_name + "\" is no time zone that Throughline knows");
  }
  void integer(const char* name, std::int32_t low, std::int32_t high, std::int32_t& target) {
    const Json* value = member(name);
    if (value == nullptr) return;
    const bool fits = value->is_number_integer() && *value >= low && *value <= high;
    if (!fits)
      return fail(name, "a whole number from " + std::to_string(low) + " to " +
                            std::to_string(high) + " is wanted");
    target = value->get<std::int32_t>();
  }
  void flag(const char* name, bool& target) {
    const Json* value = member(name);
    if (value == nullptr) return;
    if (!value->is_boolean()) return fail(name, "true or false is wanted");
    target = value->get<bool>();
  }
  void choice(const char* name, std::initializer_list<const char*> choices, std::string& target) {
    const Json* value = member(name);
    if (value == nullptr) return;
    std::string listed;
    for (const char* choice : choices) {
      if (value->is_string() && value->get<std::string>() == choice) {
        target = choice;
        return;
      }
      listed += listed.empty() ? "" : ", ";
      listed += choice;
    }
    fail(name, "one of " + listed + " is wanted");
  }
  void text(const char* name, std::string& target) {
    const Json* value = member(name);
    if (value == nullptr) return;
    if (!value->is_string()) return fail(name, "a string is wanted");
    target = value->get<std::string>();
  }
  THROUGHLINE_LATER void fail(const std::string& name, const std::string& what) {
    if (!error_) error_ = refuse(name.empty() ? pointer_ : pointer_ + "/" + name, what);
  }
  // Every member that no call above named is refused: a misspelt name must not pass in silence.
  void refuse_unknown() {
    if (error_ || !object_.is_object()) return;
    for (const auto& [name, value] : object_.items())
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        return fail(name, "not a member of the configuration");
  }

 private:
  const Json& object_;
  std::string pointer_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
};

void read_connected_at(ObjectReader& reader, const Json& value, const SourceConfiguration& source,
                       ZoneId business_zone,
                       std::vector<std::pair<std::string, Instant>>& connected_at) {
  if (!value.is_object())
    return reader.fail("connected_at", "an object of channel → instant is wanted");
  for (const auto& [channel, when] : value.items()) {
    const std::string text = when.is_number_integer() ? std::to_string(when.get<std::int64_t>())
                             : when.is_string()       ? when.get<std::string>()
                                                      : std::string();
    const Result<Instant> instant = instant_from_text(
        text, source.settings.zone != kNoZone ? source.settings.zone : business_zone);
    if (!instant) return reader.fail("connected_at/" + channel, instant.error().message());
    connected_at.emplace_back(channel, *instant);
  }
}

void read_channels(ObjectReader& reader, const Json& value, std::vector<std::string>& channels) {
  if (!value.is_array()) return reader.fail("channels", "a list of channel names is wanted");
  for (const Json& channel : value) {
    if (!channel.is_string()) return reader.fail("channels", "a list of channel names is wanted");
    channels.push_back(channel.get<std::string>());
  }
}

std::optional<Error> read_source(const Json& json, const std::string& pointer, ZoneId business_zone,
                                 SourceConfiguration& source) {
  ObjectReader reader(json, pointer);
  reader.integer("priority", -1000000, 1000000, source.settings.priority);
  reader.zone("zone", source.settings.zone);
  reader.zone("zone_override", source.settings.zone_override);
  reader.text("adapter", source.adapter);
  reader.choice("input", {"json", "ndjson", "csv", "xes"}, source.input);
  reader.choice("profile", {"campaign_manager", "data_cloud"}, source.settings.profile);
  reader.flag("modes", source.settings.shows_modes);
  reader.flag("inbound", source.settings.supports_inbound);
  std::string ids;
  reader.choice("ids", {"own", "global"}, ids);
  source.settings.own_ids = ids == "own";
  if (const Json* channels = reader.member("channels"))
    read_channels(reader, *channels, source.settings.supplies);
  if (const Json* connected = reader.member("connected_at"))
    read_connected_at(reader, *connected, source, business_zone, source.settings.connected_at);
  reader.refuse_unknown();
  return reader.error();
}

THROUGHLINE_LATER std::optional<Error> read_engagement(const Json& json,
                                                       EngagementWeights& weights) {
  ObjectReader reader(json, "/engagement");
  reader.integer("recency", 0, 100, weights.recency);
  reader.integer("frequency", 0, 100, weights.frequency);
  reader.integer("responsiveness", 0, 100, weights.responsiveness);
  reader.integer("days", 1, 3650, weights.days);
  reader.integer("touchpoints", 1, 1000, weights.touchpoints);
  reader.integer("answer_hours", 1, 8760, weights.answer_hours);
  reader.refuse_unknown();
  if (!reader.error() && weights.recency + weights.frequency + weights.responsiveness != 100)
    reader.fail("", "recency, frequency and responsiveness must add up to 100");
  return reader.error();
}

// A list of strings, none of them empty; nullopt where it is something else.
std::optional<std::vector<std::string>> read_names(const Json& value, std::size_t at_least) {
  std::vector<std::string> names;
  if (!value.is_array()) return std::nullopt;
  for (const Json& name : value) {
    if (!name.is_string() || name.get<std::string>().empty()) return std::nullopt;
    names.push_back(name.get<std::string>());
  }
  return names.size() < at_least ? std::nullopt : std::optional(std::move(names));
}

void read_groups(ObjectReader& reader, const char* name,
                 std::vector<std::vector<std::string>>& groups) {
  const Json* value = reader.member(name);
  if (value == nullptr) return;
  if (!value->is_array()) return reader.fail(name, "a list of groups of ids is wanted");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < value->size(); ++i) {
    const std::string place = std::string(name) + "/" + std::to_string(i);
    auto group = read_names((*value)[i], 2);
    if (!group) return reader.fail(place, "a list of two ids or more is wanted");
    for (const std::string& id : *group)
      if (!seen.insert(id).second)
        return reader.fail(place, "\"" + id + "\" stands in a group already");
    groups.push_back(std::move(*group));
  }
}

void read_splits(ObjectReader& reader, std::vector<Configuration::Split>& splits) {
  const Json* value = reader.member("splits");
  if (value == nullptr) return;
  if (!value->is_array()) return reader.fail("splits", "a list of splits is wanted");
  for (std::size_t i = 0; i < value->size(); ++i) {
    const Json& split = (*value)[i];
    const bool has_both = split.is_object() && split.size() == 2 && split.contains("customer") &&
                          split["customer"].is_string() && split.contains("handles");
    auto handles = has_both ? read_names(split["handles"], 1) : std::nullopt;
    if (!handles)
      return reader.fail("splits/" + std::to_string(i),
                         "{\"customer\":\"…\",\"handles\":[\"…\"]} is wanted");
    splits.push_back({split["customer"].get<std::string>(), std::move(*handles)});
  }
}

THROUGHLINE_LATER std::optional<Error> read_relations(const Json& json,
                                                      Configuration& configuration) {
  ObjectReader reader(json, "/relations");
  read_groups(reader, "customers", configuration.relations.customers);
  read_groups(reader, "conversations", configuration.relations.conversations);
  read_splits(reader, configuration.splits);
  reader.refuse_unknown();
  return reader.error();
}

void read_country(ObjectReader& reader, PhoneCountry& target) {
  std::string code;
  reader.text("country", code);
  if (code.empty()) return;
  const std::optional<PhoneCountry> country = phone_country(code);
  if (!country)
    return reader.fail("country",
                       "an ISO 3166 code of two capital letters is wanted, such as \"BR\"");
  target = *country;
}

}  // namespace

Result<Configuration> Configuration::parse(std::string_view json) {
  const Json document = parse_document(json);
  if (document.is_discarded())
    return Error{Code::invalid_json, "the configuration is not well-formed JSON"};
  Configuration configuration;
  ObjectReader reader(document, "");
  reader.zone("business_zone", configuration.business_zone);
  reader.zone("display_zone", configuration.display_zone);
  reader.integer("interaction_gap_hours", 1, 8760, configuration.interaction_gap_hours);
  read_country(reader, configuration.phone_country);
  const Json* engagement = reader.member("engagement");
  const Json* relations = reader.member("relations");
  const Json* stages = reader.member("stages");
  const Json* sources = reader.member("sources");
  reader.refuse_unknown();
  if (reader.error()) return *reader.error();
  if (engagement != nullptr)
    if (const auto error = read_engagement(*engagement, configuration.engagement)) return *error;
  if (relations != nullptr)
    if (const auto error = read_relations(*relations, configuration)) return *error;
  if (stages != nullptr) {
    const Result<StageRules> rules = StageRules::parse(document_text(*stages));
    if (!rules) return rules.error();
    configuration.stages = *rules;
  }
  if (sources == nullptr) return configuration;
  if (!sources->is_object())
    return refuse("/sources", "an object of source name → settings is wanted");
  for (const auto& [name, value] : sources->items()) {
    SourceConfiguration source;
    const auto error = read_source(value, "/sources/" + name, configuration.business_zone, source);
    if (error) return *error;
    configuration.sources.emplace(name, std::move(source));
  }
  return configuration;
}

Result<Instant> instant_from_text(std::string_view text, ZoneId zone) {
  const ParsedTime parsed =
      parse_time(text, TimeFormat{TimeUnit::milliseconds, DayFirst::unstated});
  if (parsed.what == ParsedTime::What::labelled) return parsed.instant();
  if (parsed.what == ParsedTime::What::refused)
    return Error{Code::invalid_instant,
                 "\"" + std::string(text) + "\": " + std::string(code_sentence(parsed.refusal))};
  const ZoneId named = parsed.zone.empty() ? zone : Zones::builtin().find(parsed.zone);
  if (named == kNoZone)
    return Error{
        Code::invalid_instant,
        "\"" + std::string(text) + "\" has no offset; add one (\"Z\", \"-03:00\") or name a zone"};
  return Zones::builtin().resolve(named, Civil{parsed.civil_ms}).instant;
}

}  // namespace throughline
