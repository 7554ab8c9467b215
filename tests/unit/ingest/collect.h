// Loads a text through a Feed, cut into chunks, and writes down all that came of it.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "paths.h"
#include "throughline/ingest.h"

namespace throughline::test {

// One event as JSON: members by path, in their form, then what the record carries beside them.
inline std::string event_json(const EventRecord& event) {
  std::string out;
  JsonWriter w(out);
  w.begin_object();
  for (std::size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    if (!event.has(member)) continue;
    w.key(member_path(member));
    if (member_form(member) == MemberForm::text)
      w.string(event.value(member));
    else
      w.raw(event.value(member));
  }
  if (event.at) w.key("at_ms").integer(event.at->ms);
  if (!event.time_text.empty()) w.key("time_text").string(event.time_text);
  if (!event.sources.empty()) w.key("sources").raw(event.sources);
  w.end_object();
  return out;
}

struct Loaded : EventSink {
  struct Event {
    std::string json;
    std::uint32_t record = 0;
    std::uint16_t part = 0;
    std::uint64_t byte = 0;
    std::uint64_t line = 0;
    std::string raw;
    ParsedTime::What time = ParsedTime::What::refused;
    std::int64_t instant_ms = 0;  // of a labelled time
    std::int64_t end_ms = 0;
  };
  std::vector<Event> events;
  ReadReport report;
  std::uint32_t records = 0;

  void event(const EventRecord& record) override {
    Event event;
    event.json = event_json(record);
    event.record = record.record_index;
    event.part = record.part_index;
    event.byte = record.byte;
    event.line = record.line;
    event.raw = std::string(record.raw);
    event.time = record.time.what;
    if (record.time.what == ParsedTime::What::labelled) event.instant_ms = record.time.instant().ms;
    if (record.end_time.what == ParsedTime::What::labelled)
      event.end_ms = record.end_time.instant().ms;
    events.push_back(std::move(event));
  }

  // Everything that a change of chunking must not change.
  std::string everything() const {
    std::string out;
    JsonWriter w(out);
    w.begin_array();
    for (const Event& event : events) {
      w.begin_array().raw(event.json).integer(event.record).integer(event.part);
      w.integer(static_cast<std::int64_t>(event.byte))
          .integer(static_cast<std::int64_t>(event.line));
      w.string(event.raw)
          .integer(static_cast<int>(event.time))
          .integer(event.instant_ms)
          .integer(event.end_ms);
      w.end_array();
    }
    for (const Rejection& rejection : report.rejections) {
      w.begin_array().integer(rejection.record).integer(static_cast<std::int64_t>(rejection.byte));
      w.integer(static_cast<std::int64_t>(rejection.line)).string(code_name(rejection.code));
      w.string(rejection.detail).string(rejection.excerpt).end_array();
    }
    for (const auto* counts : {&report.unknown_kinds, &report.unmapped_fields, &report.time_forms})
      for (const auto& [name, n] : *counts) w.string(name).integer(static_cast<std::int64_t>(n));
    w.string(report.adapter).string(input_format_name(report.input));
    for (const auto& [code, doubt] : report.doubts)
      w.string(code_name(code))
          .integer(static_cast<std::int64_t>(doubt.count))
          .integer(doubt.record);
    for (std::uint64_t n : {report.events, report.rejected, report.invalid_utf8})
      w.integer(static_cast<std::int64_t>(n));
    w.end_array();
    return out;
  }
};

struct LoadOptions {
  InputFormat input = InputFormat::recognise;
  std::string adapter;      // "" = recognise
  std::string own_adapter;  // a document, added first
  // Sizes of the chunks, asked for one after the other; none = all at once.
  std::function<std::size_t()> chunk;
};

inline Loaded load(std::string_view text, const LoadOptions& options = {}) {
  Adapters adapters = Adapters::builtin();
  if (!options.own_adapter.empty()) {
    const Status added = adapters.add(options.own_adapter);
    if (!added) throw std::runtime_error(added.error().message());
  }
  FeedOptions feed_options;
  feed_options.input = options.input;
  if (!options.adapter.empty()) feed_options.adapter = adapters.find(options.adapter);
  Loaded loaded;
  Feed feed(feed_options, adapters);
  while (!text.empty()) {
    // Each chunk from memory of its own size, so that a sanitiser sees a byte read beyond it.
    const std::size_t size = std::min(options.chunk ? options.chunk() : text.size(), text.size());
    const std::vector<char> chunk(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
    feed.write({chunk.data(), chunk.size()}, loaded);
    text.remove_prefix(size);
  }
  feed.finish(loaded);
  loaded.report = feed.report();
  loaded.records = feed.records();
  return loaded;
}

// Through an adapter by its name.
inline Loaded load_with(const std::string& adapter, std::string_view text) {
  LoadOptions options;
  options.adapter = adapter;
  return load(text, options);
}

inline LoadOptions as(InputFormat input) {
  LoadOptions options;
  options.input = input;
  return options;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The data set beside the repository; empty where it is not there.
inline std::filesystem::path shared_data(std::string_view below) {
  const std::filesystem::path path = shared_dir() / "data/real" / below;
  return std::filesystem::exists(path) ? path : std::filesystem::path();
}

}  // namespace throughline::test
