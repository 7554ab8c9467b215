// The seam: plain C around a Session. Nothing is decided here; exceptions end here.
#include "abi/throughline.h"

#include <algorithm>
#include <new>
#include <string>
#include <vector>

#include "throughline/session.h"

struct tl_handle {
  throughline::Session session;
  std::string input;
  std::string result;
  int32_t status = TL_OK;
};

namespace {

using throughline::Code;
using throughline::Error;
using throughline::JsonWriter;
using throughline::Status;

int32_t fail(tl_handle* h, const Error& error) {
  h->status = static_cast<int32_t>(error.code) + 1;
  h->result.clear();
  JsonWriter(h->result)
      .begin_object()
      .key("code")
      .string(throughline::code_name(error.code))
      .key("message")
      .string(error.message())
      .end_object();
  return h->status;
}

// Every call's frame: clears the result, turns any exception of a library or the allocator into a status.
template <class Work>
int32_t guarded(tl_handle* h, Work work) {
  h->status = TL_OK;
  h->result.clear();
  try {
    return work();
  } catch (const std::bad_alloc&) {
    h->result.shrink_to_fit();
    return fail(h, Error{Code::out_of_memory, {}});
  } catch (...) {
    return fail(h, Error{Code::internal, {}});
  }
}

int32_t finish(tl_handle* h, const Status& status) {
  return status ? TL_OK : fail(h, status.error());
}

// Whether `work` left more to do; after a failure nothing is left.
template <class Work>
int32_t more_after(tl_handle* h, Work work) {
  int32_t more = TL_DONE;
  guarded(h, [&] {
    more = work() ? TL_MORE : TL_DONE;
    return TL_OK;
  });
  return more;
}

// The first n bytes of the input buffer.
std::string_view input_of(const tl_handle* h, uint32_t n) {
  return std::string_view(h->input).substr(0, n);
}

}  // namespace

extern "C" {

uint32_t tl_abi_version(void) { return TL_ABI_VERSION; }

tl_handle* tl_create(void) {
  try {
    return new tl_handle;
  } catch (...) {
    return nullptr;
  }
}

void tl_destroy(tl_handle* h) { delete h; }

uint8_t* tl_buffer(tl_handle* h, uint32_t n) {
  const int32_t status = guarded(h, [&] {
    if (h->input.size() < n) h->input.resize(n);
    return TL_OK;
  });
  return status == TL_OK ? reinterpret_cast<uint8_t*>(h->input.data()) : nullptr;
}

int32_t tl_open(tl_handle* h, uint32_t n) {
  int32_t source = -1;
  guarded(h, [&]() -> int32_t {
    const auto opened = h->session.open(input_of(h, n));
    if (!opened) return fail(h, opened.error());
    source = static_cast<int32_t>(*opened);
    return TL_OK;
  });
  return source;
}

int32_t tl_feed(tl_handle* h, int32_t source, uint32_t n) {
  const int32_t status = guarded(
      h, [&] { return finish(h, h->session.feed(static_cast<uint32_t>(source), input_of(h, n))); });
  // The chunk may hold what a revocation later in it has taken back: nothing of it stays in the buffer.
  std::fill_n(h->input.begin(), std::min<std::size_t>(n, h->input.size()), '\0');
  return status;
}

int32_t tl_close(tl_handle* h, int32_t source) {
  return guarded(
      h, [&] { return finish(h, h->session.close(static_cast<uint32_t>(source), h->result)); });
}

int32_t tl_step(tl_handle* h, uint32_t units) {
  return more_after(h, [&] { return h->session.step(units); });
}

int32_t tl_idle(tl_handle* h, uint32_t units) {
  return more_after(h, [&] { return h->session.idle(units); });
}

int32_t tl_set(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.set(input_of(h, n))); });
}

int32_t tl_query(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.query(input_of(h, n), h->result)); });
}

int32_t tl_scene(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.scene(input_of(h, n), h->result)); });
}

int32_t tl_export(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.begin_export(input_of(h, n))); });
}

int32_t tl_export_next(tl_handle* h) {
  return more_after(h, [&] { return h->session.next_export(h->result); });
}

int32_t tl_forget(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.forget(input_of(h, n), h->result)); });
}

int32_t tl_split(tl_handle* h, uint32_t n) {
  return guarded(h, [&] { return finish(h, h->session.split(input_of(h, n), h->result)); });
}

int32_t tl_stats(tl_handle* h) {
  return guarded(h, [&] {
    h->session.append_stats_json(h->result);
    return TL_OK;
  });
}

int32_t tl_schema(tl_handle* h) {
  return guarded(h, [&] {
    throughline::append_schema_json(h->result);
    return TL_OK;
  });
}

int32_t tl_status(const tl_handle* h) { return h->status; }

const uint8_t* tl_result(const tl_handle* h) {
  return reinterpret_cast<const uint8_t*>(h->result.data());
}

uint32_t tl_result_size(const tl_handle* h) { return static_cast<uint32_t>(h->result.size()); }

}  // extern "C"
