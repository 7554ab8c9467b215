#include "timeline/handles.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "text/ascii.h"
#include "throughline/text.h"

namespace throughline::store {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_prefix(std::string_view phone) {
  for (std::string_view scheme : {"tel:", "sms:", "whatsapp:"})
    if (phone.substr(0, scheme.size()) == scheme) return phone.substr(scheme.size());
  return phone;
}

std::uint32_t hex4(std::string_view text) {
  std::uint32_t value = 0;
  for (char c : text.substr(0, 4)) {
    const int digit = ascii::is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// One escape behind its backslash; returns how many bytes it takes.
std::size_t unescape(std::string_view text, std::string& out) {
  const char c = text[0];
  if (c != 'u') {
    const std::string_view names = "bfnrt";
    const std::size_t place = names.find(c);
    out += place == std::string_view::npos ? c : "\b\f\n\r\t"[place];
    return 1;
  }
  char32_t code_point = hex4(text.substr(1));
  std::size_t used = 5;
  if (code_point >= 0xD800 && code_point < 0xDC00 && text.substr(5, 2) == "\\u") {
    code_point = 0x10000 + ((code_point - 0xD800) << 10) + (hex4(text.substr(7)) - 0xDC00);
    used = 11;
  }
  append_code_point(out, code_point);
  return used;
}

// How many digits in front are dialled only within the country. A 0 is always such; other trunk prefixes (1 in North
// America, 8 in Russia) also begin national numbers, which are ten digits long without them.
std::size_t trunk_digits(std::string_view digits, std::string_view trunk) {
  const bool there = !trunk.empty() && digits.substr(0, trunk.size()) == trunk;
  const bool certain = there && (trunk.front() == '0' || digits.size() > 10);
  return certain ? trunk.size() : 0;
}

// Whether a number without "+" begins with the country's calling code all the same: it is longer than a national one.
bool has_calling_code(std::string_view digits, const PhoneCountry& country) {
  return digits.size() > country.most_digits && digits.size() <= PhoneCountry::kAnyDigits &&
         digits.starts_with(country.calling_code);
}

// A number from its calling code on; without the 0 of the known country that was left behind the code.
std::string international(std::string_view digits, const PhoneCountry& country) {
  const std::string_view code = country.calling_code;
  const bool trunk = country.trunk_prefix == "0" && digits.starts_with(code) &&
                     digits.substr(code.size()).starts_with('0');
  if (!trunk) return "+" + std::string(digits);
  return "+" + std::string(code) + std::string(digits.substr(code.size() + 1));
}

void add_distinct(std::vector<std::string>& out, std::string handle) {
  if (!handle.empty() && std::find(out.begin(), out.end(), handle) == out.end())
    out.push_back(std::move(handle));
}

// Few are compared one by one; a list as long as a hostile feed can make it is not.
void add_all_distinct(std::vector<std::string>& out, std::vector<std::string> handles) {
  constexpr std::size_t kFew = 32;
  std::unordered_set<std::string> known;
  if (handles.size() > kFew) known.insert(out.begin(), out.end());
  for (std::string& handle : handles) {
    if (handles.size() <= kFew)
      add_distinct(out, std::move(handle));
    else if (!handle.empty() && known.insert(handle).second)
      out.push_back(std::move(handle));
  }
}

}  // namespace

std::string normalise_phone(std::string_view phone, const PhoneCountry& country) {
  phone = without_prefix(trim(phone));
  phone = phone.substr(0, phone.find_first_of(";xX"));
  // What stands before the first sign of a number is punctuation, or directions of a script.
  phone.remove_prefix(std::min(phone.find_first_of("+0123456789"), phone.size()));
  const bool plus = !phone.empty() && phone.front() == '+';
  std::string digits;
  for (std::size_t i = 0; i < phone.size(); ++i) {
    if (plus && phone.substr(i, 3) == "(0)") {
      i += 2;
      continue;
    }
    if (ascii::is_digit(phone[i])) digits += phone[i];
  }
  if (digits.size() < 3) return "";
  if (plus) return international(digits, country);
  const std::string_view abroad = country.international_prefix;
  if (!abroad.empty() && digits.compare(0, abroad.size(), abroad) == 0)
    return international(std::string_view(digits).substr(abroad.size()), country);
  if (country.calling_code.empty()) return digits;
  if (has_calling_code(digits, country)) return international(digits, country);
  return "+" + std::string(country.calling_code) +
         digits.substr(trunk_digits(digits, country.trunk_prefix));
}

// Five texts a country, each ended by a zero.
constexpr char kCountryText[] =
#define COUNTRY(iso, calling_code, trunk, international, most_digits) \
#iso "\0" calling_code "\0" trunk "\0" international "\0" most_digits "\0"
#include "../data/countries.def"
#undef COUNTRY
    ;

THROUGHLINE_LATER std::optional<PhoneCountry> country_of(std::string_view iso_code) {
  for (const char* at = kCountryText; *at != '\0';) {
    std::array<std::string_view, 5> texts;
    for (std::string_view& text : texts) {
      text = at;
      at = text.end() + 1;
    }
    if (texts[0] != iso_code) continue;
    std::size_t most_digits = 0;
    std::from_chars(texts[4].data(), texts[4].data() + texts[4].size(), most_digits);
    return PhoneCountry{texts[1], texts[2], texts[3], most_digits};
  }
  return std::nullopt;
}

std::string normalise_email(std::string_view email) { return fold_case(trim(email)); }

std::vector<std::string> spellings_of_handle(std::string_view handle, const PhoneCountry& country) {
  std::vector<std::string> out;
  add_distinct(out, std::string(handle));
  if (handle.find('@') != std::string_view::npos)
    add_distinct(out, normalise_email(handle));
  else if (handle.find_first_not_of("+0123456789 ()-./") == std::string_view::npos)
    add_distinct(out, normalise_phone(handle, country));
  return out;
}

std::vector<std::string> strings_of_list(std::string_view json) {
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      if (!inside) out.emplace_back();
      inside = !inside;
    } else if (inside && c == '\\' && i + 1 < json.size()) {
      i += unescape(json.substr(i + 1), out.back());
    } else if (inside) {
      out.back() += c;
    }
  }
  return out;
}

void collect_handles(const Rows& rows, PartyId party, std::vector<std::string>& out) {
  out.clear();
  const auto& tuple = rows.parties[party];
  const auto text = [&](PartyPart part) { return rows.strings.text(tuple[part]); };
  if (tuple[kPartyPhone] != kAbsent)
    add_distinct(out, normalise_phone(text(kPartyPhone), rows.phone_country));
  if (tuple[kPartyEmail] != kAbsent) add_distinct(out, normalise_email(text(kPartyEmail)));
  if (tuple[kPartyHandles] != kAbsent) add_all_distinct(out, strings_of_list(text(kPartyHandles)));
}

}  // namespace throughline::store

namespace throughline {

std::optional<PhoneCountry> phone_country(std::string_view iso_code) {
  return store::country_of(iso_code);
}

}  // namespace throughline
