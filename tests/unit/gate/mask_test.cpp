#include "gate/mask.h"
#include "catch.hpp"
#include "log.h"

using namespace throughline;
using namespace throughline::testing;

namespace {

std::string masked_text(std::string_view text) {
  std::string out;
  return gate::mask_handles(text, out) ? out : std::string(text);
}

}  // namespace

TEST_CASE("a masked phone keeps country and last four digits", "[gate][mask]") {
  CHECK(gate::masked_phone("+5511987654321") == "+55•••••••4321");
  CHECK(gate::masked_phone("+1 (212) 555-0187") == "+1 (•••) •••-0187");
  CHECK(gate::masked_phone("+35312345678") == "+353••••5678");
  CHECK(gate::masked_phone("030 1234567") == "••• •••4567");
  CHECK(gate::masked_phone("1234567") == "•••••••");
  CHECK(gate::masked_phone("1-800-FLOWERS") == "•-•••-•••••••");
  CHECK(gate::masked_phone("") == "");
}

TEST_CASE("a masked e-mail keeps first letter and domain, a name its initials", "[gate][mask]") {
  CHECK(gate::masked_email("maria.lopez@example.com") == "m•••@example.com");
  CHECK(gate::masked_email("élodie@example.fr") == "é•••@example.fr");
  CHECK(gate::masked_email("nobody") == "n•••");
  CHECK(gate::masked_name("Maria de la Cruz") == "M. d. l. C.");
  CHECK(gate::masked_name("  Ōkubo ") == "Ō.");
  CHECK(gate::masked_name("山田 太郎") == "山. 太.");
}

TEST_CASE("a handle is masked by its form", "[gate][mask]") {
  CHECK(gate::masked_handle("+5511987654321") == "+55•••••••4321");
  CHECK(gate::masked_handle("maria@example.com") == "m•••@example.com");
  CHECK(gate::masked_handle("@maria.lopez") == "@m•••");
  CHECK(gate::masked_handle("maria_lopez") == "m•••");
  CHECK(gate::masked_handle_list(R"(["+5511987654321","@ma\"ria"])") ==
        R"(["+55•••••••4321","@m•••"])");
}

TEST_CASE("handles inside free text are masked, the rest stays", "[gate][mask]") {
  struct Case {
    std::string_view text, wanted;
  };
  const auto [text, wanted] = GENERATE(values<Case>({
      {"Do you do balayage?", "Do you do balayage?"},
      {"call +55 11 98765-4321 please", "call +55 •• •••••-4321 please"},
      {"mail maria@example.com or bob@x.org.", "mail m•••@example.com or b•••@x.org."},
      {"<maria@example.com>", "<m•••@example.com>"},
      {"thanks @salon_lopez!", "thanks @s•••!"},
      {"wa.me/5511987654321", "wa.me/•••••••••4321"},
      {"id5511987654321x", "id•••••••••4321x"},
      {"٠١٢٣٤٥٦٧٨٩", "••••••٦٧٨٩"},
      {"+55\u00a011\u202f98765\u20114321", "+55\u00a0••\u202f•••••\u20114321"},
      {"two: 11987654321 11912345678", "two: ••••••••••• •••••••5678"},
      {"on 2026-05-12 14:05", "on 2026-05-12 14:05"},
      {"am 12.05.2026 um 10", "am 12.05.2026 um 10"},
      {"2026-05-12T14:05:00.000Z", "2026-05-12T14:05:00.000Z"},
      {"room 12, 3 people, 45,50", "room 12, 3 people, 45,50"},
      {"99-99-2026 1", "••-••-•026 1"},
      {"a @ b", "a @ b"},
      {"", ""},
  }));
  CHECK(masked_text(text) == wanted);
}

TEST_CASE("a masked member is missing to conditions and shown masked", "[gate][mask]") {
  Log log;
  const Row row = log.add(1000, "message.received",
                          {{Member::customer_id, "c1"},
                           {Member::customer_name, "Maria Lopez"},
                           {Member::customer_phone, "+5511987654321"},
                           {Member::customer_email, "maria@example.com"},
                           {Member::customer_handles, R"(["@maria"])"},
                           {Member::phone, "+5511912345678"},
                           {Member::text, "I am at maria@example.com"},
                           {Member::metadata, R"({"vip":true})"}});
  SECTION("phone") {
    log.gate(R"({"masks":["phone"]})");
    CHECK(log.member(row, Member::phone) == "(none)");
    CHECK(log.shown(row, Member::phone) == "+55•••••••5678");
    CHECK(log.member(row, Member::customer_phone) == "(none)");
    CHECK(log.events.absence(row, Member::phone) == Absence::present);
    CHECK_FALSE(log.events.gives(Member::phone));
    CHECK(log.member(row, Member::customer_email) == "maria@example.com");
    CHECK(log.shown(row, Member::customer_name) == "Maria Lopez");
  }
  SECTION("e-mail and name") {
    log.gate(R"({"masks":["email","name"]})");
    CHECK(log.shown(row, Member::customer_email) == "m•••@example.com");
    CHECK(log.member(row, Member::customer_email) == "(none)");
    CHECK(log.shown(row, Member::customer_name) == "M. L.");
    CHECK(log.events.customer_name(log.events.customer(row)) == "M. L.");
    CHECK(log.shown(row, Member::phone) == "+5511912345678");
  }
  SECTION("any mask: handles, free text, metadata") {
    log.gate(R"({"masks":["name"]})");
    CHECK(log.shown(row, Member::customer_handles) == R"(["@m•••"])");
    CHECK(log.member(row, Member::customer_handles) == "(none)");
    CHECK(log.shown(row, Member::text) == "I am at m•••@example.com");
    CHECK(log.member(row, Member::text) == "I am at m•••@example.com");
    CHECK(log.shown(row, Member::metadata) == "(none)");
    CHECK(log.events.absence(row, Member::metadata) == Absence::not_permitted);
  }
  SECTION("metadata kept expressly") {
    log.gate(R"({"masks":["name"],"masks_keep_metadata":true})");
    CHECK(log.member(row, Member::metadata) == R"({"vip":true})");
  }
}

TEST_CASE("the mask of names covers customers, not agents", "[gate][mask]") {
  Log log;
  const Row customer = log.add(1, "message.received", {{Member::actor_name, "Maria Lopez"}});
  const Row agent = log.add(2, "message.sent", {{Member::actor_name, "Ana Souza"}});
  const Row joined = log.add(3, "agent.joined", {{Member::actor_name, "Ben Okri"}});
  const Row unknown = log.add(4, "booking.requested", {{Member::actor_name, "Maria Lopez"}});
  log.gate(R"({"masks":["name"]})");
  CHECK(log.shown(customer, Member::actor_name) == "M. L.");
  CHECK(log.member(customer, Member::actor_name) == "(none)");
  CHECK(log.events.actor(customer) == 0);
  CHECK(log.member(agent, Member::actor_name) == "Ana Souza");
  CHECK(log.events.actor(agent) != 0);
  CHECK(log.member(joined, Member::actor_name) == "Ben Okri");
  CHECK(log.shown(unknown, Member::actor_name) == "M. L.");
}

TEST_CASE("earlier texts are masked like the present one", "[gate][mask]") {
  Log log;
  const Row row =
      log.add(1, "message.received", {{Member::id, "m1"}, {Member::text, "call 5511987654321"}});
  log.add(2, "message.edited", {{Member::revises, "m1"}, {Member::text, "no need"}});
  log.gate(R"({"masks":["phone"]})");
  CHECK(log.shown(row, Member::text) == "no need");
  CHECK(log.events.revisions(row) == std::vector<std::string>{"call •••••••••4321"});
  log.gate(R"({"permissions":{"journey.event.view":true,"external_contacts.session.view":true}})");
  CHECK(log.events.revisions(row).empty());
}
