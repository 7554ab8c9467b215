// Throughline / scene: a view of the journey as rectangles and their meaning.
//
// The core computes every view; the widget paints the nodes as DOM, the studio as ImGui, both at
// the same places. Rectangles follow from the data, the view's size, the zoom and
// core/data/tokens.json alone, never from a font. The scene is also the accessibility tree:
// parents, roles, names from fields, states.
//
// Units: CSS px as integers of 1/64 px (`Px64`). Coordinates are absolute in content coordinates, x
// from the inline start (a right-to-left face mirrors: left = content width − x − w), y from the
// top. A node never holds a sentence: sentences come from core/data/texts/<language>.json, by role,
// kind and field. Node ids are stable under append: the same interaction keeps its id.
//
// Views and their nodes (children indented). With as-of every root also carries
// {local_ms,offset_s}: as-of in the display zone, what the customer's clock shows.
//
//   strip    view{from_ms,to_ms,zone,count}
//     overview{from_ms,to_ms}  overview_bar{from_ms,to_ms,count,share}*  window{from_ms,to_ms}
//     tick{local_ms,unit}[major]*
//     day{local_ms,from_ms,to_ms,count}[today,weekend]*
//     lane{channel,count}*  lane_header{channel,count}       (one lane without channel if lanes:"one")
//     mark{at_ms,local_ms,channel,mode,direction,gist,actor,agent,queue,campaign,outcome,count,
//          state,index,total,ref}[states]*                   index of total = its place in its date
//     cluster{from_ms,to_ms,local_ms,local_end_ms,count,channel}[failed]*   in a lane by x
//     now{at_ms,local_ms}  history_start{channel,local_ms}*
//     gap{from_ms,to_ms,duration_ms}[compressed]*
//
//   cards    view{count,zone}                                newest first unless order:"oldest"
//     day{local_ms,count}[today]*
//     card{as mark}[states]*
//
//   grid     view
//     header_row  column{name}[ascending|descending]*
//     row{as mark}[states]*
//       cell{name,value,value_form,absence}*
//
//   messages view{count,total,zone}
//     day{local_ms}[today]*
//     message{at_ms,local_ms,channel,direction,actor,actor_kind,title,text,media,delivery,campaign,
//             absence,ref}[inbound|outbound,run_start,internal,edited,deleted,automated,failed,
//             fresh,pinned,selected]*
//     system_event{at_ms,local_ms,channel,actor,assignee,status,tags,queue,outcome,text,count,ref}*
//       The events that pass the filter as one thread of all channels, oldest first. Messages,
//       files, answers of an AI, campaigns, notifications and internal notes are bubbles, and so is
//       any other touchpoint with a text on a channel of messages; all else are quiet lines. Two and
//       more of one call in a row, and four and more others, are folded into one with their exact
//       count (kind and ref are the first's; of a call queue, outcome, agent as assignee) until the
//       request's `unfolded` names it. A bubble's height is an estimate: see tokens.json. total =
//       events, count = those in the thread; less only where it would be too high for a page.
//
//   details  view{previous_ref,next_ref,index,total}
//     details{as mark}
//       field{name,value,value_form,absence}*
//       event{local_ms,actor,text,…}*
//
//   tracker  view{count,zone}     count = journeys listed; of several customers only headings and
//                                 funnels are listed, and count is absent
//     template{template,name,count,duration_ms}   count = started; duration_ms = median, completed
//       tally{state,count,share}*                 one of each state
//       tick{duration_ms}*                        elapsed time, one scale for all the template's rows
//       journey{template,name,subject,state,at_ms,local_ms,end_ms,local_end_ms,duration_ms,outcome,
//               index,total,ref}[open|completed|timed_out|excluded,stalled,selected]*
//           outcome = the end's name; duration_ms until its end or as-of; its events: the start,
//           the milestones reached, the end
//         label  line  head{duration_ms}
//         deadline{at_ms,local_ms,duration_ms}    of open and timed-out ones; duration_ms = what is
//                                                 left at as-of
//         start{at_ms,local_ms,ref}
//         milestone{name,value,index,total,count,at_ms,local_ms,duration_ms,ref}
//                  [reached|skipped,out_of_order]*    value = its id; without a state: not reached
//                                                 yet, or never; count = hits; duration_ms from start
//         end{name,value,at_ms,local_ms,duration_ms,ref}   value = its id
//         stop_label{name}*  step{duration_ms}[stalled]*
//       funnel{template,name,count}
//         funnel_bar{name,value,count,share,duration_ms,index,total,number}[slowest,biggest_drop]*
//             the first is the start (without value); share of all started; duration_ms = median
//             from the stop before
//           label  bar  cell{value}  funnel_part{state,count,share,number}*   adding up to count
//
//   map      view{customer,count,zone,scale,lead_source,campaign,channel}   how they came: the last 3
//     lane_header{name}*          touchpoints, channels, feeling, waiting, questions; stacked: in
//                                 each stage that has some
//     stage{name,count,at_ms,local_ms,end_ms,local_end_ms,duration_ms,index,total}*   time spent
//       stage_lane{name}*
//         touchpoint{at_ms,local_ms,channel,gist,actor,ref,index,total}
//                   [inbound|outbound,failed,selected]*
//         cluster{count}  channel_share{channel,count,width_share}*
//         feeling{value,at_ms,local_ms,ref}*
//         waiting{duration_ms,count,total,width_share}   count = turns, total = of them unanswered,
//                                 duration_ms = their mean, as those in several places overlap
//         question{text,count,at_ms,local_ms,ref}*   each once, count = how often
//
//   patterns view{count,total,zone}                          customers, and of them converted
//     table{name,count}*
//       header_row  column{name}*
//       pattern{name,value,absence,count,total,share,customers}*   name = its table's; count =
//           customers, total = converted or repeated ones
//         cell{name,value,value_form}*  bar{share}
//
// Only nodes that touch the viewport (plus one screen before and after in cards and grid) are
// listed; `content` is the size of the whole. In the strip the content is the viewport: zoom and
// pan change the window; what `drawn_from` and `drawn_to` ask for stands beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base.h"
#include "throughline/conversation.h"
#include "throughline/filter.h"
#include "throughline/gate.h"
#include "throughline/journey.h"
#include "throughline/map.h"
#include "throughline/scene_names.h"
#include "throughline/timeline.h"

namespace throughline {

using Px64 = std::int32_t;
inline constexpr Px64 px(std::int32_t css_px) { return css_px * 64; }

struct SceneRect {
  Px64 x = 0, y = 0, w = 0, h = 0;
};
struct SceneText {
  SceneField field;
  std::string value;  // UTF-8
};
struct SceneNode {
  std::string id;            // stable; unique in the scene
  std::int32_t parent = -1;  // index of the parent, which stands earlier; −1 for the root
  SceneRole role = SceneRole::view;
  SceneRect rect;
  std::uint32_t states = 0;  // bit set of SceneState
  std::string kind;          // the event kind of marks, cards, rows, messages; else ""
  std::vector<SceneText> texts;
  std::vector<std::uint32_t> rows;  // row ids of the events behind it (marks, cards, rows: all its
                                    // events, clusters: none, they are too many)
};
struct Scene {
  std::string view;
  Px64 width = 0, height = 0;  // viewport
  Px64 content_w = 0, content_h = 0;
  Px64 scroll = 0;               // the scroll position it was laid out for (after `reveal`)
  std::vector<SceneNode> nodes;  // nodes[0] is the root; parents stand before their children
};

// What a caller asks for. As JSON (tl_scene, `throughline scene`):
// {"view":"strip","width":900,"height":420,
// "dir":"ltr|rtl","from":ms|text,"to":ms|text,"lanes":"channel|one","scroll":px,"sort":"local_ms","descending":true,
// "selected":"source/id","reveal":"source/id","order":"newest|oldest","fresh_since":ms|text,"pinned":["source/id"],
// "unfolded":["source/id"],"compress_gaps":bool,"drawn_from":ms|text,"drawn_to":ms|text,"origin":ms|text}.
// width 1 … 16384, height 1 … 1048576 CSS px.
struct SceneRequest {
  // "" = strip; strip, cards, grid, messages, details, tracker, map, patterns
  std::string view;
  std::int32_t width = 900;  // CSS px
  std::int32_t height = 420;
  bool rtl = false;  // written through; coordinates are logical and do not change
  std::optional<std::int64_t> from_ms, to_ms;  // strip's window; default: everything, with a margin
  bool lane_per_channel = true;
  bool compress_gaps = false;  // strip: long idle stretches as breaks of fixed width
  // strip, for who moves what was laid out instead of asking again: the stretch that is laid out, at least the window
  // (default: the window), and the instant that stands at the track's beginning (default: the window's). Scenes of one
  // width, span and origin place an instant at the same x, whatever their windows. All are taken as
  // eight windows away where they are farther, and left aside with compress_gaps, where it depends
  // on the window which breaks there are.
  std::optional<std::int64_t> drawn_from_ms, drawn_to_ms, origin_ms;
  Px64 scroll = 0;  // cards, grid, messages, tracker, patterns: content y at the viewport's top
  bool newest_first = true;       // cards, tracker
  std::string sort = "local_ms";  // grid: a column's name
  bool descending = true;
  std::string selected;  // reference of any event of the selected interaction; "" = none
  std::string reveal;    // cards, grid: scroll so far that this event's interaction is in the
                         // viewport; messages: the event itself
  std::optional<std::int64_t> fresh_since_ms;  // what begins later gets the state fresh
  std::vector<std::string>
      pinned;  // references; their interactions (messages: themselves) get the state pinned
  std::vector<std::string>
      unfolded;  // messages: references of the first events of runs to be listed in full
  static Result<SceneRequest> parse(std::string_view json);
};

// Lays out views over one loaded journey. Keeps what makes a frame cheap (interactions by lane and
// start, the pyramid of counts): a frame touches only what is visible, whatever the number of
// events.
class Scenes {
 public:
  Scenes(const GatedTimeline& events, const Conversations& conversations, const FilterIndex& filter,
         const Journeys& journeys);
  void set_display_zone(ZoneId zone);
  // "history starts here" of channels (the earliest of the sources that supply them), and how
  // sources show modes.
  void set_sources(const std::vector<SourceSettings>& settings);
  // The rules of map and patterns.
  void set_stages(const std::optional<StageRules>& rules);
  // Something above changed: what is kept is made anew with the next frame.
  void invalidate();
  // Refuses (invalid_view, needs_customer, unknown_event) with what to do.
  Result<Scene> lay_out(const SceneRequest& request);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// The array layout that tl_scene returns: little-endian 32-bit words, then the string bytes.
//   words 0–9: 1 (layout version), nodes, fields, rows, string bytes, width, height, content_w,
//   content_h, scroll per node 16 words: parent, role, states, x, y, w, h, id offset, id length,
//   kind offset, kind length,
//                      first field, field count, first row, row count, 0
//   per field 3 words: SceneField, offset, length      per row 1 word: row id
//   then the string bytes; offsets are into them. Lengths in bytes of UTF-8.
void append_scene_arrays(const Scene& scene, std::string& out);

// {"version":1,"view","width","height","content":{"w","h"},"nodes":[{"id","parent","role","rect":[x,y,w,h],
// "state":[],"kind","text":{},"events":[]}]}; `parent` is the parent's id or null, `kind` null
// where none. Rows are written as event references through `timeline`.
void append_scene_json(const Scene& scene, const GatedTimeline& timeline, std::string& out);

}  // namespace throughline
