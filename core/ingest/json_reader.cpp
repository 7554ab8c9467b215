// RapidJSON knows the grammar; what is added here is a flat tree with the bytes as received.
//
// Three things make it fast. Our stream hands RapidJSON plain characters in runs: a Transcoder for our encoding
// finds the end of a run sixteen bytes at a time (`find_string_break`). A string without escapes becomes a view
// into the source. Repair (invalid UTF-8, lone surrogates) costs nothing until it is needed: reading stops there,
// the record is repaired into a copy and read again.
#include "ingest/json_reader.h"

#include <cstdlib>
#include <optional>

#include "ingest/rapid.h"
#include "ingest/scan.h"
#include "ingest/wipe.h"
#include "throughline/text.h"

namespace throughline::ingest {
namespace {

// What RapidJSON reads from. NUL means the end to RapidJSON: the caller checks that the end was reached.
class SourceStream {
 public:
  using Ch = char;
  explicit SourceStream(std::string_view text)
      : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()) {}

  Ch Peek() const { return at_ == end_ ? '\0' : *at_; }
  Ch Take() { return at_ == end_ ? '\0' : *at_++; }
  std::size_t Tell() const { return static_cast<std::size_t>(at_ - begin_); }
  // RapidJSON's stream concept; only called when parsing in place.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

  const char* at() const { return at_; }
  // The run of characters up to a quote, a backslash, a control or the end; `valid` is false for bad UTF-8.
  std::string_view take_run(bool& valid) {
    bool non_ascii = false;
    const char* from = at_;
    at_ = find_string_break(at_, end_, non_ascii);
    const std::string_view run(from, static_cast<std::size_t>(at_ - from));
    valid = !non_ascii || is_valid_utf8(run);
    return run;
  }

 private:
  const char* begin_;
  const char* at_;
  const char* end_;
};

// UTF-8 that is read a run at a time.
template <class Ch = char>
struct Utf8Runs : rapidjson::UTF8<Ch> {};

}  // namespace
}  // namespace throughline::ingest

namespace rapidjson {
template <>
struct Transcoder<throughline::ingest::Utf8Runs<>, UTF8<>> {
  template <class InputStream, class OutputStream>
  static bool Transcode(InputStream& in, OutputStream& out) {
    bool valid = false;
    const std::string_view run = in.take_run(valid);
    std::memcpy(out.Push(static_cast<SizeType>(run.size())), run.data(), run.size());
    return valid;
  }
  template <class InputStream, class OutputStream>
  static bool Validate(InputStream& in, OutputStream& out) {
    return Transcode(in, out);
  }
};
}  // namespace rapidjson

namespace throughline::ingest {
namespace {

// Overwrites what it gives back, since RapidJSON's stack has held the texts of records.
class WipingAllocator {
 public:
  [[maybe_unused]] static constexpr bool kNeedFree = true;
  void* Malloc(std::size_t size) {
    if (size == 0) return nullptr;
    auto* header = static_cast<std::size_t*>(std::malloc(size + kHeader));
    if (header == nullptr) throw std::bad_alloc();  // caught by the ABI, like any failed allocation
    *header = size;
    return reinterpret_cast<char*>(header) + kHeader;
  }
  void* Realloc(void* old, std::size_t old_size, std::size_t size) {
    void* fresh = Malloc(size);
    if (old != nullptr && fresh != nullptr) std::memcpy(fresh, old, std::min(old_size, size));
    Free(old);
    return fresh;
  }
  static void Free(void* bytes) {
    if (bytes == nullptr) return;
    auto* header = reinterpret_cast<std::size_t*>(static_cast<char*>(bytes) - kHeader);
    wipe_bytes(bytes, *header);
    std::free(header);
  }

 private:
  static constexpr std::size_t kHeader = 16;
};

// Turns RapidJSON's calls into nodes. After each token the stream stands right behind it, which tells where the
// token began: what lies between two tokens is blanks, commas and colons alone.
class TreeBuilder {
 public:
  TreeBuilder(const SourceStream& stream, RecordTree& tree)
      : stream_(&stream), tree_(&tree), seen_(stream.at()) {}

  std::optional<Code> refusal() const { return refusal_; }

  bool Null() { return literal(NodeType::null, 4); }
  bool Bool(bool value) { return literal(NodeType::flag, value ? 4 : 5); }
  bool RawNumber(const char*, rapidjson::SizeType size, bool) {
    literal(NodeType::number, size);
    if (fits_double(tree_->node(tree_->size() - 1).text())) return true;
    refusal_ = Code::number_out_of_range;
    return false;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    const char* begin = token_begin('"');
    const std::string_view decoded = decode(begin, text, size);
    Node& node = add(NodeType::string, begin);
    node.text_at = decoded.data();
    node.text_size = size;
    return !refusal_;
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    const char* begin = token_begin('"');
    const std::string_view decoded = decode(begin, text, size);
    key_at_ = decoded.data();
    key_size_ = size;
    key_raw_ = begin;
    key_raw_size_ = static_cast<std::uint32_t>(stream_->at() - begin);
    seen_ = stream_->at();
    return !refusal_;
  }
  bool StartObject() { return start(NodeType::object, '{'); }
  bool EndObject(rapidjson::SizeType) { return end('}'); }
  bool StartArray() { return start(NodeType::array, '['); }
  bool EndArray(rapidjson::SizeType) { return end(']'); }
  // Never called with numbers as strings; RapidJSON wants them there.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  // Walks from the last token's end to where `first` stands, noting blanks.
  const char* token_begin(char first) {
    while (*seen_ != first) blanks_ |= is_json_blank(*seen_++);
    return seen_;
  }
  void note_blanks_until(const char* at) {
    while (seen_ < at) blanks_ |= is_json_blank(*seen_++);
  }

  std::string_view decode(const char* quote, const char* text, std::size_t size) {
    const auto raw = static_cast<std::size_t>(stream_->at() - quote) - 2;
    if (raw == size) return {quote + 1, size};
    // It held escapes. A lone low surrogate comes out of RapidJSON as three bytes that are no UTF-8.
    const std::string_view decoded(text, size);
    if (!is_valid_utf8(decoded)) refusal_ = Code::internal;  // repaired and read again; never reported
    return tree_->scratch().keep(decoded);
  }

  Node& add(NodeType type, const char* begin) {
    Node& node = tree_->node(tree_->add(type));
    place(node, begin);
    node.raw_size = static_cast<std::uint32_t>(stream_->at() - begin);
    seen_ = stream_->at();
    return node;
  }
  void place(Node& node, const char* begin) {
    node.raw_at = begin;
    node.key_at = key_at_;
    node.key_size = key_size_;
    node.key_raw_at = key_raw_;
    node.key_raw_size = key_raw_size_;
    key_at_ = nullptr;
    key_raw_ = nullptr;
    key_size_ = key_raw_size_ = 0;
    if (blanks_) spread_blanks();
  }
  // Blanks seen since the last node lie in every container that is open.
  void spread_blanks() {
    blanks_ = false;
    if (tree_->depth() > 0) tree_->node(tree_->innermost()).blanks = true;
  }

  bool literal(NodeType type, std::size_t size) {
    const char* begin = stream_->at() - size;
    note_blanks_until(begin);
    Node& node = add(type, begin);
    node.text_at = begin;
    node.text_size = static_cast<std::uint32_t>(size);
    return true;
  }
  bool start(NodeType type, char bracket) {
    if (tree_->depth() == RecordTree::kMaxDepth) {
      refusal_ = Code::too_deep;
      return false;
    }
    const char* begin = token_begin(bracket);
    if (blanks_) spread_blanks();
    Node& node = tree_->node(tree_->open(type));
    place(node, begin);
    ++seen_;
    return true;
  }
  bool end(char bracket) {
    const char* at = token_begin(bracket);
    if (blanks_) spread_blanks();
    const RecordTree::Index closed = tree_->innermost();
    Node& node = tree_->node(closed);
    node.raw_size = static_cast<std::uint32_t>(at + 1 - node.raw_at);
    const bool blanks = node.blanks;
    tree_->close();
    if (blanks) blanks_ = true;  // its parents hold them too
    if (blanks_) spread_blanks();
    seen_ = at + 1;
    return true;
  }

  const SourceStream* stream_;
  RecordTree* tree_;
  const char* seen_;  // everything before it has been made nodes
  bool blanks_ = false;
  const char* key_at_ = nullptr;
  const char* key_raw_ = nullptr;
  std::uint32_t key_size_ = 0;
  std::uint32_t key_raw_size_ = 0;
  std::optional<Code> refusal_;
};

using Parser = rapidjson::GenericReader<Utf8Runs<>, rapidjson::UTF8<>, WipingAllocator>;

// The value of four hexadecimal digits at `at`, or nothing.
std::optional<unsigned> hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  unsigned value = 0;
  for (char c : text.substr(at, 4)) {
    unsigned digit;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      digit = static_cast<unsigned>((c | 0x20) - 'a') + 10;
    else
      return std::nullopt;
    value = value << 4 | digit;
  }
  return value;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Replaces lone surrogate escapes in place: \uFFFD is as long as what it replaces.
std::uint64_t repair_surrogates(std::string& text) {
  std::uint64_t replaced = 0;
  for (std::size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
    const std::optional<unsigned> unit =
        at + 1 < text.size() && text[at + 1] == 'u' ? hex4(text, at + 2) : std::nullopt;
    if (!unit) {
      at += 2;  // another escape
      continue;
    }
    if (is_high(*unit) && text.compare(at + 6, 2, "\\u") == 0) {
      const std::optional<unsigned> second = hex4(text, at + 8);
      if (second && is_low(*second)) {
        at += 12;
        continue;
      }
    }
    if (is_high(*unit) || is_low(*unit)) {
      text.replace(at + 2, 4, "FFFD");
      ++replaced;
    }
    at += 6;
  }
  return replaced;
}

}  // namespace

std::uint64_t repair_json(std::string_view text, std::string& out) {
  std::string repaired;
  std::uint64_t replaced = append_valid_utf8(text, repaired);
  replaced += repair_surrogates(repaired);
  out += repaired;
  wipe_string(repaired);
  return replaced;
}

struct JsonReader::State {
  std::optional<Parser> parser{std::in_place};
  std::string repaired;
  std::uint64_t replaced = 0;

  enum class Outcome { read, refused, needs_repair };
  Outcome parse(std::string_view text, RecordTree& tree, ReadFault& fault);
};

JsonReader::State::Outcome JsonReader::State::parse(std::string_view text, RecordTree& tree,
                                                    ReadFault& fault) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  tree.clear();
  SourceStream stream(text);
  TreeBuilder builder(stream, tree);
  const rapidjson::ParseResult result = parser->Parse<kFlags>(stream, builder);
  if (!result.IsError() && stream.Tell() == text.size()) return Outcome::read;

  fault.detail.clear();
  fault.offset = result.IsError() ? std::min(result.Offset(), text.size()) : stream.Tell();
  if (fault.offset < text.size() && text[fault.offset] == '\0') {
    fault.code = Code::nul_character;
    return Outcome::refused;
  }
  switch (result.Code()) {
    case rapidjson::kParseErrorStringInvalidEncoding:
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return Outcome::needs_repair;
    case rapidjson::kParseErrorNumberTooBig: fault.code = Code::number_out_of_range; break;
    case rapidjson::kParseErrorTermination:
      if (builder.refusal() == Code::internal) return Outcome::needs_repair;
      fault.code = builder.refusal().value_or(Code::syntax);
      break;
    default:
      fault.code = Code::syntax;
      fault.detail = rapidjson::GetParseError_En(result.Code());
  }
  return Outcome::refused;
}

JsonReader::JsonReader() : state_(std::make_unique<State>()) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() {
  if (state_) wipe_string(state_->repaired);
}

bool JsonReader::read(std::string_view text, RecordTree& tree, ReadFault& fault) {
  using Outcome = State::Outcome;
  Outcome outcome = state_->parse(text, tree, fault);
  if (outcome == Outcome::needs_repair) {
    const std::size_t where = fault.offset;
    state_->repaired.clear();
    state_->replaced += repair_json(text, state_->repaired);
    outcome = state_->parse(state_->repaired, tree, fault);
    // Replacing changes lengths: up to the first repair the offsets agree, behind it that place is named.
    if (outcome != Outcome::read && fault.offset > where) fault.offset = where;
  }
  return outcome == Outcome::read;
}

std::uint64_t JsonReader::replaced() const { return state_->replaced; }

void JsonReader::wipe() {
  state_->parser.emplace();
  wipe_string(state_->repaired);
}

}  // namespace throughline::ingest
