#include "conversation/fold.h"

namespace throughline::conversation {

void StateColumns::resize(std::size_t rows) {
  channel.resize(rows);
  campaign.resize(rows);
  status.resize(rows);
  assignee.resize(rows);
  tags.resize(rows);
  gives_status.resize(rows);
}

EventState StateColumns::at(Row row) const {
  EventState state;
  state.channel = channel[row];
  state.status = status[row];
  state.campaign = campaign[row];
  state.assignee = assignee[row];
  state.tags = tags[row];
  return state;
}

Fold::Fold(const GatedTimeline& events)
    : events_(events),
      tag_sets_(events),
      implied_(kKindCount + 1, kAbsent),
      resolved_(events.intern("resolved")),
      done_(events.intern("done")),
      closed_(events.intern("closed")) {
  for (StringId kind = 1; kind <= kKindCount; ++kind)
    if (const auto status = kind_info(kind).implied_status; !status.empty())
      implied_[kind] = events.intern(status);
}

bool Fold::closes(Row row) const {
  if (!columns_.gives_status.test(row)) return false;
  const StringId status = columns_.status[row];
  return status == resolved_ || status == done_ || status == closed_;
}

bool Fold::reopens(Row row) const { return columns_.gives_status.test(row) && !closes(row); }

StringId Fold::given_status(Row row, StringId kind) const {
  if (const auto status = events_.member(row, Member::status_to)) return events_.intern(*status);
  return kind <= kKindCount ? implied_[kind] : kAbsent;
}

void Fold::change_tags(Row row, StringId kind, EventState& state) {
  const bool sets = kind == id_of(KnownKind::conversation_created);
  const bool adds = kind == id_of(KnownKind::tag_added);
  const bool removes = kind == id_of(KnownKind::tag_removed);
  if (!sets && !adds && !removes) return;
  const auto list = events_.member(row, Member::tags);
  if (!list) return;
  const TagSetId given = tag_sets_.from_list(*list);
  state.tags = sets   ? given
               : adds ? tag_sets_.united(state.tags, given)
                      : tag_sets_.without(state.tags, given);
}

void Fold::write(Row row, const EventState& state) {
  columns_.channel[row] = state.channel;
  columns_.campaign[row] = state.campaign;
  columns_.status[row] = state.status;
  columns_.assignee[row] = state.assignee;
  columns_.tags[row] = state.tags;
}

void Fold::apply(Row row, EventState& state) {
  const StringId kind = events_.kind(row);
  if (const StringId channel = events_.channel(row); channel != kAbsent) state.channel = channel;
  if (const StringId campaign = events_.campaign(row); campaign != kAbsent)
    state.campaign = campaign;
  if (kind == id_of(KnownKind::conversation_unassigned))
    state.assignee = 0;  // whom it names is whom it was taken from
  else if (const PersonId assignee = events_.assignee(row); assignee != 0)
    state.assignee = assignee;
  const StringId status = given_status(row, kind);
  columns_.gives_status.set(row, status != kAbsent);
  if (status != kAbsent) state.status = status;
  change_tags(row, kind, state);
  write(row, state);
}

void Fold::apply_loose(Row row) {
  EventState own;
  apply(row, own);
  const auto list = events_.member(row, Member::tags);
  columns_.tags[row] = list ? tag_sets_.from_list(*list) : 0;
}

}  // namespace throughline::conversation
