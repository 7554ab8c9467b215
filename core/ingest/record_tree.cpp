#include "ingest/record_tree.h"

#include <algorithm>

#include "ingest/scan.h"
#include "text/ascii.h"
#include "throughline/base.h"

namespace throughline::ingest {

void RecordTree::wipe() {
  nodes_.clear();
  open_.clear();
  scratch_.wipe();
}

RecordTree::Index RecordTree::member(Index object, std::string_view name) const {
  if (object >= size() || nodes_[object].type != NodeType::object) return kNone;
  for (Index child = object + 1; child < nodes_[object].next; child = nodes_[child].next)
    if (nodes_[child].key() == name) return child;
  return kNone;
}

std::string_view RecordTree::json(Index i) {
  const Node& node = nodes_[i];
  if (node.raw_at != nullptr && !node.blanks) return node.raw();
  std::string out;
  append_json(i, out);
  return scratch_.keep(out);
}

void RecordTree::append_key(Index i, std::string& out) const {
  const Node& node = nodes_[i];
  if (node.key_raw_at != nullptr)
    out.append(node.key_raw_at, node.key_raw_size);
  else
    append_json_string(out, node.key());
}

void RecordTree::append_json(Index i, std::string& out) const {
  const Node& node = nodes_[i];
  if (node.raw_at != nullptr) {
    if (node.blanks)
      append_compact(node.raw(), out);
    else
      out += node.raw();
    return;
  }
  switch (node.type) {
    case NodeType::null:
      out += "null";
      return;
    case NodeType::flag:
    case NodeType::number:
      out += node.text();
      return;
    case NodeType::string:
      append_json_string(out, node.text());
      return;
    case NodeType::object:
    case NodeType::array:
      break;
  }
  const bool object = node.type == NodeType::object;
  out += object ? '{' : '[';
  for (Index child = i + 1; child < node.next; child = nodes_[child].next) {
    if (child != i + 1) out += ',';
    if (object) {
      append_key(child, out);
      out += ':';
    }
    append_json(child, out);
  }
  out += object ? '}' : ']';
}

void RecordTree::set_key(Index i, std::string_view key) {
  const std::string_view kept = scratch_.keep(key);
  nodes_[i].key_at = kept.data();
  nodes_[i].key_size = static_cast<std::uint32_t>(kept.size());
}

void RecordTree::set_text(Index i, std::string_view text) {
  const std::string_view kept = scratch_.keep(text);
  nodes_[i].text_at = kept.data();
  nodes_[i].text_size = static_cast<std::uint32_t>(kept.size());
}

void append_compact(std::string_view json, std::string& out) {
  const char* at = json.data();
  const char* end = at + json.size();
  while (at < end) {
    const char* from = at;
    while (at < end && !is_json_blank(*at) && *at != '"') ++at;
    out.append(from, at);
    if (at < end && *at == '"') {
      from = at++;
      bool ignored = false;
      while (at < end && *(at = find_string_break(at, end, ignored)) != '"')
        at = std::min(
            at + 2, end);  // a backslash and what it escapes; the reader has let nothing else pass
      at = std::min(at + 1, end);
      out.append(from, at);
    }
    while (at < end && is_json_blank(*at)) ++at;
  }
}

namespace {

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && ascii::is_digit(text[at])) ++at;
  return at;
}

// The first 309 digits of the smallest number that rounds to infinity: (2 − 2^−54) · 2^1023.
constexpr std::string_view kInfinityDigits =
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775"
    "87207096330"
    "2864166928879109465555478519404026306574886715058206819089020007083836762738548458177115317644"
    "75730270069"
    "8555713669596228429148198608349364752927190741684443655107043427115596995080930428801779041744"
    "97792";

// The exponent as a number, far values cut to ±1e9.
std::int64_t exponent_of(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  std::int64_t value = 0;
  for (char c : text) value = std::min<std::int64_t>(value * 10 + (c - '0'), 1000000000);
  return negative ? -value : value;
}

}  // namespace

bool is_json_number(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') ++at;
  if (at >= text.size() || !ascii::is_digit(text[at])) return false;
  at = text[at] == '0' ? at + 1 : skip_digits(text, at);
  if (at < text.size() && text[at] == '.') {
    const std::size_t from = ++at;
    at = skip_digits(text, at);
    if (at == from) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t from = at;
    at = skip_digits(text, at);
    if (at == from) return false;
  }
  return at == text.size();
}

bool fits_double(std::string_view number) {
  if (number.size() < 5) return true;  // 1e99 at most
  const std::size_t e = number.find_first_of("eE");
  if (e == std::string_view::npos && number.size() < 309) return true;
  std::string_view mantissa = number.substr(0, e);
  if (mantissa[0] == '-') mantissa.remove_prefix(1);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());

  std::string digits(mantissa.substr(0, point));
  if (point < mantissa.size()) digits += mantissa.substr(point + 1);
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return true;  // zero, whatever its exponent
  // The number is 0.ddd · 10^magnitude with d ≠ 0 in front.
  std::int64_t magnitude = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (e != std::string_view::npos) magnitude += exponent_of(number.substr(e + 1));
  if (magnitude != 309) return magnitude < 309;
  digits.erase(0, first);
  digits.resize(std::max(digits.size(), kInfinityDigits.size()), '0');
  return std::string_view(digits).substr(0, kInfinityDigits.size()) < kInfinityDigits;
}

}  // namespace throughline::ingest
