// What follows from a template's text alone: triggers that imply each other, conditions that
// exclude each other.
#pragma once

#include <optional>
#include <string>

#include "model.h"

namespace throughline {

// Every event that `narrow` matches, `wide` matches too, as far as their texts show.
bool covers(const Trigger& wide, const Trigger& narrow);
// Takes every event.
bool takes_all(const Trigger& trigger);

// Two conditions that no event satisfies together, by index; nullopt where none are found.
struct ConditionPair {
  std::size_t first = 0, second = 0;
};
std::optional<ConditionPair> contradiction(const Trigger& trigger);

// greater_than or less_than something that is no number.
bool never_holds(const Condition& condition);

// The group of a kind by its name, "other" for kinds that are not Throughline's.
std::string_view group_of_kind(std::string_view kind);
// The names of all kinds, and of all groups ("other" too).
const std::vector<std::string_view>& known_kinds();
const std::vector<std::string_view>& known_groups();

}  // namespace throughline
