// The columns of section 13 and what stands in them: one list for CSV, TXT and conversation rows.
#pragma once

#include <string>
#include <string_view>

#include "throughline/conversation.h"
#include "throughline/export.h"
#include "throughline/gate.h"

namespace throughline {

// What the writers read from; all references outlive a writer's call.
struct ExportView {
  const GatedTimeline& events;
  const Conversations& conversations;
  ZoneId display_zone;
};

inline constexpr std::string_view kExportColumns[] = {
    "local_time", "at_ms",     "customer",   "conversation", "interaction", "kind",
    "channel",    "direction", "actor_kind", "actor",        "team",        "queue",
    "campaign",   "mode",      "outcome",    "failed",       "phone",       "delivery",
    "text",       "comments",  "tags",       "status",       "source",      "id"};

// The row's instant with the display zone's offset.
void append_local_time(const ExportView& view, Row row, std::string& out);
// A person's name as far as it may be shown, else the id.
std::string shown_actor(const ExportView& view, Row row);
// The customer's name as far as it may be shown, else the id; "" where there is none.
std::string shown_customer(const ExportView& view, Row row);
// Tags of the conversation as of the event, joined by "; ".
std::string shown_tags(const ExportView& view, Row row);
// A member as it may be shown, "" where absent.
std::string shown_member(const ExportView& view, Row row, Member member);
// The unprefixed conversation id as the source gave it is for `timeline` alone; here it is the global one.

void append_csv_header(std::string& out);
void append_csv_row(const ExportView& view, Row row, std::string& out);
void append_conversation_csv_header(std::string& out);
void append_conversation_csv_row(const ExportView& view, const std::vector<Row>& rows,
                                 std::string& out);

// The heading of a conversation (or of events without one) and one line per event, for people.
void append_txt_heading(const ExportView& view, Row first, std::string& out);
void append_txt_line(const ExportView& view, Row row, std::string& out);

// The print model: a line per conversation (or of events without one) and one per event.
void append_print_heading(const ExportView& view, Row first, std::string& out);
void append_print_line(const ExportView& view, Row row, std::string& out);

void append_xes_header(std::string& out);
void append_xes_trace_start(const ExportView& view, Row first, std::string& out);
void append_xes_event(const ExportView& view, Row row, std::string& out);
inline constexpr std::string_view kXesTraceEnd = "</trace>\n";
inline constexpr std::string_view kXesEnd = "</log>\n";

}  // namespace throughline
