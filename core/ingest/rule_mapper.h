// Follows an adapter's rules over one record.
#pragma once

#include <string>
#include <vector>

#include "ingest/json_reader.h"
#include "ingest/mapper.h"
#include "ingest/metadata.h"
#include "ingest/rule_value.h"

namespace throughline::ingest {

// What no rule uses is kept: the rest of an item in the metadata of its first event, the rest of
// the record around the items in that of the record's first event, in its own structure, and each
// such field is counted by its path. null is absent. An item of a stream for which no rule holds is
// a rejection of its own, unless the stream ignores unmatched ones; a record without any event is
// one.
class RuleMapper final : public Mapper {
 public:
  explicit RuleMapper(const RuleSet& rules) : rules_(&rules) {}
  void map(RecordTree& tree, RecordTree::Index record, Output& output, EventSink& sink) override;
  void wipe() override;

 private:
  using Index = RecordTree::Index;
  struct Pending {
    std::vector<std::pair<Member, std::string_view>> members;
    std::vector<std::pair<std::string_view, std::string_view>> metadata;  // name, JSON
    Index metadata_object = RecordTree::kNone;
    Index item =
        RecordTree::kNone;  // whose rest it carries; kNone where another event of the item does
    std::string path;       // of the item
    TimeFormat time_format, end_format;

    bool has(Member member) const;
  };

  void map_tree(RecordTree& tree, Index record, Output& output, EventSink& sink);
  bool read_parsed(RecordTree& tree, Index record);
  void mark_known();
  void collect(const Stream& stream);
  void collect_items(const Stream& stream, const Pointer& each, const std::string& path,
                     const Scopes& scopes);
  bool collect_item(const Stream& stream, const std::string& path, const Scopes& scopes);
  Pending& make_event(const Stream& stream, const Rule& rule, const Scopes& scopes);
  void assign(const Assignment& assignment, const Scopes& scopes, Pending& pending);
  void take_named_members(Index item, Pending& pending);
  void emit(const Pending& pending, bool first, Output& output, EventSink& sink);
  void keep_rest(Index object, const std::string& path, Output& output);
  bool append_rest(Index i, const std::string& path, bool counted, std::string& out,
                   Output& output);

  const RuleSet* rules_;
  RuleScope scope_;
  std::vector<Pending> pending_;
  std::size_t unmatched_ = 0;
  Metadata metadata_;
  RecordTree parsed_;  // the record again, with the texts of `parse` read
  JsonReader reader_;
  std::string parsed_text_;
};

}  // namespace throughline::ingest
