// Frames: where a record ends, in bytes that arrive cut anywhere.
//
// A frame looks at a window, the bytes that have arrived and are not done with, and says what
// stands at its front. It remembers how far it has looked, so no byte is looked at twice. It checks
// no grammar: what it hands out is read by a reader, and only the reader refuses.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "throughline/base.h"

namespace throughline::ingest {

struct Framed {
  enum class What : std::uint8_t {
    more,    // nothing yet: give more bytes (or, where the input is at its end, nothing any more)
    skip,    // `consumed` bytes hold no record
    value,   // one value that may itself hold records: an array, or an object with `events`
    record,  // one record
    tail,    // what follows the array of `{"events":[…]`, to be checked
    fault,   // the framing itself is broken at `text`
  };
  What what = What::more;
  std::size_t consumed = 0;  // bytes at the window's front that are done with
  std::string_view text;     // inside those bytes
  bool unclosed = false;     // the input ended before the array around this record did
  std::string_view fault_detail;
};

class Frame {
 public:
  virtual ~Frame() = default;
  // `final`: no byte follows the window. Views point into the window.
  virtual Framed next(std::string_view window, bool final) = 0;
  // Gives up the bytes looked at so far (an oversized record): they may go; returns how many.
  virtual std::size_t release() = 0;
};

struct JsonFraming {
  bool lines = false;         // one value a line from the start
  bool may_be_lines = false;  // a first value on one line, a newline and more make it NDJSON
  bool envelope = true;       // {"events":[…]} holds records
};

class JsonFrame final : public Frame {
 public:
  explicit JsonFrame(const JsonFraming& framing);
  Framed next(std::string_view window, bool final) override;
  std::size_t release() override;
  // It turned out to be, or was declared to be, NDJSON.
  bool is_lines() const { return state_ == State::lines; }

 private:
  enum class State : std::uint8_t { start, probe, value, array, tail, after, lines, done };
  enum class Until : std::uint8_t { element_end, close };

  Framed at_start(std::string_view window, bool final);
  Framed at_probe(std::string_view window, bool final);
  Framed at_value(std::string_view window, bool final);
  Framed at_array(std::string_view window, bool final);
  Framed at_tail(std::string_view window, bool final);
  Framed at_after(std::string_view window, bool final);
  Framed at_line(std::string_view window, bool final);
  Framed done_with(Framed framed, State next, std::string_view window);

  bool scan(std::string_view window, Until until);
  bool scan_block(const char* at, Until until);
  bool scan_byte(char c, Until until);
  void restart(std::uint32_t depth);

  JsonFraming framing_;
  State state_;
  std::size_t scanned_ = 0;  // how far the window has been looked at
  std::uint32_t depth_ = 0;  // open brackets before scanned_
  bool in_string_ = false;
  bool escaped_ = false;  // the byte at scanned_ is escaped by a backslash before it
  bool array_in_object_ = false;
  bool needs_element_ = false;  // a comma came before: an element must follow
  bool released_ = false;       // part of the element is gone already
  bool multiline_ = false;      // a newline stood inside the first value
  bool newline_after_ = false;  // a newline stood behind the value
};

}  // namespace throughline::ingest
