// Cases that a property has judged natively, written down so that the same cases can be put to the
// wasm module (tests/property/replay.mjs): where THROUGHLINE_CASES names a file, each case is one
// line of it.
//
//   {"settings":{…tl_set…},"sources":[{"open":{"name":"crm"},"bytes":"…"}],"ask":{…tl_query…},"expected":{…}}
//   or, in place of "ask", "export":{…tl_export…} with "expected" a string
#pragma once

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace throughline::testing {

inline void write_case(const nlohmann::json& judged) {
  const char* path = std::getenv("THROUGHLINE_CASES");
  if (path == nullptr) return;
  static std::ofstream file(path, std::ios::binary | std::ios::app);
  file << judged.dump() << '\n';
}

}  // namespace throughline::testing
