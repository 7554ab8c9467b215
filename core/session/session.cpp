#include "throughline/session.h"

#include "throughline/document.h"

#include "state.h"

namespace throughline {

Session::Session() : state_(std::make_unique<SessionState>()) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

Result<std::uint32_t> Session::open(std::string_view source_json) {
  return state_->open(source_json);
}
Status Session::feed(std::uint32_t source, std::string_view bytes) {
  return state_->feed(source, bytes);
}
Status Session::close(std::uint32_t source, std::string& out) { return state_->close(source, out); }
bool Session::step(std::uint32_t units) { return state_->step(units); }
bool Session::idle(std::uint32_t units) { return state_->idle(units); }
Status Session::set(std::string_view json) { return state_->set(json); }
Status Session::query(std::string_view json, std::string& out) { return state_->query(json, out); }

Status Session::scene(std::string_view json, std::string& out) {
  const Result<SceneRequest> request = state_->scene_request(json);
  if (!request) return request.error();
  state_->finish();
  const Result<Scene> scene = state_->scenes.lay_out(*request);
  if (!scene) return scene.error();
  append_scene_arrays(*scene, out);
  return Done{};
}

Status Session::begin_export(std::string_view json) {
  const Result<ExportRequest> request = ExportRequest::parse(json);
  if (!request) return request.error();
  // `timeline` has no as-of: what lies after it is written too, unless retention or a relative
  // period counts from it.
  const bool open_ended = request->format == ExportFormat::timeline && !state_->counts_from_as_of();
  // Whatever ends the start of it, the session goes on with its own as-of.
  struct RestoresAsOf {
    SessionState& state;
    ~RestoresAsOf() { state.events.set_as_of(state.as_of); }
  } const restores{*state_};
  if (open_ended) state_->events.set_as_of(std::nullopt);
  state_->finish();
  state_->exporter.emplace(state_->events, state_->conversations, state_->filter,
                           state_->display_zone());
  const Status started = state_->exporter->start(*request);
  if (!started) state_->exporter.reset();
  return started;
}

bool Session::next_export(std::string& out) {
  if (!state_->exporter) return false;
  if (state_->exporter->next(out)) return true;
  state_->exporter.reset();
  return false;
}

Status Session::forget(std::string_view json, std::string& out) {
  const auto request = parse_document(json);
  const bool by_customer =
      request.is_object() && request.contains("customer") && request["customer"].is_string();
  const bool by_conversation = request.is_object() && request.contains("conversation") &&
                               request["conversation"].is_string();
  if (by_customer == by_conversation)
    return Error{Code::invalid_query,
                 "one of \"customer\" and \"conversation\" is wanted, with its id"};
  state_->finish();
  const std::string id = request[by_customer ? "customer" : "conversation"].get<std::string>();
  const std::uint32_t events =
      by_customer ? state_->timeline.erase_customer(id) : state_->timeline.erase_conversation(id);
  for (FeedSlot& slot : state_->feeds) {  // excerpts and half-read records may hold the same words
    if (slot.feed) slot.feed->wipe();
    for (std::vector<Rejection>* list : {&slot.closed.rejections, &slot.undated})
      for (Rejection& rejection : *list) {
        std::fill(rejection.excerpt.begin(), rejection.excerpt.end(), '\0');
        rejection.excerpt.clear();
      }
  }
  state_->exporter.reset();
  // What was looked at may name what is gone.
  state_->look.selected.clear();
  state_->looks.forget(state_->look);
  state_->finish();
  JsonWriter(out).begin_object().key("events").integer(events).end_object();
  return Done{};
}

Status Session::split(std::string_view json, std::string& out) {
  const auto request = parse_document(json);
  const bool usable = request.is_object() && request.contains("customer") &&
                      request["customer"].is_string() && request.contains("handles") &&
                      request["handles"].is_array() && !request["handles"].empty();
  if (!usable)
    return Error{Code::invalid_query,
                 "{\"customer\":\"…\",\"handles\":[\"…\"]} is wanted, with one handle at least"};
  std::vector<std::string> handles;
  for (const auto& handle : request["handles"]) {
    if (!handle.is_string()) return Error{Code::invalid_query, "/handles: strings are wanted"};
    handles.push_back(handle.get<std::string>());
  }
  const bool undo =
      request.contains("undo") && request["undo"].is_boolean() && request["undo"].get<bool>();
  state_->finish();
  const Status done = state_->timeline.split(request["customer"].get<std::string>(), handles, undo);
  if (!done) return done;
  state_->finish();
  JsonWriter(out).begin_object().key("split").boolean(!undo).end_object();
  return Done{};
}

void Session::append_stats_json(std::string& out) const {
  const WorkStats& work = state_->stats;
  const TimelineStats& rows = state_->timeline.stats();
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("bytes_read").integer(number(work.bytes_read));
  writer.key("records_read").integer(number(work.records_read));
  writer.key("steps").integer(number(work.steps));
  writer.key("units").integer(number(work.units));
  writer.key("largest_step").integer(number(work.largest_step));
  writer.key("rows_placed").integer(number(rows.rows_placed));
  writer.key("rows_sorted").integer(number(rows.rows_sorted));
  writer.key("rows_folded").integer(number(rows.rows_folded));
  writer.key("subjects_evaluated").integer(number(state_->journeys.subjects_evaluated()));
  writer.key("stages").begin_object();
  for (std::size_t i = 0; i < work.redone.size(); ++i)
    writer.key(stage_name(static_cast<Stage>(i))).integer(number(work.redone[i]));
  writer.end_object();
  writer.key("memory_bytes").integer(number(state_->timeline.memory_bytes()));
  writer.end_object();
}

}  // namespace throughline
