// Cards, grid and details.
#include "catch.hpp"
#include "stage.h"

namespace {
const char* const kCalls =
    R"({"id":"a","type":"call.started","customer":"k","conversation":"A","channel":"voice","direction":"inbound","time":"2026-05-01T10:00:00Z","queue":"First","actor":{"kind":"agent","name":"Ann"},"phone":"+5511987651034"}
{"id":"b","type":"call.transferred","customer":"k","conversation":"A","time":"2026-05-01T10:03:00Z","queue":"Second","actor":{"kind":"agent","name":"Ben"}}
{"id":"c","type":"call.wrapped_up","customer":"k","conversation":"A","time":"2026-05-01T10:09:00Z","wrap_up":"Solved","outcome":"Booked"}
{"id":"d","type":"message.received","customer":"k","conversation":"B","channel":"email","time":"2026-05-01T18:00:00Z","text":"First line\nsecond"}
{"id":"e","type":"message.received","customer":"k","conversation":"C","channel":"sms","time":"2026-05-02T09:00:00Z","text":"Later"}
)";
}

TEST_CASE("cards stand under their dates, newest first, at the tokens' heights") {
  SceneStage stage(kCalls);
  const Json scene = stage.scene({{"view", "cards"}, {"width", 360}, {"height", 600}});
  const auto days = nodes_of(scene, "day");
  const auto cards = nodes_of(scene, "card");
  REQUIRE(days.size() == 2);
  REQUIRE(cards.size() == 3);
  CHECK(days[0]["text"]["count"] == "1");
  CHECK(cards[0]["text"]["gist"] == "Later");
  CHECK(cards[1]["text"]["gist"] == "First line second");
  const auto length = [&](std::size_t i) { return cards[0]["rect"][i].get<double>(); };
  CHECK(length(0) * 2 + length(2) == 360);
  CHECK(length(1) == days[0]["rect"][3].get<double>());
  CHECK(cards[2]["rect"][1].get<double>() >= cards[1]["rect"][1].get<double>() + length(3));
  const Json oldest =
      stage.scene({{"view", "cards"}, {"width", 360}, {"height", 600}, {"order", "oldest"}});
  CHECK(nodes_of(oldest, "card")[0]["text"]["channel"] == "voice");
}

TEST_CASE("only what is near the viewport is listed, and the content has its whole height") {
  SceneStage stage(loose_messages(5000));
  const Json top = stage.scene({{"view", "cards"}, {"width", 360}, {"height", 640}});
  CHECK(nodes_of(top, "card").size() < 40);
  CHECK(top["content"]["h"].get<double>() > 5000 * 64);
  const Json deep =
      stage.scene({{"view", "cards"}, {"width", 360}, {"height", 640}, {"reveal", "crm/sms17"}});
  bool shown = false;
  for (const Json& card : nodes_of(deep, "card"))
    shown = shown || (card["text"]["ref"] == "crm/sms17" &&
                      card["rect"][1].get<double>() >= deep["scroll"].get<double>() &&
                      card["rect"][1].get<double>() + 60 <= deep["scroll"].get<double>() + 640);
  CHECK(shown);
}

TEST_CASE("a transferred call shows its last queue and its last agent") {
  SceneStage stage(kCalls);
  const auto cards =
      nodes_of(stage.scene({{"view", "cards"}, {"width", 360}, {"height", 600}}), "card");
  CHECK(cards.at(2)["text"]["queue"] == "Second");
  CHECK(cards.at(2)["text"]["agent"] == "Ben");
  CHECK(cards.at(2)["text"]["outcome"] == "Booked");
}

TEST_CASE("the grid sorts by any sortable column, absent values last both ways") {
  SceneStage stage(kCalls);
  const auto outcomes = [&](bool descending) {
    std::string order;
    for (const Json& row : nodes_of(stage.scene({{"view", "grid"},
                                                 {"width", 1440},
                                                 {"height", 400},
                                                 {"sort", "outcome"},
                                                 {"descending", descending}}),
                                    "row"))
      order += row["text"].value("outcome", "-") + " ";
    return order;
  };
  CHECK(outcomes(false) == "Booked - - ");
  CHECK(outcomes(true) == "Booked - - ");
  const Json by_time = stage.scene({{"view", "grid"}, {"width", 900}, {"height", 400}});
  CHECK(nodes_of(by_time, "row")[0]["text"]["channel"] == "sms");
  CHECK(stage.scene({{"view", "grid"}, {"sort", "gist"}})["error"].get<std::string>().find(
            "sort") != std::string::npos);
}

TEST_CASE("the grid's heading stays at the viewport's top") {
  SceneStage stage(loose_messages(200));
  const Json scene =
      stage.scene({{"view", "grid"}, {"width", 900}, {"height", 400}, {"scroll", 1000}});
  CHECK(nodes_of(scene, "header_row")[0]["rect"][1] == 1000);
}

TEST_CASE("details show the nine fields of Campaign Manager and the eight of Data Cloud") {
  for (const auto& [profile, count, first] : {std::make_tuple("campaign_manager", 9, "date_time"),
                                              std::make_tuple("data_cloud", 8, "phone_number")}) {
    SceneStage stage(
        kCalls,
        (std::string(
             R"({"as_of":"2026-05-10T12:00:00Z","configuration":{"sources":{"crm":{"profile":")") +
         profile + R"("}}}})")
            .c_str());
    const auto fields = nodes_of(
        stage.scene({{"view", "details"}, {"width", 320}, {"height", 800}, {"selected", "crm/b"}}),
        "field");
    REQUIRE(fields.size() >= static_cast<std::size_t>(count));
    CHECK(fields[0]["text"]["name"] == first);
  }
}

TEST_CASE("previous and next stay on the date") {
  SceneStage stage(kCalls);
  const Json root = nodes_of(stage.scene({{"view", "details"}, {"selected", "crm/a"}}), "view")[0];
  CHECK(root["text"]["next_ref"] == "crm/d");
  CHECK(root["text"].count("previous_ref") == 0);
  CHECK(root["text"]["index"] == "1");
  CHECK(root["text"]["total"] == "2");
}

TEST_CASE("a value the viewer may not see says so") {
  SceneStage stage(kCalls);
  CHECK(
      stage
          .set(
              R"({"gate":{"permissions":{"journey.event.view":true,"journey.event_type.view":true,"journey.session.view":true,"journey.session_type.view":true,"external_contacts.session.view":true}}})")
          .ok());
  for (const Json& field : nodes_of(
           stage.scene({{"view", "details"}, {"selected", "crm/a"}, {"height", 800}}), "field"))
    if (field["text"]["name"] == "queue" || field["text"]["name"] == "wrap_up")
      CHECK(field["text"]["absence"] == "not_permitted");
}

TEST_CASE("several customers need one to be named") {
  SceneStage stage(
      R"([{"id":"1","type":"message.received","customer":"a","at_ms":1778000000000},{"id":"2","type":"message.received","customer":"b","at_ms":1778000000000}])");
  CHECK(stage.scene({{"view", "strip"}})["error"].get<std::string>().find("customer") !=
        std::string::npos);
  CHECK(stage.set(R"({"customer":"b"})").ok());
  CHECK(nodes_of(stage.scene({{"view", "strip"}}), "mark").size() == 1);
}
