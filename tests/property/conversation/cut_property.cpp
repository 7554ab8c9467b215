// Interactions and live states against a second reading of the rules, simple and slow: it goes through the whole log
// for every event.
#include <map>
#include <set>

#include "catch.hpp"
#include "told.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

// Which interaction each row in view belongs to, by number in order of the first event.
class SlowCut {
 public:
  explicit SlowCut(const GatedTimeline& events) : events_(events) {
    events.timeline().for_each([this](Row row) {
      if (events_.in_view(row)) rows_.push_back(row);
    });
    for (Row row : rows_) of_[row] = choose(row);
  }
  int of(Row row) const { return of_.at(row); }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  bool names_channel(StringId conversation) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](Row row) {
      return events_.conversation(row) == conversation && events_.channel(row) != kAbsent;
    });
  }
  // Placed rows of the conversation before this one, latest first.
  std::vector<Row> before(Row row) const {
    std::vector<Row> found;
    for (Row other : rows_) {
      if (other == row) break;
      if (events_.conversation(other) == events_.conversation(row))
        found.insert(found.begin(), other);
    }
    return found;
  }
  int named(StringId name) {
    const auto known = names_.find(name);
    return known != names_.end() ? known->second : names_[name] = next_++;
  }
  int choose(Row row) {
    if (events_.interaction(row) != kAbsent) return named(events_.interaction(row));
    const StringId conversation = events_.conversation(row);
    if (conversation == kAbsent) return next_++;
    const StringId channel = events_.channel(row);
    if (channel != kAbsent || !names_channel(conversation)) return choose_by_channel(row, channel);
    const std::vector<Row> earlier = before(row);
    if (!earlier.empty()) return of_[earlier.front()];
    for (Row later : rows_)
      if (events_.conversation(later) == conversation && events_.channel(later) != kAbsent) {
        if (events_.interaction(later) != kAbsent) return named(events_.interaction(later));
        break;
      }
    opened_early_[conversation] = next_;
    return next_++;
  }
  int choose_by_channel(Row row, StringId channel) {
    const StringId conversation = events_.conversation(row);
    const std::vector<Row> earlier = before(row);
    std::vector<Row>
        run;  // latest first: the events of this channel in the interaction that the last one is in
    for (Row other : earlier)
      if (events_.channel(other) == channel && (run.empty() || of_[other] == of_[run.front()]))
        run.push_back(other);
      else if (events_.channel(other) == channel)
        break;
    const bool first_with_channel = std::none_of(earlier.begin(), earlier.end(), [&](Row other) {
      return events_.channel(other) != kAbsent;
    });
    if (run.empty() && first_with_channel && channel != kAbsent &&
        opened_early_.count(conversation) != 0)
      return opened_early_[conversation];
    if (run.empty() || cuts(run, row, channel)) return next_++;
    return of_[run.front()];
  }
  bool cuts(const std::vector<Row>& run, Row row, StringId channel) const {
    const std::string_view kind = events_.text(events_.kind(row));
    const std::int64_t gap = events_.at_ms(row) - events_.at_ms(run.front());
    if (events_.text(channel) == "voice") {
      const bool wrapped = std::any_of(run.begin(), run.end(), [&](Row other) {
        return events_.text(events_.kind(other)) == "call.wrapped_up";
      });
      const bool called = std::any_of(run.begin(), run.end(), [&](Row other) {
        return events_.text(events_.kind(other)).substr(0, 5) == "call.";
      });
      const bool call =
          kind.substr(0, 5) == "call." && kind != "call.wrapped_up" && kind != "call.outcome_set";
      return (called && kind == "call.started") || (wrapped && call);
    }
    return gap > (events_.text(channel) == "web" ? 30 * 60000 : 24 * 3600000);
  }

  const GatedTimeline& events_;
  std::vector<Row> rows_;
  std::map<Row, int> of_;
  std::map<StringId, int> names_, opened_early_;
  int next_ = 0;
};

}  // namespace

TEST_CASE("interactions are those of a slow second reading of the rules", "[interaction]") {
  CHECK(rc::check([] {
    Timeline timeline;
    for (int i = *rc::gen::inRange(1, 25); i > 0; --i) {
      const RandomEvent event = random_event();
      RC_LOG() << event.at_ms << " " << event.kind << "\n";
      append(timeline, event);
    }
    finish(timeline, 1000);
    GatedTimeline events(timeline);
    events.set_as_of(Instant{*random_instant()});
    finish(events, 1000);
    Conversations conversations(events);
    finish(conversations, 1000);
    const SlowCut slow(events);
    std::map<int, InteractionId> ids;
    std::set<InteractionId> distinct;
    for (Row row : slow.rows()) {
      const InteractionId id = conversations.interaction_of(row);
      distinct.insert(id);
      RC_ASSERT(ids.emplace(slow.of(row), id).first->second == id);
    }
    RC_ASSERT(ids.size() == distinct.size());
    RC_ASSERT(conversations.interaction_count() == distinct.size());
  }));
}
