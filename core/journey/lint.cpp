// The command `lint`: what the parser refuses, what the text of a template gives away, what the
// data does not have.
#include <algorithm>
#include <map>
#include <set>

#include "findings.h"
#include "lint_logic.h"
#include "similar.h"
#include "values.h"

namespace throughline {
namespace {

// Calls f for every trigger of a template.
template <class F>
void for_each_trigger(const TemplateModel& model, F&& f) {
  f(model.start);
  for (const auto* list : {&model.excludes, &model.milestones, &model.ends})
    for (const Trigger& trigger : *list) f(trigger);
}

// -- the text alone ------------------------------------------------------------------------------

void lint_conditions(const Trigger& trigger, Findings& findings) {
  for (const Condition& condition : trigger.conditions)
    if (never_holds(condition))
      findings.warn(
          finding::kNeverHolds, condition.pointer + "/value",
          "\"" + condition.operands.front().text + "\" is no number, so this never holds.");
  if (const auto pair = contradiction(trigger))
    findings.warn(finding::kContradiction, trigger.conditions[pair->second].pointer,
                  "No event can satisfy this and condition " + std::to_string(pair->first) +
                      " of the same trigger.");
}

// Why a milestone can never be reached; "" where it can, as far as the text shows.
std::string unreachable_because(const TemplateModel& model, const Trigger& milestone) {
  if (contradiction(milestone)) return "its conditions contradict each other";
  if (std::any_of(milestone.conditions.begin(), milestone.conditions.end(), never_holds))
    return "one of its conditions never holds";
  for (const Trigger& exclude : model.excludes)
    if (covers(exclude, milestone))
      return "every event that it takes is excluded first by \"" + exclude.id + "\"";
  return {};
}

void lint_milestones(const TemplateModel& model, Findings& findings) {
  std::string blocked_by;
  for (const Trigger& milestone : model.milestones) {
    std::string because = unreachable_because(model, milestone);
    if (because.empty() && !blocked_by.empty() && model.order != Order::any)
      because = "the order waits for \"" + blocked_by + "\", which cannot be reached";
    if (because.empty()) continue;
    if (blocked_by.empty()) blocked_by = milestone.id;
    findings.warn(finding::kUnreachable, milestone.pointer,
                  "It can never be reached: " + because + ".");
  }
}

void lint_ends(const TemplateModel& model, Findings& findings) {
  if (model.ends.empty() && model.excludes.empty() && !model.timeout_ms)
    findings.warn(finding::kNoEnd, model.pointer,
                  "There is no end, no timeout and no exclusion, so journeys stay open for ever.");
  for (const Trigger& end : model.ends) {
    const auto add = [&](std::string message) {
      findings.warn(finding::kEndBeforeMilestones, end.pointer, std::move(message));
    };
    const auto is_covered = [&](const Trigger& milestone) { return covers(end, milestone); };
    if (model.count_start_event && covers(end, model.start)) {
      add("It matches every start event, so every journey ends as it starts.");
    } else if (takes_all(end)) {
      add("It matches every event, so every journey ends with its second event.");
    } else if (model.milestones.size() > 1 &&
               std::all_of(model.milestones.begin(), model.milestones.end(), is_covered)) {
      add("It matches every event that reaches a milestone, so the first one reached is the last.");
    }
  }
}

void lint_dates(const TemplateModel& model, Findings& findings) {
  if (model.changes.empty() || model.enabled == model.changes.back().enabled) return;
  // `enabled` is true where it is not given: then a last change to false is no contradiction.
  if (model.enabled) return;
  findings.warn(finding::kDatesDecide, model.pointer + "/enabled",
                "The dates decide: after the last of them the template takes starts.");
}

// -- the data ------------------------------------------------------------------------------------

// The kinds that occur and the fields that have a value somewhere.
class DataFacts {
 public:
  explicit DataFacts(const GatedTimeline& events) : events_(&events), fields_(events) {}

  void want(const FieldRef& field) { wanted_.try_emplace(field.name, &field); }
  // One pass over all visible events.
  void look() {
    const Timeline& timeline = events_->timeline();
    for (std::size_t b = 0; b < timeline.block_count(); ++b)
      for (Row row : timeline.block(b))
        if (events_->visible(row)) look_at(row);
  }
  bool has_kind(std::string_view kind) const { return kinds_.count(std::string(kind)) != 0; }
  bool has_group(std::string_view group) const {
    return std::any_of(kinds_.begin(), kinds_.end(),
                       [group](const std::string& kind) { return group_of_kind(kind) == group; });
  }
  bool has_field(const FieldRef& field) const { return wanted_.count(field.name) == 0; }
  std::vector<std::string_view> kinds() const { return {kinds_.begin(), kinds_.end()}; }

 private:
  void look_at(Row row) {
    const StringId kind = events_->kind(row);
    if (kind >= seen_.size()) seen_.resize(kind + std::size_t{1});
    if (!seen_[kind]) kinds_.emplace(events_->text(kind));
    seen_[kind] = true;
    for (auto wanted = wanted_.begin(); wanted != wanted_.end();)
      wanted = gives(*wanted->second, row) ? wanted_.erase(wanted) : std::next(wanted);
  }
  // State is what some event once set.
  bool gives(const FieldRef& field, Row row) {
    const auto has = [&](Member member) { return events_->member(row, member).has_value(); };
    switch (field.base) {
      case FieldBase::channel:
        return events_->channel(row) != kAbsent;
      case FieldBase::status:
        return has(Member::status_to) || !kind_info(events_->kind(row)).implied_status.empty();
      case FieldBase::tags:
        return has(Member::tags);
      case FieldBase::agent:
        return has(Member::assignee_id) || has(Member::assignee_name);
      case FieldBase::team:
        return has(Member::assignee_team);
      case FieldBase::event:
      case FieldBase::metadata:
        break;
    }
    return fields_.any_of_event(field, row, [](Scalar) { return true; });
  }

  const GatedTimeline* events_;
  FieldReader fields_;
  std::map<std::string, const FieldRef*> wanted_;  // not seen yet
  std::vector<bool> seen_;                         // by kind
  std::set<std::string> kinds_;
};

void lint_name(const std::string& name, const Trigger& trigger, bool is_group,
               const DataFacts* data, Findings& findings) {
  const std::string what = is_group ? "group" : "kind";
  const std::string at = trigger.pointer + (is_group ? "/group" : "/type");
  const auto& known = is_group ? known_groups() : known_kinds();
  const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
  const bool occurs = data != nullptr && (is_group ? data->has_group(name) : data->has_kind(name));
  if (occurs) return;
  if (is_known) {
    if (data != nullptr)
      findings.warn(finding::kKindNotInData, at,
                    "No event is of the " + what + " \"" + name + "\".");
    return;
  }
  std::vector<std::string_view> names = known;
  if (data != nullptr && !is_group)
    for (std::string_view kind : data->kinds()) names.push_back(kind);
  const std::string_view meant = closest(name, names);
  std::string message = "\"" + name + "\" is no known " + what;
  if (!meant.empty()) message += "; did you mean \"" + std::string(meant) + "\"?";
  findings.warn(finding::kUnknownKind, at, message + (meant.empty() ? "." : ""));
}

void lint_trigger(const Trigger& trigger, const DataFacts* data, Findings& findings) {
  for (const std::string& kind : trigger.kinds) lint_name(kind, trigger, false, data, findings);
  for (const std::string& group : trigger.groups) lint_name(group, trigger, true, data, findings);
  lint_conditions(trigger, findings);
  for (const Condition& condition : trigger.conditions)
    if (data != nullptr && !data->has_field(condition.field))
      findings.warn(finding::kFieldNotInData, condition.pointer + "/field",
                    "No event has \"" + condition.field.name + "\".");
}

void append_findings(const Findings& findings, std::string& text) {
  JsonWriter out(text);
  out.begin_object().key("findings").begin_array();
  for (Severity severity : {Severity::error, Severity::warning}) {
    for (const Finding& one : findings.list()) {
      if (one.severity != severity) continue;
      out.begin_object().key("code").string(one.code);
      out.key("severity").string(severity == Severity::error ? "error" : "warning");
      out.key("at").string(one.at).key("message").string(one.message).end_object();
    }
  }
  out.end_array().end_object();
}

}  // namespace

void append_lint_json(std::string_view templates_json, const GatedTimeline* events,
                      std::string& out) {
  Findings findings;
  const Templates::Model document = read_templates(templates_json, findings);
  std::optional<DataFacts> facts;
  if (events != nullptr) {
    facts.emplace(*events);
    for (const TemplateModel& model : document.templates)
      for_each_trigger(model, [&facts](const Trigger& trigger) {
        for (const Condition& condition : trigger.conditions) facts->want(condition.field);
      });
    facts->look();
  }
  const DataFacts* data = facts ? &*facts : nullptr;
  for (const TemplateModel& model : document.templates) {
    for_each_trigger(model, [&](const Trigger& trigger) { lint_trigger(trigger, data, findings); });
    lint_milestones(model, findings);
    lint_ends(model, findings);
    lint_dates(model, findings);
  }
  append_findings(findings, out);
}

}  // namespace throughline
