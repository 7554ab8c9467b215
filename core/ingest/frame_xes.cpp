#include "ingest/frame_xes.h"

#include <algorithm>

namespace throughline::ingest {
namespace {

Markup ended_by(std::string_view text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return {};
  return {Markup::What::other, at + end.size(), {}};
}

// The end of a tag: the first '>' outside quotes.
std::size_t tag_size(std::string_view text) {
  char quote = '\0';
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return 0;
}

bool holds_a_record(std::string_view name) { return name == "trace" || name == "event"; }

}  // namespace

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

Markup read_markup(std::string_view text) {
  constexpr std::string_view kCdata = "<![CDATA[";
  constexpr std::string_view kComment = "<!--";
  const auto may_be = [&](std::string_view opening) {
    return text.substr(0, opening.size()) ==
           opening.substr(0, std::min(text.size(), opening.size()));
  };
  if (text.size() < 2) return {};
  if (text[1] == '?') return ended_by(text, "?>");
  if (text[1] == '!') {
    if (may_be(kComment)) return text.size() < kComment.size() ? Markup{} : ended_by(text, "-->");
    if (may_be(kCdata)) return text.size() < kCdata.size() ? Markup{} : ended_by(text, "]]>");
  }
  Markup markup;
  markup.size = tag_size(text);
  if (markup.size == 0) return {};
  if (text[1] == '!') {
    markup.what = Markup::What::other;
    return markup;
  }
  const bool close = text[1] == '/';
  const std::size_t begin = close ? 2 : 1;
  const std::size_t end = std::min(text.find_first_of(" \t\r\n/>", begin), markup.size);
  markup.name = local_name(text.substr(begin, end - begin));
  const bool empty = !close && text[markup.size - 2] == '/';
  markup.what = close ? Markup::What::close : (empty ? Markup::What::empty : Markup::What::open);
  return markup;
}

std::size_t XesFrame::release() {
  const std::size_t looked_at = scanned_;
  scanned_ = 0;
  return looked_at;
}

Framed XesFrame::at_end(std::string_view window) {
  Framed framed;
  if (reported_end_ || (any_element_ && depth_ == 0)) {
    framed.what = window.empty() ? Framed::What::more : Framed::What::skip;
    framed.consumed = window.size();
    return framed;
  }
  reported_end_ = true;
  framed.consumed = window.size();
  framed.text = window;
  framed.what = in_record_ ? Framed::What::record : Framed::What::fault;
  framed.fault_detail = any_element_ ? "The log is not closed." : "The input holds no log.";
  return framed;
}

Framed XesFrame::next(std::string_view window, bool final) {
  for (;;) {
    const std::size_t at = window.find('<', scanned_);
    if (at == std::string_view::npos) {
      scanned_ = window.size();
      return final ? at_end(window) : Framed{};
    }
    scanned_ = at;
    const Markup markup = read_markup(window.substr(at));
    if (markup.what == Markup::What::incomplete) return final ? at_end(window) : Framed{};
    const bool opens = markup.what == Markup::What::open || markup.what == Markup::What::empty;
    if (opens && !in_record_ && depth_ <= 1 && holds_a_record(markup.name)) {
      if (at > 0) {  // what stands before the trace is done with
        scanned_ = 0;
        Framed framed;
        framed.what = Framed::What::skip;
        framed.consumed = at;
        return framed;
      }
      in_record_ = true;
      record_depth_ = depth_;
    }
    any_element_ = any_element_ || opens;
    if (markup.what == Markup::What::open) ++depth_;
    if (markup.what == Markup::What::close && depth_ > 0) --depth_;
    scanned_ = at + markup.size;
    const bool ended = in_record_ && depth_ <= record_depth_ && markup.what != Markup::What::other;
    if (!ended) continue;
    in_record_ = false;
    Framed framed;
    framed.what = Framed::What::record;
    framed.consumed = scanned_;
    framed.text = window.substr(0, scanned_);
    scanned_ = 0;
    return framed;
  }
}

}  // namespace throughline::ingest
