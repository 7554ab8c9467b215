#include "print_model.h"

#include <date/date.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "pdf_texts.h"

namespace throughline::pdf {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kDot = " · ", kZonePlace = "{zone}";

using Milliseconds = date::sys_time<std::chrono::milliseconds>;

// "2026-05-01"
std::string date_of(std::int64_t local_ms) {
  return date::format("%F",
                      date::floor<date::days>(Milliseconds(std::chrono::milliseconds(local_ms))));
}

// "14:05"
std::string time_of(std::int64_t local_ms) {
  return date::format("%R", Milliseconds(std::chrono::milliseconds(local_ms)));
}

class Reader {
 public:
  Reader() : names_(Json::parse(kTexts[0])) {}

  void read(const Json& line) {
    if (line.contains("kind"))
      event(line);
    else
      heading(line);
  }
  std::vector<Paragraph> take() { return std::move(out_); }

 private:
  static std::string text(const Json& line, const char* member) { return line.value(member, ""); }

  std::string say(const char* key) const { return names_.at(key).get<std::string>(); }

  // The catalogue's name, or the data's own word.
  std::string name(const char* family, const std::string& word) const {
    return names_.value(std::string(family) + "." + word, word);
  }

  void heading(const Json& line) {
    const std::string conversation = text(line, "conversation"), customer = text(line, "customer");
    std::string title =
        conversation.empty() ? say("print.no_conversation") : "Conversation " + conversation;
    if (!customer.empty()) title += " with " + customer;
    out_.push_back({Style::title, title, ""});
    std::string zone = say("print.zone");
    zone.replace(zone.find(kZonePlace), kZonePlace.size(), text(line, "zone"));
    out_.push_back({Style::note, zone, ""});
    day_.clear();
  }

  void event(const Json& line) {
    const std::int64_t local_ms = line.at("local_ms").get<std::int64_t>();
    const std::string day = date_of(local_ms);
    if (day != day_) out_.push_back({Style::day, day, ""});
    day_ = day;
    std::string meta;
    const auto add = [&meta](const std::string& part) {
      if (part.empty()) return;
      if (!meta.empty()) meta += kDot;
      meta += part;
    };
    for (const char* member : {"channel", "kind", "direction"})
      if (line.contains(member)) add(name(member, text(line, member)));
    add(text(line, "actor"));
    add(text(line, "outcome"));
    if (line.value("failed", false)) add(say("state.failed"));
    if (line.contains("delivery")) add(name("delivery", text(line, "delivery")));
    out_.push_back({Style::meta, meta, time_of(local_ms)});
    add_text(line, "title", Style::heading);
    add_text(line, "text", Style::body);
    add_text(line, "comments", Style::comment);
  }

  void add_text(const Json& line, const char* member, Style style) {
    if (line.contains(member)) out_.push_back({style, text(line, member), ""});
  }

  Json names_;
  std::vector<Paragraph> out_;
  std::string day_;
};

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view model) {
  Reader reader;
  for (std::size_t at = 0; at < model.size();) {
    const std::size_t end = std::min(model.find('\n', at), model.size());
    if (end > at) reader.read(Json::parse(model.substr(at, end - at)));
    at = end + 1;
  }
  return reader.take();
}

}  // namespace throughline::pdf
