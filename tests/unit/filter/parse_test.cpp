#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "paths.h"
#include "throughline/filter.h"

using namespace throughline;

namespace {

std::string canonical(std::string_view json) {
  const Result<Filter> filter = Filter::parse(json);
  REQUIRE(filter.ok());
  std::string out;
  filter->append_json(out);
  return out;
}

struct Refusal {
  std::string_view json;
  Code code;
  std::string_view detail;
};

}  // namespace

TEST_CASE("a filter is written in field order, without empty members, null last") {
  CHECK(canonical(R"({"text":"hi","channel":["sms",null,"email","sms"],"customer":["c1"]})") ==
        R"({"customer":["c1"],"channel":["sms","email",null],"text":"hi"})");
  CHECK(canonical("{}") == "{}");
  CHECK(canonical(R"({"channel":[],"text":""})") == "{}");
  CHECK(canonical(R"({"failed":[true,null,false]})") == R"({"failed":[true,false,null]})");
  CHECK(canonical(R"({"period":{"months":3}})") == R"({"period":{"months":3}})");
  CHECK(canonical(R"({"period":{"to":"2026-05-31","from":"2026-05-01"}})") ==
        R"({"period":{"from":"2026-05-01","to":"2026-05-31"}})");
}

TEST_CASE("a period may be open at either end, and a day long") {
  CHECK(canonical(R"({"period":{"from":"2024-02-29"}})") == R"({"period":{"from":"2024-02-29"}})");
  CHECK(canonical(R"({"period":{"to":"0001-01-01"}})") == R"({"period":{"to":"0001-01-01"}})");
  CHECK(canonical(R"({"period":{"from":"9999-12-31","to":"9999-12-31"}})") ==
        R"({"period":{"from":"9999-12-31","to":"9999-12-31"}})");
}

TEST_CASE("the empty string is a value of its own") {
  const Result<Filter> filter = Filter::parse(R"({"queue":[""]})");
  REQUIRE(filter.ok());
  CHECK_FALSE(filter->empty());
  CHECK(filter->values(FilterField::queue).values == std::vector<std::string>{""});
  CHECK_FALSE(filter->values(FilterField::queue).missing);
}

TEST_CASE("empty filters know it, and only months need as-of") {
  CHECK(Filter::parse("{}")->empty());
  CHECK(Filter::parse(R"({"mode":[]})")->empty());
  CHECK_FALSE(Filter::parse(R"({"mode":[null]})")->empty());
  CHECK_FALSE(Filter::parse(R"({"text":"x"})")->empty());
  CHECK(Filter::parse(R"({"period":{"months":12}})")->needs_as_of());
  CHECK_FALSE(Filter::parse(R"({"period":{"from":"2026-01-01"}})")->needs_as_of());
}

TEST_CASE("what is not a filter is refused, with a pointer to it") {
  const Refusal refusals[] = {
      {"", Code::invalid_json, "the filter is not JSON at byte 1"},
      {"{\"text\":\"a", Code::invalid_json, "the filter is not JSON at byte 11"},
      {"{\"text\":\"\xFF\"}", Code::invalid_json, "the filter is not JSON at byte 10"},
      {R"({"text":"\ud800"})", Code::invalid_json, "the filter is not JSON at byte 16"},
      {"[]", Code::invalid_filter, "an object is expected"},
      {"null", Code::invalid_filter, "an object is expected"},
      {R"({"chanel":["sms"]})", Code::invalid_filter, "/chanel: no such field"},
      {R"({"a/b~c":[]})", Code::invalid_filter, "/a~1b~0c: no such field"},
      {R"({"channel":"sms"})", Code::invalid_filter, "/channel: a list of values is expected"},
      {R"({"channel":null})", Code::invalid_filter, "/channel: a list of values is expected"},
      {R"({"channel":["sms",7]})", Code::invalid_filter,
       "/channel/1: a string or null is expected"},
      {R"({"channel":[true]})", Code::invalid_filter, "/channel/0: a string or null is expected"},
      {R"({"failed":["true"]})", Code::invalid_filter,
       "/failed/0: true, false or null is expected"},
      {R"({"text":["a"]})", Code::invalid_filter, "/text: a string is expected"},
      {R"({"text":null})", Code::invalid_filter, "/text: a string is expected"},
      {R"({"period":12})", Code::invalid_filter, "/period: an object is expected"},
      {R"({"period":{}})", Code::invalid_filter,
       "/period: either months, or from and to, are expected"},
      {R"({"period":{"months":3,"to":"2026-01-01"}})", Code::invalid_filter,
       "/period: either months, or from and to, are expected"},
      {R"({"period":{"months":0}})", Code::invalid_filter,
       "/period/months: a whole number from 1 to 1200 is expected"},
      {R"({"period":{"months":1201}})", Code::invalid_filter,
       "/period/months: a whole number from 1 to 1200 is expected"},
      {R"({"period":{"months":-3}})", Code::invalid_filter,
       "/period/months: a whole number from 1 to 1200 is expected"},
      {R"({"period":{"months":1.5}})", Code::invalid_filter,
       "/period/months: a whole number from 1 to 1200 is expected"},
      {R"({"period":{"months":99999999999999999999}})", Code::invalid_filter,
       "/period/months: a whole number from 1 to 1200 is expected"},
      {R"({"period":{"weeks":3}})", Code::invalid_filter,
       "/period/weeks: no such member; months, from and to are known"},
      {R"({"period":{"from":"2026-02-30"}})", Code::invalid_filter,
       "/period/from: a date such as \"2026-05-31\" is expected"},
      {R"({"period":{"from":"2026-2-3"}})", Code::invalid_filter,
       "/period/from: a date such as \"2026-05-31\" is expected"},
      {R"({"period":{"to":"2026-05-31T00:00"}})", Code::invalid_filter,
       "/period/to: a date such as \"2026-05-31\" is expected"},
      {R"({"period":{"to":"0000-01-01"}})", Code::invalid_filter,
       "/period/to: a date such as \"2026-05-31\" is expected"},
      {R"({"period":{"from":"2026-05-02","to":"2026-05-01"}})", Code::invalid_filter,
       "/period/to: this date is before from"},
  };
  for (const Refusal& refusal : refusals) {
    CAPTURE(refusal.json);
    const Result<Filter> filter = Filter::parse(refusal.json);
    REQUIRE_FALSE(filter.ok());
    CHECK(filter.error().code == refusal.code);
    CHECK(filter.error().detail == refusal.detail);
  }
}

TEST_CASE("the schema names exactly the members that are read") {
  std::ifstream file(test::source_dir() / "core/data/schema/filter.schema.json");
  const nlohmann::json schema = nlohmann::json::parse(file);
  std::set<std::string> named, known = {"period", "text"};
  for (const auto& [name, form] : schema["properties"].items()) named.insert(name);
  for (std::size_t i = 0; i < kFilterFieldCount; ++i)
    known.insert(std::string(filter_field_name(static_cast<FilterField>(i))));
  CHECK(named == known);
  CHECK(schema["additionalProperties"] == false);
}

TEST_CASE("field names lead to fields and back") {
  for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
    const auto field = static_cast<FilterField>(i);
    CHECK(filter_field_from_name(filter_field_name(field)) == field);
  }
  CHECK_FALSE(filter_field_from_name("text").has_value());
  CHECK_FALSE(filter_field_from_name("").has_value());
}
