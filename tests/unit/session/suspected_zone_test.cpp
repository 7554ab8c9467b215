// A source whose clock runs in another zone than its times say is named, with its offset; what only
// lags is not.
#include <map>

#include "catch.hpp"
#include "intake.h"
#include "throughline/time.h"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kStart = 1'767'600'000'000;  // 2026-01-05T08:00:00Z, a Monday

// Numbers that look random and are the same everywhere.
class Dice {
 public:
  std::int64_t roll(std::int64_t below) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(below));
  }

 private:
  std::uint64_t state_ = 17;
};

struct Said {
  std::int64_t at_ms = 0;
  bool by_customer = false;
  std::string conversation, text;
};

// Chats of six messages, one a day for the customer: each answered within minutes.
std::vector<Said> chats(int count, std::int64_t days_apart = 3) {
  Dice dice;
  std::vector<Said> out;
  for (int chat = 0; chat < count; ++chat) {
    std::int64_t at_ms = kStart + chat * days_apart * kDay + dice.roll(8 * 60) * kMinute;
    for (int i = 0; i < 6; ++i) {
      out.push_back(
          {at_ms, i % 2 == 0, "c" + std::to_string(chat), "message " + std::to_string(i)});
      at_ms += kMinute + dice.roll(9 * kMinute);
    }
  }
  return out;
}

std::string utc(std::int64_t ms) {
  std::string out;
  append_utc(out, Instant{ms});
  return out;
}

Json line_of(const Said& said, const std::string& time) {
  static int number = 0;
  return {{"id", std::to_string(++number)},
          {"type", said.by_customer ? "message.received" : "message.sent"},
          {"time", time},
          {"customer", "ana"},
          {"conversation", said.conversation},
          {"text", said.text}};
}

// What customers said goes into one feed, what agents said into another, its times as `clock` shows
// them.
template <class Clock>
std::pair<std::string, std::string> split(const std::vector<Said>& log, const Clock& clock) {
  std::string customers, agents;
  for (const Said& said : log) {
    if (said.by_customer)
      customers += line_of(said, utc(said.at_ms)).dump() + "\n";
    else
      agents += line_of(said, clock(said.at_ms)).dump() + "\n";
  }
  return {customers, agents};
}

// The wall clock of a zone, labelled +00:00.
auto labelled_wrongly(const char* zone) {
  return [id = Zones::builtin().find(zone)](std::int64_t ms) {
    std::string out = utc(Zones::builtin().to_civil(id, Instant{ms}).ms);
    out.replace(out.size() - 1, 1, "+00:00");
    return out;
  };
}

Json suspects(Intake& desk) { return desk.ask({{"command", "inspect"}})["suspected_zones"]; }

bool in_order(Intake& desk, const std::vector<Said>& log) {
  std::map<std::string, std::vector<std::string>> said, told;
  for (const Said& one : log) said[one.conversation].push_back(one.text);
  for (const Json& event : desk.timeline()) told[event["conversation"]].push_back(event["text"]);
  return said == told;
}

}  // namespace

TEST_CASE(
    "local times labelled +00:00: the zone is suspected, its offset named, and an override mends "
    "the order") {
  const auto log = chats(12);
  const auto [customers, agents] = split(log, labelled_wrongly("America/Sao_Paulo"));
  Intake desk(Json{{"configuration", {{"business_zone", "America/Sao_Paulo"}}}});
  desk.load("chat", customers).load("desk", agents);
  CHECK_FALSE(in_order(desk, log));
  const Json found = suspects(desk);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["source"] == "desk");
  CHECK(found[0]["against"] == "chat");
  CHECK(found[0]["offset"] == "-03:00");
  CHECK(found[0]["shift_ms"] == 3 * kHour);
  CHECK(found[0]["zone_override"] == "America/Sao_Paulo");
  CHECK(found[0]["evidence"]["counterparts"] == 36);
  CHECK(found[0]["evidence"]["meeting"] == 36);
  CHECK(found[0]["evidence"]["examples"].size() == 3);

  const Json mended{{"business_zone", "America/Sao_Paulo"},
                    {"sources", {{"desk", {{"zone_override", found[0]["zone_override"]}}}}}};
  CHECK(desk.set({{"configuration", mended}}) == "");
  CHECK(in_order(desk, log));
  CHECK(suspects(desk).empty());
}

TEST_CASE("half and quarter hours, east of Greenwich, without any zone configured") {
  const auto log = chats(12);
  struct Zone {
    const char *name, *offset;
    Json fix;
  };
  for (const Zone& zone :
       {Zone{"Asia/Tokyo", "+09:00", "Etc/GMT-9"}, Zone{"Asia/Kolkata", "+05:30", nullptr}}) {
    CAPTURE(zone.name);
    const auto [customers, agents] = split(log, labelled_wrongly(zone.name));
    Intake desk;
    desk.load("chat", customers).load("desk", agents);
    const Json found = suspects(desk);
    REQUIRE(found.size() == 1);
    CHECK(found[0]["source"] == "desk");
    CHECK(found[0]["offset"] == zone.offset);
    CHECK(found[0]["zone_override"] == zone.fix);
  }
}

TEST_CASE("one feed tells the questions, the other answers that take up to twenty minutes") {
  Dice dice;
  std::vector<Said> log;
  for (int chat = 0; chat < 40; ++chat) {
    const std::int64_t at_ms = kStart + chat * kDay + dice.roll(8 * 60) * kMinute;
    const std::int64_t lag_ms = kMinute + dice.roll(19 * kMinute);
    log.push_back({at_ms, true, "c" + std::to_string(chat), "question"});
    log.push_back({at_ms + lag_ms, false, "c" + std::to_string(chat), "answer"});
  }
  const auto offset = [&log](const char* zone) {
    const auto [customers, agents] = split(log, labelled_wrongly(zone));
    Intake desk;
    desk.load("chat", customers).load("desk", agents);
    const Json found = suspects(desk);
    return found.size() == 1 ? found[0]["offset"] : found;
  };
  CHECK(offset("America/Sao_Paulo") == "-03:00");
  CHECK(offset("Asia/Tokyo") == "+09:00");
  CHECK(offset("Asia/Kolkata") == "+05:30");
}

TEST_CASE("a year with summer time is no constant offset, but a zone at hand explains it") {
  const auto log = chats(60, 6);
  const auto [customers, agents] = split(log, labelled_wrongly("Europe/Paris"));
  Intake desk(Json{{"configuration", {{"business_zone", "Europe/Paris"}}}});
  desk.load("chat", customers).load("desk", agents);
  const Json found = suspects(desk);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["source"] == "desk");
  CHECK(found[0]["zone_override"] == "Europe/Paris");
}

TEST_CASE("the same happenings told twice, a quarter of an hour apart") {
  const auto log = chats(12);
  std::string here, there;
  for (const Said& said : log) {
    here += line_of(said, utc(said.at_ms)).dump() + "\n";
    there += line_of(said, utc(said.at_ms + 15 * kMinute)).dump() + "\n";
  }
  Intake desk;
  desk.load("a", here).load("b", there);
  const Json found = suspects(desk);
  REQUIRE(found.size() == 1);
  CHECK(std::abs(found[0]["shift_ms"].get<std::int64_t>()) == 15 * kMinute);
}

TEST_CASE("of three sources the one that disagrees with both others is suspected") {
  const auto log = chats(16);
  std::string feeds[3];
  for (std::size_t i = 0; i < log.size(); ++i) {
    const std::int64_t wrong_ms = i % 3 == 0 ? 2 * kHour : 0;
    feeds[i % 3] += line_of(log[i], utc(log[i].at_ms + wrong_ms)).dump() + "\n";
  }
  Intake desk;
  desk.load("a", feeds[0]).load("b", feeds[1]).load("c", feeds[2]);
  const Json found = suspects(desk);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["source"] == "a");
  CHECK(found[0]["shift_ms"] == -2 * kHour);
}

TEST_CASE("epoch numbers cannot be moved by a zone: the other source is doubted") {
  const auto log = chats(12);
  const auto [customers, agents] = split(log, [](std::int64_t ms) { return std::to_string(ms); });
  std::string wrong;
  for (const Said& said : log)
    if (said.by_customer)
      wrong += line_of(said, labelled_wrongly("Asia/Tokyo")(said.at_ms)).dump() + "\n";
  Intake desk;
  desk.load("chat", wrong).load("desk", agents);
  const Json found = suspects(desk);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["source"] == "chat");
  CHECK(found[0]["offset"] == "+09:00");
}

TEST_CASE("what only lags is not suspected") {
  const auto log = chats(30);
  const auto told = [&log](const auto& clock) {
    const auto [customers, agents] = split(log, clock);
    Intake desk;
    desk.load("chat", customers).load("desk", agents);
    return suspects(desk);
  };
  SECTION("right clocks") {
    CHECK(told([](std::int64_t ms) { return utc(ms); }).empty());
  }
  SECTION("answers after anything up to a day") {
    Dice dice;
    CHECK(told([&dice](std::int64_t ms) { return utc(ms + dice.roll(kDay)); }).empty());
  }
  SECTION("answers after one to five hours") {
    Dice dice;
    CHECK(
        told([&dice](std::int64_t ms) { return utc(ms + kHour + dice.roll(4 * kHour)); }).empty());
  }
  SECTION("too little to say") {
    const auto [customers, agents] = split(chats(2), labelled_wrongly("Asia/Tokyo"));
    Intake desk;
    desk.load("chat", customers).load("desk", agents);
    CHECK(suspects(desk).empty());
  }
}

TEST_CASE("a timer is no zone, and a machine's lag no person's") {
  std::string calls, after;
  for (int i = 0; i < 30; ++i) {
    const std::int64_t at_ms = kStart + i * kDay + (i * 37 % 300) * kMinute;
    const std::string conversation = "c" + std::to_string(i);
    calls += Json{{"id", i},
                  {"type", "message.received"},
                  {"time", utc(at_ms)},
                  {"conversation", conversation}}
                 .dump() +
             "\n";
    after += Json{{"type", "message.sent"},
                  {"time", utc(at_ms + 2 * kHour)},
                  {"conversation", conversation}}
                 .dump() +
             "\n";
  }
  Intake desk;
  desk.load("phone", calls).load("survey", after);
  CHECK(suspects(desk).empty());
}

TEST_CASE("sources that tell of different things are not held against each other") {
  Dice dice;
  std::string web, mail;
  for (int i = 0; i < 300; ++i) {
    web += Json{{"type", "web.page_viewed"},
                {"time", utc(kStart + dice.roll(90 * kDay))},
                {"customer", "ana"}}
               .dump() +
           "\n";
    mail += Json{{"type", "message.sent"},
                 {"time", utc(kStart + dice.roll(90 * kDay))},
                 {"customer", "ana"}}
                .dump() +
            "\n";
  }
  Intake desk;
  desk.load("web", web).load("mail", mail);
  CHECK(suspects(desk).empty());
}

TEST_CASE("what the gate hides is no evidence") {
  const auto log = chats(12);
  const auto [customers, agents] = split(log, labelled_wrongly("Asia/Tokyo"));
  Intake desk(Json{{"gate", {{"permissions", {{"journey.event.view", true}}}}}});
  desk.load("chat", customers).load("desk", agents);
  CHECK(suspects(desk).empty());
}
