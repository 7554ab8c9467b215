// What is wrong or doubtful about a document of templates, and where.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model.h"

namespace throughline {

enum class Severity : std::uint8_t { error, warning };

// Codes of findings, in the order in which throughline/journey.h documents them.
namespace finding {
inline constexpr std::string_view kInvalidJson = "invalid_json";
inline constexpr std::string_view kInvalidTemplate = "invalid_template";
inline constexpr std::string_view kUnknownMember = "unknown_member";
inline constexpr std::string_view kUnknownKind = "unknown_kind";
inline constexpr std::string_view kKindNotInData = "kind_not_in_data";
inline constexpr std::string_view kFieldNotInData = "field_not_in_data";
inline constexpr std::string_view kContradiction = "contradictory_conditions";
inline constexpr std::string_view kNeverHolds = "never_holds";
inline constexpr std::string_view kUnreachable = "unreachable_milestone";
inline constexpr std::string_view kEndBeforeMilestones = "end_before_milestones";
inline constexpr std::string_view kNoEnd = "no_end";
inline constexpr std::string_view kDatesDecide = "dates_decide";
}  // namespace finding

struct Finding {
  std::string_view code;
  Severity severity = Severity::error;
  std::string at;       // a JSON pointer; "" = the document
  std::string message;  // one sentence for a person
};

class Findings {
 public:
  void error(std::string at, std::string message) {
    add(finding::kInvalidTemplate, Severity::error, std::move(at), std::move(message));
  }
  void warn(std::string_view code, std::string at, std::string message) {
    add(code, Severity::warning, std::move(at), std::move(message));
  }
  void add(std::string_view code, Severity severity, std::string at, std::string message) {
    list_.push_back(Finding{code, severity, std::move(at), std::move(message)});
  }
  const std::vector<Finding>& list() const { return list_; }
  const Finding* first_error() const {
    for (const Finding& one : list_)
      if (one.severity == Severity::error) return &one;
    return nullptr;
  }

 private:
  std::vector<Finding> list_;
};

// Reads a document of templates as far as it goes. What is refused is an error among the findings;
// then the model holds only the templates without one.
Templates::Model read_templates(std::string_view json, Findings& findings);
// Reads an array of triggers that stand by themselves.
std::vector<Trigger> read_trigger_list(std::string_view json, Findings& findings);

}  // namespace throughline
