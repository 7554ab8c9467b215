// Expressions, conditions, pointers and templates of an adapter's document.
#include "ingest/rule_parser.h"

#include <algorithm>

namespace throughline::ingest {
namespace {

// A string that begins so is a pointer; any other is a constant.
bool looks_like_pointer(const std::string& text) {
  if (text.empty()) return false;
  const std::size_t at = text[0] == '$' ? 1 : text.find_first_not_of('^');
  if (at == std::string::npos) return true;  // "^" alone: the scope itself
  if (at < text.size()) return text[at] == '/';
  return at == text.size();
}

// One pointer, or several of which the first that is there counts.
bool are_pointers(const RuleParser::Json& json) {
  const auto one = [](const RuleParser::Json& text) {
    return text.is_string() && looks_like_pointer(text.get<std::string>());
  };
  return json.is_array() ? !json.empty() && std::all_of(json.begin(), json.end(), one) : one(json);
}

bool is_scalar(const RuleParser::Json& json) {
  return json.is_string() || json.is_number() || json.is_boolean();
}

}  // namespace

// ---------------------------------------------------------------------------------------------
// Pointers and templates

Pointer RuleParser::pointer(const std::string& text, const std::string& at, bool pattern) {
  Pointer pointer;
  std::size_t i = 0;
  if (!text.empty() && text[0] == '$') {
    pointer.from_record = true;
    i = 1;
  }
  while (i < text.size() && text[i] == '^') {
    ++pointer.up;
    ++i;
  }
  if (!expect(i == text.size() || text[i] == '/', at,
              "must be a JSON pointer, after ^ or $ where it looks outside"))
    return pointer;
  while (i < text.size()) {
    std::string step;
    for (++i; i < text.size() && text[i] != '/'; ++i) {
      if (text[i] != '~') {
        step += text[i];
        continue;
      }
      const bool escape = i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1');
      if (!expect(escape, at, "~ must be followed by 0 or 1")) return pointer;
      step += text[++i] == '0' ? '~' : '/';
    }
    expect(pattern || step != "*", at, "* stands only in each, find and list");
    pointer.steps.push_back(std::move(step));
  }
  return pointer;
}

std::vector<Pointer> RuleParser::pointers(const Json& json, const std::string& at, bool pattern) {
  if (json.is_string()) return {pointer(json.get<std::string>(), at, pattern)};
  std::vector<Pointer> all;
  if (!expect(json.is_array() && !json.empty(), at, "must be a pointer or a list of pointers"))
    return all;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string here = at + '/' + std::to_string(i);
    all.push_back(pointer(string(json[i], here), here, pattern));
  }
  return all;
}

Template RuleParser::text_template(const Json& json, const std::string& at) {
  Template result;
  const std::string text = string(json, at);
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t open = text.find('{', from);
    if (open != from) {
      const std::size_t end = std::min(open, text.size());
      result.pieces.push_back(Template::Piece{text.substr(from, end - from), {}});
      from = end;
      continue;
    }
    const std::size_t close = text.find('}', open);
    if (!expect(close != std::string::npos, at, "{ without }")) return result;
    Template::Piece piece;
    std::size_t begin = open + 1;
    while (begin <= close) {
      const std::size_t end = std::min(text.find('|', begin), close);
      piece.pointers.push_back(pointer(text.substr(begin, end - begin), at, false));
      begin = end + 1;
    }
    result.pieces.push_back(std::move(piece));
    from = close + 1;
  }
  return result;
}

// ---------------------------------------------------------------------------------------------
// Expressions

Expression RuleParser::constant(const Json& json, const std::string& at) {
  Expression e;
  e.source = Expression::Source::constant;
  expect(is_scalar(json) || json.is_array(), at, "must be a string, a number, a boolean or a list");
  e.constant_is_string = json.is_string();
  e.constant_json = document_text(json);
  e.constant_text = json.is_string() ? json.get<std::string>() : e.constant_json;
  return e;
}

Expression RuleParser::expression(const Json& json, const std::string& at) {
  Expression e;
  if (are_pointers(json)) {
    e.source = Expression::Source::pointers;
    e.pointers = pointers(json, at, false);
    return e;
  }
  if (!json.is_object()) return constant(json, at);
  only(json, at, {"at",   "value",     "choose",       "template", "find",   "where",  "last",
                  "take", "list",      "each",         "object",   "render", "tokens", "key",
                  "skew", "lasts",     "strip_prefix", "lower",    "html",   "split",  "minus",
                  "map",  "otherwise", "unit",         "day_first"});
  source(json, at, e);
  changes(json, at, e);
  return e;
}

void RuleParser::lasts_source(const Json& json, const std::string& at, Expression& e) {
  e.source = Expression::Source::lasts;
  only(json, at, {"from", "for", "unit"});
  for (const char* name : {"from", "for"}) {
    if (!expect(json.contains(name), at, "needs from and for")) return;
    e.elements.push_back(expression(json[name], at + "/" + name));
  }
  const std::string unit = json.contains("unit") ? string(json["unit"], at + "/unit") : "seconds";
  e.unit_ms = unit == "milliseconds" ? 1 : 1000;
  expect(unit == "seconds" || unit == "milliseconds", at + "/unit",
         "must be seconds or milliseconds");
}

void RuleParser::source(const Json& json, const std::string& at, Expression& e) {
  using Source = Expression::Source;
  constexpr std::string_view kSources[] = {"at",     "value",  "choose", "template", "find", "list",
                                           "object", "render", "key",    "skew",     "lasts"};
  const auto given =
      std::count_if(std::begin(kSources), std::end(kSources),
                    [&](std::string_view name) { return json.contains(std::string(name)); });
  const bool lone_object_list = given == 1 || (given == 0 && json.contains("each"));
  if (!expect(lone_object_list, at,
              "needs exactly one of at, value, choose, template, find, list, object, render, key, "
              "skew, lasts"))
    return;
  if (json.contains("at")) {
    e.source = Source::pointers;
    e.pointers = pointers(json["at"], at + "/at", false);
  } else if (json.contains("value")) {
    e = constant(json["value"], at + "/value");
  } else if (json.contains("choose")) {
    e.source = Source::choose;
    const Json& choices = json["choose"];
    if (!expect(choices.is_array(), at + "/choose", "must be a list")) return;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      const std::string here = at + "/choose/" + std::to_string(i);
      only(choices[i], here, {"when", "then"});
      if (!expect(choices[i].contains("then"), here, "needs then")) return;
      Expression::Choice choice;
      if (choices[i].contains("when")) choice.when = conditions(choices[i]["when"], here + "/when");
      choice.then.push_back(expression(choices[i]["then"], here + "/then"));
      e.choices.push_back(std::move(choice));
    }
  } else if (json.contains("template")) {
    e.source = Source::text_template;
    e.text = text_template(json["template"], at + "/template");
  } else if (json.contains("find")) {
    find_source(json, at, e);
  } else if (json.contains("render")) {
    e.source = Source::render;
    if (!expect(json.contains("tokens"), at, "render needs tokens")) return;
    e.elements.push_back(expression(json["render"], at + "/render"));
    e.elements.push_back(expression(json["tokens"], at + "/tokens"));
  } else if (json.contains("skew")) {
    e.source = Source::skew;
    only(json["skew"], at + "/skew", {"happened", "sent", "received"});
    for (const char* name : {"happened", "sent", "received"}) {
      if (!expect(json["skew"].contains(name), at + "/skew", "needs happened, sent and received"))
        return;
      e.elements.push_back(expression(json["skew"][name], at + "/skew/" + name));
    }
  } else if (json.contains("lasts")) {
    lasts_source(json["lasts"], at + "/lasts", e);
  } else if (json.contains("key")) {
    e.source = Source::key;
    expect(json["key"] == true, at + "/key", "must be true");
  } else {
    list_source(json, at, e);
  }
}

void RuleParser::find_source(const Json& json, const std::string& at, Expression& e) {
  e.source = Expression::Source::find;
  e.pointers = pointers(json["find"], at + "/find", true);
  if (json.contains("where")) e.where = conditions(json["where"], at + "/where");
  e.last = boolean(json, "last", at);
  if (!expect(json.contains("take"), at, "find needs take: what to take from the one found"))
    return;
  e.elements.push_back(expression(json["take"], at + "/take"));
}

// {"list":[…]}, {"each":pattern,"take":…}, {"object":{…}} and {"each":pattern,"object":{…}}.
void RuleParser::list_source(const Json& json, const std::string& at, Expression& e) {
  using Source = Expression::Source;
  if (json.contains("list")) {
    e.source = Source::list;
    const Json& list = json["list"];
    if (!expect(list.is_array(), at + "/list", "must be a list")) return;
    for (std::size_t i = 0; i < list.size(); ++i)
      e.elements.push_back(expression(list[i], at + "/list/" + std::to_string(i)));
    return;
  }
  Expression object;
  if (json.contains("object")) {
    object.source = Source::object;
    if (!expect(json["object"].is_object(), at + "/object", "must be an object")) return;
    for (const auto& [name, value] : json["object"].items()) {
      Expression::Field field;
      field.name = name;
      field.value.push_back(expression(value, at + "/object/" + name));
      object.fields.push_back(std::move(field));
    }
    if (!json.contains("each")) {
      e = std::move(object);
      return;
    }
  }
  e.source = Source::list;
  e.pointers = pointers(json["each"], at + "/each", true);
  if (json.contains("where")) e.where = conditions(json["where"], at + "/where");
  const bool one = json.contains("take") != json.contains("object");
  if (!expect(one, at, "each needs take or object: what to make of each")) return;
  e.elements.push_back(json.contains("object") ? std::move(object)
                                               : expression(json["take"], at + "/take"));
}

void RuleParser::changes(const Json& json, const std::string& at, Expression& e) {
  if (json.contains("strip_prefix"))
    e.strip_prefix = string(json["strip_prefix"], at + "/strip_prefix");
  e.lower = boolean(json, "lower", at);
  e.html = boolean(json, "html", at);
  if (json.contains("split")) e.split = string(json["split"], at + "/split");
  if (json.contains("minus"))
    e.minus.push_back(pointer(string(json["minus"], at + "/minus"), at + "/minus", false));
  if (json.contains("otherwise"))
    e.otherwise.push_back(expression(json["otherwise"], at + "/otherwise"));
  if (!json.contains("map")) {
    expect(e.otherwise.empty(), at + "/otherwise", "stands only beside map");
    return;
  }
  e.has_map = true;
  if (!expect(json["map"].is_object(), at + "/map", "must be an object")) return;
  for (const auto& [from, to] : json["map"].items())
    e.map.emplace_back(from, string(to, at + "/map/" + from));
  std::sort(e.map.begin(), e.map.end());
}

// ---------------------------------------------------------------------------------------------
// Conditions

std::vector<Condition> RuleParser::conditions(const Json& json, const std::string& at) {
  std::vector<Condition> all;
  if (json.is_object()) {
    all.push_back(condition(json, at));
    return all;
  }
  if (!expect(json.is_array(), at, "must be a condition or a list of conditions")) return all;
  for (std::size_t i = 0; i < json.size(); ++i)
    all.push_back(condition(json[i], at + '/' + std::to_string(i)));
  return all;
}

Condition RuleParser::condition(const Json& json, const std::string& at) {
  using Op = Condition::Op;
  struct Form {
    const char* name;
    Op op;
    bool negated;
  };
  constexpr Form kOperators[] = {{"equals", Op::equals, false},
                                 {"not_equals", Op::equals, true},
                                 {"in", Op::in, false},
                                 {"not_in", Op::in, true},
                                 {"starts_with", Op::starts_with, false},
                                 {"contains", Op::contains, false},
                                 {"exists", Op::exists, false},
                                 {"equals_at", Op::equals_at, false},
                                 {"not_equals_at", Op::equals_at, true}};
  Condition c;
  only(json, at,
       {"at", "any", "equals", "not_equals", "in", "not_in", "starts_with", "contains", "exists",
        "equals_at", "not_equals_at"});
  if (failed()) return c;
  if (json.contains("any")) {
    c.op = Op::any;
    if (!expect(json["any"].is_array() && json.size() == 1, at + "/any", "must be a list, alone"))
      return c;
    for (std::size_t i = 0; i < json["any"].size(); ++i)
      c.groups.push_back(conditions(json["any"][i], at + "/any/" + std::to_string(i)));
    return c;
  }
  if (!expect(json.contains("at") && json.size() == 2, at, "needs at and one operator")) return c;
  c.value.push_back(expression(json["at"], at + "/at"));
  for (const Form& form : kOperators) {
    if (!json.contains(form.name)) continue;
    const Json& operand = json[form.name];
    const std::string here = at + '/' + form.name;
    c.op = form.op;
    c.negated = form.negated;
    if (form.op == Op::exists) {
      c.negated =
          expect(operand.is_boolean(), here, "must be true or false") && !operand.get<bool>();
    } else if (form.op == Op::equals_at) {
      c.other = pointers(operand, here, false);
    } else if (form.op == Op::in) {
      if (!expect(operand.is_array(), here, "must be a list")) return c;
      for (const Json& one : operand) c.operands.push_back(constant(one, here).constant_text);
    } else {
      c.operands.push_back(constant(operand, here).constant_text);
    }
  }
  return c;
}

}  // namespace throughline::ingest
