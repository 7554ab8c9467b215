/* Throughline: the C ABI. The one seam between the core and its faces: the browser calls these
 * functions in throughline.wasm, unit tests and the golden cases call the same ones natively.
 *
 *   tl_handle* h = tl_create();
 *   memcpy(tl_buffer(h, n), "{\"name\":\"crm\"}", n);
 *   int32_t s = tl_open(h, n);
 *   memcpy(tl_buffer(h, m), bytes, m);
 *   tl_feed(h, s, m);                                    // as often as needed
 *   tl_close(h, s);
 *   while (tl_step(h, 4096) == TL_MORE) { }              // the caller measures the time between steps
 *   memcpy(tl_buffer(h, q), "{\"command\":\"inspect\"}", q);
 *   if (tl_query(h, q) == TL_OK) use(tl_result(h), tl_result_size(h));
 *
 * Input. Every argument that is text or data is written by the caller into tl_buffer(h, n); the
 * call then takes its length. JSON arguments are UTF-8.
 *
 * Results. Three getters: tl_status, tl_result, tl_result_size. The bytes belong to the handle and
 * stay valid until the next call on it. After an error they are {"code":"…","message":"…"}.
 *
 * Status. 0 is TL_OK; otherwise the status is 1 + the code's index in core/data/codes.def
 * (tl_schema lists them). Errors never leave the handle unusable, and no exception crosses.
 *
 * Live append. tl_open, tl_feed, tl_close work again at any time, also after TL_DONE.
 *
 * Times cross as whole milliseconds since 1970-01-01T00:00Z.
 *
 * Threads. A handle is used by one thread at a time; handles share nothing.
 */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __EMSCRIPTEN__
#define TL_API __attribute__((visibility("default"), used))
#else
#define TL_API
#endif

#define TL_ABI_VERSION 1

typedef struct tl_handle tl_handle;

enum { TL_OK = 0 };
enum { TL_DONE = 0, TL_MORE = 1 };

/* Raised whenever a signature, a layout or a document's stable member changes its meaning. */
TL_API uint32_t tl_abi_version(void);

/* NULL where memory is short. */
TL_API tl_handle* tl_create(void);
/* Frees everything, also in the middle of a load (that is how a load is cancelled). NULL is
 * allowed. */
TL_API void tl_destroy(tl_handle* h);

/* A place for at least n bytes of input, valid until the next call on this handle.
 * NULL where memory is short (status out_of_memory). */
TL_API uint8_t* tl_buffer(tl_handle* h, uint32_t n);

/* Opens a source: n bytes {"name","adapter"?,"input"?:"json|ndjson|csv|xes"}. Settings of
 * the source (zone, priority, …) come from the configuration under the same name. Returns the
 * source's number, ≥ 0, or −1 (see tl_status). An open name is a source already known: its records
 * go on (live append). */
TL_API int32_t tl_open(tl_handle* h, uint32_t n);
/* Reads n bytes of the source, cut anywhere. Bad records are reported, not returned as a status. */
TL_API int32_t tl_feed(tl_handle* h, int32_t source, uint32_t n);
/* The source has ended for now: a last record without a line break is read. Result:
 * {"records","readable", "rejected"} of this source so far. */
TL_API int32_t tl_close(tl_handle* h, int32_t source);

/* Does at most `units` units of the work that is due (one unit = one row placed, sorted or folded,
 * one subject evaluated). Returns TL_MORE or TL_DONE; after a failure TL_DONE, too: tl_status
 * tells them apart. Queries finish what they need by themselves; stepping first keeps them short. */
TL_API int32_t tl_step(tl_handle* h, uint32_t units);
/* For idle time: the work that is due, then what no query waits for (values and texts are made ready
 * for filters and searches to come; one unit = one row). Returns as tl_step does. */
TL_API int32_t tl_idle(tl_handle* h, uint32_t units);

/* Sets what is given, n bytes:
 * {"configuration":{},"gate":{}|null,"customer":"…"|null,"filter":{}|null,
 * "templates":…,"adapters":[…],"as_of":ms|"text"|null,"display_zone":"…"|null,"options":true,
 * "look":{},"state":"…","history":"undo|redo"} (session.h says of each what it takes).
 * All or nothing: where one part is refused none is set. Only what depends on a changed part is
 * redone. "options": from now on the steps read what the lists of `facets` need; else the first
 * question for a list does, if idle time has not. */
TL_API int32_t tl_set(tl_handle* h, uint32_t n);

/* One question, one document: n bytes {"command":"inspect"|"facets"|"journeys"|"variants"|"behind"|
 * "near_misses"|"backtest"|"metrics"|"map"|"patterns"|"live"|"explain"|"lint"|"zones"|…, …}. The
 * commands are those of the command line, listed in throughline/session.h. */
TL_API int32_t tl_query(tl_handle* h, uint32_t n);

/* Lays out a view: n bytes as throughline/scene.h documents. The result is the scene's array
 * layout. */
TL_API int32_t tl_scene(tl_handle* h, uint32_t n);

/* Starts an export: n bytes {"format":"timeline|csv|txt|json|xes",…} (throughline/export.h). */
TL_API int32_t tl_export(tl_handle* h, uint32_t n);
/* Writes the next part (at most about 64 KiB) into the result; TL_MORE while there may be more,
 * TL_DONE with the last part, or after a failure (tl_status). */
TL_API int32_t tl_export_next(tl_handle* h);

/* Erases and overwrites a customer or a conversation: n bytes
 * {"customer":"…"}|{"conversation":"…"}. Result: {"events"} erased. */
TL_API int32_t tl_forget(tl_handle* h, uint32_t n);
/* Separates handles that one customer should not have: n bytes
 * {"customer":"…","handles":["…"],"undo"?:true}. */
TL_API int32_t tl_split(tl_handle* h, uint32_t n);

/* Counters of work done since tl_create:
 * {"bytes_read","records_read","steps","units","largest_step",
 * "rows_placed","rows_sorted","rows_folded","subjects_evaluated","memory_bytes",
 * "stages":{name:times redone}}. */
TL_API int32_t tl_stats(tl_handle* h);
/* Codes, kinds, channels, members, filter fields, scene roles, states and fields, as JSON. */
TL_API int32_t tl_schema(tl_handle* h);

TL_API int32_t tl_status(const tl_handle* h);
TL_API const uint8_t* tl_result(const tl_handle* h);
TL_API uint32_t tl_result_size(const tl_handle* h);

#ifdef __cplusplus
}
#endif
