// One value through the JSON reader, against nlohmann/json: both take it or neither does. And the
// frame, fed byte by byte, must come to what it comes to at once.
#include <nlohmann/json.hpp>

#include "ingest/json_reader.h"
#include "ingest_fuzz.h"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  fuzz::check_chunking(text, InputFormat::json, "canonical");
  fuzz::check_chunking(text, InputFormat::recognise, "");

  ingest::JsonReader reader;
  ingest::RecordTree tree;
  ingest::ReadFault fault;
  const bool ours = reader.read(text, tree, fault);
  // Where we mean to differ: depth, numbers that no double holds, and NUL, which nlohmann takes for the end.
  if (!ours && fault.code != Code::syntax) return 0;
  std::string repaired;
  ingest::repair_json(text, repaired);
  // nlohmann takes a BOM for blank; the frame has taken it away before a reader sees it.
  if (repaired.rfind("\xEF\xBB\xBF", 0) == 0) return 0;
  const bool theirs = nlohmann::json::accept(repaired);
  fuzz::require(ours == theirs, "the readers disagree");
  return 0;
}
