// Reading inside the raw bytes of one JSON value, without a tree: what conditions need of metadata
// and media.
//
// The bytes are what ingest kept: well-formed, no blanks between tokens, valid UTF-8. Other bytes
// are survived: what cannot be read is absent. Nothing is allocated; only strings with escapes are
// decoded, into the caller's buffer.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

// The value that starts at `at` (which moves behind it); "" where none does.
std::string_view take_json_value(std::string_view json, std::size_t& at);

// The text of a JSON string token with its quotes; a view into it, or into `scratch` where it has
// escapes.
std::string_view json_text(std::string_view token, std::string& scratch);

// The value of an object's member; "" where there is none. Of equal names the first.
std::string_view json_member(std::string_view object, std::string_view name);

// Calls f for each element of an array until it returns true; whether it did.
template <class F>
bool any_json_element(std::string_view array, F&& f) {
  if (array.size() < 2 || array.front() != '[') return false;
  std::size_t at = 1;
  while (at < array.size() && array[at] != ']') {
    const std::string_view element = take_json_value(array, at);
    if (element.empty()) return false;
    if (f(element)) return true;
    if (at < array.size() && array[at] == ',') ++at;
  }
  return false;
}

// Follows path[from …] into a value and calls f for each value it leads to, until f returns true. A
// step into an object takes its member; into an array the element of that number where the step is
// one, else the step is taken into every element.
template <class F>
bool any_json_at(std::string_view value, const std::vector<std::string>& path, std::size_t from,
                 F&& f) {
  for (; from < path.size(); ++from) {
    if (value.empty()) return false;
    if (value.front() == '[') {
      const std::string& step = path[from];
      const bool is_number =
          !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
      if (!is_number)
        return any_json_element(
            value, [&](std::string_view element) { return any_json_at(element, path, from, f); });
      std::size_t left = step.size() > 9 ? 999999999 : static_cast<std::size_t>(std::stoul(step));
      std::string_view found;
      any_json_element(value, [&](std::string_view element) {
        if (left-- != 0) return false;
        found = element;
        return true;
      });
      value = found;
      continue;
    }
    value = json_member(value, path[from]);
  }
  return !value.empty() && f(value);
}

}  // namespace throughline
