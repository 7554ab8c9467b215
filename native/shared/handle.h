// The C ABI as a C++ value: what goes in, what came out. The native faces know the core only through this.
#pragma once

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "abi/throughline.h"

namespace throughline::native {

// The result of one call. `bytes` is the document, or {"code","message"} where ok is false.
struct Reply {
  bool ok = false;
  std::string bytes;
};

class Handle {
 public:
  Handle() : h_(tl_create()) {}

  Reply set(std::string_view json) { return reply(tl_set(h_.get(), put(json))); }
  Reply query(std::string_view json) { return reply(tl_query(h_.get(), put(json))); }
  // The array layout of a view (core/include/throughline/scene.h).
  Reply scene(std::string_view json) { return reply(tl_scene(h_.get(), put(json))); }
  Reply forget(std::string_view json) { return reply(tl_forget(h_.get(), put(json))); }
  Reply begin_export(std::string_view json) { return reply(tl_export(h_.get(), put(json))); }
  // The next part; `more` says whether another call is due.
  Reply next_export(bool& more) {
    more = tl_export_next(h_.get()) == TL_MORE;
    return reply(tl_status(h_.get()));
  }
  Reply open(std::string_view json, std::int32_t& source) {
    source = tl_open(h_.get(), put(json));
    return reply(tl_status(h_.get()));
  }
  Reply feed(std::int32_t source, std::string_view bytes) {
    return reply(tl_feed(h_.get(), source, put(bytes)));
  }
  Reply close(std::int32_t source) { return reply(tl_close(h_.get(), source)); }
  bool step(std::uint32_t units) { return tl_step(h_.get(), units) == TL_MORE; }

 private:
  struct Destroy {
    void operator()(tl_handle* h) const { tl_destroy(h); }
  };

  std::uint32_t put(std::string_view bytes) {
    const auto n = static_cast<std::uint32_t>(bytes.size());
    std::uint8_t* place = tl_buffer(h_.get(), n);
    if (place != nullptr && n > 0) std::memcpy(place, bytes.data(), n);
    return n;
  }
  Reply reply(std::int32_t status) const {
    const auto* bytes = reinterpret_cast<const char*>(tl_result(h_.get()));
    return {status == TL_OK, std::string(bytes, tl_result_size(h_.get()))};
  }

  std::unique_ptr<tl_handle, Destroy> h_;
};

}  // namespace throughline::native
