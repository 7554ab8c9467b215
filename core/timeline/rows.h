// What each row says: its columns, its blob, the people it names. Nothing here compares rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "throughline/event.h"
#include "throughline/timeline.h"
#include "timeline/blob.h"
#include "timeline/columns.h"
#include "timeline/dictionary.h"
#include "timeline/member_sets.h"

namespace throughline::store {

// The members of a party, in the order of its tuple.
enum PartyPart : std::size_t {
  kPartyId,
  kPartyName,
  kPartyPhone,
  kPartyEmail,
  kPartyHandles,
  kPartyParts
};
enum PersonPart : std::size_t { kPersonId, kPersonName, kPersonTeam, kPersonParts };

struct Source {
  std::string name;
  SourceSettings settings;
  SourceCounts counts;
  std::uint32_t rank = 0;  // place in the order of (priority, name)
};

// Times as a blob keeps them: end_time, and the instant it came to once rows have merged.
struct WrittenTime {
  Written written = Written::refused;
  std::int64_t ms = 0;        // civil, or the instant itself
  std::int32_t offset_s = 0;  // labelled only
  std::string_view zone;      // "[Zone]" suffix
};

// As `id_hash` keeps it; 0 for no id.
std::uint32_t hash_of_id(std::string_view id);

class Rows {
 public:
  Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // Copies the record into a new row. Neither placed nor linked yet.
  Row add(SourceId source, const EventRecord& record);

  // Says that the row's blob is read soon.
  void expect(Row row) const {
    if (columns.blob[row] != 0) throughline::expect(arena.at(columns.blob[row]));
  }
  std::string_view id(Row row) const { return own_text(row, Member::id); }
  std::string_view revises(Row row) const { return own_text(row, Member::revises); }
  // Which members a row gives, in its present values.
  MemberSet given(Row row) const;
  std::optional<std::string_view> member(Row row, Member member) const;
  std::optional<std::string_view> extra(Row row, Tag tag) const {
    return find_in_blob(arena, columns.blob[row], tag);
  }
  // The instant and every member but `sequence`, in one text: two rows with equal words say the same.
  std::string words(Row row) const;
  WrittenTime written_time(Row row) const;  // from the columns; valid placed or not
  WrittenTime written_end(Row row) const;   // refused where there is none
  bool is_revocation(Row row) const;
  // Puts the source's prefix on conversation and customer ids or takes it off, as its settings say.
  void apply_prefix(Row row);

  // Makes ids of several sources one; false where nothing changes. Ids are looked up as they are asked for.
  bool relate(const Relations& relations);
  // Drops groups that name the id, overwriting them; their ids stand for themselves again.
  void forget_relations(std::string_view id);
  // The id that stands for a customer's or a conversation's; itself where it is related to none.
  StringId related_customer(StringId customer) const {
    return related(related_customers_, customer);
  }
  StringId related_conversation(StringId conversation) const {
    return related(related_conversations_, conversation);
  }
  StringId conversation(Row row) const { return related_conversation(columns.conversation[row]); }

  // What a composed row says itself.
  RowValues own_values(Row row) const;
  Arena::Ref own_blob(Row row) const;
  // What it says itself again; returns its merged blob where that is another one (0 = none), for reuse.
  Arena::Ref restore(Row row);
  void compose(Row row, const RowValues& values);

  // Overwrites what a revocation takes from the row. Its own values, which must be restored.
  void wipe_content(Row row);
  // Overwrites all of the row but its number and handling.
  void wipe(Row row);

  std::size_t bytes() const;

  Columns columns;
  Arena arena;   // the rows' blobs
  Arena people;  // what is said of persons and parties
  Interner strings;
  Dictionary<kPersonParts> persons{strings, people};
  Dictionary<kPartyParts> parties{strings, people};
  std::vector<Source> sources;
  std::uint64_t wiped = 0;      // rows whose content was overwritten, each time it was
  bool has_local_ends = false;  // some record's end is a local time
  PhoneCountry phone_country;   // of national phone numbers

 private:
  std::string_view own_text(Row row, Member member) const;
  std::optional<std::string_view> code_member(Row row, Member member) const;
  void add_extras(const EventRecord& record);
  // What few other rows share, so that it must be looked for far and wide.
  struct Sought {
    Interner::Sought conversation, interaction;
    TextTuples::Sought party, actor, assignee;
  };
  Sought seek(const EventRecord& record) const;
  void add_columns(SourceId source, const EventRecord& record, const Sought& sought);
  void add_time(Row row, const EventRecord& record);
  std::uint32_t value_flags(const EventRecord& record, MemberSet& in_blob) const;

  using RelatedIds = std::unordered_map<StringId, StringId>;
  static StringId related(const RelatedIds& ids, StringId id) {
    if (ids.empty()) return id;
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
  }
  RelatedIds intern_groups(const std::vector<std::vector<std::string>>& groups);

  std::unordered_map<Row, RowValues> originals_;  // of composed rows
  Relations relations_;
  RelatedIds related_customers_, related_conversations_;
  std::string scratch_;
  std::vector<BlobEntry> entries_;  // of the row that is being added
};

std::string pack_time(const WrittenTime& time);
WrittenTime unpack_time(std::string_view bytes);

}  // namespace throughline::store
