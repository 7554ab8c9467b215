#include "catch.hpp"
#include "throughline/text.h"

namespace throughline {
namespace {

TEST_CASE("case folds fully") {
  CHECK(fold("Straße STRASSE") == "strasse strasse");
  CHECK(fold("ὈΔΥΣΣΕΎΣ") == fold("ὀδυσσεύς"));
  CHECK(fold("ΣΑΣ") == "σασ");
  CHECK(fold("ﬁne") == "fine");
}

TEST_CASE("ASCII folds the same at every length and place") {
  const std::string upper = "AZ@[`{az09 THE QUICK BROWN FOX\tJUMPS";
  const std::string lower = "az@[`{az09 the quick brown fox\tjumps";
  for (std::size_t n = 0; n <= upper.size(); ++n) {
    CHECK(fold(upper.substr(0, n)) == lower.substr(0, n));
    CHECK(fold(upper.substr(n)) == lower.substr(n));
    CHECK(fold_case(upper.substr(n)) == lower.substr(n));
  }
}

TEST_CASE("marks go on Latin, Greek and Cyrillic letters, composed or not") {
  CHECK(fold("Ångström") == "angstrom");
  CHECK(fold("Ang\u0301stro\u0308m") == "angstrom");
  CHECK(fold("Việt Nam") == "viet nam");
  CHECK(fold("Άλφα") == "αλφα");
  CHECK(fold("Чайковский") == fold("Чаиковскии"));
  CHECK(fold("İstanbul") == "istanbul");
  CHECK(fold("e\u0301\u0323\uFE0Fx") == "ex");
}

TEST_CASE("Arabic harakat and Hebrew points go, letters stay") {
  CHECK(fold("مُحَمَّد") == "محمد");
  CHECK(fold("שָׁלוֹם") == "שלום");
  CHECK(fold("أ") != fold("ا"));  // a hamza makes another letter
}

TEST_CASE("Indic, Thai and Kana marks stay") {
  CHECK(fold("हिन्दी") == "हिन्दी");
  CHECK(fold("น้ำ") == fold("น้ำ"));
  CHECK(fold("ที่นี่") == "ที่นี่");
  CHECK(fold("が") == "か\u3099");
  CHECK(fold("が") != fold("か"));
  CHECK(fold("ｶﾞ") == fold("ガ"));
}

TEST_CASE("compatibility forms fold to what they stand for") {
  CHECK(fold("ＡＢＣ１２３") == "abc123");
  CHECK(fold("℻ ™ №5") == "fax tm no5");
  CHECK(fold("한글") == fold("\u1112\u1161\u11AB\u1100\u1173\u11AF"));
  CHECK(fold("𝓗𝓮𝓵𝓵𝓸") == "hello");
}

TEST_CASE("marks that stay come into canonical order") {
  CHECK(fold("क\u094D\u093C") == fold("क\u093C\u094D"));
  CHECK(fold("か\u0301\u3099") == fold("か\u3099\u0301"));
}

TEST_CASE("folding twice changes nothing") {
  for (const std::string_view text : {"Straße", "ᾳ\u0345", "Ǆ", "ﷺ", "㍿", "\u0344", "é", "日本"})
    CHECK(fold(fold(text)) == fold(text));
}

TEST_CASE("fold_case changes case and nothing else") {
  CHECK(fold_case("ÉCOLE Straße ΣΑΣ") == "école straße σασ");
  CHECK(fold_case("ẞ") == "ß");
  CHECK(fold_case("Ⅷ ǅ Ꭰ 𐐀") == "ⅷ ǆ Ꭰ 𐐨");
  CHECK(fold_case("ﬁ") == "ﬁ");
}

}  // namespace
}  // namespace throughline
