// A session with a few events of one customer, asked as a face asks it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "throughline/session.h"

using Json = nlohmann::json;

class Desk {
 public:
  Desk() {
    (void)session.set(R"({"as_of":"2026-05-10T12:00:00Z","display_zone":"America/Sao_Paulo"})").ok();
    const auto source = session.open(R"({"name":"crm"})");
    std::string closed;
    (void)session.feed(*source, kEvents).ok();
    (void)session.close(*source, closed).ok();
  }
  bool set(const Json& settings) { return session.set(settings.dump()).ok(); }
  Json ask(const Json& question) {
    std::string out;
    const throughline::Status status = session.query(question.dump(), out);
    return status ? Json::parse(out) : Json{{"error", status.error().message()}};
  }
  Json state() { return ask({{"command", "state"}}); }

  throughline::Session session;

 private:
  static constexpr const char* kEvents =
      R"({"id":"a","type":"message.received","customer":"k","conversation":"A","channel":"sms","time":"2026-05-01T10:00:00Z","text":"One question"}
{"id":"b","type":"message.sent","customer":"k","conversation":"A","channel":"sms","time":"2026-05-01T10:05:00Z","text":"An answer"}
{"id":"c","type":"message.received","customer":"k","conversation":"B","channel":"email","time":"2026-05-02T02:30:00Z","text":"Another question"}
{"id":"d","type":"note.created","customer":"k","conversation":"B","internal":true,"time":"2026-05-03T10:00:00Z","text":"No more questions"}
)";
};
