// Stage rules: read from data, and at work.
#include "insight_stages.h"
#include "throughline/document.h"
#include "throughline/map.h"

namespace throughline {
namespace {

constexpr std::string_view kStageNames[] = {"awareness", "consideration", "decision", "experience",
                                            "loyalty"};
static_assert(std::size(kStageNames) == kStageCount);

Error refuse(const std::string& pointer, const std::string& what) {
  return Error{Code::invalid_config, "/stages" + pointer + ": " + what};
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

Result<Stage5> read_stage(const Json* value, const std::string& pointer) {
  const auto stage = value != nullptr && value->is_string()
                         ? stage5_from_name(value->get<std::string>())
                         : std::nullopt;
  if (stage) return *stage;
  return refuse(pointer,
                "one of awareness, consideration, decision, experience, loyalty is wanted");
}

Result<StageRules::Rule> read_rule(const Json& json, const std::string& pointer) {
  if (!json.is_object()) return refuse(pointer, "an object is wanted");
  for (const auto& [name, value] : json.items())
    if (name != "stage" && name != "when" && name != "first" && name != "trigger")
      return refuse(pointer + "/" + name, "not a member of a stage rule");
  const Result<Stage5> stage = read_stage(member(json, "stage"), pointer + "/stage");
  if (!stage) return stage.error();
  StageRules::Rule rule;
  rule.stage = *stage;
  if (const Json* when = member(json, "when")) {
    if (*when != "before" && *when != "after")
      return refuse(pointer + "/when", "before or after is wanted");
    rule.when = *when == "before" ? StageRules::When::before : StageRules::When::after;
  }
  if (const Json* first = member(json, "first")) {
    if (!first->is_boolean()) return refuse(pointer + "/first", "true or false is wanted");
    rule.first = first->get<bool>();
  }
  if (member(json, "trigger") == nullptr) return refuse(pointer + "/trigger", "missing");
  return rule;
}

}  // namespace

std::string_view stage5_name(Stage5 stage) { return kStageNames[static_cast<std::size_t>(stage)]; }

std::optional<Stage5> stage5_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kStageCount; ++i)
    if (kStageNames[i] == name) return static_cast<Stage5>(i);
  return std::nullopt;
}

const StageRules& StageRules::builtin() {
  // The data is ours: the tests parse it.
  static const StageRules kRules = *parse(insight::kBuiltinStages[0]);
  return kRules;
}

Result<StageRules> StageRules::parse(std::string_view json) {
  const Json document = parse_document(json);
  if (!document.is_object()) return refuse("", "an object is wanted");
  for (const auto& [name, value] : document.items())
    if (name != "about" && name != "conversion" && name != "rules" && name != "otherwise")
      return refuse("/" + name, "not a member of the stage rules");
  const Json* rules = member(document, "rules");
  const Json* conversion = member(document, "conversion");
  if (rules == nullptr || !rules->is_array())
    return refuse("/rules", "an array of rules is wanted");
  if (conversion == nullptr || !conversion->is_array() || conversion->empty())
    return refuse("/conversion", "an array of triggers is wanted");
  StageRules result;
  const Result<Stage5> otherwise = read_stage(member(document, "otherwise"), "/otherwise");
  if (!otherwise) return otherwise.error();
  result.otherwise_ = *otherwise;
  Json triggers = Json::array();
  for (std::size_t i = 0; i < rules->size(); ++i) {
    const Result<Rule> rule = read_rule((*rules)[i], "/rules/" + std::to_string(i));
    if (!rule) return rule.error();
    result.rules_.push_back(*rule);
    triggers.push_back((*rules)[i]["trigger"]);
  }
  for (const Json& trigger : *conversion) triggers.push_back(trigger);
  const Result<Triggers> parsed = Triggers::parse(document_text(triggers));
  if (!parsed)
    return refuse("", "triggers (the rules', then conversion's) " + parsed.error().detail);
  result.triggers_ = *parsed;
  return result;
}

StageReader::StageReader(const StageRules& rules, const GatedTimeline& events,
                         const Conversations& conversations)
    : rules_(&rules), events_(&events), matcher_(rules.triggers(), events, conversations) {}

bool StageReader::converts(Row row) {
  const std::size_t end = rules_->triggers().size();
  return matcher_.first_match(rules_->rules().size(), end, row) != end;
}

Stage5 StageReader::stage_of(Row row, bool is_first, bool is_after) {
  if (const auto named = events_->member(row, Member::stage))
    if (const auto stage = stage5_from_name(*named)) return *stage;
  const auto& rules = rules_->rules();
  const auto other_time = is_after ? StageRules::When::before : StageRules::When::after;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].when == other_time || (rules[i].first && !is_first)) continue;
    if (matcher_.matches(i, row)) return rules[i].stage;
  }
  return rules_->otherwise();
}

}  // namespace throughline
