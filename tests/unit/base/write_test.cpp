// JSON as it is written: in pieces, of which nothing shows.
#include <string>
#include <vector>

#include "catch.hpp"
#include "throughline/base.h"

using namespace throughline;

namespace {

std::string quoted(const std::string& text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("wherever a piece ends, what is written is the same", "[base]") {
  // Filled up to every place, then one of each kind of value.
  for (std::size_t filled = 0; filled < 1200; ++filled) {
    const std::string front(filled % 128, 'x');
    const std::string plain(filled % 131, 'p');
    const std::string escaped = plain + "\"\\\n\x01" + plain;
    std::string expected = "{";
    std::string out;
    JsonWriter writer(out);
    writer.begin_object();
    for (std::size_t left = filled; left > 128; left -= 128) {
      writer.key("f").string(front);
      expected += "\"f\":" + quoted(front) + ",";
    }
    writer.key(escaped).string(plain).key(plain).string(escaped);
    writer.key("number").integer(-9223372036854775807 - 1).key("raw").raw(quoted(escaped));
    writer.key("list").begin_array().null().boolean(true).integer(7).sixty_fourths(-96);
    writer.begin_array().end_array().begin_object().end_object().end_array().end_object();
    expected += quoted(escaped) + ":" + quoted(plain) + "," + quoted(plain) + ":" + quoted(escaped);
    expected += ",\"number\":-9223372036854775808,\"raw\":" + quoted(escaped);
    expected += ",\"list\":[null,true,7,-1.5,[],{}]}";
    REQUIRE(out == expected);
  }
}

TEST_CASE("what is longer than a piece goes out as it is", "[base]") {
  for (const std::size_t size : {100u, 128u, 129u, 500u, 511u, 512u, 513u, 5000u}) {
    const std::string text(size, 't');
    std::string out;
    JsonWriter(out).begin_array().integer(1).string(text).raw(quoted(text)).integer(2).end_array();
    CHECK(out == "[1," + quoted(text) + "," + quoted(text) + ",2]");
  }
}

TEST_CASE("a value that stands alone is there at once", "[base]") {
  std::string out;
  JsonWriter(out).string("a");
  CHECK(out == "\"a\"");
  JsonWriter(out).integer(3);
  CHECK(out == "\"a\"3");
}
