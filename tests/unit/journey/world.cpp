#include "world.h"

#include <deque>
#include <stdexcept>

namespace throughline::testing {
namespace {

// The value at a member's path; null where there is none.
Json value_at(const Json& event, std::string_view path) {
  const Json* at = &event;
  for (;;) {
    const std::size_t dot = path.find('.');
    if (!at->is_object() || !at->contains(std::string(path.substr(0, dot)))) return nullptr;
    at = &at->at(std::string(path.substr(0, dot)));
    if (dot == std::string_view::npos) return *at;
    path.remove_prefix(dot + 1);
  }
}

Json member_value(const Json& event, Member member) {
  if (member == Member::customer_id && event.contains("customer") && event["customer"].is_string())
    return event["customer"];
  if (member == Member::status_to && event.contains("status") && event["status"].is_string())
    return event["status"];
  return value_at(event, member_path(member));
}

}  // namespace

Json event(std::string_view id, std::string_view type, std::int64_t at_ms, const Json& more) {
  Json made = {{"id", id}, {"type", type}, {"at_ms", at_ms}, {"conversation", "c1"}};
  for (const auto& [name, value] : more.items()) made[name] = value;
  return made;
}

World::World()
    : gated(timeline),
      conversations(gated),
      filter(gated, conversations),
      journeys(gated, conversations) {}

World& World::add(const Json& event, std::string_view source) {
  const SourceId id = timeline.source(source);
  if (records_.size() <= id) records_.resize(id + std::size_t{1});
  EventRecord record;
  std::deque<std::string> bytes;  // values must outlive the append
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    if (member == Member::source || member == Member::time) continue;
    const Json value = member_value(event, member);
    if (value.is_null()) continue;
    if (member_form(member) == MemberForm::text && !value.is_string()) continue;
    bytes.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    record.set(member, bytes.back());
  }
  record.at = Instant{event.at("at_ms").get<std::int64_t>()};
  record.record_index = records_[id]++;
  timeline.append(id, record);
  return *this;
}

World& World::add_all(const std::vector<Json>& events) {
  for (const Json& one : events) add(one);
  return *this;
}

void World::set_gate(std::string_view gate_json) {
  const Result<Gate> gate = Gate::parse(gate_json);
  if (!gate) throw std::runtime_error(gate.error().message());
  gated.set_gate(*gate);
}

void World::set_as_of(std::int64_t as_of_ms) { gated.set_as_of(Instant{as_of_ms}); }

void World::set_filter(std::string_view filter_json) {
  const Result<Filter> parsed = Filter::parse(filter_json);
  if (!parsed) throw std::runtime_error(parsed.error().message());
  filter.set_filter(*parsed);
}

void World::set_templates(const Json& templates) {
  const Result<Templates> parsed = Templates::parse(templates.dump());
  if (!parsed) throw std::runtime_error(parsed.error().message());
  journeys.set_templates(*parsed);
}

void World::settle(std::uint32_t units) {
  const auto finish = [units](auto& room) {
    std::uint32_t left = units;
    while (room.step(left)) left = units;
  };
  finish(timeline);
  gated.invalidate(timeline.take_changes());
  finish(gated);
  const GatedTimeline::Refreshed refreshed = gated.take_refreshed();
  conversations.invalidate(refreshed);
  finish(conversations);
  filter.invalidate(refreshed);
  finish(filter);
  journeys.invalidate(refreshed);
  finish(journeys);
}

Json World::document(bool filtered) {
  settle();
  std::string out;
  journeys.append_json(filtered ? &filter : nullptr, out);
  return Json::parse(out);
}

Json World::document_of(const Json& templates, std::int64_t as_of_ms) {
  set_templates(templates);
  set_as_of(as_of_ms);
  return document();
}

const Json& summary(const Json& document, std::size_t i) { return document.at("templates").at(i); }
const Json& journey(const Json& document, std::size_t i) { return document.at("journeys").at(i); }

}  // namespace throughline::testing
