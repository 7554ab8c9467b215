#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

Loaded load_with_own(const std::string& adapter, const std::string& text) {
  LoadOptions options;
  options.own_adapter = adapter;
  options.adapter = nlohmann::json::parse(adapter).at("name").get<std::string>();
  return load(text, options);
}

// An adapter with one stream of the record itself and these members.
std::string setting(const std::string& set) {
  return R"({"name":"mine","streams":[{"set":{"type":"a",)" + set + "}}]}";
}

std::string refusal(const std::string& adapter) {
  const Result<Adapter> parsed = Adapter::parse(adapter);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().code == Code::invalid_adapter);
  return parsed.error().detail;
}

}  // namespace

TEST_CASE("every built-in adapter compiles", "[ingest][rules]") {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::source_dir() / "core/data/adapters")) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().filename().string());
    const Result<Adapter> adapter = Adapter::parse(read_file(entry.path()));
    CHECK((adapter.ok() ? std::string() : adapter.error().message()) == "");
    REQUIRE(adapter.ok());
    CHECK(adapter->name() == entry.path().stem().string());
    CHECK(Adapters::builtin().find(adapter->name()) != nullptr);
    ++files;
  }
  CHECK(Adapters::builtin().names().size() == files);
}

TEST_CASE("a bad rule is named by its pointer", "[ingest][rules]") {
  CHECK(refusal("{").find("byte") != std::string::npos);
  CHECK(refusal(R"({"name":"x"})") == "/: needs exactly one of streams, columns and engine");
  CHECK(refusal(R"({"streams":[{}]})") == "/name: must be a string, not empty");
  CHECK(refusal(R"({"name":"x","streams":[]})") == "/streams: must be a list, not empty");
  CHECK(refusal(R"({"name":"x","streams":[{"set":{"typ":"a"}}]})") ==
        "/streams/0/set/typ: is not a member of an event");
  CHECK(refusal(R"({"name":"x","streams":[{"set":{"id":{"at":"id"}}}]})") ==
        "/streams/0/set/id/at: must be a JSON pointer, after ^ or $ where it looks outside");
  CHECK(refusal(R"({"name":"x","streams":[{"set":{"id":{"at":"/*"}}}]})") ==
        "/streams/0/set/id/at: * stands only in each, find and list");
  CHECK(refusal(R"({"name":"x","streams":[{"rules":[{"when":{"at":"/a","is":1}}]}]})") ==
        "/streams/0/rules/0/when/is: is not known here");
  CHECK(refusal(R"({"name":"x","streams":[{"set":{"time":{"at":"/t","unit":"hours"}}}]})") ==
        "/streams/0/set/time/unit: must be seconds, milliseconds or microseconds");
  CHECK(refusal(R"({"name":"x","streams":[{"set":{"text":{"at":"/t","unit":"seconds"}}}]})") ==
        "/streams/0/set/text: only time and end_time have unit and day_first");
  CHECK(refusal(R"({"name":"x","columns":{"kind":["k"]}})") ==
        "/columns/kind: is not a member of an event");
  CHECK(refusal(R"({"name":"x","streams":)" + std::string(100, '[') + std::string(100, ']') +
                "}") == "nested deeper than 64 levels");
}

TEST_CASE("pointers, constants and maps", "[ingest][rules]") {
  const Loaded loaded = load_with_own(
      setting(
          R"("id":["/none","/a~1b"],"channel":{"at":"/c","map":{"MO":"sms"}},"direction":{"value":"inbound"},)"
          R"("mode":{"at":"/m","lower":true,"map":{"cell":"mobile"},"otherwise":"home"},"failed":true)"),
      R"({"a/b":5,"c":"MO","m":"Desk"})");
  REQUIRE(loaded.events.size() == 1);
  CHECK(
      loaded.events[0].json ==
      R"({"id":"5","type":"a","channel":"sms","mode":"home","direction":"inbound","failed":true})");
}

TEST_CASE("what the map does not know stays as it is", "[ingest][rules]") {
  CHECK(load_with_own(setting(R"("channel":{"at":"/c","map":{"MO":"sms"}})"), R"({"c":"fax"})")
            .events.at(0)
            .json == R"({"type":"a","channel":"fax"})");
}

TEST_CASE("templates, lists, objects, splitting and rendering", "[ingest][rules]") {
  CHECK(load_with_own(
            setting(R"("text":{"template":"{/a} and {/b|/c}"},"title":{"template":"no {/none}"})"),
            R"({"a":1,"c":"x"})")
            .events.at(0)
            .json == R"({"type":"a","text":"1 and x"})");
  CHECK(
      load_with_own(
          setting(R"("media":{"each":"/files/*","object":{"name":"/n","url":"/u"}},)"
                  R"("tags":{"each":"/labels/*","take":"/name"})"),
          R"({"files":[{"n":"a.png","u":"x"},{"u":"y"}],"labels":[{"name":"vip"},{"name":"new"}]})")
          .events.at(0)
          .json ==
      R"({"type":"a","media":[{"name":"a.png","url":"x"},{"url":"y"}],"tags":["vip","new"]})");
  CHECK(
      load_with_own(
          setting(
              R"("tags":{"at":"/t","split":","},"customer.phone":{"at":"/p","strip_prefix":"whatsapp:"})"),
          R"({"t":"a, b,,c","p":"whatsapp:+1"})")
          .events.at(0)
          .json == R"({"type":"a","customer.phone":"+1","tags":["a","b","c"]})");
  CHECK(load_with_own(setting(R"("text":{"render":"/t","tokens":"/v"})"),
                      R"({"t":"Dear {{ name }}, {{n}} left{{gone}} {{","v":{"name":"Ana","n":2}})")
            .events.at(0)
            .json == R"({"type":"a","text":"Dear Ana, 2 left {{"})");
}

TEST_CASE("an expansion sees its parents, and finds what stands beside it", "[ingest][rules]") {
  const Loaded loaded = load_with_own(
      R"({"name":"mine","streams":[{"each":"/threads/*/messages/*","set":{"type":"message.received","id":"/id",
          "customer.id":"/from","conversation":"^/thread","text":"/body","time":{"at":"$/sent","unit":"seconds"},
          "customer.name":{"find":"$/people/*","where":{"at":"/id","equals_at":"^/from"},"take":"/name"}}}]})",
      R"({"sent":"1697043223","people":[{"id":1,"name":"Ana"},{"id":"2","name":"Bo"}],
          "threads":[{"thread":"t1","messages":[{"id":"m1","from":2,"body":"hi"},{"id":"m2","from":"1"}]},
                     {"thread":"t2","messages":[{"id":"m3","from":9}]}]})");
  REQUIRE(loaded.events.size() == 3);
  CHECK(
      loaded.events[0].json ==
      R"({"id":"m1","type":"message.received","time":"1697043223","customer.id":"2","customer.name":"Bo","conversation":"t1",)"
      R"("text":"hi","time_text":"1697043223"})");
  CHECK(loaded.events[0].instant_ms == 1697043223000);
  CHECK(loaded.events[1].json.find("\"customer.name\":\"Ana\"") != std::string::npos);
  CHECK(loaded.events[2].json.find("customer.name") == std::string::npos);
  CHECK(loaded.events[2].part == 2);
  CHECK(loaded.events[2].record == 0);
  CHECK(loaded.report.unmapped_fields.empty());
}

TEST_CASE("the first rule that holds makes the event, unless it goes on", "[ingest][rules]") {
  const std::string adapter =
      R"({"name":"mine","describe":"kind {/k}","streams":[{"set":{"channel":"sms"},"rules":[
      {"when":{"at":"/k","equals":"both"},"set":{"type":"one"},"continue":true},
      {"when":{"at":"/k","in":["both","two"]},"set":{"type":"two","channel":"email"}},
      {"when":[{"at":"/k","exists":true},{"any":[{"at":"/n","equals":3},{"at":"/k","starts_with":"x"}]}],
       "set":{"type":"three"}}]}]})";
  const auto kinds = [&](const std::string& text) {
    std::string all;
    for (const auto& event : load_with_own(adapter, text).events) all += event.json;
    return all;
  };
  CHECK(kinds(R"({"k":"both"})") ==
        R"({"type":"one","channel":"sms"}{"type":"two","channel":"email"})");
  CHECK(kinds(R"({"k":"two"})") == R"({"type":"two","channel":"email","metadata":{"k":"two"}})");
  CHECK(kinds(R"({"k":"q","n":3})") == R"({"type":"three","channel":"sms","metadata":{"k":"q"}})");
  CHECK(kinds(R"({"k":"xyz"})") == R"({"type":"three","channel":"sms","metadata":{"k":"xyz"}})");
  const Loaded none = load_with_own(adapter, R"([{"k":"other"},{"k":"two"}])");
  CHECK(none.events.size() == 1);
  REQUIRE(none.report.rejections.size() == 1);
  CHECK(none.report.rejections[0].code == Code::no_rule);
  CHECK(none.report.rejections[0].detail == "kind other");
  CHECK(none.report.events == 2);
}

TEST_CASE("nothing is lost: the rest of an item and of the record is kept and counted",
          "[ingest][rules]") {
  const Loaded loaded = load_with_own(
      R"({"name":"mine","keep":["/page"],"ignore":["/object"],"streams":[{"each":"/items/*","keep":["/raw"],
          "set":{"type":"a","text":"/b/text"}}]})",
      R"({"object":"list","page":{"n": 1},"next":"u","items":[{"b":{"text":"x","lang":"en"},"raw":[1],"e":null},{"c":2}]})");
  REQUIRE(loaded.events.size() == 2);
  CHECK(
      loaded.events[0].json ==
      R"({"type":"a","text":"x","metadata":{"b":{"lang":"en"},"raw":[1],"page":{"n":1},"next":"u"}})");
  CHECK(loaded.events[1].json == R"({"type":"a","metadata":{"c":2}})");
  const std::map<std::string, std::uint64_t, std::less<>> unmapped = {
      {"/items/*/b/lang", 1}, {"/items/*/c", 1}, {"/next", 1}};
  CHECK(loaded.report.unmapped_fields == unmapped);
}

TEST_CASE("a value of the wrong form for its member stays in metadata", "[ingest][rules]") {
  CHECK(load_with_own(setting(R"("text":"/t","score.current":"/s","tags":"/g")"),
                      R"({"t":{"x":1},"s":"12","g":"vip"})")
            .events.at(0)
            .json == R"({"type":"a","score.current":12,"tags":["vip"],"metadata":{"t":{"x":1}}})");
}

TEST_CASE("JSON in a cell is read where the adapter says so", "[ingest][rules]") {
  const Loaded loaded = load_with_own(
      R"({"name":"mine","parse":["/via"],"streams":[{"set":{"type":"a","channel":"/via/channel","text":"/body"}}]})",
      "id,via,body\n1,\"{\"\"channel\"\":\"\"email\"\",\"\"n\"\":[1]}\",hi\n2,not json,ho\n");
  REQUIRE(loaded.events.size() == 2);
  CHECK(loaded.events[0].json ==
        R"({"type":"a","channel":"email","text":"hi","metadata":{"id":"1","via":{"n":[1]}}})");
  CHECK(loaded.events[1].json ==
        R"({"type":"a","text":"ho","metadata":{"id":"2","via":"not json"}})");
}

TEST_CASE("HTML becomes text", "[ingest][rules]") {
  const auto text = [&](const std::string& html) {
    const Loaded loaded = load_with_own(setting(R"("text":{"at":"/h","html":true})"),
                                        nlohmann::json{{"h", html}}.dump());
    return nlohmann::json::parse(loaded.events.at(0).json).value("text", "");
  };
  CHECK(text("<p>Hi <b>you</b>,</p><p>a &amp; b&nbsp;&#233;&#x1F600; &unknown;</p>") ==
        "Hi you,\na & b \xC3\xA9\xF0\x9F\x98\x80 &unknown;");
  CHECK(text("one<br>two<br/>three") == "one\ntwo\nthree");
  CHECK(text("<ul><li>a</li><li>b</li></ul>") == "- a\n- b");
  CHECK(text("<style>p{}</style>x<!-- y --> z<script>alert(1)</script>") == "x z");
  CHECK(text("1 < 2 & 3 > 2") == "1 < 2 & 3 > 2");
}

TEST_CASE("a log of processes is read trace by trace", "[ingest][xes]") {
  const Loaded loaded = load(R"(<?xml version="1.0"?>
<!-- <trace> in a comment -->
<log xes.version="1.0"><extension name="Time" prefix="time" uri="u"/>
<global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
<string key="concept:name" value="the log"/>
<trace><string key="concept:name" value="case 1"/><int key="amount" value="3"/>
  <event><string key="concept:name" value="message.received"/><date key="time:timestamp" value="2026-05-12T14:05:00.000+02:00"/>
    <string key="org:resource" value="Ana &amp; Bo"/><string key="channel" value="sms"/>
    <list key="l"><values><int key="x" value="1"/><boolean key="y" value="true"/></values></list></event>
  <event><string key="concept:name" value="own"/><float key="f" value="1.50"><string key="unit" value="EUR"/></float></event>
</trace>
<trace></trace>
</log>)");
  CHECK(loaded.report.adapter == "xes");
  REQUIRE(loaded.events.size() == 2);
  CHECK(
      loaded.events[0].json ==
      R"({"type":"message.received","time":"2026-05-12T14:05:00.000+02:00","conversation":"case 1","channel":"sms",)"
      R"("actor.name":"Ana & Bo","metadata":{"l":[1,true],"trace":{"amount":3}},)"
      R"("time_text":"2026-05-12T14:05:00.000+02:00"})");
  CHECK(loaded.events[0].instant_ms == 1778587500000);
  CHECK(loaded.events[1].json ==
        R"({"type":"own","conversation":"case 1","metadata":{"f":1.50,"f/unit":"EUR"}})");
  CHECK(loaded.events[1].part == 1);
  CHECK(loaded.events[0].line == 6);
  REQUIRE(loaded.report.rejections.size() == 1);
  CHECK(loaded.report.rejections[0].code == Code::no_rule);
}

TEST_CASE("a log whose elements carry the prefix of their namespace is read as any",
          "[ingest][xes]") {
  const Loaded loaded = load(
      R"(<x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:string key="concept:name" value="case 1"/>
<x:event><x:string key="concept:name" value="note.created"/><x:date key="time:timestamp" value="2026-05-12T14:05:00Z"/>
<x:list key="l"><x:values><x:int key="a" value="1"/></x:values></x:list></x:event></x:trace></x:log>)");
  CHECK(loaded.report.rejections.empty());
  REQUIRE(loaded.events.size() == 1);
  CHECK(
      loaded.events[0].json ==
      R"({"type":"note.created","time":"2026-05-12T14:05:00Z","conversation":"case 1","metadata":{"l":[1]},)"
      R"("time_text":"2026-05-12T14:05:00Z"})");
}

TEST_CASE("a broken trace spoils no other, and an unfinished log says so", "[ingest][xes]") {
  const std::string good =
      R"(<trace><event><string key="concept:name" value="a"/></event></trace>)";
  const Loaded broken = load("<log>" + good + "<trace><event x></event></trace>" + good + "</log>");
  CHECK(broken.events.size() == 2);
  REQUIRE(broken.report.rejections.size() == 1);
  CHECK(broken.report.rejections[0].code == Code::syntax);
  const Loaded cut = load("<log>" + good);
  CHECK(cut.events.size() == 1);
  CHECK(cut.report.rejections.size() == 1);
  std::string deep = "<log><trace>";
  for (int i = 0; i < 100000; ++i) deep += "<container key='a'>";
  const Loaded nested = load(deep);
  REQUIRE(nested.report.rejections.size() == 1);
  CHECK(nested.report.rejections[0].code == Code::too_deep);
}
