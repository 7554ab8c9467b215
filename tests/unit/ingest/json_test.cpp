#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

Code only_code(const Loaded& loaded) {
  REQUIRE(loaded.report.rejections.size() == 1);
  return loaded.report.rejections[0].code;
}

}  // namespace

TEST_CASE("the three forms of JSON, and NDJSON, give the same events", "[ingest][json]") {
  const std::string a = R"({"id":"a","type":"message.received","time":"2026-05-12T14:05:00Z"})";
  const std::string b = R"({"id":"b","type":"message.sent","time":"2026-05-12T14:06:00Z"})";
  const struct {
    std::string text;
    InputFormat format;
  } cases[] = {
      {"[" + a + "," + b + "]", InputFormat::json},
      {" [ " + a + " ,\r\n " + b + " ] \n", InputFormat::json},
      {"{\"events\":[" + a + "," + b + "]}", InputFormat::json},
      {"{ \"events\" : [" + a + "," + b + "], \"cursor\": {\"next\": [1]} }", InputFormat::json},
      {"{\"cursor\":1,\"events\":[" + a + "," + b + "]}", InputFormat::json},
      {a + "\n" + b, InputFormat::ndjson},
      {a + "\r\n\r\n" + b + "\r\n", InputFormat::ndjson},
      {"[" + a + "]\n[" + b + "]\n", InputFormat::ndjson},
      {"\xEF\xBB\xBF" + a + "\n" + b + "\n", InputFormat::ndjson},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const Loaded loaded = load(c.text);
    REQUIRE(loaded.events.size() == 2);
    CHECK(
        loaded.events[0].json ==
        R"({"id":"a","type":"message.received","time":"2026-05-12T14:05:00Z","time_text":"2026-05-12T14:05:00Z"})");
    CHECK(loaded.events[0].instant_ms == 1778594700000);
    CHECK(loaded.events[1].record == 1);
    CHECK(loaded.report.input == c.format);
    CHECK(loaded.report.adapter == "canonical");
    CHECK(loaded.report.events == 2);
    CHECK(loaded.report.rejected == 0);
    CHECK(loaded.report.time_forms.at("iso_zulu") == 2);
  }
}

TEST_CASE("an event with a type is an event even if it has a member events", "[ingest][json]") {
  const Loaded loaded = load(R"({"type":"web.event","time":1,"events":[1]})");
  REQUIRE(loaded.events.size() == 1);
  CHECK(loaded.events[0].json.find(R"("metadata":{"events":[1]})") != std::string::npos);
}

TEST_CASE("a broken element is refused with its place and the others are read", "[ingest][json]") {
  const Loaded loaded = load("[{\"type\":\"a.b\"},\n {\"type\":},\n {\"type\":\"c.d\"}]");
  CHECK(loaded.events.size() == 2);
  REQUIRE(loaded.report.rejections.size() == 1);
  const Rejection& rejection = loaded.report.rejections[0];
  CHECK(rejection.code == Code::syntax);
  CHECK(rejection.record == 1);
  CHECK(rejection.line == 2);
  CHECK(rejection.byte == 26);
  CHECK(rejection.excerpt == "{\"type\":}");
  CHECK(loaded.events[1].record == 2);
  CHECK(loaded.events[1].line == 3);
  CHECK(loaded.records == 3);
}

TEST_CASE("a broken line of NDJSON spoils no other line", "[ingest][json]") {
  const Loaded loaded = load("{\"type\":\"a.b\"}\n{\"type\":\"x\n\"}\n{\"type\":\"c.d\"}\n");
  CHECK(loaded.events.size() == 2);
  CHECK(loaded.report.rejected == 2);
  CHECK(loaded.report.rejections[0].line == 2);
  CHECK(loaded.report.rejections[1].line == 3);
  CHECK(loaded.events[1].record == 3);
}

TEST_CASE("what cannot be an event says why", "[ingest][json]") {
  CHECK(only_code(load("[1]")) == Code::not_an_object);
  CHECK(only_code(load("[[]]")) == Code::not_an_object);
  CHECK(only_code(load("\"text\"", as(InputFormat::json))) == Code::not_an_object);
  CHECK(only_code(load("{}")) == Code::no_type);
  CHECK(only_code(load(R"({"type":null})")) == Code::no_type);
  CHECK(only_code(load(R"({"type":"a","x":1e400})")) == Code::number_out_of_range);
  CHECK(only_code(load(std::string("[1\0]", 4), as(InputFormat::json))) == Code::nul_character);
  CHECK(only_code(load("", as(InputFormat::json))) == Code::syntax);
  CHECK(only_code(load("[{\"type\":\"a\"}", as(InputFormat::json))) == Code::syntax);
  CHECK(only_code(load("[{\"type\":\"a", as(InputFormat::json))) == Code::syntax);
  CHECK(only_code(load(R"({"type":"a"} x)")) == Code::syntax);
  CHECK(load("[]").report.events == 0);
  CHECK(load("").report.events == 0);
}

TEST_CASE("numbers at the edge of what a double holds", "[ingest][json]") {
  const auto survives = [](const std::string& number) {
    return load("{\"type\":\"a\",\"n\":" + number + "}").report.rejected == 0;
  };
  CHECK(survives("1.7976931348623157e308"));
  CHECK(survives("-179769313486231570000" + std::string(288, '0')));
  CHECK(survives("1e-400"));
  CHECK(survives("0.0000001e300"));
  CHECK(survives("123456789012345678901234567890"));
  CHECK_FALSE(survives("1.7976931348623159e308"));
  CHECK_FALSE(survives("-1e309"));
  CHECK_FALSE(survives("1" + std::string(309, '0')));
}

TEST_CASE("nesting is read to 512 levels and no further", "[ingest][json]") {
  const auto nested = [](std::size_t depth) {
    return "{\"type\":\"a\",\"x\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  CHECK(load(nested(511)).report.rejected == 0);
  CHECK(only_code(load(nested(512))) == Code::too_deep);
  CHECK(only_code(load(nested(100000))) == Code::too_deep);
}

TEST_CASE("bytes that are no UTF-8, and lone surrogates, become U+FFFD and are counted",
          "[ingest][json]") {
  const Loaded loaded =
      load("{\"type\":\"a\",\"text\":\"x\xFFy \\uD800 \\uDC00z \\uD83D\\uDE00 \\\\uD800\"}");
  REQUIRE(loaded.events.size() == 1);
  CHECK(loaded.events[0].json ==
        "{\"type\":\"a\",\"text\":\"x\xEF\xBF\xBDy \xEF\xBF\xBD \xEF\xBF\xBDz \xF0\x9F\x98\x80 "
        "\\\\uD800\"}");
  CHECK(loaded.report.invalid_utf8 == 3);
}

TEST_CASE("metadata keeps its bytes but for blanks between tokens", "[ingest][json]") {
  const Loaded loaded = load(
      "{\"type\":\"a\", \"metadata\" : { \"n\" : 1.50e+2 ,\n \"s\\u0041\" : \"a \\u00e9\\/ b\", "
      "\"o\":{ \"x\": [ 1 , 2 ] } }}");
  REQUIRE(loaded.events.size() == 1);
  CHECK(loaded.events[0].json ==
        R"({"type":"a","metadata":{"n":1.50e+2,"s\u0041":"a \u00e9\/ b","o":{"x":[1,2]}}})");
}

TEST_CASE("a record beyond 64 MiB is refused and the next one is read", "[ingest][json]") {
  std::string text =
      "[{\"type\":\"a\",\"text\":\"" + std::string((std::size_t{64} << 20) + 10, 'x') + "\"},";
  text += "{\"type\":\"b\"}]";
  for (std::size_t chunk : {text.size(), std::size_t{1} << 20}) {
    LoadOptions options;
    options.chunk = [chunk] { return chunk; };
    const Loaded loaded = load(text, options);
    CHECK(only_code(loaded) == Code::too_large);
    CHECK(loaded.report.rejections[0].byte == 1);
    REQUIRE(loaded.events.size() == 1);
    CHECK(loaded.events[0].record == 1);
  }
}

TEST_CASE("JSONTestSuite, one file at a time as JSON", "[ingest][json][data]") {
  const auto folder = shared_data("robust/JSONTestSuite/test_parsing");
  if (folder.empty()) {
    WARN("the data set is not here: skipped");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const Loaded loaded = load(read_file(entry.path()), as(InputFormat::json));
    const auto& rejections = loaded.report.rejections;
    const bool refused =
        std::any_of(rejections.begin(), rejections.end(), [](const Rejection& rejection) {
          return rejection.code == Code::syntax || rejection.code == Code::nul_character ||
                 rejection.code == Code::too_deep;
        });
    if (name.front() == 'y') CHECK_FALSE(refused);
    if (name.front() == 'n') CHECK(refused);
    ++files;
  }
  CHECK(files == 318);
}

TEST_CASE("naughty strings come through byte for byte", "[ingest][json][data]") {
  const auto folder = shared_data("robust/blns");
  if (folder.empty()) {
    WARN("the data set is not here: skipped");
    return;
  }
  const nlohmann::json strings = nlohmann::json::parse(read_file(folder / "blns.json"));
  std::string text;
  for (const auto& string : strings)
    text += nlohmann::json{{"type", "a"}, {"text", string}}.dump() + "\n";
  const Loaded loaded = load(text);
  REQUIRE(loaded.events.size() == 515);
  CHECK(loaded.report.invalid_utf8 == 0);
  for (std::size_t i = 0; i < strings.size(); ++i)
    CHECK(nlohmann::json::parse(loaded.events[i].json).at("text") == strings[i]);
}
