#include "oracle.h"

#include <algorithm>
#include <map>

#include "oracle_walk.h"

namespace throughline::oracle {
namespace {

// ---------------------------------------------------------------------------------------------
// Numbers

// PERCENTILE.INC, rounded half up: exact over a common denominator of 10.
Json percentile(std::vector<std::int64_t> values, std::int64_t tenths) {
  if (values.empty()) return nullptr;
  std::sort(values.begin(), values.end());
  const std::int64_t rank = tenths * (static_cast<std::int64_t>(values.size()) - 1);
  const auto low = static_cast<std::size_t>(rank / 10);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  const std::int64_t tenfold = values[low] * (10 - rank % 10) + values[high] * (rank % 10);
  return (tenfold + 5) / 10;
}

Json statistics(const std::vector<std::int64_t>& values) {
  Json mean;
  std::int64_t sum = 0;
  for (std::int64_t value : values) sum += value;
  const auto n = static_cast<std::int64_t>(values.size());
  if (n > 0) mean = (2 * sum + n) / (2 * n);
  return {
      {"n", n}, {"median", percentile(values, 5)}, {"p90", percentile(values, 9)}, {"mean", mean}};
}

std::int64_t from_previous(const Walk& walk, std::size_t i) {
  std::int64_t since = walk.start.at_ms;
  std::size_t latest = 0;
  bool any = false;
  for (const auto& reach : walk.reached) {
    if (!reach || reach->index >= walk.reached[i]->index) continue;
    if (any && reach->index < latest) continue;
    any = true;
    latest = reach->index;
    since = reach->at_ms;
  }
  return walk.reached[i]->at_ms - since;
}

int furthest(const Walk& walk) {
  for (int i = static_cast<int>(walk.reached.size()) - 1; i >= 0; --i)
    if (walk.reached[static_cast<std::size_t>(i)]) return i;
  return -1;
}

bool is_skipped(const Walk& walk, std::size_t i) {
  return !walk.reached[i] && furthest(walk) > static_cast<int>(i);
}

bool is_out_of_order(const Walk& walk, std::size_t i) {
  return i > 0 && walk.reached[i] && walk.reached[i - 1] &&
         walk.reached[i]->at_ms < walk.reached[i - 1]->at_ms;
}

std::vector<std::int64_t> step_samples(const std::vector<Walk>& walks, std::size_t i) {
  std::vector<std::int64_t> samples;
  for (const Walk& walk : walks)
    if (walk.reached[i]) samples.push_back(from_previous(walk, i));
  return samples;
}

bool is_stalled(const Walk& walk, const std::vector<Walk>& walks, std::int64_t as_of_ms) {
  const auto step = static_cast<std::size_t>(furthest(walk) + 1);
  if (walk.state != "open" || step >= walk.reached.size()) return false;
  const std::vector<std::int64_t> samples = step_samples(walks, step);
  if (samples.size() < 5) return false;
  std::int64_t since = walk.start.at_ms;
  for (const auto& reach : walk.reached)
    if (reach) since = std::max(since, reach->at_ms);
  return as_of_ms - since > percentile(samples, 9).get<std::int64_t>();
}

Json state_counts() { return {{"open", 0}, {"timed_out", 0}, {"completed", 0}, {"excluded", 0}}; }

void bump(Json& count) { count = count.get<int>() + 1; }

Json summarise(const Json& definition, const std::vector<Walk>& walks,
               std::int64_t without_subject) {
  Json summary = {{"id", definition["id"]},
                  {"started", walks.size()},
                  {"open", 0},
                  {"completed", 0},
                  {"timed_out", 0},
                  {"excluded", 0},
                  {"without_subject", without_subject},
                  {"ends", Json::object()},
                  {"milestones", Json::array()},
                  {"stopped_at_start", state_counts()},
                  {"slowest", nullptr},
                  {"biggest_drop", nullptr}};
  for (const Json& end : triggers(definition, "ends"))
    summary["ends"][end["id"].get<std::string>()] = 0;
  std::vector<std::int64_t> durations;
  const Json milestones = triggers(definition, "milestones");
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    Json entry = {{"id", milestones[i]["id"]},
                  {"reached", 0},
                  {"skipped", 0},
                  {"out_of_order", 0},
                  {"stopped_here", state_counts()}};
    std::vector<std::int64_t> from_start;
    for (const Walk& walk : walks) {
      if (walk.reached[i]) {
        bump(entry["reached"]);
        from_start.push_back(walk.reached[i]->at_ms - walk.start.at_ms);
      }
      if (is_skipped(walk, i)) bump(entry["skipped"]);
      if (is_out_of_order(walk, i)) bump(entry["out_of_order"]);
      if (furthest(walk) == static_cast<int>(i)) bump(entry["stopped_here"][walk.state]);
    }
    entry["from_start_ms"] = statistics(from_start);
    entry["from_previous_ms"] = statistics(step_samples(walks, i));
    summary["milestones"].push_back(entry);
  }
  for (const Walk& walk : walks) {
    bump(summary[walk.state]);
    if (walk.end) bump(summary["ends"][*walk.end]);
    if (walk.state == "completed") durations.push_back(*walk.ended_ms - walk.start.at_ms);
    if (furthest(walk) < 0) bump(summary["stopped_at_start"][walk.state]);
  }
  summary["duration_ms"] = statistics(durations);

  std::int64_t slowest = -1;
  for (const Json& entry : summary["milestones"]) {
    const Json& median = entry["from_previous_ms"]["median"];
    if (median.is_null() || median.get<std::int64_t>() <= slowest) continue;
    slowest = median.get<std::int64_t>();
    summary["slowest"] = entry["id"];
  }
  const auto dropped = [](const Json& counts) {
    return counts["timed_out"].get<int>() + counts["excluded"].get<int>();
  };
  int most = dropped(summary["stopped_at_start"]);
  if (most > 0) summary["biggest_drop"] = "start";
  for (const Json& entry : summary["milestones"]) {
    if (dropped(entry["stopped_here"]) <= most) continue;
    most = dropped(entry["stopped_here"]);
    summary["biggest_drop"] = entry["id"];
  }
  return summary;
}

std::string reference(const std::vector<Json>& events, std::size_t index) {
  const std::string source = text_of(events[index], "source");
  return (source.empty() ? "crm" : source) + "/" + text_of(events[index], "id");
}

Json walk_document(const Json& definition, const Walk& walk, const std::vector<Json>& events) {
  Json entry = {{"template", definition["id"]},
                {"subject", walk.subject},
                {"state", walk.state},
                {"started_ms", walk.start.at_ms},
                {"deadline_ms", nullptr},
                {"ended_ms", nullptr},
                {"end", nullptr},
                {"start_event", reference(events, walk.start.index)},
                {"milestones", Json::array()}};
  if (walk.deadline_ms) entry["deadline_ms"] = *walk.deadline_ms;
  if (walk.ended_ms) entry["ended_ms"] = *walk.ended_ms;
  if (walk.end) entry["end"] = *walk.end;
  const Json milestones = triggers(definition, "milestones");
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    Json hit = {{"id", milestones[i]["id"]},
                {"reached_ms", nullptr},
                {"event", nullptr},
                {"hits", 0},
                {"skipped", is_skipped(walk, i)},
                {"out_of_order", is_out_of_order(walk, i)}};
    if (walk.reached[i]) {
      hit["reached_ms"] = walk.reached[i]->at_ms;
      hit["event"] = reference(events, walk.reached[i]->index);
      hit["hits"] = walk.reached[i]->hits;
    }
    entry["milestones"].push_back(hit);
  }
  return entry;
}

}  // namespace

Json journeys_document(const Json& templates, const std::vector<Json>& events,
                       std::int64_t as_of_ms) {
  const std::vector<Seen> log = see(events, as_of_ms);
  Json document = {
      {"as_of_ms", as_of_ms}, {"templates", Json::array()}, {"journeys", Json::array()}};
  for (const Json& definition : templates) {
    const bool by_customer = definition.value("subject", "conversation") == "customer";
    std::map<std::string, std::vector<Seen>> by_subject;
    std::int64_t without_subject = 0;
    for (const Seen& seen : log) {
      const std::string subject = by_customer ? seen.customer : conversation_of(seen.event);
      if (subject.empty()) {
        ++without_subject;
      } else {
        by_subject[subject].push_back(seen);
      }
    }
    std::vector<Walk> walks;
    for (const auto& [subject, seen] : by_subject)
      for (Walk& one : walk(definition, subject, seen, as_of_ms)) walks.push_back(std::move(one));
    std::stable_sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
      return std::pair(a.start.at_ms, a.subject) < std::pair(b.start.at_ms, b.subject);
    });
    document["templates"].push_back(summarise(definition, walks, without_subject));
    for (const Walk& walk : walks) {
      Json entry = walk_document(definition, walk, events);
      entry["stalled"] = is_stalled(walk, walks, as_of_ms);
      document["journeys"].push_back(entry);
    }
  }
  return document;
}

}  // namespace throughline::oracle
