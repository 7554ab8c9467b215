// The fold: what a conversation's state is as of each of its events.
#pragma once

#include "conversation/tag_sets.h"
#include "throughline/conversation.h"

namespace throughline::conversation {

// One entry a row, by row id; those of rows that are not visible mean nothing.
struct StateColumns {
  Column<StringId> channel, campaign, status;
  Column<PersonId> assignee;
  Column<TagSetId> tags;
  Bitset gives_status;  // rows that give or imply a status themselves

  void resize(std::size_t rows);
  EventState at(Row row) const;
};

class Fold {
 public:
  explicit Fold(const GatedTimeline& events);

  // Makes `state`, as of the event before, the state as of this row, and writes the row's columns.
  void apply(Row row, EventState& state);
  // A row without conversation has its own values.
  void apply_loose(Row row);

  void resize(std::size_t rows) { columns_.resize(rows); }
  const StateColumns& columns() const { return columns_; }
  const TagSets& tag_sets() const { return tag_sets_; }
  // Whether the row closes what it belongs to: a status of resolved, done or closed.
  bool closes(Row row) const;
  // Whether it gives another status.
  bool reopens(Row row) const;

 private:
  StringId given_status(Row row, StringId kind) const;
  void change_tags(Row row, StringId kind, EventState& state);
  void write(Row row, const EventState& state);

  const GatedTimeline& events_;
  TagSets tag_sets_;
  StateColumns columns_;
  std::vector<StringId> implied_;  // by known kind: the status it implies
  StringId resolved_, done_, closed_;
};

}  // namespace throughline::conversation
