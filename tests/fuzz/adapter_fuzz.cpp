// The first line is an adapter's document, the rest a feed for it; and every built-in adapter gets
// the feed too.
#include "ingest_fuzz.h"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::string_view feed = text.substr(std::min(line + 1, text.size()));
  static const Adapters kBuiltin = Adapters::builtin();
  for (std::string_view name : kBuiltin.names())
    fuzz::run(feed, InputFormat::json, kBuiltin.find(name), kBuiltin, 0);
  const Result<Adapter> own = Adapter::parse(text.substr(0, line));
  if (own) fuzz::run(feed, InputFormat::recognise, &*own, kBuiltin, 0);
  return 0;
}
