// A session with a few events of one customer, asked as a face asks it.
#pragma once

#include "intake.h"

namespace throughline::test {

class Desk : public Intake {
 public:
  Desk() : Intake({{"as_of", "2026-05-10T12:00:00Z"}, {"display_zone", "America/Sao_Paulo"}}) {
    load("crm", kEvents);
  }
  Json state() { return ask({{"command", "state"}}); }

 private:
  static constexpr const char* kEvents =
      R"({"id":"a","type":"message.received","customer":"k","conversation":"A","channel":"sms","time":"2026-05-01T10:00:00Z","text":"One question"}
{"id":"b","type":"message.sent","customer":"k","conversation":"A","channel":"sms","time":"2026-05-01T10:05:00Z","text":"An answer"}
{"id":"c","type":"message.received","customer":"k","conversation":"B","channel":"email","time":"2026-05-02T02:30:00Z","text":"Another question"}
{"id":"d","type":"note.created","customer":"k","conversation":"B","internal":true,"time":"2026-05-03T10:00:00Z","text":"No more questions"}
)";
};

}  // namespace throughline::test
