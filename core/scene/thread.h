// The thread of the messages view: which events it lists, in order, and how high each stands. Kept
// between frames.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "throughline/scene.h"

namespace throughline {

struct LayoutInput;

enum class ThreadPart : std::uint8_t { bubble, quiet, folded };

// One place of the thread: an event, or a run of quiet events folded into one line.
// Bubbles are what was said: messages, files, an AI's answers, campaigns, notifications, internal
// notes, and any other touchpoint with a text on a channel of messages (a reminder by SMS). All
// else is quiet.
struct ThreadEntry {
  Row row = kNoRow;   // the event; of a folded run, its first
  Row last = kNoRow;  // of a folded run, its last; else `row`
  std::uint32_t events = 1;
  ThreadPart part = ThreadPart::quiet;
  bool day_start = false;  // a date heading stands above it
  bool run_start = false;  // bubbles: who and by what channel stand above it
  Px64 top = 0;            // of the entry itself, below its date heading
  Px64 height = 0;
};

struct Thread {
  std::vector<ThreadEntry> entries;  // oldest first
  Px64 height = 0;
  std::int64_t total = 0;   // events that pass the filter
  std::int64_t listed = 0;  // of them those that the thread stands for

  // The first entry that ends below y; entries.size() where none does.
  std::size_t at(Px64 y) const;
};

// Lines of texts at one width, remembered: a text is measured once, however often the thread is
// made anew.
class TextHeights {
 public:
  // Texts stay where they are until their row changes: address and length tell whether a text is
  // the same.
  std::int32_t lines(Row row, std::string_view text, Px64 width);

 private:
  struct Measured {
    const char* text = nullptr;
    std::uint32_t size = 0;
    std::int32_t lines = 0;
  };
  std::vector<Measured> rows_;
  Px64 width_ = 0;
};

// Cost: one look at every event in view; each text is measured at its first.
Thread make_thread(const LayoutInput& input, TextHeights& heights);

// Where the thread's column begins, and its width.
Px64 column_start(const LayoutInput& input);
Px64 column_width(const LayoutInput& input);
// How wide a bubble and its text may be, in a view of the request's width.
Px64 widest_bubble(const LayoutInput& input);
Px64 widest_text(const LayoutInput& input);

}  // namespace throughline
