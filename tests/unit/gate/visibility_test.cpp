#include "catch.hpp"
#include "log.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

constexpr std::int64_t kHour = 3600000;

std::int64_t at(std::string_view iso) { return parse_time(iso).instant().ms; }

// All permissions but the one named.
std::string without(std::string_view permission) {
  std::string json = R"({"permissions":{)";
  for (unsigned i = 0; i < Gate::kPermissions; ++i) {
    const std::string_view name = permission_name(static_cast<Gate::Permission>(i));
    json += i == 0 ? "\"" : ",\"";
    json += name;
    json += name == permission ? "\":false" : "\":true";
  }
  return json + "}}";
}

}  // namespace

TEST_CASE("without a gate everything is visible", "[gate]") {
  Log log;
  const Row a = log.add(2, "message.received", {{Member::text, "x"}, {Member::division, "north"}});
  const Row b = log.add(1, "note.created", {{Member::internal, "true"}});
  const auto refreshed = log.refresh();
  CHECK(refreshed.everything);
  CHECK(log.visible() == Rows{b, a});
  CHECK(log.events.visible_count() == 2);
  CHECK(log.events.absence(a, Member::text) == Absence::present);
  CHECK(log.events.absence(a, Member::title) == Absence::not_supplied);
}

TEST_CASE("a permission that is missing takes its events away", "[gate]") {
  Log log;
  const Row message = log.add(1, "message.received", {{Member::conversation, "v1"}});
  const Row page = log.add(2, "web.page_viewed");
  const Row session = log.add(3, "call.started", {{Member::interaction, "i1"}});
  const Row booking = log.add(4, "booking.confirmed");
  const Row scrolled = log.add(5, "web.scrolled");
  struct Case {
    std::string_view permission;
    Rows left;
  };
  const Case c = GENERATE_COPY(values<Case>({
      {"journey.event.view", {}},
      {"external_contacts.session.view", {}},
      {"journey.session.view", {page, booking, scrolled}},
      {"journey.session_type.view", {message, session, booking}},
      {"journey.event_type.view", {message, page, session, booking, scrolled}},
      {"export", {message, page, session, booking, scrolled}},
  }));
  log.gate(without(c.permission));
  CHECK(log.visible() == c.left);
  CHECK(log.events.visible_count() == c.left.size());
}

TEST_CASE("a permission that is missing takes its members away", "[gate]") {
  Log log;
  const Row row = log.add(1, "call.wrapped_up",
                          {{Member::text, "t"},
                           {Member::outcome, "sold"},
                           {Member::score_current, "3"},
                           {Member::metadata, "{\"a\":1}"},
                           {Member::wrap_up, "W1"},
                           {Member::queue, "sales"},
                           {Member::channel, "voice"}});
  SECTION("details") {
    log.gate(without("journey.event_type.view"));
    for (Member member :
         {Member::text, Member::title, Member::comments, Member::media, Member::outcome,
          Member::score_previous, Member::score_current, Member::rating_value, Member::rating_max,
          Member::rating_positive, Member::amount_value, Member::amount_currency, Member::sentiment,
          Member::metadata}) {
      CHECK_FALSE(log.events.member(row, member));
      CHECK(log.shown(row, member) == "(none)");
      CHECK(log.events.absence(row, member) == Absence::not_permitted);
      CHECK_FALSE(log.events.gives(member));
    }
    CHECK(log.events.outcome(row) == kAbsent);
    CHECK(log.member(row, Member::wrap_up) == "W1");
    CHECK(log.member(row, Member::channel) == "voice");
  }
  SECTION("wrap-up") {
    log.gate(without("routing.wrapup_code.view"));
    CHECK(log.member(row, Member::wrap_up) == "(none)");
    CHECK(log.member(row, Member::text) == "t");
  }
  SECTION("queue") {
    log.gate(without("routing.queue.search"));
    CHECK(log.events.queue(row) == kAbsent);
    CHECK(log.member(row, Member::queue) == "(none)");
    CHECK_FALSE(log.events.gives(Member::queue));
  }
}

TEST_CASE("customers see no notes, tags and internal events", "[gate]") {
  Log log;
  const Row message =
      log.add(1, "message.received", {{Member::tags, R"(["vip"])"}, {Member::comments, "rude"}});
  log.add(2, "note.created");
  log.add(3, "tag.added", {{Member::tags, R"(["vip"])"}});
  log.add(4, "message.sent", {{Member::internal, "true"}});
  const Row open = log.add(5, "message.sent", {{Member::internal, "false"}});
  log.add(6, "note.pinned");
  log.gate(R"({"audience":"customer"})");
  CHECK(log.visible() == Rows{message, open});
  CHECK(log.member(message, Member::tags) == "(none)");
  CHECK(log.shown(message, Member::comments) == "(none)");
}

TEST_CASE("an event's division is its conversation's: the latest before it, else the first after",
          "[gate]") {
  Log log;
  const Row before = log.add(1, "message.received", {{Member::conversation, "v1"}});
  const Row north =
      log.add(2, "message.sent", {{Member::conversation, "v1"}, {Member::division, "north"}});
  const Row still = log.add(3, "message.received", {{Member::conversation, "v1"}});
  const Row south =
      log.add(4, "message.sent", {{Member::conversation, "v1"}, {Member::division, "south"}});
  const Row last = log.add(5, "message.received", {{Member::conversation, "v1"}});
  const Row none = log.add(6, "message.received", {{Member::conversation, "v2"}});
  const Row loose = log.add(7, "web.event");
  const Row loose_south = log.add(8, "web.event", {{Member::division, "south"}});
  log.gate(R"({"divisions":["north"]})");
  CHECK(log.visible() == Rows{before, north, still, none, loose});
  log.gate(R"({"divisions":["south"]})");
  CHECK(log.visible() == Rows{south, last, none, loose, loose_south});
  log.gate(R"({"divisions":[]})");
  CHECK(log.visible() == Rows{none, loose});
  // Settled whatever as-of is: the division that a later event names holds for the earlier one.
  log.as_of(1);
  CHECK(log.visible() == Rows{none, loose});
}

TEST_CASE("events hidden by their division are counted only where the gate allows it", "[gate]") {
  Log log;
  log.add(1, "message.sent",
          {{Member::conversation, "v1"}, {Member::division, "south"}, {Member::customer_id, "c1"}});
  log.add(2, "message.received", {{Member::conversation, "v1"}});
  log.add(3, "web.event", {{Member::division, "south"}, {Member::customer_id, "c2"}});
  log.add(9, "web.event", {{Member::division, "south"}, {Member::customer_id, "c2"}});
  log.gate(R"({"divisions":["north"]})");
  CHECK(log.events.hidden_by_division() == 0);
  log.gate(R"({"divisions":["north"],"show_division_count":true})");
  CHECK(log.events.hidden_by_division() == 4);
  log.as_of(5);
  CHECK(log.events.hidden_by_division() == 3);
  log.events.set_customer("c1");
  log.refresh();
  CHECK(log.events.hidden_by_division() == 2);
}

TEST_CASE("retention counts calendar months and days in the business zone", "[gate]") {
  Log log;
  log.timeline.set_business_zone(Zones::builtin().find("America/Sao_Paulo"));
  // Twelve months before 2026-02-28T12:00-03:00 is 2025-02-28T12:00-03:00.
  const std::int64_t edge = at("2025-02-28T12:00:00-03:00");
  const Row out = log.add(edge - 1, "message.received", {{Member::text, "old"}});
  const Row in = log.add(edge, "message.received");
  log.gate(R"({"retention":{"months":12}})");
  CHECK(log.visible() == Rows{out, in});  // no as-of: nothing is hidden
  log.as_of(at("2026-02-28T12:00:00-03:00"));
  CHECK(log.visible() == Rows{in});
  CHECK(log.events.outside_retention() == Rows{out});
  CHECK(log.events.absence(out, Member::text) == Absence::outside_retention);
  CHECK(log.shown(out, Member::text) == "(none)");
  // As-of moves on and back without a full pass.
  const auto moved = log.as_of(at("2026-02-28T12:00:00.001-03:00"));
  CHECK_FALSE(moved.everything);
  CHECK(moved.as_of_moved);
  CHECK_FALSE(moved.only_as_of);
  CHECK(moved.loose_rows == Rows{in});
  CHECK(log.visible().empty());
  CHECK(log.events.outside_retention() == Rows{out, in});
  log.as_of(at("2026-02-28T11:00:00-03:00"));
  CHECK(log.visible() == Rows{out, in});
}

TEST_CASE("retention's months are clamped at the month's end and follow the zone's clock",
          "[gate]") {
  Log log;
  log.timeline.set_business_zone(Zones::builtin().find("Europe/Berlin"));
  // One month before 2026-03-31T12:00+02:00 is 2026-02-28T12:00+01:00.
  const std::int64_t edge = at("2026-02-28T12:00:00+01:00");
  log.add(edge - 1, "message.received");
  const Row in = log.add(edge, "message.received");
  log.gate(R"({"retention":{"months":1}})");
  log.as_of(at("2026-03-31T12:00:00+02:00"));
  CHECK(log.visible() == Rows{in});
  // Two civil days back over the change to summer time (29 March) are 47 hours.
  log.gate(R"({"retention":{"days":2}})");
  const std::int64_t as_of = at("2026-03-30T12:00:00+02:00");
  const Row kept = log.add(as_of - 47 * kHour, "message.received");
  log.add(as_of - 47 * kHour - 1, "message.received");
  log.as_of(as_of);
  CHECK(log.visible() == Rows{kept});
}

TEST_CASE("direction and actor follow the kind where they are absent", "[gate]") {
  Log log;
  const Row received = log.add(1, "message.received");
  const Row bot = log.add(2, "ai.responded");
  const Row given = log.add(3, "message.received",
                            {{Member::direction, "outbound"}, {Member::actor_kind, "bot"}});
  const Row failed = log.add(4, "message.sent", {{Member::delivery, "failed"}});
  log.refresh();
  CHECK(log.events.direction(received) == Direction::inbound);
  CHECK(log.events.actor_kind(received) == ActorKind::customer);
  CHECK(log.events.actor_kind(bot) == ActorKind::bot);
  CHECK(log.events.direction(given) == Direction::outbound);
  CHECK(log.events.actor_kind(given) == ActorKind::bot);
  CHECK(log.events.failed(failed));
  CHECK_FALSE(log.events.failed(received));
}
