// Any bytes as any input form, cut anywhere: the load ends, and what came of it can be asked for. The first
// byte chooses the form and whether the source is opened a second time, the second the size of the pieces.
#include <algorithm>
#include <array>

#include "engine.h"

namespace {

constexpr std::array<std::string_view, 5> kOpenings = {
    R"({"name":"fuzz"})",
    R"({"name":"fuzz","input":"json"})",
    R"({"name":"fuzz","input":"ndjson"})",
    R"({"name":"fuzz","input":"csv"})",
    R"({"name":"fuzz","input":"xes"})",
};

void feed_in_pieces(Engine& engine, std::int32_t source, std::string_view bytes, std::size_t size) {
  for (std::size_t at = 0; at < bytes.size(); at += size)
    engine.feed(source, bytes.substr(at, size));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string_view opening = kOpenings[data[0] % kOpenings.size()];
  const std::size_t piece = data[1] == 0 ? std::max<std::size_t>(bytes.size(), 1) : data[1];
  const int rounds = data[0] >= 128 ? 2 : 1;

  Engine engine;
  for (int round = 0; round < rounds; ++round) {
    const std::int32_t source = engine.give(tl_open, opening);
    if (source < 0) return 0;
    feed_in_pieces(engine, source, bytes, piece);
    engine.close(source);
    engine.finish_work();
  }
  engine.give(tl_query, R"({"command":"inspect"})");
  engine.give(tl_export, R"({"format":"timeline"})");
  return 0;
}
