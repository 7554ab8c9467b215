// Any bytes as a log of processes: no crash, and cuts change nothing.
#include "ingest_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  throughline::fuzz::check_chunking(text, throughline::InputFormat::xes, "xes");
  return 0;
}
