// Who is who, over all sources: relations, splits, phone numbers, and the campaigns that list one.
#include "catch.hpp"
#include "intake.h"

using namespace throughline;
using namespace throughline::test;

namespace {

const char* const kCrm = R"([
  {"id":"1","type":"call.started","time":"2026-05-01T10:00:00Z","conversation":"7","customer":"17","campaign":"Spring"}])";
const char* const kChat = R"([
  {"id":"1","type":"message.received","time":"2026-05-01T11:00:00Z","conversation":"7","customer":"9","text":"hi"},
  {"id":"2","type":"message.received","time":"2026-05-01T12:00:00Z","conversation":"8","customer":{"phone":"+551199"},"text":"again"}])";

const Json kOwnIds{{"crm", {{"ids", "own"}}}, {"chat", {{"ids", "own"}}}};

Json configuration(const Json& relations) {
  return {{"configuration", {{"sources", kOwnIds}, {"relations", relations}}}};
}

std::vector<std::string> customers(Intake& desk) {
  std::vector<std::string> out;
  const Json document = desk.ask({{"command", "customers"}});
  for (const Json& customer : document["customers"]) out.push_back(customer["customer"]);
  return out;
}

std::int64_t conversations(Intake& desk) {
  return desk.ask({{"command", "inspect"}})["conversations"];
}

}  // namespace

TEST_CASE("ids that are each source's own are other ids, until a relation joins them") {
  Intake desk(configuration(Json::object()));
  desk.load("crm", kCrm).load("chat", kChat);
  CHECK(customers(desk) == std::vector<std::string>{"+551199", "chat:9", "crm:17"});
  CHECK(conversations(desk) == 3);

  const Json relations = Json::parse(
      R"({"customers":[["crm:17","chat:9","+551199"]],"conversations":[["crm:7","chat:7"]]})");
  CHECK(desk.set(configuration(relations)) == "");
  CHECK(customers(desk) == std::vector<std::string>{"crm:17"});
  CHECK(conversations(desk) == 2);
  // The chat of the joined conversation has the call's campaign now.
  CHECK(desk.ask({{"command", "facets"}})["fields"]["campaign"][0]["count"] == 2);
  // What goes out says what came in, so that reading it again under the same relations gives the
  // same.
  CHECK(desk.timeline()[1]["conversation"] == "7");

  CHECK(desk.set(configuration(Json::object())) == "");
  CHECK(customers(desk).size() == 3);
  CHECK(conversations(desk) == 3);
}

TEST_CASE("a relation file gives the same whether it comes before or after the events") {
  const Json relations =
      Json::parse(R"({"customers":[["crm:17","chat:9"]],"conversations":[["crm:7","chat:7"]]})");
  Intake before(configuration(relations)), after;
  before.load("crm", kCrm).load("chat", kChat);
  after.load("crm", kCrm).load("chat", kChat);
  CHECK(after.set(configuration(relations)) == "");
  CHECK(before.timeline() == after.timeline());
  CHECK(customers(before) == customers(after));
}

TEST_CASE("a customer or conversation is meant by any of the ids that a relation names") {
  Intake desk(configuration(
      Json::parse(R"({"customers":[["crm:17","chat:9"]],"conversations":[["crm:7","chat:7"]]})")));
  desk.load("crm", kCrm).load("chat", kChat);
  for (const char* id : {"crm:17", "chat:9"}) {
    CHECK(desk.set({{"customer", id}}) == "");
    CHECK(desk.timeline().size() == 2);
  }
  CHECK(desk.set({{"customer", nullptr}}) == "");
  for (const char* id : {"crm:17", "chat:9"}) {
    CHECK(desk.set({{"filter", {{"customer", {id}}}}}) == "");
    CHECK(desk.timeline().size() == 2);
  }
  for (const char* id : {"crm:7", "chat:7"}) {
    CHECK(desk.set({{"filter", {{"conversation", {id}}}}}) == "");
    CHECK(desk.timeline().size() == 2);
  }
  CHECK(desk.set({{"filter", Json::object()}}) == "");
  std::string out;
  CHECK(desk.session().forget(R"({"conversation":"chat:7"})", out).ok());
  CHECK(out == R"({"events":2})");
}

TEST_CASE("what is forgotten is forgotten with its relations") {
  Intake desk(configuration(Json::parse(R"({"conversations":[["crm:7","chat:7"]]})")));
  desk.load("crm", kCrm).load("chat", kChat);
  std::string out;
  CHECK(desk.session().forget(R"({"conversation":"crm:7"})", out).ok());
  CHECK(out == R"({"events":2})");
  CHECK(desk.timeline().size() == 1);
}

TEST_CASE("splits of a relation file are done, and undone when they are no longer listed") {
  const Json shared = Json::parse(R"([
    {"id":"1","type":"message.received","time":"2026-05-01T10:00:00Z","customer":{"id":"ana","name":"Ana","phone":"+100"}},
    {"id":"2","type":"message.received","time":"2026-05-01T11:00:00Z","customer":{"id":"ana","name":"Bob","phone":"+200"}}])");
  const Json split{{"splits", {{{"customer", "ana"}, {"handles", {"+200"}}}}}};
  Intake desk(configuration(split));
  desk.load("feed", shared.dump());
  CHECK(customers(desk) == std::vector<std::string>{"ana", "ana~+200"});
  CHECK(desk.set(configuration(Json::object())) == "");
  CHECK(customers(desk) == std::vector<std::string>{"ana"});
}

TEST_CASE("two names that meet through one phone are a suspected merge") {
  Intake desk;
  desk.load("feed", R"([
    {"type":"call.started","time":"2026-05-01T10:00:00Z","customer":{"name":"Ana","phone":"+100"}},
    {"type":"call.started","time":"2026-05-01T11:00:00Z","customer":{"name":"Bob","phone":"+100"}}])");
  CHECK(desk.ask({{"command", "inspect"}})["suspected_merges"].dump() ==
        R"([{"customer":"+100","handle":"+100","names":["Ana","Bob"],"emails":[]}])");
}

TEST_CASE("relations that make no sense are refused with their place") {
  Intake desk;
  const auto refusal = [&desk](const char* relations) {
    return desk.set(configuration(Json::parse(relations)));
  };
  CHECK(refusal(R"({"customers":[["a"]]})").find("/relations/customers/0:") != std::string::npos);
  CHECK(refusal(R"({"customers":[["a","b"],["c","b"]]})")
            .find("/relations/customers/1: \"b\" stands") != std::string::npos);
  CHECK(refusal(R"({"people":[]})").find("/relations/people") != std::string::npos);
  CHECK(refusal(R"({"splits":[{"customer":"a"}]})").find("/relations/splits/0:") !=
        std::string::npos);
  CHECK(desk.set({{"configuration", {{"country", "Brazil"}}}}).find("/country:") !=
        std::string::npos);
}

TEST_CASE("national numbers of the configured country are the same as international ones") {
  struct Number {
    const char *country, *national, *e164;
  };
  for (const Number& number :
       {Number{"BR", "(11) 98765-4321", "+5511987654321"},
        Number{"BR", "011 98765-4321", "+5511987654321"},
        Number{"US", "1 (415) 555-2671", "+14155552671"},
        Number{"US", "011 44 20 7946 0958", "+442079460958"},
        Number{"IT", "06 1234 5678", "+390612345678"},
        Number{"RU", "8 (912) 345-67-89", "+79123456789"},
        Number{"RU", "800 555-35-35", "+78005553535"}, Number{"HU", "06 1 234 5678", "+3612345678"},
        Number{"FR", "00 33 1 23 45 67 89", "+33123456789"}}) {
    CAPTURE(number.country, number.national);
    Intake desk(Json{{"configuration", {{"country", number.country}}}});
    CHECK(desk.ask({{"command", "campaigns"}, {"number", number.national}})["number"] ==
          number.e164);
  }
}

TEST_CASE("a dialled number says in which campaigns it is listed, however it is written") {
  const char* const feed = R"([
    {"id":"1","type":"call.started","time":"2026-05-01T10:00:00Z","campaign":"Spring","phone":"11 98765-4321","customer":"ana"},
    {"id":"2","type":"call.started","time":"2026-05-02T10:00:00Z","campaign":"Summer","phone":"+55 11 98765 4321","customer":"ana"},
    {"id":"3","type":"call.started","time":"2026-05-03T10:00:00Z","campaign":"Spring","customer":{"id":"ana","phone":"005511987654321"}},
    {"id":"4","type":"call.started","time":"2026-05-04T10:00:00Z","campaign":"Autumn","phone":"+55 11 11111 1111","customer":"bob"}])";
  Intake desk(Json{{"configuration", {{"country", "BR"}}}});
  desk.load("cm", feed);
  CHECK(
      desk.ask({{"command", "campaigns"}, {"number", "+55 (11) 98765-4321"}}).dump() ==
      R"({"number":"+5511987654321","absence":null,"campaigns":[)"
      R"({"campaign":"Spring","events":2,"first_ms":1777629600000,"last_ms":1777802400000,"last_event":"cm/3"},)"
      R"({"campaign":"Summer","events":1,"first_ms":1777716000000,"last_ms":1777716000000,"last_event":"cm/2"}]})");
  CHECK(desk.ask({{"command", "campaigns"}, {"number", "n/a"}})["number"].is_null());
  desk.set({{"gate", {{"masks", {"phone"}}}}});
  const Json masked = desk.ask({{"command", "campaigns"}, {"number", "+5511987654321"}});
  CHECK(masked["absence"] == "not_permitted");
  CHECK(masked["campaigns"].empty());
}

TEST_CASE("of the spellings of one phone or e-mail one is told") {
  Intake desk(Json{{"configuration", {{"country", "BR"}}}});
  desk.load("a", R"([
    {"id":"1","type":"call.started","time":"2026-05-01T10:00:00Z","customer":{"id":"ana","phone":"(11) 98765-4321","email":"Ana@X.org"}},
    {"id":"2","type":"call.started","time":"2026-05-02T10:00:00Z","customer":{"id":"ana","phone":"+5511987654321","email":"ana@x.org"}},
    {"id":"3","type":"call.started","time":"2026-05-03T10:00:00Z","customer":{"id":"ana","phone":"+5511900000000"}}])");
  CHECK(
      desk.ask({{"command", "customers"}})["customers"][0]["handles"].dump() ==
      R"([{"kind":"email","value":"Ana@X.org"},{"kind":"phone","value":"+5511987654321"},{"kind":"phone","value":"+5511900000000"}])");
}
