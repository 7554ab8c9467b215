// A session with events of one customer, and scenes of it as documents.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "throughline/session.h"

using Json = nlohmann::json;

class SceneStage {
 public:
  explicit SceneStage(const std::string& ndjson,
                      const char* settings = R"({"as_of":"2026-05-10T12:00:00Z"})") {
    (void)session_.set(settings).ok();
    const auto source = session_.open(R"({"name":"crm"})");
    std::string closed;
    (void)session_.feed(*source, ndjson).ok();
    (void)session_.close(*source, closed).ok();
  }
  throughline::Status set(const std::string& json) { return session_.set(json); }
  Json scene(Json request) {
    request["command"] = "scene";
    std::string out;
    const throughline::Status status = session_.query(request.dump(), out);
    return status ? Json::parse(out) : Json{{"error", status.error().message()}};
  }

 private:
  throughline::Session session_;
};

inline std::vector<Json> nodes_of(const Json& scene, const std::string& role) {
  std::vector<Json> found;
  for (const Json& node : scene["nodes"])
    if (node["role"] == role) found.push_back(node);
  return found;
}

inline bool has_state(const Json& node, const char* state) {
  for (const Json& each : node["state"])
    if (each == state) return true;
  return false;
}

// n messages a minute apart, each an interaction by itself.
inline std::string loose_messages(int n, const char* channel = "sms") {
  std::string lines;
  for (int i = 0; i < n; ++i)
    lines += R"({"id":")" + std::string(channel) + std::to_string(i) +
             R"(","type":"message.received","customer":"k","channel":")" + channel +
             R"(","text":"message )" + std::to_string(i) + R"(","at_ms":)" +
             std::to_string(1778000000000LL + i * 60000LL) + "}\n";
  return lines;
}
