// Templates from JSON: refusals carry a JSON pointer, and one broken template does not hide the
// next one's faults.
#include <algorithm>
#include <array>

#include "decimal.h"
#include "findings.h"
#include "object_scope.h"
#include "parse_field.h"
#include "read_json.h"
#include "throughline/sort.h"
#include "throughline/text.h"
#include "throughline/time.h"

namespace throughline {
namespace {

enum class Role : std::uint8_t { start, exclude, milestone, end };
constexpr std::size_t kMaxTriggers = 1000;  // of one role

// -- values of conditions ---------------------------------------------------------------------

std::optional<Operand> scalar_operand(const Json& value) {
  Operand operand;
  if (value.is_string()) {
    operand.text = value.get<std::string>();
  } else if (value.is_boolean()) {
    operand.text = value.get<bool>() ? "true" : "false";
  } else if (is_number(value)) {
    operand.type = ScalarType::number;
    operand.text = number_token(value);
  } else {
    return std::nullopt;
  }
  return operand;
}

std::string_view trim_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<Operand> comma_separated(std::string_view text) {
  std::vector<Operand> operands;
  for (;;) {
    const std::size_t comma = text.find(',');
    Operand operand;
    operand.text = trim_blanks(text.substr(0, comma));
    operands.push_back(std::move(operand));
    if (comma == std::string_view::npos) return operands;
    text.remove_prefix(comma + 1);
  }
}

constexpr const char* kWantsScalar =
    "must be a string, a number, true or false; a missing value is asked for with exists";

void read_list(const Json& value, ObjectScope& scope, std::vector<Operand>& operands) {
  if (value.is_string()) {
    operands = comma_separated(value.get<std::string>());
    return;
  }
  if (!value.is_array()) {
    if (auto operand = scalar_operand(value)) return operands.push_back(*std::move(operand));
    return scope.refuse_member("value", "must be an array or a comma-separated string");
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    auto operand = scalar_operand(value[i]);
    if (!operand) {
      scope.findings().error(scope.pointer_to("value") + "/" + std::to_string(i), kWantsScalar);
      continue;
    }
    operands.push_back(*std::move(operand));
  }
}

void read_operands(const OperatorInfo& info, ObjectScope& scope, Condition& condition) {
  const Json* value = scope.member("value");
  if (info.operand == OperandForm::flag) {
    if (value == nullptr) return;
    if (!value->is_boolean()) return scope.refuse_member("value", "must be true or false");
    condition.negated = !value->get<bool>();
    return;
  }
  if (value == nullptr)
    return scope.refuse_member("value",
                               "is missing; a missing value is asked for with exists, not null");
  if (info.operand == OperandForm::list) {
    read_list(*value, scope, condition.operands);
  } else if (auto operand = scalar_operand(*value)) {
    condition.operands.push_back(*std::move(operand));
  } else {
    scope.refuse_member("value",
                        value->is_array() ? "must be one value; use in for several" : kWantsScalar);
  }
  for (Operand& operand : condition.operands)
    operand.folded = condition.case_sensitive ? operand.text : fold_case(operand.text);
}

Condition read_condition(const Json& json, const std::string& pointer, Findings& findings) {
  Condition condition;
  condition.pointer = pointer;
  ObjectScope scope(json, pointer, findings);
  const std::string field_name = scope.text("field", true);
  if (!field_name.empty()) {
    std::string refusal;
    if (auto field = parse_field(field_name, refusal)) {
      condition.field = *std::move(field);
    } else {
      scope.refuse_member("field", refusal);
    }
  }
  condition.op_name = scope.text("op", true);
  condition.case_sensitive = scope.flag("case_sensitive", false);
  const OperatorInfo* info = find_operator(condition.op_name);
  if (info != nullptr) {
    condition.op = info->op;
    condition.negated = info->negated;
    read_operands(*info, scope, condition);
  } else {
    scope.member("value");
    if (!condition.op_name.empty())
      scope.refuse_member(
          "op", "\"" + condition.op_name + "\" is no operator; there are " + operator_names());
  }
  scope.warn_about_unknown_members();
  return condition;
}

// -- triggers ---------------------------------------------------------------------------------

// A string or an array of strings, none empty.
std::vector<std::string> read_names(ObjectScope& scope, std::string_view name) {
  std::vector<std::string> names;
  const Json* value = scope.member(name);
  if (value == nullptr) return names;
  const Json wrapped = value->is_array() ? *value : Json::array({*value});
  if (wrapped.empty()) scope.refuse_member(name, "must name at least one");
  for (const Json& one : wrapped) {
    if (one.is_string() && !one.get_ref<const std::string&>().empty()) {
      names.push_back(one.get<std::string>());
    } else {
      scope.refuse_member(name, "must be a name or an array of names");
    }
  }
  return names;
}

// A duration in hours; nullopt where absent.
std::optional<std::int64_t> read_hours(ObjectScope& scope, std::string_view name) {
  const Json* value = scope.member(name);
  if (value == nullptr) return std::nullopt;
  if (is_number(*value)) {
    const std::string token = number_token(*value);
    const auto hours = parse_decimal(token);
    if (hours && (hours->zero() || !hours->negative)) return hours_to_ms(*hours);
  }
  scope.refuse_member(name, "must be a number of hours, 0 or more");
  return std::nullopt;
}

Trigger read_trigger(const Json& json, const std::string& pointer, Role role, Findings& findings) {
  Trigger trigger;
  trigger.pointer = pointer;
  ObjectScope scope(json, pointer, findings);
  trigger.id = scope.text("id", role != Role::start);
  trigger.name = scope.text("name");
  if (trigger.name.empty()) trigger.name = trigger.id;
  trigger.kinds = read_names(scope, "type");
  trigger.groups = read_names(scope, "group");
  if (role == Role::milestone) trigger.within_ms = read_hours(scope, "within_hours");
  if (const Json* conditions = scope.member("conditions")) {
    if (!conditions->is_array()) scope.refuse_member("conditions", "must be an array");
    for (std::size_t i = 0; conditions->is_array() && i < conditions->size(); ++i)
      trigger.conditions.push_back(read_condition(
          (*conditions)[i], scope.pointer_to("conditions") + "/" + std::to_string(i), findings));
  }
  scope.warn_about_unknown_members();
  return trigger;
}

std::vector<Trigger> read_triggers(ObjectScope& scope, std::string_view name, Role role) {
  std::vector<Trigger> triggers;
  const Json* value = scope.member(name);
  if (value == nullptr) return triggers;
  const std::string pointer = scope.pointer_to(name);
  if (role == Role::exclude && value->is_object()) {
    triggers.push_back(read_trigger(*value, pointer, role, scope.findings()));
    return triggers;
  }
  if (!value->is_array()) {
    scope.refuse_member(name, role == Role::exclude ? "must be an object or an array of objects"
                                                    : "must be an array of objects");
    return triggers;
  }
  if (value->size() > kMaxTriggers) {
    scope.refuse_member(name, "must hold at most " + std::to_string(kMaxTriggers));
    return triggers;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    triggers.push_back(read_trigger((*value)[i], at, role, scope.findings()));
    const std::string& id = triggers.back().id;
    const bool is_known =
        std::any_of(triggers.begin(), triggers.end() - 1,
                    [&id](const Trigger& earlier) { return !id.empty() && earlier.id == id; });
    if (is_known) scope.findings().error(at + "/id", "\"" + id + "\" is taken: ids must be unique");
  }
  return triggers;
}

// -- the template -----------------------------------------------------------------------------

std::optional<std::int64_t> read_instant(const Json* value, const std::string& pointer,
                                         Findings& findings) {
  if (value != nullptr && (value->is_string() || is_number(*value))) {
    const std::string text = value->is_string() ? value->get<std::string>() : number_token(*value);
    const ParsedTime time = parse_time(text);
    if (time.what == ParsedTime::What::labelled) return time.instant().ms;
  }
  findings.error(pointer,
                 "must be an instant: a time with its offset (or Z), or epoch milliseconds");
  return std::nullopt;
}

void read_enabled(ObjectScope& scope, TemplateModel& model) {
  model.enabled = scope.flag("enabled", true);
  if (const Json* changes = scope.member("enabled_changes")) {
    const std::string pointer = scope.pointer_to("enabled_changes");
    if (!changes->is_array()) scope.refuse_member("enabled_changes", "must be an array");
    for (std::size_t i = 0; changes->is_array() && i < changes->size(); ++i) {
      ObjectScope change((*changes)[i], pointer + "/" + std::to_string(i), scope.findings());
      if (!change.is_object()) continue;
      const auto at = read_instant(change.member("at"), change.pointer_to("at"), scope.findings());
      const Json* enabled = change.member("enabled");
      if (enabled == nullptr) change.refuse_member("enabled", "is missing");
      const bool value = change.flag("enabled", true);
      change.warn_about_unknown_members();
      if (at) model.changes.push_back({*at, value});
    }
  }
  if (const Json* disabled_at = scope.member("disabled_at"))
    if (const auto at =
            read_instant(disabled_at, scope.pointer_to("disabled_at"), scope.findings()))
      model.changes.push_back({*at, false});
  sort_stably(model.changes,
              [](const EnabledChange& a, const EnabledChange& b) { return a.at_ms < b.at_ms; });
}

TemplateModel read_template(const Json& json, const std::string& pointer, Findings& findings) {
  TemplateModel model;
  model.pointer = pointer;
  ObjectScope scope(json, pointer, findings);
  if (!scope.is_object()) return model;
  model.id = scope.text("id", true);
  model.name = scope.text("name");
  if (model.name.empty()) model.name = model.id;
  read_enabled(scope, model);
  constexpr std::array kSubjects = {SubjectKind::conversation, SubjectKind::customer};
  model.subject = kSubjects[scope.choice("subject", {"conversation", "customer"})];
  if (const Json* start = scope.member("start")) {
    model.start = read_trigger(*start, scope.pointer_to("start"), Role::start, findings);
  } else {
    scope.refuse_member("start", "is missing");
  }
  model.milestones = read_triggers(scope, "milestones", Role::milestone);
  model.ends = read_triggers(scope, "ends", Role::end);
  model.excludes = read_triggers(scope, "exclude", Role::exclude);
  model.timeout_ms = read_hours(scope, "timeout_hours");
  model.reenters = scope.choice("reentry", {"after_close", "never"}) == 0;
  model.count_start_event = scope.flag("count_start_event", false);
  constexpr std::array kOrders = {Order::any, Order::ordered, Order::strict};
  model.order = kOrders[scope.choice("order", {"any", "ordered", "strict"})];
  scope.warn_about_unknown_members();
  return model;
}

std::size_t count_errors(const Findings& findings) {
  return static_cast<std::size_t>(
      std::count_if(findings.list().begin(), findings.list().end(),
                    [](const Finding& one) { return one.severity == Severity::error; }));
}

}  // namespace

Templates::Model read_templates(std::string_view json, Findings& findings) {
  Templates::Model model;
  const Result<Json> document = read_json(json);
  if (!document) {
    findings.add(finding::kInvalidJson, Severity::error, "", document.error().detail);
    return model;
  }
  const Json* list = &*document;
  std::string pointer;
  if (list->is_object()) {
    ObjectScope scope(*document, "", findings);
    list = scope.member("templates");
    pointer = "/templates";
    scope.warn_about_unknown_members();
  }
  if (list == nullptr || !list->is_array()) {
    findings.error(pointer, "must be an array of templates");
    return model;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    const std::size_t errors_before = count_errors(findings);
    TemplateModel one = read_template((*list)[i], at, findings);
    const bool is_taken =
        std::any_of(model.templates.begin(), model.templates.end(),
                    [&one](const TemplateModel& other) { return other.id == one.id; });
    if (is_taken && !one.id.empty())
      findings.error(at + "/id", "\"" + one.id + "\" is taken: ids must be unique");
    if (count_errors(findings) == errors_before) model.templates.push_back(std::move(one));
  }
  return model;
}

std::vector<Trigger> read_trigger_list(std::string_view json, Findings& findings) {
  std::vector<Trigger> triggers;
  const Result<Json> document = read_json(json);
  if (!document) {
    findings.add(finding::kInvalidJson, Severity::error, "", document.error().detail);
    return triggers;
  }
  if (!document->is_array()) {
    findings.error("", "must be an array of triggers");
    return triggers;
  }
  for (std::size_t i = 0; i < document->size(); ++i)
    triggers.push_back(
        read_trigger((*document)[i], "/" + std::to_string(i), Role::start, findings));
  return triggers;
}

Templates::Templates() : model_(std::make_shared<const Model>()) {}

Result<Templates> Templates::parse(std::string_view json) {
  Findings findings;
  auto model = std::make_shared<Model>(read_templates(json, findings));
  if (const Finding* refused = findings.first_error()) {
    const Code code =
        refused->code == finding::kInvalidJson ? Code::invalid_json : Code::invalid_template;
    return Error{code,
                 refused->at.empty() ? refused->message : refused->at + ": " + refused->message};
  }
  Templates templates;
  templates.model_ = std::move(model);
  return templates;
}

std::size_t Templates::size() const { return model_->templates.size(); }
std::string_view Templates::id(std::size_t i) const { return model_->templates[i].id; }
std::string_view Templates::name(std::size_t i) const { return model_->templates[i].name; }

}  // namespace throughline
