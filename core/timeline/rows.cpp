#include "timeline/rows.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace throughline::store {
namespace {

Flag flag_from(std::string_view text) {
  if (text == "true") return Flag::yes;
  return text == "false" ? Flag::no : Flag::absent;
}

std::string_view flag_text(Flag flag) {
  switch (flag) {
    case Flag::yes:
      return "true";
    case Flag::no:
      return "false";
    case Flag::absent:
      break;
  }
  return "";
}

// An empty id names nothing.
bool names_something(const EventRecord& record, Member member) {
  return record.has(member) && !record.value(member).empty();
}

// Of a party or a person, whose members stand side by side.
Texts texts_of(const EventRecord& record, Member first, std::size_t parts) {
  const auto at = static_cast<std::size_t>(first);
  Texts texts;
  texts.at = &record.values[at];
  texts.given = static_cast<std::uint32_t>(record.given.to_ullong() >> at) & ((1u << parts) - 1);
  if (first == Member::customer_id && record.value(first).empty()) texts.given &= ~1u;
  return texts;
}

constexpr std::size_t distance(Member from, Member to) {
  return static_cast<std::size_t>(to) - static_cast<std::size_t>(from);
}
static_assert(distance(Member::customer_id, Member::customer_handles) == kPartyHandles);
static_assert(distance(Member::actor_id, Member::actor_team) == kPersonTeam);
static_assert(distance(Member::assignee_id, Member::assignee_team) == kPersonTeam);

bool in_range(std::int64_t ms) { return ms >= kMinMs && ms <= kMaxMs; }

// An epoch number states an instant and no civil time.
bool is_epoch(TimeForm form) {
  return form == TimeForm::epoch_s || form == TimeForm::epoch_ms || form == TimeForm::epoch_us;
}

WrittenTime written(const ParsedTime& time) {
  WrittenTime out;
  out.zone = time.zone;
  out.ms = time.civil_ms;
  if (time.what == ParsedTime::What::local) {
    out.written = Written::local;
  } else if (time.what == ParsedTime::What::labelled && is_epoch(time.form)) {
    out.written = Written::instant;
    out.ms = time.instant().ms;
  } else if (time.what == ParsedTime::What::labelled) {
    out.written = Written::labelled;
    out.offset_s = time.offset_s;
  }
  return out;
}

std::string_view int_bytes(const std::int32_t& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

}  // namespace

std::string pack_time(const WrittenTime& time) {
  std::string out(1 + sizeof time.ms + sizeof time.offset_s, '\0');
  out[0] = static_cast<char>(time.written);
  std::memcpy(&out[1], &time.ms, sizeof time.ms);
  std::memcpy(&out[1 + sizeof time.ms], &time.offset_s, sizeof time.offset_s);
  out += time.zone;
  return out;
}

WrittenTime unpack_time(std::string_view bytes) {
  WrittenTime out;
  out.written = static_cast<Written>(bytes[0]);
  std::memcpy(&out.ms, &bytes[1], sizeof out.ms);
  std::memcpy(&out.offset_s, &bytes[1 + sizeof out.ms], sizeof out.offset_s);
  out.zone = bytes.substr(1 + sizeof out.ms + sizeof out.offset_s);
  return out;
}

std::uint32_t hash_of_id(std::string_view id) {
  return id.empty() ? 0 : static_cast<std::uint32_t>(hash_bytes(id) >> 32);
}

Rows::Rows() { seed_vocabulary(strings); }

Row Rows::add(SourceId source, const EventRecord& record) {
  const Row row = columns.size();
  const Sought sought = seek(record);
  MemberSet in_blob =
      record.given.to_ullong() & ~kStringColumns & ~kCodeMembers & ~bit(Member::source);
  columns.flags.push_back(value_flags(record, in_blob));
  columns.marks.push_back(0);
  add_columns(source, record, sought);

  entries_.clear();
  add_extras(record);
  for (MemberSet left = in_blob; left != 0; left &= left - 1) {
    const auto member = static_cast<Member>(__builtin_ctzll(left));
    entries_.push_back({tag_of(member), record.value(member)});
  }
  columns.blob.push_back(write_blob(arena, entries_.data(), entries_.size()));

  if (names_something(record, Member::id)) columns.mark(row, kHasId);
  if (names_something(record, Member::revises)) columns.mark(row, kHasRevises);
  if (record.has(Member::sequence)) columns.mark(row, kHasSequence);
  add_time(row, record);
  apply_prefix(row);
  return row;
}

void Rows::add_extras(const EventRecord& record) {
  const bool labelled = record.time.what == ParsedTime::What::labelled;
  if (labelled && record.time.offset_s != 0)
    entries_.push_back({kTimeOffsetTag, int_bytes(record.time.offset_s)});
  if (!record.time.zone.empty()) entries_.push_back({kTimeZoneTag, record.time.zone});
  if (record.end_time.what != ParsedTime::What::refused) {
    scratch_ = pack_time(written(record.end_time));
    if (record.end_time.what == ParsedTime::What::local) has_local_ends = true;
    entries_.push_back({kEndTag, scratch_});
  }
  if (record.time_text != record.value(Member::time))
    entries_.push_back({kTimeTextTag, record.time_text});
  if (!record.sources.empty()) entries_.push_back({kSourcesTag, record.sources});
}

Rows::Sought Rows::seek(const EventRecord& record) const {
  Sought sought;
  sought.party = parties.seek(texts_of(record, Member::customer_id, kPartyParts));
  sought.actor = persons.seek(texts_of(record, Member::actor_id, kPersonParts));
  sought.assignee = persons.seek(texts_of(record, Member::assignee_id, kPersonParts));
  sought.conversation = strings.seek(record.value(Member::conversation));
  sought.interaction = strings.seek(record.value(Member::interaction));
  return sought;
}

void Rows::add_columns(SourceId source, const EventRecord& record, const Sought& sought) {
  const auto interned = [&](Member member) {
    return record.has(member) ? strings.intern(record.value(member)) : kAbsent;
  };
  const auto named = [&](Member member, const Interner::Sought& name) {
    return names_something(record, member) ? strings.intern(name) : kAbsent;
  };
  columns.party.push_back(parties.intern(sought.party));
  columns.actor.push_back(persons.intern(sought.actor));
  columns.assignee.push_back(persons.intern(sought.assignee));
  columns.conversation.push_back(named(Member::conversation, sought.conversation));
  columns.interaction.push_back(named(Member::interaction, sought.interaction));
  columns.source.push_back(source);
  columns.record.push_back(record.record_index);
  columns.part.push_back(record.part_index);
  columns.kind.push_back(interned(Member::type));
  columns.channel.push_back(interned(Member::channel));
  columns.campaign.push_back(interned(Member::campaign));
  columns.queue.push_back(interned(Member::queue));
  columns.outcome.push_back(interned(Member::outcome));
  columns.mode.push_back(interned(Member::mode));
  columns.id_hash.push_back(hash_of_id(record.value(Member::id)));
  columns.next_of_id.push_back(kNoRow);
  columns.folded_into.push_back(kNoRow);
}

std::uint32_t Rows::value_flags(const EventRecord& record, MemberSet& in_blob) const {
  std::uint32_t flags = 0;
  const auto put = [&](Member member, BitField field, std::uint32_t code) {
    if (!record.has(member)) return;
    if (code == 0) in_blob |= bit(member);
    flags |= code << field.shift;
  };
  const auto code = [](auto value) { return static_cast<std::uint32_t>(value); };
  const auto value = [&](Member member) { return record.value(member); };
  put(Member::direction, kDirectionField,
      code(direction_from_name(value(Member::direction)).value_or(Direction::none)));
  put(Member::actor_kind, kActorKindField,
      code(actor_kind_from_name(value(Member::actor_kind)).value_or(ActorKind::none)));
  put(Member::delivery, kDeliveryField,
      code(delivery_from_name(value(Member::delivery)).value_or(Delivery::none)));
  put(Member::failed, kFailedField, code(flag_from(value(Member::failed))));
  put(Member::internal, kInternalField, code(flag_from(value(Member::internal))));
  put(Member::deleted, kDeletedField, code(flag_from(value(Member::deleted))));
  return flags;
}

void Rows::add_time(Row row, const EventRecord& record) {
  WrittenTime time = written(record.time);
  Code reason = record.time.refusal;
  if (record.at) {
    time.written = in_range(record.at->ms) ? Written::instant : Written::refused;
    time.ms = record.at->ms;
    reason = Code::time_out_of_range;
  }
  columns.set(row, kWrittenField, static_cast<std::uint32_t>(time.written));
  columns.at_ms.push_back(time.written == Written::refused ? 0 : time.ms);
  columns.offset_s.push_back(static_cast<std::int32_t>(reason));
}

std::string Rows::words(Row row) const {
  std::string out = std::to_string(columns.at_ms[row]);
  for (MemberSet left = given(row) & ~bit(Member::sequence); left != 0; left &= left - 1) {
    const auto member = static_cast<Member>(__builtin_ctzll(left));
    const std::string_view text = this->member(row, member).value_or("");
    out.append(" ").append(member_path(member)).append(" ");
    out.append(std::to_string(text.size())).append(" ").append(text);
  }
  out.append(extra(row, kEndTag).value_or(""));
  return out;
}

WrittenTime Rows::written_time(Row row) const {
  WrittenTime out;
  out.written = static_cast<Written>(columns.get(row, kWrittenField));
  out.ms = columns.at_ms[row];
  if (columns.has(row, kDated)) out.ms += std::int64_t{columns.offset_s[row]} * 1000;
  out.zone = extra(row, kTimeZoneTag).value_or("");
  if (out.written == Written::labelled)
    if (const auto offset = extra(row, kTimeOffsetTag))
      std::memcpy(&out.offset_s, offset->data(), sizeof out.offset_s);
  return out;
}

WrittenTime Rows::written_end(Row row) const {
  const auto packed = extra(row, kEndTag);
  return packed ? unpack_time(*packed) : WrittenTime{};
}

void Rows::apply_prefix(Row row) {
  const Source& source = sources[columns.source[row]];
  const bool carries_any = columns.has(row, kOwnConversation) || columns.has(row, kOwnCustomer);
  if (!source.settings.own_ids && !carries_any) return;
  const std::string prefix = source.name + ":";
  const auto changed = [&](Mark mark, StringId id) -> std::optional<std::string> {
    const std::string_view text = strings.text(id);
    const bool carries = columns.has(row, mark);
    if (id == kAbsent || carries == source.settings.own_ids) return std::nullopt;
    if (carries) {
      columns.unmark(row, mark);
      return std::string(text.substr(prefix.size()));
    }
    // What carries the prefix already came out of this program; it gets no second one.
    if (text.substr(0, prefix.size()) == prefix) return std::nullopt;
    columns.mark(row, mark);
    return prefix + std::string(text);
  };
  if (const auto id = changed(kOwnConversation, columns.conversation[row]))
    columns.conversation[row] = strings.intern(*id);
  auto tuple = parties[columns.party[row]];
  if (const auto id = changed(kOwnCustomer, tuple[kPartyId])) {
    tuple[kPartyId] = strings.intern(*id);
    columns.party[row] = parties.intern(tuple);
  }
}

bool Rows::relate(const Relations& relations) {
  if (relations == relations_) return false;
  relations_ = relations;
  related_customers_ = intern_groups(relations.customers);
  related_conversations_ = intern_groups(relations.conversations);
  return true;
}

Rows::RelatedIds Rows::intern_groups(const std::vector<std::vector<std::string>>& groups) {
  RelatedIds ids;
  for (const std::vector<std::string>& group : groups)
    for (std::size_t i = 1; i < group.size(); ++i)
      ids[strings.intern(group[i])] = strings.intern(group.front());
  return ids;
}

void Rows::forget_relations(std::string_view id) {
  const auto drop = [id](std::vector<std::vector<std::string>>& groups) {
    for (std::vector<std::string>& group : groups) {
      if (std::find(group.begin(), group.end(), id) == group.end()) continue;
      for (std::string& name : group) std::fill(name.begin(), name.end(), '\0');
      group.clear();
    }
    groups.erase(std::remove_if(groups.begin(), groups.end(),
                                [](const auto& group) { return group.empty(); }),
                 groups.end());
  };
  drop(relations_.customers);
  drop(relations_.conversations);
  related_customers_ = intern_groups(relations_.customers);
  related_conversations_ = intern_groups(relations_.conversations);
}

bool Rows::is_revocation(Row row) const {
  return columns.kind[row] == id_of(KnownKind::message_deleted) ||
         columns.get(row, kDeletedField) == static_cast<std::uint32_t>(Flag::yes);
}

std::string_view Rows::own_text(Row row, Member member) const {
  return find_in_blob(arena, columns.blob[row], tag_of(member)).value_or("");
}

MemberSet Rows::given(Row row) const {
  MemberSet set = 0;
  BlobReader reader(arena, columns.blob[row]);
  BlobEntry entry;
  while (reader.next(entry)) {
    if (entry.tag >= kFirstMemberTag) set |= MemberSet{1} << member_index(entry.tag);
    if (entry.tag == kEndTag) set |= bit(Member::end_time);
  }
  const auto add = [&set](Member member, bool there) {
    if (there) set |= bit(member);
  };
  add(Member::type, columns.kind[row] != kAbsent);
  add(Member::channel, columns.channel[row] != kAbsent);
  add(Member::conversation, columns.conversation[row] != kAbsent);
  add(Member::interaction, columns.interaction[row] != kAbsent);
  add(Member::campaign, columns.campaign[row] != kAbsent);
  add(Member::queue, columns.queue[row] != kAbsent);
  add(Member::outcome, columns.outcome[row] != kAbsent);
  add(Member::mode, columns.mode[row] != kAbsent);
  add(Member::direction, columns.get(row, kDirectionField) != 0);
  add(Member::actor_kind, columns.get(row, kActorKindField) != 0);
  add(Member::delivery, columns.get(row, kDeliveryField) != 0);
  add(Member::failed, columns.get(row, kFailedField) != 0);
  add(Member::internal, columns.get(row, kInternalField) != 0);
  add(Member::deleted, columns.get(row, kDeletedField) != 0);
  const auto& party = parties[columns.party[row]];
  for (std::size_t i = 0; i < kPartyParts; ++i)
    add(static_cast<Member>(static_cast<std::size_t>(Member::customer_id) + i),
        party[i] != kAbsent);
  const auto& actor = persons[columns.actor[row]];
  const auto& assignee = persons[columns.assignee[row]];
  for (std::size_t i = 0; i < kPersonParts; ++i) {
    add(static_cast<Member>(static_cast<std::size_t>(Member::actor_id) + i), actor[i] != kAbsent);
    add(static_cast<Member>(static_cast<std::size_t>(Member::assignee_id) + i),
        assignee[i] != kAbsent);
  }
  return set;
}

std::optional<std::string_view> Rows::code_member(Row row, Member member) const {
  const auto get = [&](BitField field) { return columns.get(row, field); };
  std::string_view name;
  switch (member) {
    case Member::direction:
      name = direction_name(static_cast<Direction>(get(kDirectionField)));
      break;
    case Member::actor_kind:
      name = actor_kind_name(static_cast<ActorKind>(get(kActorKindField)));
      break;
    case Member::delivery:
      name = delivery_name(static_cast<Delivery>(get(kDeliveryField)));
      break;
    case Member::failed:
      name = flag_text(static_cast<Flag>(get(kFailedField)));
      break;
    case Member::internal:
      name = flag_text(static_cast<Flag>(get(kInternalField)));
      break;
    default:
      name = flag_text(static_cast<Flag>(get(kDeletedField)));
      break;
  }
  if (!name.empty()) return name;
  return find_in_blob(arena, columns.blob[row], tag_of(member));
}

std::optional<std::string_view> Rows::member(Row row, Member member) const {
  const MemberSet set = bit(member);
  const auto text = [this](StringId id) -> std::optional<std::string_view> {
    if (id == kAbsent) return std::nullopt;
    return strings.text(id);
  };
  const auto part_of = [member](Member first) { return distance(first, member); };
  if ((set & kCodeMembers) != 0) return code_member(row, member);
  if ((set & kStringColumns) == 0) return find_in_blob(arena, columns.blob[row], tag_of(member));
  if ((set & kCustomerMembers) != 0)
    return text(parties[columns.party[row]][part_of(Member::customer_id)]);
  if ((set & kActorMembers) != 0)
    return text(persons[columns.actor[row]][part_of(Member::actor_id)]);
  if ((set & kAssigneeMembers) != 0)
    return text(persons[columns.assignee[row]][part_of(Member::assignee_id)]);
  switch (member) {
    case Member::type:
      return text(columns.kind[row]);
    case Member::channel:
      return text(columns.channel[row]);
    case Member::conversation:
      return text(columns.conversation[row]);
    case Member::interaction:
      return text(columns.interaction[row]);
    case Member::campaign:
      return text(columns.campaign[row]);
    case Member::queue:
      return text(columns.queue[row]);
    case Member::outcome:
      return text(columns.outcome[row]);
    default:
      return text(columns.mode[row]);
  }
}

RowValues Rows::own_values(Row row) const {
  return columns.has(row, kComposed) ? originals_.find(row)->second : columns.values(row);
}

Arena::Ref Rows::own_blob(Row row) const {
  return columns.has(row, kComposed) ? originals_.find(row)->second.blob : columns.blob[row];
}

Arena::Ref Rows::restore(Row row) {
  if (!columns.has(row, kComposed)) return 0;
  const auto found = originals_.find(row);
  const Arena::Ref merged = columns.blob[row];
  const bool own_blob = merged == found->second.blob;
  columns.set_values(row, found->second);
  columns.unmark(row, kComposed);
  originals_.erase(found);
  return own_blob ? 0 : merged;
}

void Rows::compose(Row row, const RowValues& values) {
  originals_.emplace(row, columns.values(row));
  columns.set_values(row, values);
  columns.mark(row, kComposed);
}

void Rows::wipe_content(Row row) {
  wipe_members(arena, columns.blob[row], kRevokedMembers);
  columns.mark(row, kWiped);
  ++wiped;
}

void Rows::wipe(Row row) {
  wipe_blob(arena, columns.blob[row]);
  columns.at_ms[row] = 0;
  columns.set_values(row, RowValues{});
  columns.kind[row] = kAbsent;
  columns.unmark(row, kHasId);
  columns.unmark(row, kHasRevises);
  columns.unmark(row, kHasSequence);
}

std::size_t Rows::bytes() const {
  // Strings are counted with what the interner keeps beside them: an entry, a hash and two slots.
  std::size_t text = std::size_t{strings.size()} * 32;
  for (StringId id = 1; id < strings.size(); ++id) text += strings.text(id).size();
  return columns.bytes() + arena.bytes() + people.bytes() + text + persons.bytes() +
         parties.bytes() + originals_.size() * (sizeof(RowValues) + 4 * sizeof(void*));
}

}  // namespace throughline::store
