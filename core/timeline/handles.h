// Handles: what joins records to a customer. Normalised, so that spellings of one phone or e-mail meet.
//
// Phone: blanks, punctuation and directions of scripts dropped, "tel:", "sms:" and "whatsapp:" prefixes and ";ext=…" or
// "x…" extensions too, and "(0)" behind an international prefix; what follows the country's international prefix ("00"
// where none is known) is international, like "+…", and so is a number that begins with the known country's calling code
// and is longer than a national one. There, a 0 behind that code is dropped where the country has it as trunk prefix.
// Any other number is national: in a known country it loses its trunk prefix and gets the calling code; without one its
// digits stand alone. Fewer than three digits are no phone. E-mail: trimmed and case-folded. A handle of `handles[]`: its
// bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "timeline/rows.h"

namespace throughline::store {

// "" where there is no usable number.
std::string normalise_phone(std::string_view phone, const PhoneCountry& country);
std::string normalise_email(std::string_view email);
// A handle as a person or a host writes it: with an @ an e-mail, else a phone if it looks like one, else bytes.
std::vector<std::string> spellings_of_handle(std::string_view handle, const PhoneCountry& country);

// The handles of a party: phone, e-mail, then handles[] in their order; distinct.
void collect_handles(const Rows& rows, PartyId party, std::vector<std::string>& out);
// The strings of a JSON list of strings, unescaped.
std::vector<std::string> strings_of_list(std::string_view json);

}  // namespace throughline::store
