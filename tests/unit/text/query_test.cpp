#include "catch.hpp"
#include "throughline/text.h"

namespace throughline {
namespace {

using Terms = std::vector<std::string>;

// The marked stretches of `text`, each between brackets.
std::string marked(std::string_view typed, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange range : TextQuery::parse(typed).ranges(text)) {
    out += text.substr(at, range.begin - at);
    out += '[';
    out += text.substr(range.begin, range.end - range.begin);
    out += ']';
    at = range.end;
  }
  return out += text.substr(at);
}

TEST_CASE("words are terms, a quoted phrase is one term") {
  CHECK(TextQuery::parse("Late  DELIVERY").terms() == Terms{"late", "delivery"});
  CHECK(TextQuery::parse("\"late delivery\" refund").terms() == Terms{"late delivery", "refund"});
  CHECK(TextQuery::parse("\"late deliv").terms() == Terms{"late deliv"});
  CHECK(TextQuery::parse("a\"b c\"d").terms() == Terms{"a", "b c", "d"});
  CHECK(TextQuery::parse("“late delivery”").terms() == Terms{"late delivery"});
  CHECK(TextQuery::parse("東京\u3000大阪").terms() == Terms{"東京", "大阪"});
  CHECK(TextQuery::parse("\"one\ntwo\"").terms() == Terms{"one two"});
}

TEST_CASE("nothing typed matches everything") {
  for (const std::string_view typed : {"", "  ", "\"\"", "\""}) {
    CHECK(TextQuery::parse(typed).empty());
    CHECK(TextQuery::parse(typed).matches({}));
    CHECK(TextQuery::parse(typed).matches_folded("x"));
    CHECK(TextQuery::parse(typed).ranges("x").empty());
  }
}

TEST_CASE("all terms must occur, each in any of the texts") {
  const TextQuery query = TextQuery::parse("cafe Müller");
  CHECK(query.matches({"Table at the Café", "Frau MULLER"}));
  CHECK(query.matches({"müllercafé"}));
  CHECK_FALSE(query.matches({"Table at the Café"}));
  CHECK_FALSE(query.matches({}));
  CHECK_FALSE(TextQuery::parse("\"ab cd\"").matches({"ab", "cd"}));
}

TEST_CASE("a term is found at every place of a longer text") {
  const TextQuery query = TextQuery::parse("needle");
  for (std::size_t before = 0; before < 40; ++before)
    for (const std::size_t after : {0u, 1u, 15u, 16u, 17u}) {
      const std::string text = std::string(before, 'n') + "needle" + std::string(after, 'e');
      CHECK(query.matches_folded(text));
      const auto found = query.ranges(text);
      REQUIRE(found.size() == 1);
      CHECK(found[0].begin == before);
      CHECK(found[0].end == before + 6);
    }
}

TEST_CASE("a broken query string is repaired, not trusted") {
  CHECK(TextQuery::parse("a\xFF").terms() == Terms{"a\uFFFD"});
}

TEST_CASE("hits are ranges of the original, in whole characters") {
  CHECK(marked("cafe", "Le Café, le CAFE\u0301!") == "Le [Café], le [CAFE\u0301]!");
  CHECK(marked("s", "Straße") == "[S]tra[ß]e");
  CHECK(marked("fin", "eﬁne") == "e[ﬁn]e");
  CHECK(marked("f", "ﬁ") == "[ﬁ]");
  CHECK(marked("שלום", "שָׁלוֹם") == "[שָׁלוֹם]");
  CHECK(marked("京", "東京都") == "東[京]都");
  CHECK(marked("a", "xÀ") == "x[À]");
  CHECK(marked("in 'the", "IN 'THE") == "[IN] ['THE]");
}

TEST_CASE("hits that touch or overlap are one range") {
  CHECK(marked("aa", "aaa") == "[aaa]");
  CHECK(marked("ab bc", "abc") == "[abc]");
  CHECK(marked("ab cd", "abcd") == "[abcd]");
  CHECK(marked("b a", "a b") == "[a] [b]");
}

}  // namespace
}  // namespace throughline
