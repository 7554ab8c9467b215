// The thread: what is a bubble, what folds, what stands where.
#include "catch.hpp"
#include "stage.h"

namespace {
const char* const kThread =
    R"({"id":"a","type":"message.received","customer":"k","conversation":"A","channel":"whatsapp","time":"2026-05-01T10:00:00Z","text":"Is it open?"}
{"id":"b","type":"message.received","customer":"k","conversation":"A","channel":"whatsapp","time":"2026-05-01T10:01:00Z","text":"Hello?"}
{"id":"c","type":"ai.responded","customer":"k","conversation":"A","channel":"whatsapp","time":"2026-05-01T10:02:00Z","text":"Yes, until six.","delivery":"read"}
{"id":"d","type":"note.created","customer":"k","conversation":"A","internal":true,"time":"2026-05-01T10:03:00Z","text":"Asks often","actor":{"kind":"agent","name":"Mia"}}
{"id":"e","type":"conversation.assigned","customer":"k","conversation":"A","time":"2026-05-01T10:04:00Z","assignee":{"id":"m","name":"Mia"}}
{"id":"f","type":"call.started","customer":"k","conversation":"B","channel":"voice","time":"2026-05-02T09:00:00Z"}
{"id":"g","type":"call.wrapped_up","customer":"k","conversation":"B","time":"2026-05-02T09:05:00Z","outcome":"No answer","failed":true}
{"id":"h","type":"booking.reminder_sent","customer":"k","conversation":"C","channel":"sms","time":"2026-05-03T09:00:00Z","text":"Tomorrow at three","actor":{"kind":"system"}}
{"id":"i","type":"message.received","customer":"k","conversation":"D","channel":"email","time":"2026-05-03T10:00:00Z","text":"Gone soon","media":[{"name":"plan.pdf","type":"file"}]}
{"id":"j","type":"message.deleted","revises":"i","time":"2026-05-03T10:05:00Z"}
)";

Json thread(SceneStage& stage, Json more = Json::object()) {
  more["view"] = "messages";
  more["width"] = 400;
  if (!more.contains("height")) more["height"] = 2000;
  return stage.scene(more);
}
}  // namespace

TEST_CASE("the thread runs from the oldest to the newest, under its dates") {
  SceneStage stage(kThread);
  const Json scene = thread(stage);
  CHECK(nodes_of(scene, "day").size() == 3);
  std::string refs;
  double y = -1;
  for (const Json& node : scene["nodes"])
    if (node["role"] == "message" || node["role"] == "system_event") {
      refs += node["text"]["ref"].get<std::string>().substr(4) + " ";
      CHECK(node["rect"][1].get<double>() > y);
      y = node["rect"][1].get<double>();
    }
  CHECK(refs == "a b c d e f h i ");
  CHECK(scene["nodes"][0]["text"]["total"] == "9");
}

TEST_CASE("each side has its edge; the first of a run says who and by what channel") {
  SceneStage stage(kThread);
  const auto messages = nodes_of(thread(stage), "message");
  REQUIRE(messages.size() == 6);
  CHECK(messages[0]["rect"][0] == 16);
  CHECK(has_state(messages[0], "run_start"));
  CHECK_FALSE(has_state(messages[1], "run_start"));
  CHECK(messages[2]["rect"][0].get<double>() + messages[2]["rect"][2].get<double>() == 384);
  CHECK(has_state(messages[2], "automated"));
  CHECK(messages[2]["text"]["delivery"] == "read");
  CHECK(has_state(messages[3], "internal"));
  CHECK(has_state(messages[4], "outbound"));
  CHECK(messages[4]["kind"] == "booking.reminder_sent");
}

TEST_CASE("a deleted message keeps its place and nothing of what it said") {
  SceneStage stage(kThread);
  const Json scene = thread(stage);
  const Json gone = nodes_of(scene, "message").back();
  CHECK(has_state(gone, "deleted"));
  CHECK(scene.dump().find("Gone soon") == std::string::npos);
  CHECK(scene.dump().find("plan.pdf") == std::string::npos);
}

TEST_CASE("a call is one quiet line with its count and outcome, until it is unfolded") {
  SceneStage stage(kThread);
  const Json call = nodes_of(thread(stage), "system_event").at(1);
  CHECK(call["text"]["count"] == "2");
  CHECK(call["text"]["outcome"] == "No answer");
  CHECK(has_state(call, "failed"));
  CHECK(nodes_of(thread(stage, {{"unfolded", {"crm/f"}}}), "system_event").size() == 3);
  CHECK(nodes_of(thread(stage, {{"reveal", "crm/g"}}), "system_event").size() == 3);
}

TEST_CASE("what is new since an instant, and what is pinned, say so in every list") {
  SceneStage stage(kThread);
  const Json marks = {{"fresh_since", "2026-05-03T00:00:00Z"},
                      {"pinned", {"crm/b", "crm/unknown"}}};
  const auto messages = nodes_of(thread(stage, marks), "message");
  CHECK_FALSE(has_state(messages[3], "fresh"));
  CHECK(has_state(messages[4], "fresh"));
  CHECK_FALSE(has_state(messages[0], "pinned"));
  CHECK(has_state(messages[1], "pinned"));
  Json request = marks;
  request["view"] = "cards";
  request["width"] = 360;
  request["height"] = 2000;
  const auto cards = nodes_of(stage.scene(request), "card");
  CHECK(has_state(cards.front(), "fresh"));
  CHECK(has_state(cards.back(), "pinned"));
}

TEST_CASE("of a long thread only what is near the viewport is listed") {
  SceneStage stage(loose_messages(4000));
  const Json end = thread(stage, {{"height", 600}, {"scroll", 33000000}});
  CHECK(nodes_of(end, "message").size() < 60);
  CHECK(nodes_of(end, "message").back()["text"]["ref"] == "crm/sms3999");
  CHECK(end["content"]["h"].get<double>() > 4000 * 40);
  const Json middle = thread(stage, {{"height", 600}, {"reveal", "crm/sms17"}});
  const double scroll = middle["scroll"].get<double>();
  bool shown = false;
  for (const Json& node : nodes_of(middle, "message"))
    shown = shown || (node["text"]["ref"] == "crm/sms17" && node["rect"][1] >= scroll &&
                      node["rect"][1] < scroll + 600);
  CHECK(shown);
}
