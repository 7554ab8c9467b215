// Sources that deliver: from the bytes a face hands over to rows of the timeline.
#include <algorithm>

#include "throughline/document.h"

#include "state.h"
#include "text/ascii.h"

namespace throughline {
namespace {

// Whether the timeline will need a zone that nobody has named so far; such rows are noted with
// their place, so that the report can say where they stand.
bool lacks_zone(const Timeline& timeline, SourceId source, const EventRecord& record) {
  if (record.at || record.time.what == ParsedTime::What::labelled) return false;
  if (record.time.what == ParsedTime::What::refused) return true;
  const SourceSettings& settings = timeline.settings(source);
  if (settings.zone_override != kNoZone) return false;
  std::string_view named = record.time.zone;
  if (named.empty() && record.has(Member::zone)) named = record.value(Member::zone);
  if (!named.empty()) return Zones::builtin().find(named) == kNoZone;
  return settings.zone == kNoZone && timeline.business_zone() == kNoZone;
}

// Takes a feed's events into the timeline and notes the undated ones.
class TimelineSink : public EventSink {
 public:
  TimelineSink(SessionState& state, FeedSlot& slot) : state_(state), slot_(slot) {}
  void event(const EventRecord& record) override {
    const SourceId source = record.has(Member::source)
                                ? state_.known_source(record.value(Member::source))
                                : slot_.source;
    const bool doubtful = lacks_zone(state_.timeline, source, record);
    const Row row = state_.timeline.append(source, record);
    if (record.record_index != last_record_ || slot_.readable == 0) ++slot_.readable;
    last_record_ = record.record_index;
    if (!doubtful) return;
    Rejection undated;
    undated.record = record.record_index;
    undated.part = record.part_index;
    undated.byte = record.byte;
    undated.line = record.line;
    undated.code = record.time.refusal;
    undated.excerpt = valid_excerpt(record.raw, kExcerptCharacters);
    undated.row = row;
    slot_.undated.push_back(std::move(undated));
  }

 private:
  SessionState& state_;
  FeedSlot& slot_;
  std::uint32_t last_record_ = 0xFFFFFFFF;
};

void add_counts(std::map<std::string, std::uint64_t, std::less<>>& into,
                const std::map<std::string, std::uint64_t, std::less<>>& from) {
  for (const auto& [name, count] : from) into[name] += count;
}

}  // namespace

void add_report(ReadReport& into, const ReadReport& from) {
  into.adapter = from.adapter;
  into.input = from.input;
  into.events += from.events;
  into.rejected += from.rejected;
  into.rejections.insert(into.rejections.end(), from.rejections.begin(), from.rejections.end());
  add_counts(into.unknown_kinds, from.unknown_kinds);
  add_counts(into.unmapped_fields, from.unmapped_fields);
  add_counts(into.time_forms, from.time_forms);
  into.invalid_utf8 += from.invalid_utf8;
  for (const auto& [code, doubt] : from.doubts) {
    const Doubt first{0, doubt.record, doubt.byte, doubt.line};
    into.doubts.try_emplace(code, first).first->second.count += doubt.count;
  }
}

namespace {

bool is_source_name(std::string_view name) {
  if (name.empty()) return false;
  for (char c : name) {
    if (!ascii::is_letter_or_digit(c) && c != '_' && c != '.' && c != '-') return false;
  }
  return true;
}

// A member of the request that must be a string where it is given.
Result<std::string> text_member(const Json& request, const char* name) {
  const auto found = request.find(name);
  if (found == request.end() || found->is_null()) return std::string();
  if (!found->is_string())
    return Error{Code::invalid_query, std::string("/") + name + ": a string is wanted"};
  return found->get<std::string>();
}

}  // namespace

SourceId SessionState::known_source(std::string_view name) {
  const std::size_t before = timeline.source_count();
  const SourceId source = timeline.source(name);
  if (timeline.source_count() > before)
    if (const auto found = configuration.sources.find(name); found != configuration.sources.end())
      timeline.configure(source, found->second.settings);
  return source;
}

void SessionState::configure_sources() {
  std::vector<SourceSettings> settings;
  for (std::size_t i = 0; i < timeline.source_count(); ++i) {
    const auto source = static_cast<SourceId>(i);
    const auto found = configuration.sources.find(timeline.source_name(source));
    timeline.configure(
        source, found == configuration.sources.end() ? SourceSettings{} : found->second.settings);
  }
  for (const auto& [name, source] : configuration.sources) settings.push_back(source.settings);
  scenes.set_sources(settings);
}

// What the host no longer lists is taken back, unless it was never done.
void SessionState::configure_identity(const std::vector<Configuration::Split>& splits_before) {
  timeline.set_phone_country(configuration.phone_country);
  timeline.set_relations(configuration.relations);
  const auto listed = [](const auto& list, const Configuration::Split& split) {
    return std::find(list.begin(), list.end(), split) != list.end();
  };
  for (const Configuration::Split& split : splits_before)
    if (!listed(configuration.splits, split))
      (void)timeline.split(split.customer, split.handles, true).ok();
  for (const Configuration::Split& split : configuration.splits)
    if (!listed(splits_before, split))
      (void)timeline.split(split.customer, split.handles, false).ok();
}

Result<std::uint32_t> SessionState::open(std::string_view source_json) {
  const Json request = parse_document(source_json);
  if (!request.is_object())
    return Error{Code::invalid_query, "a source is a JSON object with a member \"name\""};
  const Result<std::string> name = text_member(request, "name");
  const Result<std::string> adapter = text_member(request, "adapter");
  const Result<std::string> input = text_member(request, "input");
  for (const Result<std::string>* member : {&name, &adapter, &input})
    if (!*member) return member->error();
  if (!is_source_name(*name))
    return Error{Code::unknown_source,
                 "/name: letters, digits, '_', '.' and '-' are wanted, at least one"};

  const auto configured = configuration.sources.find(*name);
  const bool has_settings = configured != configuration.sources.end();
  const std::string adapter_name = !adapter->empty() ? *adapter
                                   : has_settings    ? configured->second.adapter
                                                     : "";
  const std::string input_name = !input->empty() ? *input
                                 : has_settings  ? configured->second.input
                                                 : "";
  FeedOptions options;
  if (!adapter_name.empty()) {
    options.adapter = adapters.find(adapter_name);
    if (options.adapter == nullptr)
      return Error{Code::unknown_adapter,
                   "\"" + adapter_name + "\" is not built in; load it with \"adapters\""};
  }
  if (!input_name.empty()) {
    const auto format = input_format_from_name(input_name);
    if (!format)
      return Error{Code::invalid_query, "/input: one of json, ndjson, csv, xes is wanted"};
    options.input = *format;
  }

  std::size_t slot = 0;
  while (slot < feeds.size() && feeds[slot].name != *name) ++slot;
  if (slot == feeds.size()) {
    FeedSlot fresh;
    fresh.name = *name;
    fresh.source = known_source(*name);
    feeds.push_back(std::move(fresh));
  }
  if (feeds[slot].feed)
    return Error{Code::wrong_call, "the source \"" + *name + "\" is open already; close it first"};
  options.first_record = feeds[slot].records;
  feeds[slot].feed.emplace(options, adapters);
  return static_cast<std::uint32_t>(slot);
}

Status SessionState::feed(std::uint32_t source, std::string_view bytes) {
  if (source >= feeds.size() || !feeds[source].feed)
    return Error{Code::wrong_call, "feed needs a source that is open"};
  FeedSlot& slot = feeds[source];
  const std::uint32_t before = slot.feed->records();
  TimelineSink sink(*this, slot);
  slot.feed->write(bytes, sink);
  stats.bytes_read += bytes.size();
  stats.records_read += slot.feed->records() - before;
  return Done{};
}

Status SessionState::close(std::uint32_t source, std::string& out) {
  if (source >= feeds.size() || !feeds[source].feed)
    return Error{Code::wrong_call, "close needs a source that is open"};
  FeedSlot& slot = feeds[source];
  const std::uint32_t before = slot.feed->records();
  TimelineSink sink(*this, slot);
  slot.feed->finish(sink);
  stats.records_read += slot.feed->records() - before;
  add_report(slot.closed, slot.feed->report());
  slot.records = slot.feed->records();
  slot.feed->wipe();
  slot.feed.reset();
  JsonWriter writer(out);
  writer.begin_object().key("records").integer(slot.records);
  writer.key("readable").integer(static_cast<std::int64_t>(slot.readable));
  writer.key("rejected").integer(static_cast<std::int64_t>(slot.closed.rejected)).end_object();
  return Done{};
}

// An undated copy of a message shows its beginning in the report: what is revoked is overwritten there, too.
void SessionState::wipe_revoked_excerpts() {
  if (timeline.wiped_rows() == wiped_rows_seen_) return;
  wiped_rows_seen_ = timeline.wiped_rows();
  for (FeedSlot& slot : feeds)
    for (Rejection& rejection : slot.undated) {
      if (!timeline.wiped(rejection.row)) continue;
      std::fill(rejection.excerpt.begin(), rejection.excerpt.end(), '\0');
      rejection.excerpt.clear();
    }
}

}  // namespace throughline
