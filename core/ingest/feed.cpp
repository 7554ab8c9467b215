// One feed: bytes → frame → reader → mapper → sink and report.
//
// The window is what has arrived and is not done with. While nothing is left over from the last
// call it is the caller's own bytes; a record cut by the end of a call is carried over and
// completed from the next one in small pieces, so that only what belongs to it is copied.
#include <algorithm>
#include <optional>

#include "ingest/adapter.h"
#include "ingest/frame.h"
#include "ingest/frame_csv.h"
#include "ingest/frame_xes.h"
#include "ingest/output.h"
#include "ingest/reader.h"
#include "ingest/scan.h"
#include "ingest/wipe.h"

namespace throughline {

using ingest::Framed;
using ingest::Place;
using ingest::RecordTree;

namespace {

constexpr std::size_t kMaxRecord = std::size_t{64} << 20;
constexpr std::size_t kFirstPiece = 4096;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

constexpr std::string_view kFormats[] = {"recognise", "json", "ndjson", "csv", "xes"};

// By its first byte that is no blank: {, [ is JSON (or NDJSON), < is XES. All else is a table, unless the line behind the
// first begins with {: then it is NDJSON, whose first record is broken. nullopt while there are too few bytes to tell.
std::optional<InputFormat> recognise(std::string_view text, bool final) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  const bool enough = final || text.size() >= kMaxRecord;
  if (first == std::string_view::npos) return std::nullopt;  // nothing but blanks: no record
  if (text[first] == '{' || text[first] == '[') return InputFormat::json;
  if (text[first] == '<') return InputFormat::xes;
  const std::size_t next = text.find_first_not_of(kBlanks, text.find('\n', first));
  if (next == std::string_view::npos && !enough) return std::nullopt;
  const bool records = next != std::string_view::npos && text[next] == '{';
  return records ? InputFormat::ndjson : InputFormat::csv;
}

std::string_view default_adapter(InputFormat format) {
  if (format == InputFormat::csv) return "csv";
  return format == InputFormat::xes ? "xes" : "canonical";
}

class JsonRecords final : public ingest::Reader {
 public:
  Outcome read(std::string_view text, RecordTree& tree, ingest::ReadFault& fault) override {
    return reader_.read(text, tree, fault) ? Outcome::record : Outcome::fault;
  }
  std::uint64_t replaced() const override { return reader_.replaced(); }
  void wipe() override { reader_.wipe(); }

 private:
  ingest::JsonReader reader_;
};

}  // namespace

std::string_view input_format_name(InputFormat format) {
  return kFormats[static_cast<std::size_t>(format)];
}

std::optional<InputFormat> input_format_from_name(std::string_view name) {
  for (std::size_t i = 1; i < std::size(kFormats); ++i)
    if (kFormats[i] == name) return static_cast<InputFormat>(i);
  return std::nullopt;
}

struct Feed::State {
  State(const FeedOptions& options_given, const Adapters& adapters_given)
      : options(options_given),
        adapters(adapters_given),
        output(options_given.first_record, report) {
    report.input = options.input;
  }

  FeedOptions options;
  Adapters adapters;
  ReadReport report;
  ingest::Output output;
  std::optional<Adapter> adapter;
  std::unique_ptr<ingest::Frame> frame;
  ingest::JsonFrame* json_frame = nullptr;  // `frame`, where it is one
  std::unique_ptr<ingest::Reader> reader;
  std::unique_ptr<ingest::Mapper> mapper;
  RecordTree tree;

  std::string carried;  // what is left over of earlier calls
  Place here;           // of the window's first byte
  bool past_bom = false;
  bool finished = false;
  std::optional<Place> oversized;  // where a record beyond the limit began, until it ends

  std::size_t run(std::string_view window, bool final, EventSink& sink);
  bool prepare(std::string_view& window, bool final);
  void open(InputFormat format);
  void advance(std::string_view bytes);
  void deliver(const Framed& framed, std::string_view window, EventSink& sink);
  void check_tail(const Framed& framed, Place place);
  void read_record(const Framed& framed, Place place, EventSink& sink);
  void map_value(std::string_view text, Place place, EventSink& sink);
  void map_record(RecordTree::Index record, std::string_view raw, Place place, EventSink& sink);
  void refuse(std::string_view text, Place place, const ingest::ReadFault& fault);
};

// ---------------------------------------------------------------------------------------------
// Opening

// A BOM is skipped and the format recognised before anything else; false while there are too few
// bytes to tell.
bool Feed::State::prepare(std::string_view& window, bool final) {
  if (!past_bom) {
    const std::string_view front = window.substr(0, kBom.size());
    if (!final && front.size() < kBom.size() && front == kBom.substr(0, front.size())) return false;
    past_bom = true;
    if (front == kBom) {
      here.byte += kBom.size();
      window.remove_prefix(kBom.size());
    }
  }
  if (frame) return true;
  InputFormat format = options.input;
  if (format == InputFormat::recognise) {
    const std::optional<InputFormat> recognised = recognise(window, final);
    if (!recognised) return false;
    format = *recognised;
  }
  open(format);
  return true;
}

void Feed::State::open(InputFormat format) {
  const Adapter* chosen =
      options.adapter != nullptr ? options.adapter : adapters.find(default_adapter(format));
  adapter = *chosen;
  mapper = ingest::make_mapper(adapter->compiled());
  report.adapter = adapter->name();
  report.input = format;
  switch (format) {
    case InputFormat::csv:
      frame = std::make_unique<ingest::CsvFrame>();
      reader = std::make_unique<ingest::CsvReader>();
      return;
    case InputFormat::xes:
      frame = std::make_unique<ingest::XesFrame>();
      reader = std::make_unique<ingest::XesReader>();
      return;
    case InputFormat::recognise:
    case InputFormat::json:
    case InputFormat::ndjson:
      break;
  }
  ingest::JsonFraming framing;
  framing.lines = format == InputFormat::ndjson;
  framing.may_be_lines = options.input == InputFormat::recognise;
  framing.envelope = adapter->compiled().envelope;
  auto made = std::make_unique<ingest::JsonFrame>(framing);
  json_frame = made.get();
  frame = std::move(made);
  reader = std::make_unique<JsonRecords>();
}

// ---------------------------------------------------------------------------------------------
// Framing

void Feed::State::advance(std::string_view bytes) {
  here.byte += bytes.size();
  here.line += ingest::count_newlines(bytes);
}

// Delivers what the window holds whole; returns how many of its bytes are done with.
std::size_t Feed::State::run(std::string_view window, bool final, EventSink& sink) {
  const char* begin = window.data();
  if (!prepare(window, final)) return static_cast<std::size_t>(window.data() - begin);
  for (;;) {
    const Framed framed = frame->next(window, final);
    if (framed.what == Framed::What::more) break;
    deliver(framed, window, sink);
    window.remove_prefix(framed.consumed);
  }
  if (window.size() > kMaxRecord) {
    if (!oversized) oversized = here;
    const std::size_t gone = frame->release();
    advance(window.substr(0, gone));
    window.remove_prefix(gone);
  }
  return static_cast<std::size_t>(window.data() - begin);
}

void Feed::State::deliver(const Framed& framed, std::string_view window, EventSink& sink) {
  Place place = here;
  if (!framed.text.empty()) {
    const auto before = static_cast<std::size_t>(framed.text.data() - window.data());
    place.byte += before;
    place.line += ingest::count_newlines(window.substr(0, before));
  }
  advance(window.substr(0, framed.consumed));
  if (json_frame != nullptr && json_frame->is_lines()) report.input = InputFormat::ndjson;
  if (framed.what == Framed::What::skip) return;
  if (oversized || framed.text.size() > kMaxRecord) {
    output.begin_record(oversized.value_or(place), framed.text);
    output.reject(Code::too_large, {});
    oversized.reset();
    return;
  }
  if (framed.what == Framed::What::fault)
    return refuse(framed.text, place, {Code::syntax, 0, std::string(framed.fault_detail)});
  if (framed.what == Framed::What::tail) return check_tail(framed, place);
  read_record(framed, place, sink);
}

// ---------------------------------------------------------------------------------------------
// Records

void Feed::State::refuse(std::string_view text, Place place, const ingest::ReadFault& fault) {
  output.begin_record(place, text);
  const std::size_t offset = std::min(fault.offset, text.size());
  const Place where{place.byte + offset,
                    place.line + ingest::count_newlines(text.substr(0, offset))};
  output.reject_at(where, fault.code, fault.detail);
}

// What follows the array of {"events":[…] holds no event, but must be well-formed.
void Feed::State::check_tail(const Framed& framed, Place place) {
  constexpr std::string_view kHead = "{\"events\":[]";
  std::string object(kHead);
  object += framed.text;
  ingest::ReadFault fault;
  if (reader->read(object, tree, fault) == ingest::Reader::Outcome::record) return;
  fault.offset = fault.offset > kHead.size() ? fault.offset - kHead.size() : 0;
  refuse(framed.text, place, fault);
}

void Feed::State::read_record(const Framed& framed, Place place, EventSink& sink) {
  ingest::ReadFault fault;
  const ingest::Reader::Outcome outcome = reader->read(framed.text, tree, fault);
  if (outcome == ingest::Reader::Outcome::none) return;
  if (outcome == ingest::Reader::Outcome::fault) return refuse(framed.text, place, fault);
  if (framed.what == Framed::What::value)
    map_value(framed.text, place, sink);
  else
    map_record(0, framed.text, place, sink);
  if (framed.unclosed) {
    const std::size_t end = framed.text.size();
    refuse(framed.text, place, {Code::syntax, end, "The array is not closed."});
  }
}

// A whole value: an array's elements are records, and so are those of an object's `events`, unless
// the object has a `type` and so is an event itself.
void Feed::State::map_value(std::string_view text, Place place, EventSink& sink) {
  RecordTree::Index list = RecordTree::kNone;
  if (tree[0].type == ingest::NodeType::array) list = 0;
  if (adapter->compiled().envelope && tree.member(0, "type") == RecordTree::kNone) {
    const RecordTree::Index events = tree.member(0, "events");
    if (events != RecordTree::kNone && tree[events].type == ingest::NodeType::array) list = events;
  }
  if (list == RecordTree::kNone) return map_record(0, text, place, sink);
  const char* counted = text.data();  // up to here `at` is known
  Place at = place;
  for (auto element = list + 1; element < tree[list].next; element = tree[element].next) {
    const std::string_view raw = tree[element].raw();
    // Of a repaired record the copy was read; its elements have the place of the whole.
    const bool inside = raw.data() >= text.data() && raw.data() < text.data() + text.size();
    if (inside) {
      const std::string_view before(counted, static_cast<std::size_t>(raw.data() - counted));
      at = {at.byte + before.size(), at.line + ingest::count_newlines(before)};
      counted = raw.data();
    }
    map_record(element, raw, at, sink);
  }
}

void Feed::State::map_record(RecordTree::Index record, std::string_view raw, Place place,
                             EventSink& sink) {
  output.begin_record(place, raw);
  if (tree[record].type != ingest::NodeType::object) return output.reject(Code::not_an_object, {});
  mapper->map(tree, record, output, sink);
}

// ---------------------------------------------------------------------------------------------

Feed::Feed(const FeedOptions& options, const Adapters& adapters)
    : state_(std::make_unique<State>(options, adapters)) {}
Feed::Feed(Feed&&) noexcept = default;
Feed& Feed::operator=(Feed&&) noexcept = default;
Feed::~Feed() {
  if (state_) ingest::wipe_string(state_->carried);
}

void Feed::write(std::string_view bytes, EventSink& sink) {
  State& s = *state_;
  std::size_t piece = kFirstPiece;
  while (!s.carried.empty() && !bytes.empty()) {
    const std::size_t before = s.carried.size();
    const std::string_view next = bytes.substr(0, piece);
    ingest::append_wiping(s.carried, next);
    const std::size_t done = s.run(s.carried, false, sink);
    if (done < before) {  // not all that was carried is done with: go on carrying
      s.carried.erase(0, done);
      bytes.remove_prefix(next.size());
      piece *= 2;
      continue;
    }
    s.carried.clear();
    bytes.remove_prefix(done - before);
  }
  if (bytes.empty()) return;
  const std::size_t done = s.run(bytes, false, sink);
  ingest::append_wiping(s.carried, bytes.substr(done));
}

void Feed::finish(EventSink& sink) {
  State& s = *state_;
  if (s.finished) return;
  s.finished = true;
  s.run(s.carried, true, sink);
  ingest::wipe_string(s.carried);
}

const ReadReport& Feed::report() const {
  state_->output.settle_time_forms();
  state_->report.invalid_utf8 = state_->reader ? state_->reader->replaced() : 0;
  return state_->report;
}

std::uint32_t Feed::records() const { return state_->output.records(); }

void Feed::wipe() {
  State& s = *state_;
  // What is carried is the beginning of a record that is still to come; only the room behind it
  // goes.
  std::string carried;
  carried.swap(s.carried);
  s.carried = carried;
  ingest::wipe_string(carried);
  s.tree.wipe();
  if (s.reader) s.reader->wipe();
  if (s.mapper) s.mapper->wipe();
  s.output.wipe();
}

}  // namespace throughline
