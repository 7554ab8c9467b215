#include "oracle_walk.h"

#include <algorithm>
#include <cmath>

namespace throughline::oracle {
namespace {

std::optional<std::int64_t> hours(const Json& object, const std::string& name) {
  if (!object.contains(name)) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(object[name].get<double>() * 3600000));
}

bool takes_starts(const Json& definition, std::int64_t at_ms) {
  std::vector<std::pair<std::int64_t, bool>> changes;
  for (const Json& change : definition.value("enabled_changes", Json::array()))
    changes.emplace_back(change["at"].get<std::int64_t>(), change["enabled"].get<bool>());
  if (definition.contains("disabled_at"))
    changes.emplace_back(definition["disabled_at"].get<std::int64_t>(), false);
  if (changes.empty()) return definition.value("enabled", true);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  bool enabled = !changes.front().second;
  for (const auto& [at, value] : changes)
    if (at <= at_ms) enabled = value;
  return enabled;
}

class Tracker {
 public:
  Tracker(const Json& definition, std::string subject, std::vector<Walk>& done)
      : definition_(definition), subject_(std::move(subject)), done_(done) {}

  void take(const Seen& seen) {
    if (open_ && open_->deadline_ms && *open_->deadline_ms < seen.at_ms) time_out();
    bool is_start = false;
    if (!open_ && takes_starts(definition_, seen.at_ms) &&
        !(definition_.value("reentry", "after_close") == "never" && ever_) &&
        trigger_matches(definition_["start"], seen)) {
      begin(seen);
      is_start = true;
    }
    if (!open_ || (is_start && !definition_.value("count_start_event", false))) return;
    for (const Json& exclude : triggers(definition_, "exclude"))
      if (trigger_matches(exclude, seen)) return close("excluded", seen.at_ms);
    take_milestones(seen);
    for (const Json& end : triggers(definition_, "ends")) {
      if (!trigger_matches(end, seen)) continue;
      open_->end = end["id"].get<std::string>();
      return close("completed", seen.at_ms);
    }
  }

  void finish(std::int64_t as_of_ms) {
    if (!open_) return;
    if (open_->deadline_ms && *open_->deadline_ms < as_of_ms) return time_out();
    done_.push_back(*open_);
  }

 private:
  void begin(const Seen& seen) {
    ever_ = true;
    open_ = Walk();
    open_->subject = subject_;
    open_->start = seen;
    open_->reached.resize(triggers(definition_, "milestones").size());
    if (const auto timeout = hours(definition_, "timeout_hours"))
      open_->deadline_ms = seen.at_ms + *timeout;
  }
  void time_out() { close("timed_out", *open_->deadline_ms); }
  void close(const std::string& state, std::int64_t at_ms) {
    open_->state = state;
    open_->ended_ms = at_ms;
    done_.push_back(*open_);
    open_.reset();
  }

  bool in_window(const Json& milestone, std::size_t i, const Seen& seen) const {
    const auto within = hours(milestone, "within_hours");
    if (!within) return true;
    std::int64_t since = open_->start.at_ms;
    for (std::size_t before = 0; before < i; ++before)
      if (open_->reached[before]) since = open_->reached[before]->at_ms;
    return seen.at_ms <= since + *within;
  }

  void take_milestones(const Seen& seen) {
    const std::string order = definition_.value("order", "any");
    const Json milestones = triggers(definition_, "milestones");
    int good = 0;
    int bad = 0;
    for (std::size_t i = 0; i < milestones.size(); ++i) {
      if (!trigger_matches(milestones[i], seen) || !in_window(milestones[i], i, seen)) continue;
      if (open_->reached[i]) {
        ++open_->reached[i]->hits;
        ++good;
        continue;
      }
      const bool all_before = std::all_of(open_->reached.begin(),
                                          open_->reached.begin() + static_cast<std::ptrdiff_t>(i),
                                          [](const auto& reach) { return reach.has_value(); });
      if (order != "any" && !all_before) {
        ++bad;
        continue;
      }
      if (order == "strict" && open_->stopped) {
        continue;
      }
      open_->reached[i] = Reach{seen.at_ms, seen.index, 1};
      ++good;
    }
    if (order == "strict" && bad > 0 && good == 0) open_->stopped = true;
  }

  const Json& definition_;
  std::string subject_;
  std::vector<Walk>& done_;
  std::optional<Walk> open_;
  bool ever_ = false;
};

}  // namespace

Json triggers(const Json& definition, const std::string& name) {
  const Json list = definition.value(name, Json::array());
  return list.is_array() ? list : Json::array({list});
}

std::vector<Walk> walk(const Json& definition, const std::string& subject,
                       const std::vector<Seen>& events, std::int64_t as_of_ms) {
  std::vector<Walk> done;
  Tracker tracker(definition, subject, done);
  for (const Seen& one : events) tracker.take(one);
  tracker.finish(as_of_ms);
  return done;
}

}  // namespace throughline::oracle
