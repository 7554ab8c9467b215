#include "catch.hpp"
#include "talk.h"

using namespace throughline;
using namespace throughline::testing;

TEST_CASE("channel, campaign and status are the last known, as of the event", "[conversation]") {
  Talk talk;
  const Row before = talk.add(1, "note.created", {{Member::conversation, "v1"}});
  const Row created = talk.add(2, "conversation.created",
                               {{Member::conversation, "v1"}, {Member::channel, "email"}});
  const Row campaign = talk.add(3, "campaign.delivered",
                                {{Member::conversation, "v1"}, {Member::campaign, "spring"}});
  const Row changed = talk.add(4, "conversation.status_changed",
                               {{Member::conversation, "v1"}, {Member::status_to, "pending"}});
  const Row sms =
      talk.add(5, "message.sent", {{Member::conversation, "v1"}, {Member::channel, "sms"}});
  const Row done = talk.add(6, "conversation.done", {{Member::conversation, "v1"}});
  const Row other = talk.add(7, "note.created", {{Member::conversation, "v2"}});
  talk.refresh();
  CHECK(talk.conversations.channel(before) == kAbsent);
  CHECK(talk.text(talk.conversations.channel(campaign)) == "email");
  CHECK(talk.text(talk.conversations.channel(done)) == "sms");
  CHECK(talk.conversations.campaign(created) == kAbsent);
  CHECK(talk.text(talk.conversations.campaign(done)) == "spring");
  CHECK(talk.conversations.state(before).status == kAbsent);
  CHECK(talk.text(talk.conversations.state(campaign).status) == "open");
  CHECK(talk.text(talk.conversations.state(changed).status) == "pending");
  CHECK(talk.text(talk.conversations.state(sms).status) == "pending");
  CHECK(talk.text(talk.conversations.state(done).status) == "done");
  CHECK(talk.conversations.channel(other) == kAbsent);
}

TEST_CASE("tags: created sets them, added and removed change them, elsewhere they are labels",
          "[conversation]") {
  Talk talk;
  const Row created =
      talk.add(1, "conversation.created",
               {{Member::conversation, "v1"}, {Member::tags, R"(["vip","returns"])"}});
  const Row labelled =
      talk.add(2, "message.received", {{Member::conversation, "v1"}, {Member::tags, R"(["x"])"}});
  const Row added =
      talk.add(3, "tag.added", {{Member::conversation, "v1"}, {Member::tags, R"(["a","vip"])"}});
  const Row removed =
      talk.add(4, "tag.removed", {{Member::conversation, "v1"}, {Member::tags, R"(["vip","no"])"}});
  const Row loose = talk.add(5, "web.event", {{Member::tags, R"(["b","a","b"])"}});
  talk.refresh();
  CHECK(talk.tags(created) == "returns;vip;");
  CHECK(talk.tags(labelled) == "returns;vip;");
  CHECK(talk.tags(added) == "a;returns;vip;");
  CHECK(talk.tags(removed) == "a;returns;");
  CHECK(talk.tags(loose) == "a;b;");
  CHECK(talk.conversations.tags(created) == talk.conversations.tags(labelled));
  talk.gate(R"({"audience":"customer"})");
  CHECK(talk.tags(created).empty());
}

TEST_CASE("the assignee is the last named, until unassigned", "[conversation]") {
  Talk talk;
  const Row assigned = talk.add(1, "conversation.assigned",
                                {{Member::conversation, "v1"},
                                 {Member::assignee_id, "a1"},
                                 {Member::assignee_name, "Ana"},
                                 {Member::assignee_team, "north"}});
  const Row answered = talk.add(2, "message.sent",
                                {{Member::conversation, "v1"},
                                 {Member::actor_id, "a2"},
                                 {Member::actor_name, "Ben"},
                                 {Member::actor_team, "south"}});
  const Row received =
      talk.add(3, "message.received", {{Member::conversation, "v1"}, {Member::actor_name, "Mia"}});
  const Row unassigned = talk.add(4, "conversation.unassigned",
                                  {{Member::conversation, "v1"}, {Member::assignee_name, "Ana"}});
  talk.refresh();
  CHECK(talk.person(talk.conversations.state(assigned).assignee) == "Ana");
  CHECK(talk.person(talk.conversations.agent(assigned)) == "Ana");
  CHECK(talk.person(talk.conversations.agent(answered)) == "Ben");
  CHECK(talk.text(talk.conversations.team(answered)) == "north");
  CHECK(talk.person(talk.conversations.agent(received)) == "Ana");
  CHECK(talk.conversations.state(unassigned).assignee == 0);
  CHECK(talk.conversations.team(unassigned) == kAbsent);
}

TEST_CASE("the mode shown is the event's, else the channel for sms and e-mail", "[conversation]") {
  Talk talk;
  const Row home =
      talk.add(1, "call.started", {{Member::channel, "voice"}, {Member::mode, "home"}});
  const Row sms = talk.add(2, "message.sent", {{Member::channel, "sms"}});
  const Row voice = talk.add(3, "call.started", {{Member::channel, "voice"}});
  talk.refresh();
  CHECK(talk.text(talk.conversations.mode_shown(home)) == "home");
  CHECK(talk.text(talk.conversations.mode_shown(sms)) == "sms");
  CHECK(talk.conversations.mode_shown(voice) == kAbsent);
}

TEST_CASE("what the gate hides drives no state", "[conversation]") {
  Talk talk;
  talk.add(1, "message.sent",
           {{Member::conversation, "v1"}, {Member::channel, "email"}, {Member::internal, "true"}});
  const Row seen = talk.add(2, "message.received", {{Member::conversation, "v1"}});
  talk.refresh();
  CHECK(talk.text(talk.conversations.channel(seen)) == "email");
  talk.gate(R"({"audience":"customer"})");
  CHECK(talk.conversations.channel(seen) == kAbsent);
  CHECK(talk.cut() == std::vector<Rows>{{seen}});
}
