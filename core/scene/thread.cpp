#include "thread.h"

#include <algorithm>

#include "layout.h"
#include "measure.h"
#include "tokens.h"

namespace throughline {
namespace {

namespace messages = tokens::messages;

class ThreadMaker {
 public:
  ThreadMaker(const LayoutInput& input, TextHeights& heights)
      : input_(input), heights_(heights), text_w_(widest_text(input)), clock_(input.display_zone) {}

  Thread make() {
    collect();
    fold();
    place();
    return std::move(thread_);
  }

 private:
  void collect();
  bool is_bubble(Row row) const;
  InteractionId call_of(const ThreadEntry& entry) const;
  void fold();
  bool may_fold(std::size_t first, std::size_t end) const;
  void place();
  void leave_out_what_is_too_high();
  bool continues_run(const ThreadEntry& before, const ThreadEntry& entry) const;
  bool starts_day(Row row);
  Px64 height_of(const ThreadEntry& entry);

  const LayoutInput& input_;
  TextHeights& heights_;
  Px64 text_w_;
  ZoneClock clock_;
  std::int64_t day_ms_ = kMinMs - kDayMs;
  Thread thread_;
};

void ThreadMaker::collect() {
  const Timeline& timeline = input_.events.timeline();
  const Bitset& passing = input_.filter.passing();
  for (std::size_t i = 0; i < timeline.block_count(); ++i)
    for (Row row : timeline.block(i)) {
      if (!passing.test(row)) continue;
      ThreadEntry entry;
      entry.row = entry.last = row;
      entry.part = is_bubble(row) ? ThreadPart::bubble : ThreadPart::quiet;
      entry.day_start = starts_day(row);
      thread_.entries.push_back(entry);
    }
  thread_.total = static_cast<std::int64_t>(thread_.entries.size());
}

bool ThreadMaker::is_bubble(Row row) const {
  const StringId kind = input_.events.kind(row);
  if (kind == id_of(KnownKind::note_created) || kind == id_of(KnownKind::side_conversation_replied))
    return true;
  const KindInfo& info = kind_info(kind);
  if (!info.touchpoint) return false;
  for (std::string_view group : {"message", "media", "ai", "campaign", "notification"})
    if (info.group == group) return true;
  const StringId channel = input_.conversations.channel(row);
  if (channel == kAbsent || channel == id_of(KnownChannel::in_person)) return false;
  if (channel_info(channel).cut != InteractionCut::messages) return false;
  const auto text = input_.events.member(row, Member::text);
  return text && !text->empty();
}

// A clock set back can repeat the end of a date after the next has begun: it stays with the later
// one.
bool ThreadMaker::starts_day(Row row) {
  const std::int64_t day_ms = civil_midnight(clock_.to_civil(Instant{input_.events.at_ms(row)})).ms;
  if (day_ms <= day_ms_) return false;
  day_ms_ = day_ms;
  return true;
}

// The call that a quiet event belongs to: the lines of one call are told as one.
InteractionId ThreadMaker::call_of(const ThreadEntry& entry) const {
  const StringId channel = input_.conversations.channel(entry.row);
  const bool calls = channel != kAbsent && channel_info(channel).cut == InteractionCut::call;
  return calls ? input_.conversations.interaction_of(entry.row) : kNoInteraction;
}

// Quiet lines in a row, of one date and one call or none, become one line.
void ThreadMaker::fold() {
  std::vector<ThreadEntry>& entries = thread_.entries;
  std::size_t kept = 0;
  for (std::size_t first = 0; first < entries.size();) {
    std::size_t end = first + 1;
    const bool quiet = entries[first].part == ThreadPart::quiet;
    const InteractionId call = quiet ? call_of(entries[first]) : kNoInteraction;
    while (quiet && end < entries.size() && entries[end].part == ThreadPart::quiet &&
           !entries[end].day_start && call_of(entries[end]) == call)
      ++end;
    const std::size_t least =
        call == kNoInteraction ? messages::fold_from : messages::call_fold_from;
    if (quiet && end - first >= least && may_fold(first, end)) {
      entries[first].part = ThreadPart::folded;
      entries[first].last = entries[end - 1].row;
      entries[first].events = static_cast<std::uint32_t>(end - first);
      entries[kept++] = entries[first];
    } else {
      for (std::size_t i = first; i < end; ++i) entries[kept++] = entries[i];
    }
    first = end;
  }
  entries.resize(kept);
}

// Not what the viewer opened, nor what holds the event to be shown.
bool ThreadMaker::may_fold(std::size_t first, std::size_t end) const {
  const std::vector<ThreadEntry>& entries = thread_.entries;
  const std::vector<Row>& unfolded = input_.marked.unfolded;
  if (std::binary_search(unfolded.begin(), unfolded.end(), entries[first].row)) return false;
  for (std::size_t i = first; i < end; ++i)
    if (entries[i].row == input_.marked.reveal) return false;
  return true;
}

bool ThreadMaker::continues_run(const ThreadEntry& before, const ThreadEntry& entry) const {
  if (before.part != ThreadPart::bubble || entry.day_start) return false;
  const GatedTimeline& events = input_.events;
  const Row a = before.row, b = entry.row;
  return events.timeline().internal(a) == events.timeline().internal(b) &&
         events.direction(a) == events.direction(b) && events.actor(a) == events.actor(b) &&
         events.actor_kind(a) == events.actor_kind(b) &&
         input_.conversations.channel(a) == input_.conversations.channel(b) &&
         events.at_ms(b) - events.at_ms(a) <= messages::run_minutes * 60000;
}

Px64 ThreadMaker::height_of(const ThreadEntry& entry) {
  if (entry.part != ThreadPart::bubble) return px(messages::system_h);
  std::int32_t lines = 0;
  for (Member member : {Member::text, Member::title, Member::comments})
    if (const auto text = input_.events.member(entry.row, member); text && !text->empty()) {
      // The text is what is long; a title or a comment beside it takes one line.
      lines += lines == 0 ? heights_.lines(entry.row, *text, text_w_) : 1;
    }
  if (input_.events.member(entry.row, Member::media)) ++lines;
  lines = std::clamp(lines, 1, messages::lines_max);
  return px(lines * tokens::text_body::line + messages::meta_h + 2 * messages::bubble_pad_v +
            (entry.run_start ? messages::head_h : 0));
}

void ThreadMaker::place() {
  std::vector<ThreadEntry>& entries = thread_.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ThreadEntry& entry = entries[i];
    entry.run_start =
        entry.part == ThreadPart::bubble && (i == 0 || !continues_run(entries[i - 1], entry));
    entry.height = height_of(entry);
  }
  leave_out_what_is_too_high();
  Px64 y = 0;
  for (ThreadEntry& entry : entries) {
    y += entry.day_start ? px(messages::day_h)
                         : px(entry.run_start ? messages::run_gap : messages::gap);
    entry.top = y;
    y += entry.height;
    thread_.listed += entry.events;
  }
  thread_.height = entries.empty() ? 0 : y + px(messages::run_gap);
}

// From the newest back: what lies beyond is older than a page can be high.
void ThreadMaker::leave_out_what_is_too_high() {
  std::vector<ThreadEntry>& entries = thread_.entries;
  std::int64_t height = 0;
  std::size_t first = entries.size();
  while (first > 0) {
    height += entries[first - 1].height + px(messages::day_h);
    if (height > px(messages::height_max)) break;
    --first;
  }
  entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(first));
  if (first > 0 && !entries.empty()) entries.front().day_start = true;
}

}  // namespace

Px64 column_width(const LayoutInput& input) {
  return std::min(px(input.request.width - 2 * messages::side_pad), px(messages::thread_max_w));
}

Px64 column_start(const LayoutInput& input) {
  return (px(input.request.width) - column_width(input)) / 2;
}

Px64 widest_bubble(const LayoutInput& input) {
  const auto share =
      static_cast<Px64>(std::int64_t{column_width(input)} * messages::bubble_max_share / 1000);
  return std::max(px(messages::bubble_min_w), std::min(share, px(messages::bubble_max_w)));
}

Px64 widest_text(const LayoutInput& input) {
  return widest_bubble(input) - px(2 * messages::bubble_pad);
}

std::size_t Thread::at(Px64 y) const {
  const auto found =
      std::partition_point(entries.begin(), entries.end(),
                           [y](const ThreadEntry& entry) { return entry.top + entry.height <= y; });
  return static_cast<std::size_t>(found - entries.begin());
}

std::int32_t TextHeights::lines(Row row, std::string_view text, Px64 width) {
  if (width != width_) {
    rows_.clear();
    width_ = width;
  }
  if (row >= rows_.size()) rows_.resize(static_cast<std::size_t>(row) + 1);
  Measured& known = rows_[row];
  if (known.text != text.data() || known.size != text.size())
    known = {text.data(), static_cast<std::uint32_t>(text.size()),
             wrapped_lines(text, tokens::text_body::size, width)};
  return known.lines;
}

Thread make_thread(const LayoutInput& input, TextHeights& heights) {
  return ThreadMaker(input, heights).make();
}

}  // namespace throughline
