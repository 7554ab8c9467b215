// Erasure. Rows are overwritten where they stand; then everything is decided anew from what remains, since a row
// that is gone may have held others together. Cost: that of a reload without the reading.
#include <string>

#include "throughline/base.h"
#include "timeline/state.h"

namespace throughline {
namespace {

using store::Columns;
using store::PartyId;
using store::Rows;
using store::RowValues;

// What rows name: interned strings, persons, parties.
struct Names {
  Bitset strings, persons, parties;

  void add(const RowValues& values) {
    for (StringId id : {values.channel, values.conversation, values.interaction, values.campaign,
                        values.queue, values.outcome, values.mode})
      strings.set(id);
    persons.set(values.actor);
    persons.set(values.assignee);
    parties.set(values.party);
  }
  // The row's ids may stand in the interner with and without its source's prefix.
  void add_other_forms(const Rows& rows, Row row) {
    const std::string prefix = rows.sources[rows.columns.source[row]].name + ":";
    for (StringId id :
         {rows.columns.conversation[row], rows.parties[rows.columns.party[row]][store::kPartyId]}) {
      const std::string_view text = rows.strings.text(id);
      strings.set(rows.strings.find(prefix + std::string(text)));
      if (text.substr(0, prefix.size()) == prefix)
        strings.set(rows.strings.find(text.substr(prefix.size())));
    }
  }
  // The strings that the persons and parties consist of.
  void add_parts(const Rows& rows, const store::Identity& identity) {
    for (PersonId person = 1; person < rows.persons.size(); ++person)
      if (persons.test(person))
        for (StringId id : rows.persons[person]) strings.set(id);
    for (PartyId party = 1; party < rows.parties.size(); ++party) {
      if (!parties.test(party)) continue;
      for (StringId id : rows.parties[party]) strings.set(id);
      for (StringId id : identity.handles(party)) strings.set(id);
      strings.set(identity.customer(party));
    }
  }
};

}  // namespace

std::uint32_t Timeline::State::erase(const Bitset& chosen) {
  Columns& columns = rows.columns;
  // Rows of one event go together: what is folded into an erased row is erased.
  Bitset doomed = chosen;
  for (Row row = 0; row < columns.size(); ++row)
    if (columns.folded_into[row] != kNoRow && chosen.test(columns.folded_into[row]))
      doomed.set(row);

  // What a doomed row gave to an event that stays must not stay in it.
  Names gone, used;
  for (Row row = 0; row < columns.size(); ++row) {
    if (!doomed.test(row)) continue;
    const Row kept = columns.folded_into[row];
    for (Row shows : {row, kept}) {
      if (shows == kNoRow) continue;
      gone.add(columns.values(shows));
      wipe_blob(rows.arena, rows.restore(shows));
    }
  }
  for (Row row = 0; row < columns.size(); ++row) {
    if (columns.state(row) == RowState::erased) continue;
    Names& names = doomed.test(row) ? gone : used;
    names.add(columns.values(row));
    names.add(rows.own_values(row));
    names.strings.set(columns.kind[row]);
    names.strings.set(rows.conversation(row));
    if (doomed.test(row)) gone.add_other_forms(rows, row);
  }
  used.add_parts(rows, identity);
  // People whom no row names any more, such as those of earlier merges, go as well.
  for (PersonId person = 1; person < rows.persons.size(); ++person)
    gone.persons.set(person, !used.persons.test(person));
  for (PartyId party = 1; party < rows.parties.size(); ++party)
    gone.parties.set(party, !used.parties.test(party));
  gone.add_parts(rows, identity);

  for (Row row = 0; row < columns.size(); ++row)
    if (doomed.test(row)) erase_row(row);
  for (PersonId person = 1; person < rows.persons.size(); ++person)
    if (gone.persons.test(person)) rows.persons.retire(person);
  for (PartyId party = 1; party < rows.parties.size(); ++party) {
    if (!gone.parties.test(party)) continue;
    rows.parties.retire(party);
    identity.retire(party);
  }
  constexpr StringId kVocabulary = kKindCount + kChannelCount;
  for (StringId id = kVocabulary + 1; id < gone.strings.size(); ++id)
    if (gone.strings.test(id) && !used.strings.test(id)) rows.strings.erase(id);
  restart();
  return static_cast<std::uint32_t>(doomed.count());
}

void Timeline::State::erase_row(Row row) {
  Columns& columns = rows.columns;
  links.remove(row);
  columns.set(row, store::kFormerField, columns.get(row, store::kStateField));
  columns.set(row, store::kStateField, static_cast<std::uint32_t>(RowState::erased));
  fold_into(row, kNoRow, FoldReason::none);
  rows.wipe(row);
}

std::uint32_t Timeline::erase_conversation(std::string_view conversation) {
  state_->settle();
  Rows& rows = state_->rows;
  const StringId id = conversation_named(conversation);
  Bitset chosen(rows.columns.size());
  for (Row row = 0; row < rows.columns.size() && id != kAbsent; ++row)
    if (rows.conversation(row) == id ||
        rows.related_conversation(rows.own_values(row).conversation) == id)
      chosen.set(row);
  state_->rows.forget_relations(conversation);
  return chosen.any() ? state_->erase(chosen) : 0;
}

std::uint32_t Timeline::erase_customer(std::string_view customer) {
  state_->settle();
  const Rows& rows = state_->rows;
  const StringId id = customer_named(customer);
  if (id == kAbsent) return 0;
  // Events that name nobody are their conversation's first named customer's.
  Bitset inherited;
  for (StringId conversation : conversations()) {
    StringId first = kAbsent;
    for (Row row : conversation_rows(conversation))
      if (first == kAbsent) first = this->customer(row);
    if (first == id) inherited.set(conversation);
  }
  Bitset chosen(rows.columns.size());
  for (Row row = 0; row < rows.columns.size(); ++row) {
    if (state(row) == RowState::erased) continue;
    const store::RowValues own = rows.own_values(row);
    const StringId shown = this->customer(row);
    const StringId said = state_->identity.customer(own.party);
    const StringId conversation_of_row = rows.conversation(row);
    const bool nobody = shown == kAbsent && conversation_of_row != kAbsent;
    if (shown == id || said == id || (nobody && inherited.test(conversation_of_row)))
      chosen.set(row);
  }
  state_->identity.forget_splits(rows.strings.text(id));
  state_->rows.forget_relations(customer);
  return chosen.any() ? state_->erase(chosen) : 0;
}

}  // namespace throughline
