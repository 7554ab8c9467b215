// What a host meets at the seam: statuses, messages, append, and input that is cut anywhere.
#include "seam.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "catch.hpp"

namespace {
const std::string kThree =
    R"({"id":"1","type":"message.received","time":"2026-05-01T10:00:00Z","customer":"k","channel":"sms","text":"one"}
{"id":"2","type":"message.sent","time":"2026-05-01T10:05:00Z","customer":"k","channel":"sms","text":"two"}
{"id":"3","type":"note.created","time":"2026-05-01T10:06:00Z","customer":"k","internal":true,"text":"three"}
)";
}

TEST_CASE("a call that cannot be done says what to do and leaves the handle usable") {
  Seam seam;
  CHECK(seam.query("{\"command\":\"metrics\"}") != TL_OK);
  CHECK(seam.result().find("needs as-of") != std::string::npos);
  CHECK(seam.query("not json") != TL_OK);
  CHECK(seam.query("{\"command\":\"dance\"}") != TL_OK);
  CHECK(seam.set("{\"configuration\":{\"business_zone\":\"Mars/Olympus\"}}") != TL_OK);
  CHECK(seam.result().find("/business_zone") != std::string::npos);
  CHECK(seam.open("{\"name\":\"a b\"}") == -1);
  CHECK(tl_status(seam.handle()) != TL_OK);
  CHECK(seam.feed(7, "x") != TL_OK);
  seam.load("crm", kThree);
  CHECK(seam.ask("{\"command\":\"inspect\"}").find("\"events\":3") != std::string::npos);
}

TEST_CASE("settings are all or nothing") {
  Seam seam;
  seam.load("crm", kThree);
  CHECK(seam.set("{\"filter\":{\"channel\":[\"sms\"]},\"as_of\":\"yesterday\"}") != TL_OK);
  CHECK(seam.ask("{\"command\":\"state\"}").find("\"filter\":{}") != std::string::npos);
}

TEST_CASE("an as-of without an offset is meant in the zone, and refused without one") {
  Seam seam;
  CHECK(seam.set("{\"as_of\":\"2026-05-01T12:00\"}") != TL_OK);
  CHECK(seam.set("{\"as_of\":\"2026-05-01T12:00\",\"display_zone\":\"America/Sao_Paulo\"}") ==
        TL_OK);
  CHECK(seam.ask("{\"command\":\"state\"}").find("\"as_of_ms\":1777647600000") !=
        std::string::npos);
}

TEST_CASE("a relative period without as-of is refused, not ignored") {
  Seam seam;
  CHECK(seam.set("{\"filter\":{\"period\":{\"months\":3}}}") != TL_OK);
  CHECK(seam.result().find("as-of") != std::string::npos);
}

TEST_CASE("a source goes on where it ended: append equals reload") {
  Seam whole, parts;
  whole.load("crm", kThree);
  std::size_t from = 0;
  while (from < kThree.size()) {
    const std::size_t end = kThree.find('\n', from) + 1;
    parts.load_as("crm", "ndjson", std::string_view(kThree).substr(from, end - from));
    parts.settle();
    from = end;
  }
  CHECK(parts.exported("{\"format\":\"timeline\"}") == whole.exported("{\"format\":\"timeline\"}"));
  CHECK(parts.ask("{\"command\":\"inspect\"}") == whole.ask("{\"command\":\"inspect\"}"));
}

TEST_CASE("timeline loads again to the same bytes") {
  Seam first, second;
  first.set(
      "{\"configuration\":{\"business_zone\":\"Europe/"
      "Paris\",\"sources\":{\"crm\":{\"ids\":\"own\"}}}}");
  second.set(
      "{\"configuration\":{\"business_zone\":\"Europe/"
      "Paris\",\"sources\":{\"crm\":{\"ids\":\"own\"}}}}");
  first.load("crm", kThree);
  first.load("other",
             R"({"id":"x","type":"call.started","time":"2026-05-01 12:02","odd":{"a":1.50}})");
  const std::string lines = first.exported("{\"format\":\"timeline\"}");
  second.load("again", lines);
  CHECK(second.exported("{\"format\":\"timeline\"}") == lines);
}

TEST_CASE("timeline has no end, the rest ends at as-of") {
  Seam seam;
  seam.load("crm", kThree);
  seam.set("{\"as_of\":\"2026-05-01T10:05:30Z\"}");
  const auto lines = [](const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  CHECK(lines(seam.exported("{\"format\":\"timeline\"}")) == 3);
  CHECK(lines(seam.exported("{\"format\":\"csv\"}")) == 3);  // the heading and two events
  CHECK(seam.ask("{\"command\":\"facets\"}").find("\"shown\":2") != std::string::npos);
}

TEST_CASE("an export without permission is refused with the reason") {
  Seam seam;
  seam.load("crm", kThree);
  seam.set("{\"gate\":{\"permissions\":{\"journey.event.view\":true}}}");
  CHECK(seam.exported("{\"format\":\"csv\"}").find("not permitted") != std::string::npos);
}

TEST_CASE("a draft filter is counted and not kept") {
  Seam seam;
  seam.load("crm", kThree);
  const std::string draft =
      seam.ask("{\"command\":\"facets\",\"filter\":{\"kind\":[\"note.created\"]}}");
  CHECK(draft.find("\"shown\":1") != std::string::npos);
  CHECK(seam.ask("{\"command\":\"facets\"}").find("\"shown\":3") != std::string::npos);
}

TEST_CASE("what is forgotten is nowhere") {
  Seam seam;
  seam.load("crm", kThree);
  const std::int32_t n = static_cast<std::int32_t>(seam.put("{\"customer\":\"k\"}"));
  CHECK(tl_forget(seam.handle(), static_cast<std::uint32_t>(n)) == TL_OK);
  CHECK(seam.result() == "{\"events\":3}");
  CHECK(seam.exported("{\"format\":\"timeline\"}").empty());
  CHECK(seam.ask("{\"command\":\"customers\"}") == "{\"customers\":[]}");
}

TEST_CASE("every list that a face needs is in the schema") {
  Seam seam;
  CHECK(tl_schema(seam.handle()) == TL_OK);
  const std::string schema = seam.result();
  for (const char* word :
       {"message.received", "whatsapp", "customer.id", "overview_bar", "local_end_ms", "no zone"})
    CHECK(schema.find(word) != std::string::npos);
}

TEST_CASE(
    "a table that was written is read as what it was written from, whatever a spreadsheet would "
    "make of it") {
  const std::vector<std::string> texts = {"=1+1",  "'=1+1", "''=1", "-5",    "-5 apples", "'-5",
                                          "+49 1", "@ana",  "'@x",  "'said", "''",        "plain"};
  const auto shown = [](Seam& seam) {
    std::vector<std::string> found;
    std::istringstream lines(seam.exported(R"({"format":"timeline"})"));
    for (std::string line; std::getline(lines, line);)
      found.push_back(nlohmann::json::parse(line).value("text", ""));
    return found;
  };
  std::string feed;
  for (std::size_t i = 0; i < texts.size(); ++i)
    feed += nlohmann::json{{"id", std::to_string(i)},
                           {"type", "note.created"},
                           {"at_ms", 1778000000000 + static_cast<long long>(i)},
                           {"text", texts[i]}}
                .dump() +
            "\n";
  Seam written, read;
  written.set(R"({"as_of":1779000000000})");
  written.load("crm", feed);
  read.set(R"({"as_of":1779000000000})");
  read.load_as("crm", "csv", written.exported(R"({"format":"csv"})"));
  CHECK(shown(written) == texts);
  CHECK(shown(read) == texts);
}

TEST_CASE("a log that XML cannot hold is written with what it can") {
  Seam seam;
  seam.set(R"({"as_of":1779000000000})");
  seam.load("crm",
            "{\"id\":\"a\",\"type\":\"note.created\",\"at_ms\":1778000000000,\"conversation\":"
            "\"c\",\"text\":\"x\xEF\xBF\xBEy\xEF\xBF\xBFz\\u0001\"}\n");
  const std::string log = seam.exported(R"({"format":"xes"})");
  CHECK(log.find("x\xEF\xBF\xBDy\xEF\xBF\xBDz\xEF\xBF\xBD") != std::string::npos);
  CHECK(log.find("\xEF\xBF\xBE") == std::string::npos);
}

TEST_CASE("an undated record that is no UTF-8 is reported in UTF-8") {
  Seam seam;
  seam.set(R"({"as_of":1779000000000})");
  seam.load_as("crm", "csv", "id,time,type,text\n1,04/05/2026 09:00,note.created,caf\xE9\n");
  const auto report = nlohmann::json::parse(seam.ask(R"({"command":"inspect"})"));
  const std::string excerpt = report["sources"][0]["rejections"][0]["excerpt"];
  CHECK(excerpt.find("caf\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("what is revoked is gone from the excerpt of an undated copy, too") {
  Seam seam;
  seam.set(R"({"as_of":1779000000000})");
  seam.load("crm", R"({"id":"m1","type":"message.received","at_ms":1778000000000,"text":"SECRET"}
{"id":"m1","type":"message.received","time":"nope","text":"SECRET"}
)");
  CHECK(seam.ask(R"({"command":"inspect"})").find("SECRET") != std::string::npos);
  seam.load("crm", R"({"id":"d1","type":"message.deleted","revises":"m1","at_ms":1778000060000})"
                   "\n");
  CHECK(seam.ask(R"({"command":"inspect"})").find("SECRET") == std::string::npos);
}

TEST_CASE("a customer is forgotten by any of the ids that relations name") {
  Seam seam;
  seam.set(R"({"as_of":1779000000000,"configuration":{"relations":{"customers":[["17","9"]]}}})");
  seam.load("crm",
            R"({"id":"a","type":"note.created","at_ms":1778000000000,"customer":"17","text":"x"}
{"id":"b","type":"note.created","at_ms":1778000000001,"customer":"9","text":"y"}
{"id":"c","type":"note.created","at_ms":1778000000002,"customer":"3","text":"z"}
)");
  const auto count = [&seam] {
    const std::string lines = seam.exported(R"({"format":"timeline"})");
    return std::count(lines.begin(), lines.end(), '\n');
  };
  CHECK(count() == 3);
  CHECK(seam.forget(R"({"customer":"9"})") == TL_OK);
  CHECK(seam.result() == R"({"events":2})");
  CHECK(count() == 1);
}
