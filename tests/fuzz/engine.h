// What the fuzzers share: one engine, given text the way a page gives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "abi/throughline.h"

class Engine {
 public:
  Engine() : handle_(tl_create()) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { tl_destroy(handle_); }

  using Call = std::int32_t (*)(tl_handle*, std::uint32_t);

  std::int32_t give(Call call, std::string_view text) { return call(handle_, put(text)); }
  std::int32_t feed(std::int32_t source, std::string_view bytes) {
    return tl_feed(handle_, source, put(bytes));
  }
  void close(std::int32_t source) { tl_close(handle_, source); }
  void finish_work() {
    while (tl_idle(handle_, 256) == TL_MORE) {
    }
  }

 private:
  std::uint32_t put(std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    std::uint8_t* buffer = tl_buffer(handle_, size);
    if (buffer != nullptr && size > 0) std::memcpy(buffer, text.data(), size);
    return size;
  }

  tl_handle* handle_;
};
