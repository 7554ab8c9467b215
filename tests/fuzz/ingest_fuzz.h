// What the fuzzers share: run a feed, write down what came of it, and stop hard where a promise is
// broken.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "throughline/ingest.h"

namespace throughline::fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

class Transcript final : public EventSink {
 public:
  void event(const EventRecord& event) override {
    append_int(text, event.record_index);
    text += '/';
    append_int(text, event.part_index);
    text += '@';
    append_int(text, static_cast<std::int64_t>(event.byte));
    for (std::size_t i = 0; i < kMemberCount; ++i) {
      const auto member = static_cast<Member>(i);
      if (!event.has(member)) continue;
      text += member_path(member);
      text += '=';
      text += event.value(member);
      text += '\n';
    }
    ++events;
  }
  std::string text;
  std::uint64_t events = 0;
};

// `chunk` 0: all at once.
inline std::string run(std::string_view text, InputFormat input, const Adapter* adapter,
                       const Adapters& adapters, std::size_t chunk) {
  FeedOptions options;
  options.input = input;
  options.adapter = adapter;
  Feed feed(options, adapters);
  Transcript transcript;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, chunk == 0 ? text.size() : chunk);
    const std::string own(
        piece);  // of its own size: a byte read behind it is seen by the sanitiser
    feed.write(own, transcript);
    text.remove_prefix(piece.size());
  }
  feed.finish(transcript);
  const ReadReport& report = feed.report();
  require(report.events == transcript.events + report.rejected, "counts add up");
  require(report.rejected == report.rejections.size(), "every rejection is listed");
  for (const Rejection& rejection : report.rejections) {
    transcript.text += code_name(rejection.code);
    append_int(transcript.text, static_cast<std::int64_t>(rejection.byte));
    append_int(transcript.text, static_cast<std::int64_t>(rejection.line));
    transcript.text += rejection.excerpt;
  }
  return transcript.text;
}

inline void check_chunking(std::string_view text, InputFormat input, std::string_view adapter) {
  static const Adapters kBuiltin = Adapters::builtin();
  const Adapter* chosen = adapter.empty() ? nullptr : kBuiltin.find(adapter);
  const std::string whole = run(text, input, chosen, kBuiltin, 0);
  if (text.size() > 4096) return;
  require(run(text, input, chosen, kBuiltin, 1) == whole, "one byte at a time");
  require(run(text, input, chosen, kBuiltin, 7) == whole, "seven bytes at a time");
}

}  // namespace throughline::fuzz
