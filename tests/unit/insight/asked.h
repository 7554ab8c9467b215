// A session with events, and the answers to questions about them as documents.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "throughline/session.h"

using Json = nlohmann::json;

class Asked {
 public:
  explicit Asked(const std::string& ndjson, Json settings = Json::object()) {
    if (!settings.contains("as_of")) settings["as_of"] = "2026-06-01T00:00:00Z";
    const throughline::Status set = session_.set(settings.dump());
    if (!set) throw std::runtime_error(set.error().message());
    feed(ndjson);
  }
  void feed(const std::string& ndjson) {
    const auto source = session_.open(R"({"name":"crm"})");
    std::string closed;
    (void)session_.feed(*source, ndjson).ok();
    (void)session_.close(*source, closed).ok();
  }
  throughline::Status set(const Json& settings) { return session_.set(settings.dump()); }
  // The answer, or {"error":message}.
  Json ask(const Json& question) {
    std::string out;
    const throughline::Status status = session_.query(question.dump(), out);
    return status ? Json::parse(out) : Json{{"error", status.error().message()}};
  }
  std::string text(const Json& question) {
    std::string out;
    const throughline::Status status = session_.query(question.dump(), out);
    return status ? out : status.error().message();
  }

 private:
  throughline::Session session_;
};

// One event at a minute of 1 May 2026, as a line.
inline std::string at_minute(int minute, const char* id, const char* type,
                             Json more = Json::object()) {
  more["id"] = id;
  more["type"] = type;
  more["at_ms"] = 1777593600000LL + minute * 60000LL;
  if (!more.contains("customer")) more["customer"] = "k";
  return more.dump() + "\n";
}
