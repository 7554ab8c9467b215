// Where tests find files: the repository, and the data set that may stand beside it.
#pragma once

#include <filesystem>

namespace throughline::test {

std::filesystem::path source_dir();
std::filesystem::path shared_dir();  // need not exist

}  // namespace throughline::test
