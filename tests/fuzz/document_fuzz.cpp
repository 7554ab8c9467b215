// Any text as any of the JSON documents that a page hands over, on an engine that holds a little data:
// each is taken or refused, and the engine stays usable. The first byte chooses the call.
#include <array>

#include "engine.h"

namespace {

constexpr std::string_view kEvents =
    R"({"id":"1","at":"2026-05-01T10:00:00Z","kind":"message","customer":"c","conversation":"k","text":"a"})"
    "\n"
    R"({"id":"2","at":"2026-05-01T11:00:00Z","kind":"tag","customer":"c","conversation":"k","tags":["b"]})"
    "\n";

constexpr std::array<Engine::Call, 7> kCalls = {tl_set,    tl_query, tl_scene, tl_export,
                                                tl_forget, tl_split, tl_open};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  Engine engine;
  const std::int32_t source = engine.give(tl_open, R"({"name":"fuzz","input":"ndjson"})");
  if (source < 0) return 0;
  engine.feed(source, kEvents);
  engine.close(source);
  engine.give(kCalls[data[0] % kCalls.size()], text);
  engine.finish_work();
  engine.give(tl_query, R"({"command":"inspect"})");
  return 0;
}
