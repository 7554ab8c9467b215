// Spec 4, identity: handles, owners, suspected merges, split.
#include "catch.hpp"
#include "made_events.h"
#include "timeline/handles.h"

using namespace throughline;
using test::Event;
using test::Journey;
using test::Strings;

namespace {

Event note(int hour) {
  return Event("note.created", "2026-05-01T" + std::to_string(hour) + ":00:00Z");
}
Event call(int hour, std::string_view phone) {
  return note(hour).with(Member::customer_phone, phone);
}

std::string customer(const Journey& j, Row row) {
  return std::string(j.timeline.text(j.timeline.customer(row)));
}

}  // namespace

TEST_CASE("phones are normalised to E.164 where they say enough") {
  using store::normalise_phone;
  CHECK(normalise_phone(" +44 (0)20 7946-0958 ", {}) == "+442079460958");
  CHECK(normalise_phone("0044 20 7946 0958", {}) == "+442079460958");
  CHECK(normalise_phone("tel:+1-415-555-2671;ext=12", {}) == "+14155552671");
  CHECK(normalise_phone("whatsapp:+14155552671", {}) == "+14155552671");
  CHECK(normalise_phone("(020) 7946 0958", {}) == "02079460958");
  CHECK(normalise_phone("(020) 7946 0958", *phone_country("GB")) == "+442079460958");
  CHECK(normalise_phone("415 555 2671 x9", *phone_country("US")) == "+14155552671");
  CHECK(normalise_phone("n/a", {}) == "");
  CHECK(normalise_phone("(+44) 20 7946 0958", {}) == "+442079460958");
  CHECK(normalise_phone("\u202a+44 20 7946 0958\u202c", {}) == "+442079460958");
}

TEST_CASE(
    "a calling code without a plus is known where the number is too long for a national one") {
  using store::normalise_phone;
  const auto dialled = [](std::string_view iso, std::string_view phone) {
    return normalise_phone(phone, *phone_country(iso));
  };
  CHECK(dialled("BR", "5511987654321") == "+5511987654321");
  CHECK(dialled("BR", "11987654321") == "+5511987654321");
  // 55 is an area code of Brazil, too.
  CHECK(dialled("BR", "55987654321") == "+5555987654321");
  CHECK(dialled("BR", "555532221111") == "+555532221111");
  CHECK(dialled("DE", "491711234567") == "+491711234567");
  CHECK(dialled("DE", "0171 1234567") == "+491711234567");
  CHECK(dialled("DE", "491 925123") == "+49491925123");
  CHECK(dialled("GB", "447700900123") == "+447700900123");
  CHECK(dialled("GB", "+44 07700 900123") == "+447700900123");
  CHECK(dialled("GB", "0044 07700 900123") == "+447700900123");
  CHECK(dialled("IT", "390612345678") == "+390612345678");
  CHECK(dialled("IT", "+39 06 12345678") == "+390612345678");
  CHECK(dialled("US", "14155552671") == "+14155552671");
  CHECK(dialled("RU", "79161234567") == "+79161234567");
  CHECK(dialled("RU", "89161234567") == "+79161234567");
  CHECK(store::normalise_email(" Ann@Example.COM ") == "ann@example.com");
  CHECK(store::strings_of_list(R"(["a\"b","\u00e9\ud83d\ude00","",3])") ==
        Strings{"a\"b", "\xC3\xA9\xF0\x9F\x98\x80", ""});
}

TEST_CASE("a record with a handle only belongs to the customer who owns the handle") {
  Journey j;
  const Row before = j.add("sms", call(8, "00 44 20 7946 0958"));
  const Row stranger = j.add("sms", call(8, "+44 20 0000"));
  j.settle();
  CHECK(customer(j, before) == "+442079460958");
  const Row named = j.add("crm", call(12, "+44 20 7946 0958").customer("ann"));
  j.settle();
  CHECK(customer(j, named) == "ann");
  CHECK(customer(j, before) == "ann");
  CHECK(j.timeline.take_changes().everything);
  CHECK(customer(j, stranger) == "+44200000");
}

TEST_CASE("the owner is the first by order key that names both, whichever was loaded first") {
  Journey j;
  const Row handle = j.add("sms", note(20).with(Member::customer_email, "A@x.org"));
  j.add("crm", note(15).customer("late").with(Member::customer_email, "a@x.org"));
  j.settle();
  CHECK(customer(j, handle) == "late");
  j.add("crm", note(10).customer("early").with(Member::customer_email, "a@X.org"));
  j.settle();
  CHECK(customer(j, handle) == "early");
}

TEST_CASE("social handles join too; an unowned record is its first handle") {
  Journey j;
  const Row social = j.add("ig", note(10).with(Member::customer_handles, R"(["ig:ann","x:ann"])"));
  j.settle();
  CHECK(customer(j, social) == "ig:ann");
  j.add("crm", note(11).customer("ann").with(Member::customer_handles, R"(["x:ann"])"));
  j.settle();
  CHECK(customer(j, social) == "ann");
}

TEST_CASE("records that name handles alone meet by one that they share") {
  Journey j;
  const auto with = [](int hour, std::string_view phone, std::string_view email) {
    Event event = note(hour);
    if (!phone.empty()) event.with(Member::customer_phone, phone);
    if (!email.empty()) event.with(Member::customer_email, email);
    return event;
  };
  const Row email = j.add("mail", with(12, "", "ann@x.org"));
  const Row other = j.add("mail", with(13, "", "bob@x.org"));
  j.settle();
  CHECK(customer(j, email) == "ann@x.org");
  // A form that names both, earlier than the e-mail; then a call of the same phone.
  const Row form = j.add("web", with(10, "+100", "ann@x.org"));
  const Row call = j.add("desk", with(14, "+100", ""));
  j.settle();
  for (Row row : {email, form, call}) CHECK(customer(j, row) == "+100");
  CHECK(customer(j, other) == "bob@x.org");
  // Somebody's id comes last and is everybody's, also of the one that shares no handle with it.
  const Row named = j.add("crm", with(15, "+100", "").customer("ann"));
  j.settle();
  for (Row row : {email, form, call, named}) CHECK(customer(j, row) == "ann");
  CHECK(j.timeline.take_changes().everything);
  REQUIRE(j.timeline.split("ann", {"ann@x.org"}, false));
  CHECK(customer(j, call) == "ann");
  for (Row row : {email, form}) CHECK(customer(j, row) == "ann~ann@x.org");
}

TEST_CASE("an owner that becomes a duplicate is no owner any more") {
  Journey j;
  const Row orphan = j.add("sms", call(9, "+100"));
  j.add("crm", call(12, "+100").customer("ann").id("1"));
  j.settle();
  CHECK(customer(j, orphan) == "ann");
  // The same event, earlier, of another customer: the first wins the member.
  j.add("crm", call(11, "+100").customer("bob").id("1"));
  j.settle();
  CHECK(customer(j, orphan) == "bob");
}

TEST_CASE("two names or two e-mails that meet through one phone are a suspected merge") {
  Journey j;
  j.add("a", call(9, "+44 1234")
                 .with(Member::customer_name, "Ann")
                 .with(Member::customer_email, "ann@x.org"));
  j.add("a", call(10, "+441234")
                 .with(Member::customer_name, "Bob")
                 .with(Member::customer_email, "bob@x.org"));
  j.add("a", call(11, "+449999").with(Member::customer_name, "Cy"));
  j.add("a", call(12, "+449999").with(Member::customer_name, "Cy"));
  j.settle();
  const auto suspected = j.timeline.suspected_merges();
  REQUIRE(suspected.size() == 1);
  CHECK(suspected[0].handle == "+441234");
  CHECK(j.timeline.text(suspected[0].customer) == "+441234");
  CHECK(suspected[0].names == Strings{"Ann", "Bob"});
  CHECK(suspected[0].emails == Strings{"ann@x.org", "bob@x.org"});

  REQUIRE(j.timeline.split("+441234", {"BOB@x.org"}, false));
  CHECK(customer(j, 1) == "+441234~BOB@x.org");
  CHECK(customer(j, 0) == "+441234");
  CHECK(j.timeline.suspected_merges().empty());
  CHECK(j.timeline.take_changes().everything);
  REQUIRE(j.timeline.split("+441234", {"BOB@x.org"}, true));
  CHECK(customer(j, 1) == "+441234");
  CHECK(j.timeline.suspected_merges().size() == 1);
}

TEST_CASE("a split holds for rows that come later, and takes rows with an id along") {
  Journey j;
  j.add("a", call(9, "+100").customer("ann"));
  j.settle();
  REQUIRE(j.timeline.split("ann", {"+100", "+200"}, false));
  const Row later = j.add("a", call(10, "+100"));
  const Row other = j.add("a", call(10, "+300").customer("ann"));
  j.settle();
  CHECK(customer(j, 0) == "ann~+100");
  CHECK(customer(j, later) == "ann~+100");
  CHECK(customer(j, other) == "ann");
  CHECK_FALSE(j.timeline.split("ann", {"+100"}, true));
  CHECK_FALSE(j.timeline.split("ann", {}, false));
}

TEST_CASE("a calling code makes national numbers international") {
  Journey j;
  const Row national = j.add("a", call(9, "020 7946 0958"));
  j.add("a", call(10, "+442079460958").customer("ann"));
  j.settle();
  CHECK(customer(j, national) == "02079460958");
  j.timeline.set_phone_country(*phone_country("GB"));
  j.settle();
  CHECK(customer(j, national) == "ann");
}
