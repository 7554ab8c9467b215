// Sentences that ask.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughline {

// Each sentence that ends in a question mark (?, ？, ؟, ;), trimmed, blanks and line breaks inside
// as one blank.
std::vector<std::string> questions_in(std::string_view text);
// What makes two spellings one question: folded letters and digits, words apart.
std::string question_key(std::string_view question);

}  // namespace throughline
