#include "feeds.h"

#include <ostream>

namespace throughline::test {
namespace {

using rc::gen::inRange;

// Present in one of n cases; shrinks to absent.
bool once_in(int n) { return *inRange(0, n) == n - 1; }

template <class... T>
std::string any_of(const T&... choices) {
  return *rc::gen::element(std::string(choices)...);
}

void maybe(Event& event, int once_in_n, Member member, const std::string& value) {
  if (once_in(once_in_n)) event.with(member, value);
}

std::string any_time() {
  return any_of("2026-05-01T10:00:00Z", "2026-05-01T10:00:01Z", "2026-05-01T12:00:00+02:00",
                "2026-05-01T10:00:02Z", "2026-05-01T12:00:00", "2026-05-01T19:00:00[Asia/Tokyo]",
                "2026-10-25T02:30:00", "1777629600", "2026-05-01T10:00:00[Mars/Olympus]",
                "no time at all", "2026-05-01T10:00:00Z/2026-05-01T10:30:00Z");
}

Event any_event(World world) {
  Event event(
      any_of("message.sent", "message.sent", "message.status", "message.edited", "note.created",
             "conversation.created", world == World::wild ? "message.deleted" : "message.received"),
      any_time());
  if (!once_in(5)) event.id(any_of("1", "2", "3", "b/1", ""));
  maybe(event, 3, Member::revises, any_of("1", "2", "3", "a/1", "b/2", "c/b/1", "nothing", ""));
  maybe(event, 3, Member::text, any_of("one", "two", "three"));
  maybe(event, 4, Member::title, any_of("t1", "t2"));
  maybe(event, 3, Member::delivery, any_of("queued", "sent", "failed", "delivered", "read"));
  maybe(event, 5, Member::conversation, any_of("c1", "c2", "a:c1"));
  maybe(event, 5, Member::customer_id, any_of("ann", "bob"));
  maybe(event, 5, Member::customer_phone, any_of("+100", "+200"));
  maybe(event, 5, Member::customer_email, any_of("a@x", "b@x"));
  maybe(event, 8, Member::customer_handles, any_of(R"(["s1"])", R"(["s2"])"));
  maybe(event, 5, Member::customer_name, any_of("Ann", "Bob"));
  maybe(event, 6, Member::actor_id, any_of("x", "y"));
  maybe(event, 6, Member::actor_name, any_of("X", "Y"));
  maybe(event, 6, Member::actor_kind, any_of("agent", "bot"));
  maybe(event, 6, Member::sequence, any_of("1", "2"));
  maybe(event, 6, Member::zone, any_of("Europe/Paris", "Asia/Tokyo", "Nowhere/Land", ""));
  maybe(event, 6, Member::end_time, any_of("2026-05-01T11:00:00Z", "2026-05-01T13:00:00"));
  maybe(event, 6, Member::channel, any_of("sms", "email"));
  maybe(event, 6, Member::queue, any_of("q1", "q2"));
  maybe(event, 6, Member::failed, any_of("true", "false"));
  maybe(event, 6, Member::metadata, any_of(R"({"a":1})", R"({"b":2})"));
  if (world == World::wild) maybe(event, 8, Member::deleted, any_of("true", "false"));
  return event;
}

// Messages "1" to "3" are the same in every source; what changes them has no id that another has.
Event tame_event(int number) {
  const std::string target = any_of("1", "2", "3");
  const auto fresh = [number] { return "e" + std::to_string(number); };
  const std::string time = "2026-05-01T11:00:0" + any_of("0", "1", "2") + "Z";
  Event event = [&] {
    switch (*inRange(0, 5)) {
      case 0:
        return Event("message.sent", "2026-05-01T10:00:0" + target + "Z")
            .id(target)
            .text(any_of("one", "two"));
      case 1:
        return Event("message.edited", time)
            .id(fresh())
            .revises(target)
            .text(any_of("three", "four"));
      case 2:
        return Event("message.status", time).id(target).delivery(any_of("sent", "read"));
      case 3:
        return Event("message.deleted", time).id(fresh()).revises(any_of(target, "b/" + target));
      default:
        return Event("message.sent", time)
            .id(fresh())
            .revises(target)
            .with(Member::deleted, "true")
            .text("x");
    }
  }();
  maybe(event, 4, Member::title, "title");
  return event;
}

OracleSource any_source() {
  OracleSource source;
  source.priority = once_in(3) ? 50 : 100;
  if (once_in(3)) source.zone = any_of("Europe/Paris", "America/New_York");
  if (once_in(6)) source.zone_override = "Europe/Paris";
  source.own_ids = once_in(5);
  return source;
}

Feed any_feed(World world) {
  Feed feed;
  for (const char* name : {"a", "b", "c"})
    feed.sources[name] = world == World::tame ? OracleSource{} : any_source();
  if (once_in(2)) feed.business_zone = "Europe/Paris";
  const int count = *rc::gen::withSize([](int size) { return inRange(0, 3 + size / 4); });
  for (int i = 0; i < count; ++i) {
    const std::string source = any_of("a", "b", "c");
    feed.events.emplace_back(source, world == World::tame ? tame_event(i) : any_event(world));
  }
  return feed;
}

SourceSettings settings_of(const OracleSource& source) {
  SourceSettings settings;
  settings.priority = source.priority;
  if (!source.zone.empty()) settings.zone = Zones::builtin().find(source.zone);
  if (!source.zone_override.empty())
    settings.zone_override = Zones::builtin().find(source.zone_override);
  settings.own_ids = source.own_ids;
  return settings;
}

}  // namespace

rc::Gen<Feed> feeds(World world) {
  return rc::gen::exec([world] { return any_feed(world); });
}

void configure(Journey& journey, const Feed& feed) {
  for (const auto& [name, source] : feed.sources)
    journey.timeline.configure(journey.timeline.source(name), settings_of(source));
  journey.timeline.set_business_zone(
      feed.business_zone.empty() ? kNoZone : Zones::builtin().find(feed.business_zone));
}

std::string outcome(Journey& journey, const Feed& feed) {
  const Timeline& t = journey.timeline;
  std::string out;
  for (Row row : journey.rows()) {
    out += t.reference(row) + " at=" + std::to_string(t.at_ms(row));
    if (const auto end = t.end_time(row)) out += " end=" + std::to_string(end->ms);
    for (std::size_t i = 0; i < kMemberCount; ++i) {
      const auto member = static_cast<Member>(i);
      const auto value = member == Member::source ? std::nullopt : t.member(row, member);
      if (value) out += " " + std::string(member_path(member)) + "=" + std::string(*value);
    }
    out += " sources=";
    const std::vector<SourceId> sources = t.sources_of(row);
    for (std::size_t i = 0; i < sources.size(); ++i)
      out += (i > 0 ? "," : "") + std::string(t.source_name(sources[i]));
    for (const std::string& text : journey.revisions(row)) out += " was=" + text;
    out += " customer=" + std::string(t.text(t.customer(row))) + "\n";
  }
  for (const auto& [name, source] : feed.sources) {
    const SourceCounts& counts = journey.counts(name);
    out += name + " kept=" + std::to_string(counts.kept) +
           " duplicate=" + std::to_string(counts.duplicate) +
           " undated=" + std::to_string(counts.undated) +
           " id_reused=" + std::to_string(counts.id_reused) + "\n";
  }
  return out;
}

std::string loaded_at_once(const Feed& feed) {
  Journey journey;
  configure(journey, feed);
  for (const auto& [source, event] : feed.events) journey.add(source, event);
  journey.settle();
  return outcome(journey, feed);
}

std::ostream& operator<<(std::ostream& out, const Feed& feed) {
  out << "\nbusiness zone " << feed.business_zone << "\n";
  for (const auto& [name, source] : feed.sources)
    out << name << ": priority " << source.priority << " zone " << source.zone << " override "
        << source.zone_override << (source.own_ids ? " own ids" : "") << "\n";
  for (const auto& [source, event] : feed.events) {
    out << source << ":";
    for (const auto& [member, value] : event.members)
      out << " " << member_path(member) << "=" << value;
    out << "\n";
  }
  return out;
}

}  // namespace throughline::test
