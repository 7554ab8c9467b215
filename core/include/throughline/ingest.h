// Throughline / ingest: bytes of a feed, cut anywhere → records → events, and a report of every record.
//
// A feed goes through three steps: a frame finds record ends across chunks, a reader makes one record a flat
// `RecordTree`, an adapter (data, not code) maps it to zero or more EventRecords. A record that cannot be used
// is a Rejection with its place and reason; nothing is dropped silently and nothing throws.
//
// Limits: depth ≤ 512, one record ≤ 64 MiB. Memory: the unfinished record and one tree, never the whole input.
//
// Rulings
// - Recognition by the first byte that is no blank, behind a BOM: { and [ are JSON, < is XES, all else a table. JSON
//   is NDJSON from the moment when a first value that stands on one line is followed by a newline and more.
// - An object whose first member is `events`, an array, is read element by element as it comes; one that has it
//   later, and no `type`, is held whole (≤ 64 MiB). Adapters whose payloads have an `events` of their own say
//   `"envelope": false`. What follows the array must be well-formed.
// - Every refused record, and every syntax error of the framing, takes a record number. An empty array holds no
//   record, and neither does an input of blanks, unless it was declared to be JSON: then it is a syntax error.
// - A table's first row names its columns; an empty cell is absent. The apostrophe that our CSV export puts before a
//   cell's leading = + - @ tab or CR is taken off again where the header is exactly that export's
//   (core/data/csv_columns.def), and nowhere else. A quoted cell that is never closed spoils what follows it.
// - JSON text inside a text stays text, unless the adapter's `parse` names it.
// - A part without a type is rejected (no type) by itself. A time that is absent or unreadable does not reject:
//   the event goes on with `time.what == refused`, and the timeline reports it as undated.
// - XES: a trace is a record, its events are the parts; a log's `event` without a trace is a record too.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/event.h"

namespace throughline {

enum class InputFormat : std::uint8_t { recognise, json, ndjson, csv, xes };
std::string_view input_format_name(InputFormat format);
std::optional<InputFormat> input_format_from_name(std::string_view name);

inline constexpr std::size_t kExcerptCharacters = 120;

// A record that is not in the timeline, or is undated. Excerpts are cut to kExcerptCharacters.
struct Rejection {
  std::uint32_t record = 0;  // index of the record in its source
  std::uint16_t part = 0;    // index of the event in its record
  std::uint64_t byte = 0;    // offset of the record (for a syntax error: of the error)
  std::uint64_t line = 1;    // 1-based
  Code code = Code::syntax;
  std::string detail;              // may be empty: then the code's sentence serves
  std::string excerpt;             // valid UTF-8
  std::uint32_t row = 0xFFFFFFFF;  // the timeline's row of an undated event; else none
};

// What could not be used as its events say it, by code: how often, and the first record of it.
struct Doubt {
  std::uint64_t count = 0;
  std::uint32_t record = 0;
  std::uint64_t byte = 0;
  std::uint64_t line = 1;
};

// What reading one source came to. `kept` and `duplicate` are the timeline's; the session joins both.
struct ReadReport {
  std::string adapter;
  InputFormat input = InputFormat::recognise;
  std::uint64_t events = 0;  // after expansion, rejected records counted as one each
  std::uint64_t rejected = 0;
  std::vector<Rejection> rejections;
  std::map<std::string, std::uint64_t, std::less<>> unknown_kinds;
  std::map<std::string, std::uint64_t, std::less<>> unmapped_fields;  // path → times seen
  std::map<std::string, std::uint64_t, std::less<>> time_forms;       // time_form_name → times
  std::uint64_t invalid_utf8 = 0;
  std::map<Code, Doubt> doubts;
};

// An adapter: JSON-pointer → member rules, constants, value maps, time formats, expansion, conditions. The
// document's form is core/data/schema/adapter.schema.json; the built-in ones are core/data/adapters/*.json.
class Adapter {
 public:
  // Refuses (invalid_adapter) with a JSON pointer to the bad rule.
  static Result<Adapter> parse(std::string_view json);
  // What core/data/adapters/canonical.json says, without reading it: the form that every load knows.
  static Adapter canonical();
  std::string_view name() const;

  struct Compiled;
  const Compiled& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const Compiled> compiled_;
};
// Built-in and user's adapters by name; a user's replaces a built-in one of the same name. A built-in one is compiled
// when it is first asked for.
class Adapters {
 public:
  static Adapters builtin();
  Status add(std::string_view json);
  const Adapter* find(std::string_view name) const;
  std::vector<std::string_view> names() const;  // sorted

 private:
  // nullopt: built in, and not asked for yet.
  mutable std::map<std::string, std::optional<Adapter>, std::less<>> by_name_;
};

// Takes what a feed yields. Called in the order of the records; the record's views die with the call.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void event(const EventRecord& record) = 0;
};

struct FeedOptions {
  InputFormat input = InputFormat::recognise;
  const Adapter* adapter =
      nullptr;  // nullptr: recognise (canonical for JSON, csv for CSV, xes for XES)
  std::uint32_t first_record = 0;  // append: records of this source that came before
};

// One feed of one source.
//
//   Feed feed(options, adapters);
//   feed.write(bytes, sink);  …  feed.finish(sink);   feed.report()
class Feed {
 public:
  Feed(const FeedOptions& options, const Adapters& adapters);
  Feed(Feed&&) noexcept;
  Feed& operator=(Feed&&) noexcept;
  ~Feed();
  void write(std::string_view bytes, EventSink& sink);
  void finish(EventSink& sink);
  const ReadReport& report() const;
  std::uint32_t records() const;  // first_record + records seen so far
  // Overwrites what the feed still holds of records it has read (buffers, excerpts).
  void wipe();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace throughline
