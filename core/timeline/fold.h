// Which rows of a cluster are one event, and what each row is to it (spec 4).
//
// A pure function of the cluster's dated rows, what they say themselves, and the order key; so the outcome does
// not depend on which arrived first. The steps: a row that revises finds its target, through others if need be;
// what has none is an event, one for each (source, id, kind); of these, equal ones of several sources are one.
#pragma once

#include <string_view>
#include <vector>

#include "timeline/keys.h"
#include "timeline/links.h"
#include "timeline/rows.h"

namespace throughline::store {

// A row of an event other than the kept one.
struct Folded {
  Row row = kNoRow;
  FoldReason reason = FoldReason::none;
};

// A row that changes an event.
struct Reviser {
  Row row = kNoRow;
  bool status = false;  // a delivery status: adds, but replaces nothing
};

// All lists in order-key order.
struct FoldedEvent {
  Row kept = kNoRow;
  std::vector<Row> same;  // the event itself, `kept` first
  std::vector<Reviser> revisers;
  std::vector<Folded> folded;  // every row but the kept one
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
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Item {
    Row row = kNoRow;
    std::uint32_t position = 0;  // in order-key order
    std::string_view id, revises;
    bool status = false;
    std::size_t record = kNone;
    std::size_t target = kNone;  // the item that it changes
    bool revising() const { return status || !revises.empty(); }
    // A status that borrows its message's id is not what another record means by that id.
    bool is_target() const { return !status || !revises.empty(); }
  };
  // The rows of one (source, id, kind): items_[begin, end), in order-key order. A row without id is one alone.
  struct Record {
    std::size_t begin = 0, end = 0;
    std::size_t best =
        kNone;  // the item that others' `revises` means: one that revises nothing, if any
    std::size_t root = kNone;   // the first item without target, if any
    std::size_t event = kNone;  // of those: place in events_
  };

  void make_items(const std::vector<Row>& cluster);
  void make_records();
  std::size_t find_target(const Item& reviser) const;
  enum class By { revised_id, own_id };
  std::size_t best_of(SourceId source, std::string_view id, const Item& reviser, By by) const;
  void break_cycles();
  void find_roots();
  void make_events();
  std::size_t event_for(const Record& record);
  bool joins(const FoldedEvent& event, const Record& record) const;
  bool contradict(Row a, Row b) const;
  std::vector<bool> find_repetitions() const;
  void add_revisers();
  void finish(FoldedEvent& event) const;
  void find_reused();
  void find_revoked_undated(const std::vector<Row>& cluster);
  std::optional<SourceId> source_named(std::string_view name) const;

  const Rows* rows_;
  const Keys* keys_;
  std::vector<Item> items_;      // by (source, id, kind, order key); those without id at the end
  std::vector<Record> records_;  // in the order of their items
  std::vector<std::size_t> by_position_;  // items in order-key order
  std::vector<FoldedEvent> events_;
  std::vector<Row> reused_;
  std::vector<Row> revoked_undated_;
};

}  // namespace throughline::store
