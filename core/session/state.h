// What one session holds, and how its rooms stand on each other. Internal to the room.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configuration.h"
#include "look.h"
#include "throughline/conversation.h"
#include "throughline/export.h"
#include "throughline/filter.h"
#include "throughline/gate.h"
#include "throughline/ingest.h"
#include "throughline/insight.h"
#include "throughline/journey.h"
#include "throughline/scene.h"
#include "throughline/session.h"
#include "throughline/timeline.h"

namespace throughline {

// One source that delivers: its feed now, and what earlier feeds of the same name reported.
struct FeedSlot {
  std::string name;
  SourceId source = 0;
  std::optional<Feed> feed;        // empty between close and the next open
  ReadReport closed;               // sum over closed feeds
  std::uint32_t records = 0;       // of closed feeds
  std::vector<Rejection> undated;  // rows that had no instant when they were read
  std::uint64_t readable = 0;      // records that gave at least one event
};

// Adds what one feed of a source reported to what its earlier ones did.
void add_report(ReadReport& into, const ReadReport& from);

// The stages in the order in which they depend on each other; names as tl_stats lists them.
enum class Stage : std::uint8_t { order, gate, state, filter, journeys, kCount };
std::string_view stage_name(Stage stage);

struct WorkStats {
  std::uint64_t bytes_read = 0, records_read = 0, steps = 0, units = 0, largest_step = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Stage::kCount)> redone{};
};

struct SessionState {
  Adapters adapters = Adapters::builtin();
  Configuration configuration;
  ZoneId chosen_display_zone = kNoZone;  // the viewer's choice; kNoZone = the configuration's
  std::optional<Instant> as_of;

  Timeline timeline;
  GatedTimeline events{timeline};
  Conversations conversations{events};
  Metrics metrics{events, conversations};
  FilterIndex filter{events, conversations};
  Journeys journeys{events, conversations};
  Scenes scenes{events, conversations, filter, journeys};
  std::optional<Exporter> exporter;
  Look look;  // its filter is the one that `filter` has
  LookLog looks;

  std::vector<FeedSlot> feeds;
  WorkStats stats;
  std::optional<Stage> working;  // the stage that the last step left unfinished

  // The zone that rules days, ticks, periods and exports: the viewer's, else the configured, else
  // the business zone, else UTC (never the machine's).
  ZoneId display_zone() const;

  // Whether retention or the filter's period is measured from as-of.
  bool counts_from_as_of() const;

  // stages.cpp
  bool step(std::uint32_t units);
  bool idle(std::uint32_t units);
  bool do_due(std::uint32_t& left);
  void count_step(std::uint32_t units);
  // Steps until every question can be answered.
  void finish();
  bool tracks_journeys() const { return as_of && journeys.templates().size() > 0; }
  bool answerable_ = false;  // as of the last step
  // feeds.cpp
  Result<std::uint32_t> open(std::string_view source_json);
  Status feed(std::uint32_t source, std::string_view bytes);
  Status close(std::uint32_t source, std::string& out);
  SourceId known_source(std::string_view name);
  void wipe_revoked_excerpts();
  std::uint64_t wiped_rows_seen_ = 0;
  void configure_sources();
  void configure_identity(const std::vector<Configuration::Split>& splits_before);
  // settings.cpp
  Status set(std::string_view json);
  // inspect.cpp
  void append_inspect_json(bool conformance, std::string& out);
  const std::vector<SuspectedZone>& suspected_zones();
  std::optional<std::vector<SuspectedZone>>
      suspected_zones_;  // empty: something they follow from has changed
  // The look's text, without a selection that the viewer may not see. Finish first.
  std::string look_text() const;
  // A view's request; where it names no view, the look's view, window and selection.
  Result<SceneRequest> scene_request(std::string_view json) const;
  // seek.cpp
  Status append_seek_json(std::string_view json, std::string& out) const;
  // queries.cpp
  Status query(std::string_view json, std::string& out);
};

}  // namespace throughline
