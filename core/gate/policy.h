// What a gate means for rows and members, worked out once a gate rather than once a row.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "throughline/gate.h"

namespace throughline::gate {

// What stands between the viewer and a member.
enum class Veil : std::uint8_t {
  none,
  taken,  // not there, for nobody and nothing
  phone,  // masked; missing to conditions
  email,
  name,
  actor_name,  // masked as a name unless the actor is known to be ours
  handles,     // a list of phones, e-mails and social ids
  free_text,   // handles in it are masked, the rest is there
};

class Policy {
 public:
  explicit Policy(const Gate& gate);

  const Gate& gate() const { return gate_; }
  Veil veil(Member member) const { return veils_[static_cast<std::size_t>(member)]; }
  bool masks_names() const { return veil(Member::actor_name) == Veil::actor_name; }
  bool limits_divisions() const { return gate_.divisions.has_value(); }
  bool allows_division(std::string_view division) const;

  // Whether permissions and audience let the row through, divisions and retention aside.
  bool admits(const Timeline& timeline, Row row) const {
    return admits_all_ || judges(timeline, row);
  }

 private:
  bool judges(const Timeline& timeline, Row row) const;
  bool hides_kind(const Timeline& timeline, StringId kind) const;
  bool hides_group(std::string_view group) const;
  void take_by_permission();
  void take_by_audience();
  void mask();

  Gate gate_;
  bool admits_all_ = true;
  std::array<Veil, kMemberCount> veils_{};
  std::array<bool, kKindCount + 1> hidden_kinds_{};  // by the ids of the known kinds
};

// The first instant that retention keeps; nullopt where it hides nothing.
std::optional<std::int64_t> retention_start_ms(const Gate& gate, std::optional<Instant> as_of,
                                               ZoneId business_zone);

}  // namespace throughline::gate
