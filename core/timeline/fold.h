// Which rows of a cluster are one event, and what each row is to it (spec 4).
//
// A pure function of the cluster's dated rows, what they say themselves, and the order key; so the outcome does
// not depend on which arrived first. The steps: rows of one (source, id, kind) are one record; a record that
// revises finds its target; what is left are events, of which equal ones of several sources are one.
#pragma once

#include <string_view>
#include <vector>

#include "timeline/keys.h"
#include "timeline/links.h"
#include "timeline/rows.h"

namespace throughline::store {

// One row of an event other than the kept one.
struct Folded {
  Row row = kNoRow;
  FoldReason reason = FoldReason::none;
};

// A record that changes an event: rows [begin, end) of `reviser_rows`, in order-key order.
struct Reviser {
  std::size_t begin = 0, end = 0;
  bool status = false;  // a delivery status: adds, but replaces nothing
};

struct FoldedEvent {
  Row kept = kNoRow;
  std::vector<Row> same;               // the event itself, in order-key order, `kept` first
  std::vector<Reviser> revisers;       // in order-key order
  std::vector<Row> reviser_rows;
  std::vector<Folded> folded;          // every row but the kept one
  bool revoked = false;
};

class Folder {
 public:
  Folder(const Rows& rows, const Keys& keys) : rows_(&rows), keys_(&keys) {}

  // `cluster`: rows with their own values (none composed). Undated ones are left out. Results stay valid until
  // the next call.
  const std::vector<FoldedEvent>& fold(const std::vector<Row>& cluster);
  // Rows that count as id_reused: the first of each event after the first of its (source, id).
  const std::vector<Row>& reused() const { return reused_; }
  // Undated rows that a revocation of this cluster means: they are overwritten, and folded into nothing.
  const std::vector<Row>& revoked_undated() const { return revoked_undated_; }

 private:
  struct Item {
    Row row = kNoRow;
    std::uint32_t position = 0;  // in order-key order
    std::string_view id;
  };
  // The rows of one (source, id, kind): items_[begin, end), in order-key order.
  struct Record {
    std::size_t begin = 0, end = 0;
    std::string_view id, revises;
    SourceId source = 0;
    StringId kind = kAbsent;
    bool status = false;
    bool revocation = false;
    std::size_t target = kNone;
    std::size_t event = kNone;  // of roots: place in events_
    bool revising() const { return status || !revises.empty(); }
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void make_records(const std::vector<Row>& cluster);
  void find_targets();
  std::size_t find_target(std::size_t reviser) const;
  std::size_t best_of(SourceId source, std::string_view id, std::size_t reviser) const;
  bool targets_better(const Record& reviser, const Record& a, const Record& b) const;
  void break_cycles();
  std::size_t root_of(std::size_t record) const;
  void make_events();
  void count_reused();
  bool joins(const FoldedEvent& event, const Record& record) const;
  bool contradict(Row a, Row b) const;
  void add_revisers();
  void finish(FoldedEvent& event);
  void find_revoked_undated(const std::vector<Row>& cluster);
  std::optional<SourceId> source_named(std::string_view name) const;
  Row first_row(const Record& record) const { return items_[record.begin].row; }
  std::uint32_t position(const Record& record) const { return items_[record.begin].position; }

  const Rows* rows_;
  const Keys* keys_;
  std::vector<Item> items_;
  std::vector<Record> records_;  // by (source, id, kind); those without id at the end
  std::vector<std::size_t> by_position_;  // records in order-key order
  std::vector<FoldedEvent> events_;
  std::vector<Row> reused_;
  std::vector<Row> revoked_undated_;
};

}  // namespace throughline::store
