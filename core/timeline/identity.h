// Whose row it is. A party that names an id is that customer. One that names only handles is the customer who owns the
// first of them that has an owner; else the customer of the earlier party that bears the first of them that one does;
// else it is its first handle.
//
// The owner of a handle is the party of the first row, by order key, that names both an id and the handle; its bearer
// that of the first row that names the handle and no id. A bearer is earlier than whoever is its customer by it, so
// nobody is their own. Parties are few beside rows, so an owner that appears late changes a few parties and no row.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "timeline/handles.h"
#include "timeline/keys.h"

namespace throughline::store {

class Identity {
 public:
  Identity(Rows& rows, const Keys& keys) : rows_(&rows), keys_(&keys) {}

  // kAbsent for nobody, and for parties that `learn` has not seen yet.
  StringId customer(PartyId party) const {
    return party < customers_.size() ? customers_[party] : kAbsent;
  }
  // Takes in the parties that came since the last call, a unit each, until it returns true.
  bool learn(std::uint32_t& units);
  // The row is kept and shows the party. Any order.
  void observe(PartyId party, Row row);
  // The same where rows come in order, so that the first is the first.
  void observe_in_order(PartyId party, Row row);
  // The row shows it no longer. Then, when all is inserted: whether everything must be observed anew.
  void forget(PartyId party, Row row);
  bool needs_rebuild();
  // The party's strings are about to be overwritten: no row shows it any more.
  void retire(PartyId party);
  // All handles are to be normalised anew.
  void unlearn();
  // Bulk: clear, `observe` every kept row, then `resolve` until it returns true.
  void clear();
  bool resolve(std::uint32_t& units);
  // Since the last call: whether rows that were there before belong to someone else now.
  bool take_changed();

  Status split(std::string_view customer, const std::vector<std::string>& handles, bool undo);
  std::vector<Timeline::SuspectedMerge> suspected_merges() const;
  // Drops splits that name the customer, overwriting them.
  void forget_splits(std::string_view customer);
  // The party's handles, as interned strings.
  const std::vector<StringId>& handles(PartyId party) const { return handles_[party]; }
  std::size_t bytes() const;

 private:
  struct Split {
    std::string customer;
    std::vector<std::string>
        handles;       // as given, sorted for comparison; the first given stands in `name`
    std::string name;  // of the customer split off
  };
  StringId resolve_party(PartyId party);
  StringId split_off(StringId customer, const std::vector<StringId>& handles);
  void take_handles(PartyId party);
  bool is_first_with(PartyId party, StringId handle, std::unordered_map<StringId, PartyId>& first);
  void update(PartyId party);
  std::vector<PartyId> parties_without_id(const std::vector<StringId>& handles) const;

  Rows* rows_;
  const Keys* keys_;
  std::vector<std::vector<StringId>> handles_{1};  // by party
  std::vector<StringId> customers_{kAbsent};       // by party
  std::vector<Row> first_rows_{kNoRow};            // by party: the first kept row that shows it
  std::unordered_map<StringId, PartyId> owners_;   // by handle
  std::unordered_map<StringId, PartyId> bearers_;  // by handle
  std::unordered_map<StringId, std::vector<PartyId>>
      without_id_;                 // by handle: parties that name it and no id
  std::vector<PartyId> updating_;  // parties to look at again
  std::vector<PartyId> orphans_;   // parties whose first row left
  std::vector<Split> splits_;
  PartyId resolved_ = 1;  // of a bulk run
  bool changed_ = false;
};

}  // namespace throughline::store
