#include <algorithm>
#include <map>

#include "catch.hpp"
#include "stage.h"

TEST_CASE(
    "marks and clusters of a lane never touch, and together they are everything in the window") {
  SceneStage stage(loose_messages(500) + loose_messages(40, "email"));
  for (int width : {320, 480, 900, 1440}) {
    const Json scene = stage.scene({{"view", "strip"}, {"width", width}, {"height", 300}});
    std::map<std::string, std::vector<std::pair<double, double>>> boxes;
    long long total = 0;
    for (const char* role : {"mark", "cluster"})
      for (const Json& node : nodes_of(scene, role)) {
        boxes[node["parent"]].emplace_back(node["rect"][0].get<double>(),
                                           node["rect"][2].get<double>());
        total += node["role"] == "mark" ? 1 : std::stoll(node["text"]["count"].get<std::string>());
      }
    CHECK(total == 540);
    for (auto& [lane, row] : boxes) {
      std::sort(row.begin(), row.end());
      for (std::size_t i = 1; i < row.size(); ++i)
        CHECK(row[i - 1].first + row[i - 1].second <= row[i].first + 1.0 / 64);
    }
  }
}

TEST_CASE("panning never regroups what stays in view") {
  SceneStage stage(loose_messages(300));
  const long long from = 1778000000000, span = 4 * 3600000;
  const auto clusters = [&](long long shift) {
    std::map<std::string, std::string> counts;
    const Json scene = stage.scene(
        {{"view", "strip"}, {"width", 900}, {"from", from + shift}, {"to", from + shift + span}});
    for (const Json& node : nodes_of(scene, "cluster")) counts[node["id"]] = node["text"]["count"];
    return counts;
  };
  const auto before = clusters(0), after = clusters(600000);
  std::size_t shared = 0;
  for (const auto& [id, count] : before)
    if (after.count(id) == 1) {
      CHECK(after.at(id) == count);
      ++shared;
    }
  CHECK(shared > 3);
}

TEST_CASE(
    "what is drawn beside the window stands where panning will show it, the window as before") {
  SceneStage stage(loose_messages(600));
  const long long from = 1778000000000 + 3 * 3600000, span = 3600000;
  const auto asked = [&](long long shift, bool beyond) {
    const long long start = from + shift;
    Json request = {{"view", "strip"}, {"width", 900}, {"from", start}, {"to", start + span}};
    if (beyond) {
      request["drawn_from"] = start - span;
      request["drawn_to"] = start + 2 * span;
      request["origin"] = from;
    }
    return stage.scene(request);
  };
  const auto places = [](const Json& scene) {
    std::map<std::string, Json> found;
    for (const char* role : {"mark", "cluster", "tick", "lane", "window"})
      for (const Json& node : nodes_of(scene, role)) found[node["id"]] = node;
    return found;
  };
  // The last tick's label is cut where the drawing ends.
  const auto same = [](const Json& a, const Json& b) {
    return a["role"] == "tick" ? a["rect"][0] == b["rect"][0] : a == b;
  };
  const auto window = places(asked(0, false)), wide = places(asked(0, true)),
             moved = places(asked(span / 2, true));
  CHECK(wide.size() > 2 * window.size());
  for (const auto& [id, node] : window) {
    INFO(id);
    CHECK(same(wide.at(id), node));
  }
  std::size_t shared = 0;
  for (const auto& [id, node] : wide) {
    if (node["role"] == "window" || moved.count(id) == 0) continue;
    INFO(id);
    CHECK(same(moved.at(id), node));
    ++shared;
  }
  CHECK(shared > window.size());
  CHECK(moved.at("window")["rect"][0] > wide.at("window")["rect"][0]);
}

TEST_CASE("what is asked for far beyond the window is drawn eight windows wide") {
  SceneStage stage(loose_messages(600));
  const long long from = 1778000000000 + 3 * 3600000, span = 600000;
  const Json near = {{"view", "strip"},
                     {"from", from},
                     {"to", from + span},
                     {"drawn_from", from - 8 * span},
                     {"drawn_to", from + 9 * span},
                     {"origin", from}};
  Json far = near;
  far["drawn_from"] = "0001-01-01T00:00:00Z";
  far["drawn_to"] = "9999-12-31T00:00:00Z";
  CHECK(stage.scene(far) == stage.scene(near));
}

TEST_CASE("a hundred thousand events stay a few hundred nodes") {
  SceneStage stage(loose_messages(100000));
  const Json scene = stage.scene({{"view", "strip"}, {"width", 1440}, {"height", 400}});
  CHECK(scene["nodes"].size() < 500);
}

TEST_CASE("ticks fall on the display zone's midnights, also where the clock is put forward") {
  SceneStage stage(loose_messages(2),
                   R"({"as_of":"2026-05-10T12:00:00Z","display_zone":"Europe/Berlin"})");
  const Json scene = stage.scene({{"view", "strip"},
                                  {"width", 900},
                                  {"from", "2026-03-27T00:00:00Z"},
                                  {"to", "2026-04-01T00:00:00Z"}});
  std::vector<std::string> days;
  for (const Json& node : nodes_of(scene, "day")) days.push_back(node["text"]["from_ms"]);
  REQUIRE(days.size() >= 5);
  // 29 March 2026 has 23 hours.
  CHECK(std::find(days.begin(), days.end(), "1774738800000") != days.end());
  CHECK(std::find(days.begin(), days.end(), "1774821600000") != days.end());
}

TEST_CASE("a failure is a state of its mark and of the cluster that holds it") {
  const std::string failed =
      R"({"id":"f","type":"call.started","customer":"k","channel":"sms","failed":true,"at_ms":1778000000000})";
  SceneStage alone(failed);
  CHECK(has_state(nodes_of(alone.scene({{"view", "strip"}}), "mark").at(0), "failed"));
  SceneStage crowd(loose_messages(50) + failed);
  const Json clusters = nodes_of(
      crowd.scene(
          {{"view", "strip"}, {"width", 320}, {"from", 1770000000000}, {"to", 1780000000000}}),
      "cluster");
  REQUIRE(clusters.size() == 1);
  CHECK(has_state(clusters[0], "failed"));
  CHECK(clusters[0]["text"]["count"] == "51");
}

TEST_CASE("the salon's week is seven marks in five lanes, first at the start") {
  SceneStage stage(
      R"({"id":"1","type":"message.received","customer":"r","channel":"instagram","time":"2026-05-01T17:00:00Z"}
{"id":"2","type":"ai.responded","customer":"r","channel":"instagram","time":"2026-05-01T17:05:00Z"}
{"id":"3","type":"message.received","customer":"r","channel":"whatsapp","time":"2026-05-02T13:00:00Z"}
{"id":"4","type":"booking.confirmed","customer":"r","channel":"whatsapp","time":"2026-05-02T13:10:00Z"}
{"id":"5","type":"booking.reminder_sent","customer":"r","channel":"sms","time":"2026-05-05T12:00:00Z"}
{"id":"6","type":"booking.completed","customer":"r","channel":"in_person","time":"2026-05-06T14:00:00Z"}
{"id":"7","type":"message.received","customer":"r","channel":"email","time":"2026-05-07T13:00:00Z"}
)");
  const Json scene = stage.scene({{"view", "strip"}, {"width", 900}});
  CHECK(nodes_of(scene, "lane").size() == 5);
  CHECK(nodes_of(scene, "view")[0]["text"]["count"] == "7");
}

TEST_CASE("what the gate hides is not even counted") {
  SceneStage stage(loose_messages(3) +
                   R"({"id":"n","type":"note.created","customer":"k","at_ms":1778000000500})");
  CHECK(stage.set(R"({"gate":{"audience":"customer"}})").ok());
  CHECK(nodes_of(stage.scene({{"view", "strip"}}), "view")[0]["text"]["total"] == "3");
  // A hidden event and one that never was get the same answer.
  for (const char* reference : {"crm/n", "crm/never"})
    CHECK(stage.scene({{"view", "details"}, {"selected", reference}})["error"]
              .get<std::string>()
              .find("not permitted or unknown") != std::string::npos);
}

TEST_CASE("compressed gaps become breaks of one width, and what is around them gets the room") {
  std::string lines;
  for (const char* day : {"01", "04", "26", "29"})
    lines += std::string(R"({"id":"m)") + day +
             R"(","type":"message.received","customer":"k","channel":"sms","time":"2026-04-)" +
             day + R"(T10:00:00Z","text":"hello"})" + "\n";
  SceneStage stage(lines);
  Json request = {{"view", "strip"},
                  {"width", 1200},
                  {"height", 400},
                  {"from", "2026-04-01T00:00:00Z"},
                  {"to", "2026-04-30T00:00:00Z"}};
  const auto distance = [&](bool compress) {
    request["compress_gaps"] = compress;
    const auto marks = nodes_of(stage.scene(request), "mark");
    REQUIRE(marks.size() == 4);
    return marks[1]["rect"][0].get<double>() - marks[0]["rect"][0].get<double>();
  };
  CHECK(distance(true) > 2 * distance(false));
  request["compress_gaps"] = true;
  const Json scene = stage.scene(request);
  const auto broken = nodes_of(scene, "gap");
  REQUIRE_FALSE(broken.empty());
  for (const Json& gap : broken) {
    CHECK(has_state(gap, "compressed"));
    CHECK(gap["rect"][2] == 56);
  }
  double x = -1;
  for (const Json& mark : nodes_of(scene, "mark")) {
    CHECK(mark["rect"][0].get<double>() > x);
    x = mark["rect"][0].get<double>();
  }
  CHECK(x < 1200);
}

TEST_CASE(
    "in any width the first mark and the last stand whole, and what has happened before now") {
  const std::string two = R"({"id":"a","type":"message.received","customer":"k","channel":"sms",)"
                          R"("text":"first","at_ms":1778000000000}
{"id":"b","type":"message.received","customer":"k","channel":"sms","text":"last","at_ms":1778300000000}
)";
  for (int width : {280, 320, 480, 700, 1440}) {
    SceneStage stage(two, R"({"as_of":1778300060000})");
    const Json scene =
        stage.scene({{"view", "strip"}, {"width", width}, {"height", 300}, {"lanes", "channel"}});
    const double head = nodes_of(scene, "lane_header").at(0)["rect"][2].get<double>();
    const double now = nodes_of(scene, "now").at(0)["rect"][0].get<double>();
    REQUIRE(nodes_of(scene, "mark").size() == 2);
    for (const Json& mark : nodes_of(scene, "mark")) {
      const double x = mark["rect"][0].get<double>(), w = mark["rect"][2].get<double>();
      CHECK(x >= head);
      CHECK(x + w <= now);
      CHECK(x + w <= width);
    }
  }
}

TEST_CASE("where a channel was connected its history starts, at that instant") {
  SceneStage stage(loose_messages(3),
                   R"({"as_of":"2026-05-10T12:00:00Z","configuration":{"sources":{"crm":)"
                   R"({"connected_at":{"sms":"2026-05-06T00:00:00Z"}}}}})");
  const Json scene = stage.scene({{"view", "strip"}, {"width", 900}, {"height", 300}});
  const std::vector<Json> starts = nodes_of(scene, "history_start");
  REQUIRE(starts.size() == 1);
  CHECK(starts[0]["text"]["channel"] == "sms");
  CHECK(starts[0]["text"]["local_ms"] == "1778025600000");
}

TEST_CASE("now that lies left of the window is drawn left of it") {
  SceneStage stage(loose_messages(300), R"({"as_of":1778000000000})");
  const long long from = 1778000000000 + 3600000, to = from + 3600000;
  const Json scene = stage.scene({{"view", "strip"},
                                  {"width", 900},
                                  {"from", from},
                                  {"to", to},
                                  {"drawn_from", from - 2 * 3600000},
                                  {"drawn_to", to},
                                  {"origin", from}});
  REQUIRE(nodes_of(scene, "now").size() == 1);
  CHECK(nodes_of(scene, "now")[0]["rect"][0].get<double>() < 0);
}
