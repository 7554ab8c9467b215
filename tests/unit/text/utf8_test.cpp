#include "catch.hpp"
#include "throughline/text.h"

namespace throughline {
namespace {

std::string repaired(std::string_view in, std::size_t expected_count) {
  std::string out = "<";
  CHECK(append_valid_utf8(in, out) == expected_count);
  CHECK(is_valid_utf8(out));
  CHECK(is_valid_utf8(in) == (expected_count == 0));
  return out.substr(1);
}

TEST_CASE("valid text passes unchanged, whatever its length and script") {
  for (const std::string_view text :
       {"", "a", "sixteen ascii b.", "Grüße", "日本語のテキスト", "क्षि",
        "🙂 and more text behind it", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80", "\xED\x9F\xBF"}) {
    CAPTURE(text);
    CHECK(repaired(text, 0) == text);
  }
}

TEST_CASE("each maximal invalid sequence becomes one U+FFFD, as browsers do") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(repaired("a\x80z", 1) == "a" + r + "z");
  CHECK(repaired("\xC0\xAF", 2) == r + r);          // over-long
  CHECK(repaired("\xE0\x80\xAF", 3) == r + r + r);  // over-long
  CHECK(repaired("\xF0\x9F\x99z", 1) == r + "z");   // cut short: one
  CHECK(repaired("\xF0\x9F\x99", 1) == r);          // cut by the end
  CHECK(repaired("\xE2\x82", 1) == r);
  CHECK(repaired("\xED\xA0\x80", 3) == r + r + r);  // a surrogate
  CHECK(repaired("\xF4\x90\x80\x80", 4) == r + r + r + r);
  CHECK(repaired("\xF8\x88\x80\x80\x80", 5) == r + r + r + r + r);
  CHECK(repaired("\xFF", 1) == r);
  CHECK(repaired("0123456789abcdef\xC3"
                 "0123456789abcdef",
                 1) == "0123456789abcdef" + r + "0123456789abcdef");
}

TEST_CASE("an invalid byte is found at every place of a long ASCII text") {
  for (std::size_t place = 0; place < 40; ++place) {
    std::string text(40, 'x');
    text[place] = '\xBF';
    CHECK_FALSE(is_valid_utf8(text));
  }
}

TEST_CASE("code points go out and come back") {
  for (const char32_t c : {U'\0', U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'\uFFFD',
                           U'\U00010000', U'\U0010FFFF'}) {
    std::string text;
    append_code_point(text, c);
    CHECK(is_valid_utf8(text));
    std::size_t at = 0;
    CHECK(next_code_point(text, at) == c);
    CHECK(at == text.size());
  }
}

TEST_CASE("an excerpt counts characters, not bytes, and says when it cut") {
  CHECK(excerpt("Grüße", 5) == "Grüße");
  CHECK(excerpt("Grüße", 4) == "Grüß…");
  CHECK(excerpt("日本語", 1) == "日…");
  CHECK(excerpt("abc", 0) == "…");
  CHECK(excerpt("", 0) == "");
}

}  // namespace
}  // namespace throughline
