// Framing and reading of XES, one trace at a time.
//
// What stands outside the traces (extensions, classifiers, the log's own attributes, and `global`
// defaults, whose dates are no events) holds no record. An `event` that stands in the log without a
// trace is a record of its own.
#pragma once

#include <memory>
#include <string>

#include "ingest/frame.h"
#include "ingest/reader.h"

namespace throughline::ingest {

// One piece of markup at the front of `text`, which begins with '<'; `incomplete` where the text
// ends inside it.
struct Markup {
  enum class What : std::uint8_t { incomplete, other, open, close, empty };
  What what = What::incomplete;
  std::size_t size = 0;
  std::string_view name;  // without the prefix of its namespace
};
// An element's name without the prefix of its namespace.
std::string_view local_name(std::string_view name);
Markup read_markup(std::string_view text);

class XesFrame final : public Frame {
 public:
  Framed next(std::string_view window, bool final) override;
  std::size_t release() override;

 private:
  Framed at_end(std::string_view window);

  std::size_t scanned_ = 0;
  std::uint32_t depth_ = 0;         // open elements
  std::uint32_t record_depth_ = 0;  // of the trace's own element; meaningful while in_record_
  bool in_record_ = false;
  bool any_element_ = false;
  bool reported_end_ = false;
};

// A trace becomes {"trace":{…},"events":[{…},…]}: attributes by their key. string, date and id are
// strings; int and float numbers where they are JSON numbers, else strings; boolean a flag; list an
// array, container an object. What is nested inside a plain attribute stands beside it as
// `key/nested key`.
class XesReader final : public Reader {
 public:
  XesReader();
  ~XesReader() override;
  Outcome read(std::string_view text, RecordTree& tree, ReadFault& fault) override;
  std::uint64_t replaced() const override;
  void wipe() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace throughline::ingest
