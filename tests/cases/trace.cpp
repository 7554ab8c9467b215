// The trace between the command line and the core. Linked with --wrap, every call of a tl_ function comes
// here first; it is passed on and written down as one JSON line with what went in and what came out. Bytes
// stand in hexadecimal.
//
//   {"handle":0,"call":"tl_query","input":"7b7d","returned":0,"result":"5b5d"}
//   {"handle":0,"call":"tl_feed","number":0,"input":"0a","returned":0,"result":""}
//
// THROUGHLINE_TRACE names the file to write. THROUGHLINE_CHUNK_BYTES cuts every feed into pieces of that
// many bytes, as a network would.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "abi/throughline.h"

extern "C" {
uint32_t __real_tl_abi_version(void);
tl_handle* __real_tl_create(void);
void __real_tl_destroy(tl_handle* h);
uint8_t* __real_tl_buffer(tl_handle* h, uint32_t n);
int32_t __real_tl_open(tl_handle* h, uint32_t n);
int32_t __real_tl_feed(tl_handle* h, int32_t source, uint32_t n);
int32_t __real_tl_close(tl_handle* h, int32_t source);
int32_t __real_tl_step(tl_handle* h, uint32_t units);
int32_t __real_tl_idle(tl_handle* h, uint32_t units);
int32_t __real_tl_set(tl_handle* h, uint32_t n);
int32_t __real_tl_query(tl_handle* h, uint32_t n);
int32_t __real_tl_scene(tl_handle* h, uint32_t n);
int32_t __real_tl_export(tl_handle* h, uint32_t n);
int32_t __real_tl_export_next(tl_handle* h);
int32_t __real_tl_forget(tl_handle* h, uint32_t n);
int32_t __real_tl_split(tl_handle* h, uint32_t n);
int32_t __real_tl_stats(tl_handle* h);
int32_t __real_tl_schema(tl_handle* h);
int32_t __real_tl_status(const tl_handle* h);
const uint8_t* __real_tl_result(const tl_handle* h);
uint32_t __real_tl_result_size(const tl_handle* h);
}

namespace {

struct Call {
  const char* name;
  std::optional<std::int64_t> number = {};  // the source or the units, where the call takes one
  std::optional<std::string> input = {};
};

std::string in_hex(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    hex += kDigits[bytes[i] >> 4];
    hex += kDigits[bytes[i] & 15U];
  }
  return hex;
}

class Trace {
 public:
  Trace() {
    if (const char* path = std::getenv("THROUGHLINE_TRACE")) file_.open(path, std::ios::binary);
    if (const char* bytes = std::getenv("THROUGHLINE_CHUNK_BYTES")) {
      chunk_bytes_ = static_cast<std::uint32_t>(std::strtoul(bytes, nullptr, 10));
    }
  }

  // 0: feeds stay whole.
  std::uint32_t chunk_bytes() const { return chunk_bytes_; }

  void remember_buffer(std::uint8_t* buffer) { buffer_ = buffer; }
  // What the caller has written into its last buffer.
  std::string input(std::uint32_t n) const {
    return buffer_ ? std::string(buffer_, buffer_ + n) : std::string();
  }

  void write(tl_handle* h, const Call& call, std::int64_t returned) {
    if (!file_.is_open()) return;
    file_ << "{\"handle\":" << number_of(h) << ",\"call\":\"" << call.name << '"';
    if (call.number) file_ << ",\"number\":" << *call.number;
    if (call.input) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(call.input->data());
      file_ << ",\"input\":\"" << in_hex(bytes, call.input->size()) << '"';
    }
    file_ << ",\"returned\":" << returned << ",\"status\":" << __real_tl_status(h)
          << ",\"result\":\"" << in_hex(__real_tl_result(h), __real_tl_result_size(h)) << "\"}\n";
  }

  void write_end(tl_handle* h) {
    if (file_.is_open()) {
      file_ << "{\"handle\":" << number_of(h) << ",\"call\":\"tl_destroy\"}\n" << std::flush;
    }
  }

 private:
  // Handles in the order in which they were first seen. An address that is used again after tl_destroy
  // is the same number: the replay destroys and creates in the same order.
  std::size_t number_of(tl_handle* h) {
    const auto seen = std::find(handles_.begin(), handles_.end(), h);
    if (seen != handles_.end()) return static_cast<std::size_t>(seen - handles_.begin());
    handles_.push_back(h);
    return handles_.size() - 1;
  }

  std::ofstream file_;
  std::uint32_t chunk_bytes_ = 0;
  std::uint8_t* buffer_ = nullptr;
  std::vector<tl_handle*> handles_;
};

Trace& trace() {
  static Trace only;
  return only;
}

std::int32_t traced(tl_handle* h, const Call& call, std::int32_t returned) {
  trace().write(h, call, returned);
  return returned;
}

using TakesInput = std::int32_t (*)(tl_handle*, std::uint32_t);

std::int32_t traced_input(tl_handle* h, const char* name, TakesInput real, std::uint32_t n) {
  const Call call{name, {}, trace().input(n)};
  return traced(h, call, real(h, n));
}

std::int32_t feed_piece(tl_handle* h, std::int32_t source, const std::string& piece) {
  const auto size = static_cast<std::uint32_t>(piece.size());
  if (std::uint8_t* buffer = __real_tl_buffer(h, size); buffer && size > 0) {
    std::memcpy(buffer, piece.data(), size);
  }
  const Call call{"tl_feed", source, piece};
  return traced(h, call, __real_tl_feed(h, source, size));
}

}  // namespace

extern "C" {
uint32_t __wrap_tl_abi_version(void) { return __real_tl_abi_version(); }

tl_handle* __wrap_tl_create(void) {
  tl_handle* h = __real_tl_create();
  trace().write(h, {"tl_create"}, 0);
  return h;
}

void __wrap_tl_destroy(tl_handle* h) {
  if (h) trace().write_end(h);
  __real_tl_destroy(h);
}

uint8_t* __wrap_tl_buffer(tl_handle* h, uint32_t n) {
  uint8_t* buffer = __real_tl_buffer(h, n);
  trace().remember_buffer(buffer);
  return buffer;
}

int32_t __wrap_tl_feed(tl_handle* h, int32_t source, uint32_t n) {
  const std::string bytes = trace().input(n);
  const std::size_t step = trace().chunk_bytes() > 0 ? trace().chunk_bytes() : bytes.size();
  int32_t status = TL_OK;
  std::size_t at = 0;
  do {
    status = feed_piece(h, source, bytes.substr(at, step));
    at += step;
  } while (status == TL_OK && at < bytes.size());
  return status;
}

int32_t __wrap_tl_close(tl_handle* h, int32_t source) {
  return traced(h, {"tl_close", source}, __real_tl_close(h, source));
}
int32_t __wrap_tl_step(tl_handle* h, uint32_t units) {
  return traced(h, {"tl_step", units}, __real_tl_step(h, units));
}
int32_t __wrap_tl_idle(tl_handle* h, uint32_t units) {
  return traced(h, {"tl_idle", units}, __real_tl_idle(h, units));
}
int32_t __wrap_tl_open(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_open", __real_tl_open, n);
}
int32_t __wrap_tl_set(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_set", __real_tl_set, n);
}
int32_t __wrap_tl_query(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_query", __real_tl_query, n);
}
int32_t __wrap_tl_scene(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_scene", __real_tl_scene, n);
}
int32_t __wrap_tl_export(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_export", __real_tl_export, n);
}
int32_t __wrap_tl_forget(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_forget", __real_tl_forget, n);
}
int32_t __wrap_tl_split(tl_handle* h, uint32_t n) {
  return traced_input(h, "tl_split", __real_tl_split, n);
}
int32_t __wrap_tl_export_next(tl_handle* h) {
  return traced(h, {"tl_export_next"}, __real_tl_export_next(h));
}
int32_t __wrap_tl_stats(tl_handle* h) { return traced(h, {"tl_stats"}, __real_tl_stats(h)); }
int32_t __wrap_tl_schema(tl_handle* h) { return traced(h, {"tl_schema"}, __real_tl_schema(h)); }
int32_t __wrap_tl_status(const tl_handle* h) { return __real_tl_status(h); }
const uint8_t* __wrap_tl_result(const tl_handle* h) { return __real_tl_result(h); }
uint32_t __wrap_tl_result_size(const tl_handle* h) { return __real_tl_result_size(h); }
}
