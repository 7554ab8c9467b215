// What a scene's node is called, in words: the composition of web/src/views/sentences.ts and
// values.ts, with dates in the core's fixed form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene.h"
#include "texts.h"

namespace throughline::studio {

// "Mobile call", "WhatsApp".
std::string way_name(const Node& node, const Texts& texts);
std::string channel_name(std::string_view channel, const Texts& texts);
// A kind's name, or the kind itself where it is the data's own.
std::string kind_name(const Node& node, const Texts& texts);
// The line that says most: its text, else its title, else what happened.
std::string gist(const Node& node, const Texts& texts);
// The states worth telling, in words.
std::vector<std::string> told_states(const Node& node, const Texts& texts);
// The whole sentence for a mark, a card or a row.
std::string interaction_name(const Node& node, const Texts& texts);
std::string cluster_name(const Node& node, const Texts& texts);
// A cell's or field's value as text: typed values by their form, absence in words.
std::string value_text(const Node& node, const Texts& texts);
// Why there is no value, in the words of a list of the catalogue ("absence", "absence_brief"); "" where it is just empty.
std::string absence_text(const Node& node, const Texts& texts, std::string_view words);
bool is_absent(const Node& node);

}  // namespace throughline::studio
