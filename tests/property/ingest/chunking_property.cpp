// Whatever the cuts, the events and the report are the same.
#include <rapidcheck.h>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

struct Sample {
  InputFormat input;
  std::string text;
};

// Pieces that feeds are made of, with every character that a cut could hurt.
const std::vector<std::string>& json_pieces() {
  static const std::vector<std::string> pieces = {
      R"({"id":"a","type":"message.received","time":"2026-05-12T14:05:00Z","text":"caf\u00e9 \ud83d\ude00 \"q\" \\"})",
      "{\"type\":\"message.sent\",\"text\":\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\",\"metadata\":{ "
      "\"a\" : [1, 2] }}",
      "{\"type\":\"a\",\"text\":\"\xFF\xC3\"}",
      R"({"type":"a","text":"\ud800 lone \udc00"})",
      "{\"type\":\"own\",\n  \"x\": [[{}, \"]\"], {\"}\": \"{\"}]}",
      R"({"type":})",
      R"({"type":"a","n":1e999})",
      "12.5e3",
      "\"text, with ] and }\"",
      "null",
      "[]",
      "",
      R"({"type":"b","text":"\\\\\\\"")",
  };
  return pieces;
}

const std::vector<std::string>& csv_pieces() {
  static const std::vector<std::string> pieces = {
      "a,x,1", "b,\"quoted, \"\"text\"\"\",2", "c,\"two\nlines\",3", "d,\"\r\n\",",        "",
      "e",     "f,\xC3\xA9\xFF,5,6",           "g,mid\"quote,7",     "h,\"closed\"more,8", "\"",
  };
  return pieces;
}

const std::vector<std::string>& xes_pieces() {
  static const std::vector<std::string> pieces = {
      "<trace><string key=\"concept:name\" value=\"c\"/><event><string key=\"concept:name\" "
      "value=\"a>b\"/></event></trace>",
      "<trace><event><date key='time:timestamp' value='2026-05-12T14:05:00Z'/><string "
      "key='concept:name' value='&#233;\xC3\xA9'/></event></trace>",
      "<!-- <trace> -->",
      "<![CDATA[ <trace> ]]>",
      "<?pi <trace> ?>",
      "<global scope=\"event\"><string key=\"concept:name\" value=\"no\"/></global>",
      "<trace/>",
      "<trace><event></trace>",
      "<event><string key=\"concept:name\" value=\"lone\"/></event>",
      "text",
      "<trace><event x></event></trace>",
  };
  return pieces;
}

rc::Gen<std::vector<std::string>> some_of(const std::vector<std::string>& pieces) {
  return rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
}

std::string joined(const std::vector<std::string>& pieces, const std::string& between) {
  std::string out;
  for (const std::string& piece : pieces) {
    if (!out.empty()) out += between;
    out += piece;
  }
  return out;
}

// A feed of the format: well-formed around its pieces, or cut short, with or without a BOM.
Sample make_feed() {
  Sample feed;
  feed.input = *rc::gen::element(InputFormat::recognise, InputFormat::json, InputFormat::ndjson,
                                 InputFormat::csv, InputFormat::xes);
  const int shape = *rc::gen::inRange(0, 4);
  if (feed.input == InputFormat::csv) {
    const std::string end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
    feed.text = "type,text,n" + end + joined(*some_of(csv_pieces()), end);
  } else if (feed.input == InputFormat::xes) {
    feed.text = "<?xml version='1.0'?><log>" + joined(*some_of(xes_pieces()), "\n") + "</log>";
  } else if (feed.input == InputFormat::ndjson || shape == 0) {
    feed.text =
        joined(*some_of(json_pieces()), *rc::gen::element<std::string>("\n", "\r\n", "\n\n"));
  } else if (shape == 1) {
    feed.text =
        "{ \"events\": [" + joined(*some_of(json_pieces()), " , ") + "], \"next\": {\"a\": [1]}}";
  } else {
    feed.text = "[" +
                joined(*some_of(json_pieces()), *rc::gen::element<std::string>(",", "\n,\n", " ")) +
                "]";
  }
  if (*rc::gen::inRange(0, 4) == 0) feed.text.resize(feed.text.size() * 3 / 4);
  if (*rc::gen::inRange(0, 4) == 0) feed.text.insert(0, "\xEF\xBB\xBF");
  return feed;
}

}  // namespace

TEST_CASE("chunks of 1, 2, 3 and 7 bytes change nothing", "[ingest][property]") {
  CHECK(rc::check("fixed chunks", [] {
    const Sample feed = make_feed();
    const std::string whole = load(feed.text, as(feed.input)).everything();
    for (std::size_t size : {1u, 2u, 3u, 7u}) {
      LoadOptions options = as(feed.input);
      options.chunk = [size] { return size; };
      RC_ASSERT(load(feed.text, options).everything() == whole);
    }
  }));
}

TEST_CASE("random chunks change nothing", "[ingest][property]") {
  CHECK(rc::check("random chunks", [] {
    const Sample feed = make_feed();
    const std::string whole = load(feed.text, as(feed.input)).everything();
    const auto sizes = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 200)));
    std::size_t next = 0;
    LoadOptions options = as(feed.input);
    options.chunk = [&] { return sizes[next++ % sizes.size()]; };
    RC_ASSERT(load(feed.text, options).everything() == whole);
  }));
}

TEST_CASE("counts add up and places lie inside the feed", "[ingest][property]") {
  CHECK(rc::check("accounts", [] {
    const Sample feed = make_feed();
    const Loaded loaded = load(feed.text, as(feed.input));
    RC_ASSERT(loaded.report.events == loaded.events.size() + loaded.report.rejected);
    RC_ASSERT(loaded.report.rejected == loaded.report.rejections.size());
    for (const Rejection& rejection : loaded.report.rejections) {
      RC_ASSERT(rejection.byte <= feed.text.size());
      RC_ASSERT(rejection.record < loaded.records);
    }
    for (const auto& event : loaded.events) {
      RC_ASSERT(event.record < loaded.records);
      RC_ASSERT(event.byte <= feed.text.size());
    }
  }));
}
