// A session as a face uses it: settings and questions as JSON, sources as text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "throughline/session.h"

namespace throughline::test {

using Json = nlohmann::ordered_json;

class Intake {
 public:
  explicit Intake(const Json& settings = Json::object()) { set(settings); }
  // "" where it was taken, else why not.
  std::string set(const Json& settings) {
    const Status status = session_.set(settings.dump());
    return status ? "" : status.error().message();
  }
  Intake& load(const std::string& name, const std::string& bytes, const std::string& adapter = "") {
    Json request{{"name", name}};
    if (!adapter.empty()) request["adapter"] = adapter;
    const auto source = session_.open(request.dump());
    std::string closed;
    (void)session_.feed(*source, bytes).ok();
    (void)session_.close(*source, closed).ok();
    return *this;
  }
  // The answer, or {"error": why not}.
  Json ask(const Json& question) {
    std::string out;
    const Status status = session_.query(question.dump(), out);
    return status ? Json::parse(out) : Json{{"error", status.error().message()}};
  }
  Json source_report(const std::string& name, bool conformance = false) {
    const Json report = ask({{"command", "inspect"}, {"conformance", conformance}});
    for (const Json& source : report["sources"])
      if (source["name"] == name) return source;
    return {};
  }
  // The events in order, as `timeline` writes them.
  std::vector<Json> timeline() {
    std::string lines;
    (void)session_.begin_export(R"({"format":"timeline"})").ok();
    while (session_.next_export(lines)) {
    }
    std::vector<Json> events;
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = lines.find('\n', at);
      events.push_back(Json::parse(lines.substr(at, end - at)));
      at = end + 1;
    }
    return events;
  }
  Session& session() { return session_; }

 private:
  Session session_;
};

}  // namespace throughline::test
