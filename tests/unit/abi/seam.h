// The C ABI as tests use it: text in, text out.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "abi/throughline.h"

class Seam {
 public:
  Seam() : h_(tl_create()) {}
  ~Seam() { tl_destroy(h_); }
  Seam(const Seam&) = delete;
  Seam& operator=(const Seam&) = delete;

  std::uint32_t put(std::string_view bytes) {
    std::memcpy(tl_buffer(h_, static_cast<std::uint32_t>(bytes.size())), bytes.data(),
                bytes.size());
    return static_cast<std::uint32_t>(bytes.size());
  }
  std::int32_t set(std::string_view json) { return tl_set(h_, put(json)); }
  std::int32_t forget(std::string_view json) { return tl_forget(h_, put(json)); }
  std::int32_t query(std::string_view json) { return tl_query(h_, put(json)); }
  std::string ask(std::string_view json) {
    query(json);
    return result();
  }
  std::string result() const {
    return {reinterpret_cast<const char*>(tl_result(h_)), tl_result_size(h_)};
  }
  std::int32_t open(std::string_view json) { return tl_open(h_, put(json)); }
  std::int32_t feed(std::int32_t source, std::string_view bytes) {
    return tl_feed(h_, source, put(bytes));
  }
  void close(std::int32_t source) { tl_close(h_, source); }
  void load(std::string_view name, std::string_view bytes) { load_as(name, "", bytes); }
  void load_as(std::string_view name, std::string_view input, std::string_view bytes) {
    std::string request = "{\"name\":\"" + std::string(name) + "\"";
    if (!input.empty()) request += ",\"input\":\"" + std::string(input) + "\"";
    const std::int32_t source = open(request + "}");
    feed(source, bytes);
    close(source);
  }
  void settle() {
    while (tl_step(h_, 4096) == TL_MORE) {
    }
    while (tl_idle(h_, 4096) == TL_MORE) {
    }
  }
  std::string exported(std::string_view json) {
    std::string all;
    if (tl_export(h_, put(json)) != TL_OK) return result();
    for (bool more = true; more;) {
      more = tl_export_next(h_) == TL_MORE;
      all += result();
    }
    return all;
  }
  // A counter of tl_stats, by its name; nested ones by their own name.
  long long stat(std::string_view name) {
    tl_stats(h_);
    const std::string stats = result();
    const std::size_t at = stats.find("\"" + std::string(name) + "\":");
    return at == std::string::npos ? -1 : std::stoll(stats.substr(at + name.size() + 3));
  }
  tl_handle* handle() { return h_; }

 private:
  tl_handle* h_;
};

// NDJSON of n events, ten a conversation, conversations interleaved, a second apart, of one customer a hundred
// conversations.
inline std::string many_events(int n, int first = 0) {
  std::string lines;
  const int conversations = n / 10 + 1;
  for (int i = first; i < first + n; ++i) {
    const int conversation = i % conversations;
    const bool inbound = i / conversations % 2 == 0;
    lines += "{\"id\":\"e" + std::to_string(i) + "\",\"type\":\"" +
             (inbound ? "message.received" : "message.sent") +
             "\",\"at_ms\":" + std::to_string(1750000000000LL + i * 1000LL) +
             ",\"conversation\":\"c" + std::to_string(conversation) + "\",\"customer\":\"k" +
             std::to_string(conversation / 100) + "\",\"channel\":\"" +
             (conversation % 2 == 0 ? "email" : "whatsapp") + "\",\"text\":\"message number " +
             std::to_string(i) + "\"}\n";
  }
  return lines;
}
