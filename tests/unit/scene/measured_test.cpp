// Tracker, map and patterns.
#include "catch.hpp"
#include "stage.h"

namespace {

const char* const kSettings =
    R"({"as_of":"2026-05-02T12:00:00Z","templates":{"templates":[{"id":"returns","name":"Returns",
  "start":{"type":"conversation.created"},
  "milestones":[{"id":"reason","type":"tag.added"},{"id":"rma","type":"note.created"},{"id":"label","type":"media.shared"}],
  "ends":[{"id":"done","name":"Marked done","type":"conversation.done"}],"timeout_hours":48}]}})";

std::string line(const char* id, const char* conversation, const char* type, const char* time) {
  return std::string(R"({"id":")") + id + R"(","type":")" + type +
         R"(","customer":"k","channel":"email","conversation":")" + conversation +
         R"(","time":"2026-05-)" + time + "Z\"}\n";
}

// A: reason, then the label (rma skipped), done after 24 h. B: open, its label before its reason.
// C: timed out at the start.
const std::string kLog =
    line("a1", "A", "conversation.created", "01T00:00:00") +
    line("a2", "A", "tag.added", "01T06:00:00") + line("a3", "A", "media.shared", "01T12:00:00") +
    line("a4", "A", "conversation.done", "02T00:00:00") +
    line("b1", "B", "conversation.created", "02T00:00:00") +
    line("b2", "B", "media.shared", "02T01:00:00") + line("b3", "B", "tag.added", "02T06:00:00") +
    R"({"id":"c1","type":"conversation.created","customer":"k","channel":"email","conversation":"C","time":"2026-04-20T00:00:00Z"})"
    "\n";

double left(const Json& node) { return node["rect"][0].get<double>(); }
double top(const Json& node) { return node["rect"][1].get<double>(); }
double width(const Json& node) { return node["rect"][2].get<double>(); }
double middle(const Json& node) { return left(node) + width(node) / 2; }

std::vector<Json> children(const Json& scene, const Json& parent, const char* role) {
  std::vector<Json> found;
  for (const Json& node : scene["nodes"])
    if (node["parent"] == parent["id"] && node["role"] == role) found.push_back(node);
  return found;
}

}  // namespace

TEST_CASE("a journey's row: stops at their times, skips between, the end where it closed") {
  SceneStage stage(kLog, kSettings);
  const Json scene = stage.scene({{"view", "tracker"}, {"width", 900}, {"height", 900}});
  const auto rows = nodes_of(scene, "journey");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["text"]["subject"] == "B");  // newest first
  const Json& a = rows[1];
  CHECK(has_state(a, "completed"));
  CHECK(a["text"]["outcome"] == "Marked done");
  CHECK(a["events"] == Json({"crm/a1", "crm/a2", "crm/a3", "crm/a4"}));
  const auto stops = children(scene, a, "milestone");
  REQUIRE(stops.size() == 3);
  const Json start = children(scene, a, "start")[0], end = children(scene, a, "end")[0];
  CHECK(has_state(stops[0], "reached"));
  CHECK(has_state(stops[1], "skipped"));
  // 6 h, 9 h (between), 12 h and 24 h after the start, on one scale.
  const double hour = (middle(end) - middle(start)) / 24;
  CHECK(middle(stops[0]) - middle(start) == Approx(6 * hour).margin(0.1));
  CHECK(middle(stops[1]) - middle(start) == Approx(9 * hour).margin(0.1));
  CHECK(middle(stops[2]) - middle(start) == Approx(12 * hour).margin(0.1));
  CHECK(children(scene, a, "deadline").empty());
  CHECK(children(scene, a, "head").empty());
}

TEST_CASE(
    "an open journey has its head at as-of and its flag at the deadline; a hook for what came out "
    "of order") {
  SceneStage stage(kLog, kSettings);
  const Json scene = stage.scene({{"view", "tracker"}, {"width", 900}, {"height", 900}});
  const Json b = nodes_of(scene, "journey")[0];
  const Json start = children(scene, b, "start")[0], head = children(scene, b, "head")[0],
             flag = children(scene, b, "deadline")[0];
  CHECK((middle(head) - middle(start)) * 4 == Approx(left(flag) - middle(start)).margin(0.2));
  CHECK(flag["text"]["duration_ms"] == std::to_string(36 * 3600000));
  bool hooked = false;
  for (const Json& stop : children(scene, b, "milestone"))
    hooked = hooked || has_state(stop, "out_of_order");
  CHECK(!hooked);  // rma was never reached: nothing stands directly before the label
  CHECK(children(scene, b, "milestone").size() == 3);
}

TEST_CASE("stops never lie on each other, whatever their times") {
  SceneStage stage(kLog, kSettings);
  for (const int view_width : {280, 360, 560, 900, 1440}) {
    const Json scene = stage.scene({{"view", "tracker"}, {"width", view_width}, {"height", 900}});
    for (const Json& row : nodes_of(scene, "journey")) {
      double last = -1;
      for (const Json& node : scene["nodes"]) {
        const bool is_stop =
            node["role"] == "start" || node["role"] == "milestone" || node["role"] == "end";
        if (node["parent"] != row["id"] || !is_stop) continue;
        CHECK(left(node) >= last);
        CHECK(left(node) + width(node) <= view_width);
        last = left(node) + width(node);
      }
    }
  }
}

TEST_CASE("a funnel bar's parts add up to it, and each names the number it stands for") {
  SceneStage stage(kLog, kSettings);
  const Json scene = stage.scene({{"view", "tracker"}, {"width", 1200}, {"height", 900}});
  const auto bars = nodes_of(scene, "funnel_bar");
  REQUIRE(bars.size() == 4);
  CHECK(bars[0]["text"]["count"] == "3");
  for (const Json& bar : bars) {
    int sum = 0;
    double right = -1;
    for (const Json& part : children(scene, bar, "funnel_part")) {
      sum += std::stoi(part["text"]["count"].get<std::string>());
      CHECK(left(part) >= right - 0.02);
      right = left(part) + width(part);
    }
    CHECK(std::to_string(sum) == bar["text"]["count"]);
  }
  CHECK(has_state(bars[0], "biggest_drop"));
  CHECK(bars[3]["text"]["number"] == R"(["milestones","label","reached"])");
  // Beside the rows where there is room, below them where there is not.
  CHECK(left(nodes_of(scene, "funnel")[0]) >
        left(nodes_of(scene, "journey")[0]) + width(nodes_of(scene, "journey")[0]));
  const Json narrow = stage.scene({{"view", "tracker"}, {"width", 360}, {"height", 900}});
  CHECK(top(nodes_of(narrow, "funnel")[0]) > top(nodes_of(narrow, "journey")[2]));
}

TEST_CASE("with several customers the tracker shows funnels only") {
  SceneStage stage(
      kLog +
          R"({"id":"x","type":"conversation.created","customer":"other","conversation":"X","time":"2026-05-01T00:00:00Z"})",
      kSettings);
  const Json scene = stage.scene({{"view", "tracker"}, {"width", 900}, {"height", 900}});
  CHECK(nodes_of(scene, "journey").empty());
  CHECK(nodes_of(scene, "funnel_bar")[0]["text"]["count"] == "4");
}

TEST_CASE("the map's columns are as wide as the log of their time, and never overlap") {
  SceneStage stage(
      loose_messages(300) +
      R"({"id":"b","type":"booking.confirmed","customer":"k","channel":"sms","at_ms":1778100000000})"
      "\n"
      R"({"id":"c","type":"booking.completed","customer":"k","channel":"in_person","at_ms":1778200000000})"
      "\n");
  const Json scene = stage.scene({{"view", "map"}, {"width", 1200}, {"height", 700}});
  const auto stages = nodes_of(scene, "stage");
  REQUIRE(stages.size() == 5);
  double right = 0;
  for (const Json& each : stages) {
    CHECK(left(each) >= right);
    right = left(each) + width(each);
  }
  CHECK(right <= 1200);
  CHECK(width(stages[1]) > width(stages[4]));  // consideration took hours, loyalty nothing
  std::size_t listed = nodes_of(scene, "touchpoint").size();
  for (const Json& rest : nodes_of(scene, "cluster"))
    listed += std::stoul(rest["text"]["count"].get<std::string>());
  CHECK(std::to_string(listed) == nodes_of(scene, "view")[0]["text"]["count"]);
  const Json narrow = stage.scene({{"view", "map"}, {"width", 360}, {"height", 700}});
  CHECK(top(nodes_of(narrow, "stage")[1]) > top(nodes_of(narrow, "stage")[0]));
  CHECK(narrow["content"]["w"] == 360);
}

TEST_CASE("the map shows a question once, as it was first asked, with how often it was") {
  const auto asking = [](const char* id, const char* time, const char* text) {
    return std::string(R"({"id":")") + id +
           R"(","type":"message.received","customer":"k","channel":"sms","conversation":"A","time":"2026-05-)" +
           time + R"(Z","text":")" + text + "\"}\n";
  };
  SceneStage stage(asking("q0", "01T00:00:00", "Hello.") +
                   asking("q1", "01T00:30:00", "Where are you?") +
                   asking("q2", "01T01:00:00", "Are you open?") +
                   asking("q3", "01T02:00:00", "WHERE are you??"));
  const Json scene = stage.scene({{"view", "map"}, {"width", 900}, {"height", 900}});
  const auto questions = nodes_of(scene, "question");
  REQUIRE(questions.size() == 2);
  CHECK(questions[0]["text"]["text"] == "Where are you?");
  CHECK(questions[0]["text"]["count"] == "2");
  CHECK(questions[0]["text"]["ref"] == "crm/q1");
  CHECK(questions[0]["events"] == Json({"crm/q1", "crm/q3"}));
  CHECK(questions[1]["text"]["count"] == "1");
}

TEST_CASE("a journey's row says which contact began it") {
  SceneStage stage(
      R"({"id":"m1","type":"message.received","customer":"k","channel":"whatsapp","conversation":"A","direction":"inbound","time":"2026-05-01T00:00:00Z","text":"My parcel\ncame back"})"
      "\n",
      R"({"as_of":"2026-05-02T12:00:00Z","templates":{"templates":[{"id":"t","name":"T","start":{"type":"message.received"},"milestones":[],"ends":[{"id":"done","type":"conversation.done"}]}]}})");
  const auto rows =
      nodes_of(stage.scene({{"view", "tracker"}, {"width", 900}, {"height", 900}}), "journey");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["text"]["channel"] == "whatsapp");
  CHECK(rows[0]["text"]["gist"] == "My parcel came back");
  CHECK(rows[0]["text"]["subject"] == "A");
}

TEST_CASE("a pattern's row carries its counts, its share and the customers it opens") {
  SceneStage stage(
      R"([{"id":"1","type":"message.received","customer":"a","channel":"sms","lead_source":"Web","text":"Open today?","at_ms":1778000000000},
    {"id":"2","type":"purchase.completed","customer":"a","channel":"web","at_ms":1778000060000},
    {"id":"3","type":"message.received","customer":"b","channel":"sms","lead_source":"Web","at_ms":1778000000000}])");
  const Json scene = stage.scene({{"view", "patterns"}, {"width", 900}, {"height", 900}});
  CHECK(nodes_of(scene, "table").size() == 6);
  const Json row = nodes_of(scene, "pattern")[0];
  CHECK(row["text"]["value"] == "Web");
  CHECK(row["text"]["count"] == "2");
  CHECK(row["text"]["total"] == "1");
  CHECK(row["text"]["share"] == "500");
  CHECK(row["text"]["customers"] == R"(["a","b"])");
  for (const Json& cell : children(scene, row, "cell"))
    if (cell["text"]["name"] == "duration_ms") CHECK(cell["text"]["value"] == "60000");
  CHECK(stage.scene({{"view", "tracker"}})["error"].is_null());
}
