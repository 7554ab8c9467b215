// The one place that is compiled with the repository's path, so that no other depends on where it stands.
#include "paths.h"

namespace throughline::test {

std::filesystem::path source_dir() { return THROUGHLINE_SOURCE_DIR; }
std::filesystem::path shared_dir() { return source_dir() / "../shared"; }

}  // namespace throughline::test
