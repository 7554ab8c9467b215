#include <string>
#include <vector>

#include "catch.hpp"
#include "journey/json_walk.h"

using namespace throughline;

namespace {

std::vector<std::string> at(std::string_view json, const std::vector<std::string>& path) {
  std::vector<std::string> found;
  any_json_at(json, path, 0, [&](std::string_view value) {
    found.emplace_back(value);
    return false;
  });
  return found;
}

std::string text(std::string_view token) {
  std::string scratch;
  return std::string(json_text(token, scratch));
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("a member is found past values of every type") {
  const std::string json =
      R"({"s":"a,\"}","o":{"x":[1,{"y":"]"}]},"n":-1.50,"t":true,"z":null,"last":7})";
  CHECK(json_member(json, "last") == "7");
  CHECK(json_member(json, "n") == "-1.50");
  CHECK(json_member(json, "o") == R"({"x":[1,{"y":"]"}]})");
  CHECK(json_member(json, "z") == "null");
  CHECK(json_member(json, "x").empty());
  CHECK(json_member("{}", "x").empty());
  CHECK(json_member("[]", "x").empty());
}

TEST_CASE("names with dots, colons, dollars and escapes are literal") {
  CHECK(json_member(R"({"a.b:$c":1})", "a.b:$c") == "1");
  CHECK(json_member(R"({"a\"\u00e9":2})", "a\"é") == "2");
}

TEST_CASE("escapes are decoded") {
  CHECK(text(R"("plain")") == "plain");
  CHECK(text(R"("a\n\t\"\\\/")") == "a\n\t\"\\/");
  CHECK(text(R"("\u00e9\ud83d\ude00")") == "é😀");
  CHECK(text(R"("\ud83d")") == "\xEF\xBF\xBD");
}

TEST_CASE("a path goes through objects, and through arrays by number or into every element") {
  const std::string json =
      R"({"o":{"k":1},"l":[{"sku":"S1"},{"sku":"S2"},5,[{"sku":"S3"}]],"e":[]})";
  CHECK(at(json, {"o", "k"}) == Found{"1"});
  CHECK(at(json, {"l", "sku"}) == Found{R"("S1")", R"("S2")", R"("S3")"});
  CHECK(at(json, {"l", "1", "sku"}) == Found{R"("S2")"});
  CHECK(at(json, {"l", "2"}) == Found{"5"});
  CHECK(at(json, {"l", "9"}).empty());
  CHECK(at(json, {"l", "99999999999999999999"}).empty());
  CHECK(at(json, {"e", "sku"}).empty());
  CHECK(at(json, {"o", "k", "deeper"}).empty());
}

TEST_CASE("bytes that are no JSON are survived") {
  for (const char* broken : {"", "{", "{\"a", "{\"a\"", "{\"a\":", "[", "[1,", "[,", "{\"a\":}",
                             "\"", "[\"\\", "{\"a\":\"\\u12"}) {
    CHECK(at(broken, {"a", "b"}).empty());
    any_json_element(broken, [](std::string_view) { return false; });
  }
  CHECK(text("\"").empty());
}
