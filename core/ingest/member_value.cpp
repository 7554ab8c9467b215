#include "ingest/member_value.h"

#include "throughline/base.h"

namespace throughline::ingest {
namespace {

void append_list_element(const Node& node, std::string& out) {
  if (out.size() > 1) out += ',';
  if (node.type == NodeType::string && node.raw_at != nullptr)
    out += node.raw();
  else
    append_json_string(out, node.text());
}

std::optional<std::string_view> list_value(RecordTree& tree, RecordTree::Index i) {
  const Node& node = tree[i];
  if (node.type == NodeType::object || node.type == NodeType::null) return std::nullopt;
  bool all_strings = node.type == NodeType::array;
  if (node.type == NodeType::array) {
    for (auto child = i + 1; child < node.next; child = tree[child].next) {
      if (tree[child].is_container()) return std::nullopt;
      all_strings = all_strings && tree[child].type == NodeType::string;
    }
    if (all_strings) return tree.json(i);
  }
  std::string list = "[";
  if (node.type == NodeType::array) {
    for (auto child = i + 1; child < node.next; child = tree[child].next)
      if (tree[child].is_scalar()) append_list_element(tree[child], list);
  } else {
    append_list_element(node, list);
  }
  list += ']';
  return tree.scratch().keep(list);
}

}  // namespace

std::optional<std::string_view> member_value(RecordTree& tree, RecordTree::Index i,
                                             MemberForm form) {
  const Node& node = tree[i];
  switch (form) {
    case MemberForm::text:
      if (node.is_scalar()) return node.text();
      break;
    case MemberForm::number:
      if (node.type == NodeType::number) return node.text();
      break;
    case MemberForm::flag:
      if (node.type == NodeType::flag) return node.text();
      break;
    case MemberForm::list:
      return list_value(tree, i);
    case MemberForm::json:
      if (node.type != NodeType::null) return tree.json(i);
      break;
  }
  return std::nullopt;
}

std::optional<std::string_view> member_value_of_text(Scratch& scratch, std::string_view text,
                                                     MemberForm form) {
  std::string json;
  switch (form) {
    case MemberForm::text:
      return text;
    case MemberForm::number:
      if (is_json_number(text) && fits_double(text)) return text;
      return std::nullopt;
    case MemberForm::flag:
      if (text == "true" || text == "TRUE" || text == "True") return "true";
      if (text == "false" || text == "FALSE" || text == "False") return "false";
      return std::nullopt;
    case MemberForm::list:
      json = "[";
      append_json_string(json, text);
      json += ']';
      return scratch.keep(json);
    case MemberForm::json:
      append_json_string(json, text);
      return scratch.keep(json);
  }
  return std::nullopt;
}

void read_times(EventRecord& event, const TimeFormat& time_format, const TimeFormat& end_format) {
  if (event.has(Member::time)) {
    const std::string_view text = event.value(Member::time);
    event.time = parse_time(text, time_format);
    if (event.time_text.empty()) event.time_text = text;
  }
  if (event.has(Member::end_time))
    event.end_time = parse_time(event.value(Member::end_time), end_format);
  else if (!event.time.interval_end.empty())
    event.end_time = parse_time(event.time.interval_end, time_format);
}

}  // namespace throughline::ingest
