// What the studio was asked for.
#pragma once

#include <string>
#include <vector>

#include "journey.h"
#include "shared/journey_options.h"

namespace throughline::studio {

// One picture of one view.
struct Shot {
  ViewRequest request;
  std::string theme = "light";  // or dark
  std::string picture;          // PNG; "" = none
  std::string nodes;            // JSON of what was drawn; "" = none
};

struct StudioOptions : native::JourneyOptions {
  Shot shot;
  std::string language = "en";
  std::string shots;    // a JSON file with several
  bool panels = false;  // the picture shows the whole window

  bool captures() const { return !shot.picture.empty() || !shot.nodes.empty() || !shots.empty(); }
};

// Fills `options`; false where the program should end with `exit_code`.
bool parse_options(int argc, char** argv, StudioOptions& options, int& exit_code);

// The shots of a file: a JSON array of
// {"view","size","theme"?,"dir"?,"scroll"?,"selected"?,"from"?,"to"?,"sort"?,
// "descending"?,"screenshot"?,"nodes"?}, named as on the command line. False where it is none;
// `problem` says why.
bool read_shots(const std::string& path, std::vector<Shot>& shots, std::string& problem);

}  // namespace throughline::studio
