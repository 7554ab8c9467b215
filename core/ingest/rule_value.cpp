#include "ingest/rule_value.h"

#include <algorithm>
#include <charconv>

#include "ingest/html_text.h"
#include "ingest/member_value.h"
#include "text/ascii.h"
#include "throughline/base.h"

namespace throughline::ingest {
namespace {

RuleValue text_value(std::string_view text) {
  return {RuleValue::What::text, RecordTree::kNone, text};
}
RuleValue json_value(std::string_view json) {
  return {RuleValue::What::json, RecordTree::kNone, json};
}

RuleValue first_of(const std::vector<Pointer>& pointers, RuleScope& scope, const Scopes& scopes) {
  for (const Pointer& pointer : pointers) {
    const auto node = scope.find(pointer, scopes);
    if (node == RecordTree::kNone) continue;
    scope.mark_used(node);
    return {RuleValue::What::node, node, {}};
  }
  return {};
}

RuleValue found(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  // A condition inside looks from the candidate; `^` there is where the search began, whatever the
  // pattern walked.
  RuleValue value;
  for (const Pointer& pattern : e.pointers) {
    scope.walk(pattern, scopes, [&](Scopes& at) {
      Scopes seen = scopes;
      seen.push_back(at.back());
      if (!holds(e.where, scope, seen)) return true;
      const RuleValue candidate = evaluate(e.elements.front(), scope, seen);
      if (candidate.what != RuleValue::What::none) value = candidate;
      return value.what == RuleValue::What::none || e.last;
    });
    if (value.what != RuleValue::What::none) break;
  }
  return value;
}

RuleValue listed(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  std::string json = "[";
  const auto add = [&](const Expression& element, const Scopes& at) {
    const RuleValue value = evaluate(element, scope, at);
    if (value.what == RuleValue::What::none) return;
    if (json.size() > 1) json += ',';
    json += as_json(value, scope);
  };
  if (e.pointers.empty()) {
    for (const Expression& element : e.elements) add(element, scopes);
  } else {
    for (const Pointer& pattern : e.pointers)
      scope.walk(pattern, scopes, [&](Scopes& at) {
        Scopes seen = scopes;
        seen.push_back(at.back());
        if (holds(e.where, scope, seen)) add(e.elements.front(), seen);
        return true;
      });
  }
  if (json.size() == 1) return {};
  json += ']';
  return json_value(scope.tree().scratch().keep(json));
}

RuleValue composed(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  std::string json = "{";
  for (const Expression::Field& field : e.fields) {
    const RuleValue value = evaluate(field.value.front(), scope, scopes);
    if (value.what == RuleValue::What::none) continue;
    if (json.size() > 1) json += ',';
    append_json_string(json, field.name);
    json += ':';
    json += as_json(value, scope);
  }
  if (json.size() == 1) return {};
  json += '}';
  return json_value(scope.tree().scratch().keep(json));
}

// A template that came with the data: every {{name}} is the member of that name of the object of
// tokens.
RuleValue rendered(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  const auto text = text_of(evaluate(e.elements.front(), scope, scopes), scope);
  if (!text) return {};
  const RuleValue tokens = evaluate(e.elements.back(), scope, scopes);
  std::string out;
  std::string_view rest = *text;
  for (;;) {
    const std::size_t open = rest.find("{{");
    const std::size_t close = open == std::string_view::npos ? open : rest.find("}}", open);
    if (close == std::string_view::npos) break;
    out += rest.substr(0, open);
    std::string_view name = rest.substr(open + 2, close - open - 2);
    while (!name.empty() && (name.front() == ' ' || name.front() == '{')) name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    rest.remove_prefix(close + 2);
    if (!rest.empty() && rest.front() == '}') rest.remove_prefix(1);
    if (tokens.what != RuleValue::What::node) continue;
    const auto node = scope.tree().member(tokens.node, name);
    if (node != RecordTree::kNone && scope.tree()[node].is_scalar())
      out += scope.tree()[node].text();
  }
  out += rest;
  return text_value(scope.tree().scratch().keep(out));
}

// When a device's clock is wrong: the event happened as long before the receipt as, by that clock,
// before the sending. Where not all three times are instants, the time as it was written.
RuleValue unskewed(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  const RuleValue happened = evaluate(e.elements[0], scope, scopes);
  ParsedTime times[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto text = text_of(evaluate(e.elements[i], scope, scopes), scope);
    if (text) times[i] = parse_time(*text);
    if (times[i].what != ParsedTime::What::labelled) return happened;
  }
  const std::int64_t ms = times[2].instant().ms - (times[1].instant().ms - times[0].instant().ms);
  if (ms < kMinMs || ms > kMaxMs) return happened;
  std::string out;
  append_utc(out, Instant{ms});
  return text_value(scope.tree().scratch().keep(out));
}

// Where something ends that began at an instant and took so long; a fraction of the unit is cut, an exponent not read.
RuleValue ended(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  const auto from = text_of(evaluate(e.elements[0], scope, scopes), scope);
  const auto length = text_of(evaluate(e.elements[1], scope, scopes), scope);
  const bool plain =
      length && is_json_number(*length) && length->find_first_of("eE") == std::string_view::npos;
  if (!from || !plain) return {};
  const ParsedTime began = parse_time(*from);
  std::int64_t took = -1;
  std::from_chars(length->data(), length->data() + length->size(), took);
  if (began.what != ParsedTime::What::labelled || took < 0 || took > kMaxMs / e.unit_ms) return {};
  const std::int64_t ms = began.instant().ms + took * e.unit_ms;
  if (ms < kMinMs || ms > kMaxMs) return {};
  std::string out;
  append_utc(out, Instant{ms});
  return text_value(scope.tree().scratch().keep(out));
}

RuleValue chosen(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  for (const Expression::Choice& choice : e.choices)
    if (holds(choice.when, scope, scopes)) return evaluate(choice.then.front(), scope, scopes);
  return {};
}

RuleValue source_value(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  switch (e.source) {
    case Expression::Source::constant:
      return e.constant_is_string ? text_value(e.constant_text) : json_value(e.constant_json);
    case Expression::Source::pointers:
      return first_of(e.pointers, scope, scopes);
    case Expression::Source::choose:
      return chosen(e, scope, scopes);
    case Expression::Source::text_template: {
      const auto text = fill(e.text, scope, scopes);
      return text ? text_value(scope.tree().scratch().keep(*text)) : RuleValue{};
    }
    case Expression::Source::find:
      return found(e, scope, scopes);
    case Expression::Source::list:
      return listed(e, scope, scopes);
    case Expression::Source::object:
      return composed(e, scope, scopes);
    case Expression::Source::render:
      return rendered(e, scope, scopes);
    case Expression::Source::skew:
      return unskewed(e, scope, scopes);
    case Expression::Source::lasts:
      return ended(e, scope, scopes);
    case Expression::Source::key:
      return text_value(scope.tree()[scopes.back()].key());
  }
  return {};
}

RuleValue mapped(const Expression& e, const RuleValue& value, RuleScope& scope,
                 const Scopes& scopes) {
  const auto text = text_of(value, scope);
  if (text) {
    const auto at =
        std::lower_bound(e.map.begin(), e.map.end(), *text,
                         [](const auto& entry, std::string_view key) { return entry.first < key; });
    if (at != e.map.end() && at->first == *text) return text_value(at->second);
  }
  return e.otherwise.empty() ? value : evaluate(e.otherwise.front(), scope, scopes);
}

RuleValue split_value(std::string_view text, const std::string& separator, RuleScope& scope) {
  std::string json = "[";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string_view element = text.substr(0, end);
    while (!element.empty() && element.front() == ' ') element.remove_prefix(1);
    while (!element.empty() && element.back() == ' ') element.remove_suffix(1);
    if (!element.empty()) {
      if (json.size() > 1) json += ',';
      append_json_string(json, element);
    }
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  json += ']';
  return json_value(scope.tree().scratch().keep(json));
}

// To look is not to use.
RuleValue looked_at(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  const bool before = scope.look(true);
  const RuleValue value = evaluate(e, scope, scopes);
  scope.look(before);
  return value;
}

bool any_group_holds(const Condition& c, RuleScope& scope, const Scopes& scopes) {
  return std::any_of(c.groups.begin(), c.groups.end(),
                     [&](const auto& group) { return holds(group, scope, scopes); });
}

// The elements of a list that another list, or nothing where there is none, does not have.
RuleValue without(const RuleValue& value, const Pointer& pointer, RuleScope& scope,
                  const Scopes& scopes) {
  const RecordTree& tree = scope.tree();
  if (value.what != RuleValue::What::node || tree[value.node].type != NodeType::array) return value;
  const auto other = scope.find(pointer, scopes);
  const auto is_there = [&](const Node& element) {
    if (other == RecordTree::kNone) return false;
    for (auto child = other + 1; child < tree[other].next; child = tree[child].next)
      if (tree[child].text() == element.text()) return true;
    return false;
  };
  std::string json = "[";
  for (auto child = value.node + 1; child < tree[value.node].next; child = tree[child].next) {
    if (is_there(tree[child])) continue;
    if (json.size() > 1) json += ',';
    tree.append_json(child, json);
  }
  if (json.size() == 1) return {};
  json += ']';
  return json_value(scope.tree().scratch().keep(json));
}

bool same_text_at(const Pointer& pointer, std::string_view text, const RuleScope& scope,
                  const Scopes& scopes) {
  const auto other = scope.find(pointer, scopes);
  return other != RecordTree::kNone && scope.tree()[other].is_scalar() &&
         scope.tree()[other].text() == text;
}

bool one_holds(const Condition& c, RuleScope& scope, const Scopes& scopes) {
  if (c.op == Condition::Op::any) return any_group_holds(c, scope, scopes);
  const RuleValue value = looked_at(c.value.front(), scope, scopes);
  if (c.op == Condition::Op::exists) return value.what != RuleValue::What::none;
  const auto text = text_of(value, scope);
  if (!text) return false;
  switch (c.op) {
    case Condition::Op::equals:
      if (*text != c.operands.front()) return false;
      if (!c.negated && value.what == RuleValue::What::node) scope.mark_used(value.node);
      return true;
    case Condition::Op::in:
      return std::find(c.operands.begin(), c.operands.end(), *text) != c.operands.end();
    case Condition::Op::starts_with:
      return text->substr(0, c.operands.front().size()) == c.operands.front();
    case Condition::Op::contains:
      return text->find(c.operands.front()) != std::string_view::npos;
    case Condition::Op::equals_at:
      if (!same_text_at(c.other.front(), *text, scope, scopes)) return false;
      if (!c.negated && value.what == RuleValue::What::node) scope.mark_used(value.node);
      return true;
    case Condition::Op::exists:
    case Condition::Op::any:
      break;
  }
  return false;
}

}  // namespace

bool holds(const std::vector<Condition>& conditions, RuleScope& scope, const Scopes& scopes) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return one_holds(condition, scope, scopes) != condition.negated;
  });
}

std::optional<std::string> fill(const Template& text, RuleScope& scope, const Scopes& scopes) {
  std::string out;
  bool says_something = false;
  for (const Template::Piece& piece : text.pieces) {
    out += piece.literal;
    if (piece.pointers.empty()) continue;
    const auto value = text_of(first_of(piece.pointers, scope, scopes), scope);
    if (!value) continue;
    out += *value;
    says_something = true;
  }
  if (!says_something) return std::nullopt;
  return out;
}

RuleValue evaluate(const Expression& e, RuleScope& scope, const Scopes& scopes) {
  RuleValue value = source_value(e, scope, scopes);
  if (value.what == RuleValue::What::none && !(e.has_map && !e.otherwise.empty())) return value;
  const auto change = [&](auto&& changed) {
    if (const auto text = text_of(value, scope))
      value = text_value(scope.tree().scratch().keep(changed(*text)));
  };
  if (!e.strip_prefix.empty())
    change([&](std::string_view text) {
      const bool has = text.substr(0, e.strip_prefix.size()) == e.strip_prefix;
      return std::string(has ? text.substr(e.strip_prefix.size()) : text);
    });
  if (e.lower) change(ascii::lowered);
  if (e.html) change([](std::string_view text) { return html_to_text(text); });
  if (!e.split.empty())
    if (const auto text = text_of(value, scope)) value = split_value(*text, e.split, scope);
  if (!e.minus.empty()) value = without(value, e.minus.front(), scope, scopes);
  return e.has_map ? mapped(e, value, scope, scopes) : value;
}

std::optional<std::string_view> text_of(const RuleValue& value, const RuleScope& scope) {
  if (value.what == RuleValue::What::text) return value.bytes;
  if (value.what == RuleValue::What::node && scope.tree()[value.node].is_scalar())
    return scope.tree()[value.node].text();
  // A number or a boolean that the adapter states.
  if (value.what == RuleValue::What::json && !value.bytes.empty() && value.bytes[0] != '{' &&
      value.bytes[0] != '[')
    return value.bytes;
  return std::nullopt;
}

std::optional<std::string_view> as_member(const RuleValue& value, MemberForm form,
                                          RuleScope& scope) {
  switch (value.what) {
    case RuleValue::What::none:
      return std::nullopt;
    case RuleValue::What::node: {
      const auto taken = member_value(scope.tree(), value.node, form);
      if (taken || !scope.tree()[value.node].is_scalar()) return taken;
      // An adapter has said what the text is: "5" is a number, "true" a flag.
      return member_value_of_text(scope.tree().scratch(), scope.tree()[value.node].text(), form);
    }
    case RuleValue::What::text:
      return member_value_of_text(scope.tree().scratch(), value.bytes, form);
    case RuleValue::What::json:
      break;
  }
  const bool container = value.bytes[0] == '[' || value.bytes[0] == '{';
  if (!container) return member_value_of_text(scope.tree().scratch(), value.bytes, form);
  if (form == MemberForm::json || (form == MemberForm::list && value.bytes[0] == '['))
    return value.bytes;
  return std::nullopt;
}

std::string_view as_json(const RuleValue& value, RuleScope& scope) {
  switch (value.what) {
    case RuleValue::What::none:
      return "null";
    case RuleValue::What::node:
      return scope.tree().json(value.node);
    case RuleValue::What::json:
      return value.bytes;
    case RuleValue::What::text:
      break;
  }
  std::string json;
  append_json_string(json, value.bytes);
  return scope.tree().scratch().keep(json);
}

}  // namespace throughline::ingest
