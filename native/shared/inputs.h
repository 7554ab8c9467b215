// FILE arguments and documents on disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handle.h"
#include "journey_options.h"

namespace throughline::native {

struct Input {
  std::string name;     // of the source
  std::string path;     // "-" = standard input
  std::string adapter;  // "" = the configuration's, or recognised
};

// "NAME=PATH:adapter" → Input; NAME= and :adapter may be left out. `:adapter` counts only if it is one of `adapters` and
// no file is so called. Names that clash get "-2", "-3" …
std::vector<Input> inputs_of(const std::vector<std::string>& files,
                             const std::vector<std::string>& adapters);
// The adapters that a FILE argument may name: built in and loaded.
std::vector<std::string> adapter_names(Handle& handle);

// The whole of a file; nullopt where it cannot be read.
std::optional<std::string> read_file(const std::string& path);
// An option's value that is JSON itself (first non-blank is `{` or `[`) or else a path.
std::optional<std::string> json_or_file(const std::string& value);

// Feeds every input. Warnings and the progress bar go to stderr. kUnreadable where a file could not be read or held
// no readable record (the others are loaded all the same), kWrongUse where the core refused to open one.
Exit load(Handle& handle, const std::vector<Input>& inputs, const JourneyOptions& options);

}  // namespace throughline::native
