// Masks: what is left of a handle that the viewer may not have.
//
// A phone number keeps its country (where it begins with +) and its last four digits, an e-mail address its first
// letter and domain, a name its initials. Everything hidden becomes "•". Where so little would be hidden that the
// rest could be guessed (fewer than four digits), nothing is kept.
#pragma once

#include <string>
#include <string_view>

namespace throughline::gate {

std::string masked_phone(std::string_view phone);
std::string masked_email(std::string_view email);
std::string masked_name(std::string_view name);
// A phone number, an e-mail address or a social id, told apart by their form.
std::string masked_handle(std::string_view handle);
// The same for each string of a JSON list of strings, as one.
std::string masked_handle_list(std::string_view json);

// Free text with the handles in it masked. False where there is none: `out` is then left alone.
//
// It would rather mask too much than too little: seven digits in a row, separated by at most three blanks, dashes,
// dots, brackets or slashes, are a phone number, in whatever script the digits are. Only calendar dates
// (2026-05-12, 12.05.2026) are spared. Cost: one pass over texts that hold neither @ nor seven digits.
bool mask_handles(std::string_view text, std::string& out);

}  // namespace throughline::gate
