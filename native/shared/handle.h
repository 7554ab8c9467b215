// The C ABI as a C++ value: what goes in, what came out. The native faces know the core only through this.
#pragma once

#include <cstring>
#include <memory>
#include <new>
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
  Handle() : h_(created()) {}

  Reply set(std::string_view json) { return call(tl_set, json); }
  Reply query(std::string_view json) { return call(tl_query, json); }
  // The array layout of a view (core/include/throughline/scene.h).
  Reply scene(std::string_view json) { return call(tl_scene, json); }
  Reply forget(std::string_view json) { return call(tl_forget, json); }
  Reply begin_export(std::string_view json) { return call(tl_export, json); }
  // The next part; `more` says whether another call is due.
  Reply next_export(bool& more) {
    more = tl_export_next(h_.get()) == TL_MORE;
    return reply(tl_status(h_.get()));
  }
  Reply open(std::string_view json, std::int32_t& source) {
    return call(
        [&source](tl_handle* h, std::uint32_t n) {
          source = tl_open(h, n);
          return tl_status(h);
        },
        json);
  }
  Reply feed(std::int32_t source, std::string_view bytes) {
    return call([source](tl_handle* h, std::uint32_t n) { return tl_feed(h, source, n); }, bytes);
  }
  Reply close(std::int32_t source) { return reply(tl_close(h_.get(), source)); }
  // `more` says whether another step is due.
  Reply step(std::uint32_t units, bool& more) {
    more = tl_step(h_.get(), units) == TL_MORE;
    return reply(tl_status(h_.get()));
  }

 private:
  struct Destroy {
    void operator()(tl_handle* h) const { tl_destroy(h); }
  };

  static tl_handle* created() {
    tl_handle* const h = tl_create();
    if (h == nullptr) throw std::bad_alloc();
    return h;
  }

  // Calls with the bytes as input; where there is no room for them, that is the reply.
  template <class Call>
  Reply call(Call run, std::string_view bytes) {
    const auto n = static_cast<std::uint32_t>(bytes.size());
    std::uint8_t* const place = tl_buffer(h_.get(), n);
    if (place == nullptr) return reply(tl_status(h_.get()));
    if (n > 0) std::memcpy(place, bytes.data(), n);
    return reply(run(h_.get(), n));
  }
  Reply reply(std::int32_t status) const {
    const auto* bytes = reinterpret_cast<const char*>(tl_result(h_.get()));
    return {status == TL_OK, std::string(bytes, tl_result_size(h_.get()))};
  }

  std::unique_ptr<tl_handle, Destroy> h_;
};

}  // namespace throughline::native
