// Random logs, gates and filters, changed step by step: after each step the index agrees with the
// oracle.
#include <rapidcheck.h>

#include "../../unit/filter/world.h"
#include "catch.hpp"
#include "oracle.h"

using namespace throughline;
using oracle::Json;

namespace {

struct Word {
  const char* shown;
  const char* folded;
};
constexpr Word kWords[] = {{"Caf\xC3\xA9", "cafe"},
                           {"STRASSE", "strasse"},
                           {"Stra\xC3\x9F"
                            "e",
                            "strasse"},
                           {"late", "late"},
                           {"Refund", "refund"},
                           {"\xE9\xA0\x90\xE7\xB4\x84", "\xE9\xA0\x90\xE7\xB4\x84"},
                           {"ok", "ok"},
                           {"A", "a"}};
constexpr const char* kQueries[] = {"cafe", "strasse", "af", "refund",  "e", "\xE9\xA0\x90",
                                    "late", "ok",      "fu", "nothing", "a"};
constexpr const char* kTypes[] = {
    "message.received", "message.sent", "conversation.created", "conversation.unassigned",
    "tag.added",        "tag.removed",  "note.created",         "web.page_viewed",
    "ai.responded",     "sla.met",      "call.started",         "agent.joined",
    "loyalty.stamped"};
constexpr const char* kPermissions[] = {
    "journey.event.view",        "journey.event_type.view",        "journey.session.view",
    "journey.session_type.view", "external_contacts.session.view", "routing.queue.search"};

int below(int n) { return *rc::gen::inRange(0, n); }
bool chance(int percent) { return below(100) < percent; }
template <std::size_t N>
std::string one_of(const char* const (&list)[N]) {
  return list[below(static_cast<int>(N))];
}

// A log and the questions put to it, told to the index and to the oracle alike.
class Twin {
 public:
  Twin() { move_as_of(); }

  void append(int events) {
    for (int i = 0; i < events; ++i) append_one();
    world_.settle();
  }
  void change_gate() {
    question_.gate = random_gate();
    world_.events.set_gate(*Gate::parse(question_.gate.dump()));
    world_.settle();
  }
  void change_filter() {
    question_.words = Json::array();
    question_.filter = random_filter();
    world_.choose(question_.filter.dump());
  }
  void change_customer() {
    question_.customer = chance(60) ? Json() : Json(one_of({"c1", "c2", "c3"}));
    world_.events.set_customer(question_.customer.is_null()
                                   ? std::nullopt
                                   : std::optional(question_.customer.get<std::string>()));
    world_.settle();
  }
  void move_as_of() {
    question_.as_of = kStart + std::int64_t{below(kDays)} * kDayMs + below(3);
    question_.as_of_time.clear();
    append_utc(question_.as_of_time, Instant{question_.as_of});
    world_.events.set_as_of(Instant{question_.as_of});
    world_.settle();
  }
  void read_texts() {
    std::uint32_t units = static_cast<std::uint32_t>(below(30));
    world_.filter.step(units);
  }

  void check() {
    tell_interactions();
    const oracle::Answer expected = oracle::answer(question_);
    const Json facets = Json::parse(world_.facets());
    RC_ASSERT(facets["hidden_by"] == expected.hidden_by);
    for (const auto& [field, options] : expected.facets.items()) {
      const Json& got = facets["fields"][field];
      if (got != options)
        RC_FAIL(field + ": " + got.dump() + " instead of " + options.dump() + "\n" + told());
    }
    RC_ASSERT(passing() == expected.passing);
    RC_ASSERT(facets["shown"] == expected.passing.size());
    RC_ASSERT(hidden_by_row() == facets["hidden"]);
    check_against_fresh();
  }

 private:
  static constexpr std::int64_t kStart = 1769904000000;  // 1 February 2026
  static constexpr int kDays = 150;

  void maybe(Json& event, const char* member, std::string value, int percent) {
    if (chance(percent)) event[member] = std::move(value);
  }
  void maybe_words(Json& event, const char* member, int percent) {
    if (!chance(percent)) return;
    std::string shown, folded;
    for (int i = below(4); i >= 0; --i) {
      const Word& word = kWords[below(static_cast<int>(std::size(kWords)))];
      shown += (shown.empty() ? "" : " ") + std::string(word.shown);
      folded += (folded.empty() ? "" : " ") + std::string(word.folded);
    }
    event[member] = shown;
    event["folded"][member] = folded;
  }

  Json random_event() {
    Json e = Json::object();
    e["type"] = one_of(kTypes);
    e["at"] = kStart + std::int64_t{below(kDays)} * kDayMs + below(3);
    maybe(e, "conversation", one_of({"k1", "k2", "k3"}), 70);
    maybe(e, "interaction", one_of({"i1", "i2"}), 15);
    maybe(e, "customer.id", one_of({"c1", "c2", "c3"}), 40);
    maybe(e, "channel", one_of({"sms", "email", "voice", "fax"}), 50);
    maybe(e, "campaign", one_of({"spring", "autumn"}), 30);
    maybe(e, "queue", one_of({"north", "south", ""}), 30);
    maybe(e, "outcome", one_of({"sold", "lost"}), 20);
    maybe(e, "mode", one_of({"home", "mobile"}), 20);
    maybe(e, "direction", one_of({"inbound", "outbound"}), 20);
    maybe(e, "actor.kind", one_of({"customer", "agent", "bot", "system"}), 30);
    maybe(e, "actor.id", one_of({"a1", "a2"}), 30);
    maybe(e, "actor.team", one_of({"day", "night"}), 20);
    maybe(e, "assignee.id", one_of({"a1", "a2"}), 20);
    maybe(e, "assignee.team", one_of({"day", "night"}), 20);
    maybe(e, "delivery", one_of({"sent", "failed", "read"}), 20);
    maybe(e, "failed", one_of({"true", "false"}), 20);
    maybe(e, "internal", "true", 10);
    maybe(e, "division", one_of({"east", "west"}), 20);
    if (chance(40))
      e["tags"] = Json::parse(one_of({R"(["vip"])", R"(["new"])", R"(["new","vip"])", "[]"}));
    maybe_words(e, "text", 60);
    maybe_words(e, "title", 15);
    maybe_words(e, "comments", 15);
    maybe_words(e, "customer.name", 20);
    maybe_words(e, "actor.name", 20);
    maybe_words(e, "assignee.name", 15);
    return e;
  }

  void append_one() {
    Json e = random_event();
    e["id"] = "m" + std::to_string(count_++);
    const std::string first = one_of({"crm", "phone"});
    e["sources"] = chance(15) ? Json{"crm", "phone"} : Json{first};
    e["arrival"] = count_;
    std::string time;
    append_utc(time, Instant{e["at"].get<std::int64_t>()});
    e["time"] = time;
    for (const Json& source : e["sources"]) rows_[e["id"]] = append_record(e, source);
    Json& events = question_.events;
    events.push_back(e);
    std::sort(events.begin(), events.end(), [](const Json& a, const Json& b) {
      return std::make_tuple(a["at"], a["sources"][0], a["arrival"]) <
             std::make_tuple(b["at"], b["sources"][0], b["arrival"]);
    });
  }

  Row append_record(const Json& e, const std::string& source) {
    testing::Event event;
    event.at_ms = e["at"];
    event.type = e["type"];
    event.source = source;
    for (const auto& [path, value] : e.items()) {
      const std::optional<Member> member = member_from_path(path);
      if (!member || *member == Member::type || *member == Member::time) continue;
      event.members.push_back(
          {*member, value.is_string() ? value.get<std::string>() : value.dump()});
    }
    return world_.add(event);
  }

  Json random_gate() {
    Json gate = Json::object();
    if (chance(30))
      for (const char* permission : kPermissions) gate["permissions"][permission] = chance(85);
    if (chance(30)) gate["divisions"] = Json::parse(one_of({R"(["east"])", R"(["west"])", "[]"}));
    if (chance(20)) gate["audience"] = "customer";
    if (chance(20))
      gate["masks"] = Json::parse(one_of({R"(["name"])", R"(["phone"])", R"(["name","email"])"}));
    return gate;
  }

  // A few of the values that there are, of one that there is not, and of none.
  Json random_values(const std::string& field) {
    Json wanted = Json::array();
    const Json facets = Json::parse(world_.facets())["fields"][field];
    for (const Json& option : facets)
      if (chance(40)) wanted.push_back(option["value"]);
    if (field != "failed" && chance(15)) wanted.push_back("elsewhere");
    if (chance(15) && std::find(wanted.begin(), wanted.end(), Json()) == wanted.end())
      wanted.push_back(nullptr);
    return wanted;
  }

  Json random_period() {
    if (chance(50)) return {{"months", 1 + below(5)}};
    const int from = below(kDays), to = from + below(kDays - from);
    const auto date = [](int day) {
      std::string text;
      append_date(text, Civil{kStart + std::int64_t{day} * kDayMs});
      return text;
    };
    Json period = {{"from", date(from)}, {"to", date(to)}};
    if (chance(20)) period.erase(chance(50) ? "from" : "to");
    return period;
  }

  Json random_filter() {
    Json filter = Json::object();
    for (std::size_t i = 0; i < kFilterFieldCount; ++i) {
      const std::string field(filter_field_name(static_cast<FilterField>(i)));
      if (chance(12)) filter[field] = random_values(field);
    }
    if (chance(25)) filter["period"] = random_period();
    if (chance(35)) {
      std::string typed;
      for (int i = below(2); i >= 0; --i) {
        question_.words.push_back(one_of(kQueries));
        typed += question_.words.back().get<std::string>() + " ";
      }
      if (chance(20)) {
        question_.words.push_back("e late");
        typed += "\"E LATE\"";
      }
      filter["text"] = typed;
    }
    return filter;
  }

  std::string told() const {
    std::string text = "gate " + question_.gate.dump() + "\nfilter " + question_.filter.dump() +
                       "\nas-of " + question_.as_of_time + "\ncustomer " +
                       question_.customer.dump() + "\n";
    for (const Json& event : question_.events) text += event.dump() + "\n";
    return text;
  }

  Row kept_row(const Json& id) const {
    Row row = rows_.at(id);
    while (world_.timeline.folded_into(row) != kNoRow) row = world_.timeline.folded_into(row);
    return row;
  }

  void tell_interactions() {
    for (Json& e : question_.events) {
      const InteractionId interaction = world_.conversations.interaction_of(kept_row(e["id"]));
      e["interaction_name"] = interaction == kNoInteraction
                                  ? Json()
                                  : Json(world_.conversations.interaction_name(interaction));
    }
  }

  Json passing() const {
    std::set<std::string> ids;
    for (const auto& [id, row] : rows_)
      if (world_.filter.passes(kept_row(id))) ids.insert(id);
    return ids;
  }

  std::size_t hidden_by_row() const {
    std::size_t hidden = 0;
    for (Row row = 0; row < world_.timeline.size(); ++row)
      hidden += !world_.filter.hiding_fields(row).empty();
    return hidden;
  }

  void check_against_fresh() {
    FilterIndex fresh(world_.events, world_.conversations);
    fresh.set_filter(world_.filter.filter());
    fresh.want_options();
    std::uint32_t units = 1u << 30;
    RC_ASSERT(!fresh.step(units));
    RC_ASSERT(fresh.passing() == world_.filter.passing());
    std::string built;
    fresh.append_facets_json(built);
    RC_ASSERT(built == world_.facets());
  }

  testing::World world_;
  oracle::Question question_;
  std::map<std::string, Row> rows_;  // one row of each event
  int count_ = 0;
};

}  // namespace

TEST_CASE("the index agrees with the oracle through any changes") {
  CHECK(rc::check([] {
    Twin twin;
    twin.append(below(25));
    for (int step = below(8); step >= 0; --step) {
      switch (below(6)) {
        case 0:
          twin.append(1 + below(3));
          break;
        case 1:
          twin.change_gate();
          break;
        case 2:
          twin.change_customer();
          break;
        case 3:
          twin.move_as_of();
          break;
        case 4:
          twin.read_texts();
          break;
        default:
          twin.change_filter();
          break;
      }
      twin.check();
    }
  }));
}

TEST_CASE("a filter read back from its canonical form is the same") {
  CHECK(rc::check([] {
    Filter filter;
    for (Filter::Values& values : filter.fields) {
      if (!chance(20)) continue;
      const auto texts = *rc::gen::container<std::set<std::string>>(rc::gen::string<std::string>());
      for (const std::string& text : texts) {
        std::string valid;
        append_valid_utf8(text, valid);
        if (std::find(values.values.begin(), values.values.end(), valid) == values.values.end())
          values.values.push_back(valid);
      }
      values.missing = chance(50);
    }
    filter.values(FilterField::failed).values = {"true"};
    if (chance(50)) filter.months = 1 + below(1200);
    append_valid_utf8(*rc::gen::string<std::string>(), filter.text);
    std::string json, again;
    filter.append_json(json);
    const Result<Filter> read = Filter::parse(json);
    RC_ASSERT(read.ok());
    read->append_json(again);
    RC_ASSERT(json == again);
    RC_ASSERT(read->fields == filter.fields);
    RC_ASSERT(read->text == filter.text);
    RC_ASSERT(read->months == filter.months);
  }));
}
