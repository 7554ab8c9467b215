#include "oracle.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace throughline::test {
namespace {

using Members = std::map<Member, std::string>;

// An end as one thing: how it was written (nothing where an interval gave it) and the instant it comes to.
struct End {
  std::optional<std::string> text;
  std::optional<std::int64_t> at;
};

struct Said {
  std::string source;
  Members members;
  std::optional<std::int64_t> at;
  std::optional<End> end;
  std::uint32_t record = 0;
  std::uint16_t part = 0;
  int priority = 0;

  std::string get(Member member) const {
    const auto found = members.find(member);
    return found == members.end() ? "" : found->second;
  }
  bool has(Member member) const { return members.count(member) > 0; }
  std::string id() const { return get(Member::id); }
  std::string kind() const { return get(Member::type); }
  auto key() const {
    const std::string sequence = get(Member::sequence);
    return std::make_tuple(*at, priority, source, sequence.empty(),
                           sequence.empty() ? 0 : std::stoll(sequence), record, part);
  }
};

bool is_status(const Said& said) {
  return said.kind() == "message.status" && said.has(Member::delivery);
}
bool changes_another(const Said& said) {
  return is_status(said) || !said.get(Member::revises).empty();
}
bool copies(const Said& a, const Said& b) {
  return !a.id().empty() && a.id() == b.id() && a.source == b.source && a.kind() == b.kind();
}

struct Happening {
  std::vector<const Said*> itself, changes;  // in order-key order
};

ZoneId zone_of(const std::string& name) {
  return name.empty() ? kNoZone : Zones::builtin().find(name);
}

std::optional<std::int64_t> date(const ParsedTime& time, const Said& said,
                                 const OracleSource& source, const std::string& business) {
  const auto in = [&time](const std::string& zone) -> std::optional<std::int64_t> {
    if (zone_of(zone) == kNoZone) return std::nullopt;
    return Zones::builtin().resolve(zone_of(zone), Civil{time.civil_ms}).instant.ms;
  };
  const bool epoch = time.form == TimeForm::epoch_s || time.form == TimeForm::epoch_ms;
  if (time.what == ParsedTime::What::refused) return std::nullopt;
  if (epoch) return time.instant().ms;
  if (!source.zone_override.empty()) return in(source.zone_override);
  if (time.what == ParsedTime::What::labelled) return time.instant().ms;
  std::string named(time.zone);
  if (named.empty()) named = said.get(Member::zone);
  if (!named.empty()) return in(named);
  if (!source.zone.empty()) return in(source.zone);
  if (!business.empty()) return in(business);
  return std::nullopt;
}

std::vector<Said> listen(const Feed& feed) {
  std::vector<Said> out;
  std::map<std::string, std::uint32_t> next;
  for (const auto& [name, event] : feed.events) {
    const OracleSource& source = feed.sources.at(name);
    const EventRecord record = event.record(next[name]++);
    Said said;
    said.source = name;
    said.record = record.record_index;
    said.part = record.part_index;
    said.priority = source.priority;
    for (const auto& [member, value] : event.members) said.members[member] = value;
    for (Member member : {Member::conversation, Member::customer_id})
      if (said.get(member).empty())
        said.members.erase(member);
      else if (source.own_ids && said.get(member).rfind(name + ":", 0) != 0)
        said.members[member] = name + ":" + said.get(member);
    said.at = record.at ? std::optional(record.at->ms)
                        : date(record.time, said, source, feed.business_zone);
    if (record.has(Member::end_time) || record.end_time.what != ParsedTime::What::refused) {
      said.end = End{};
      if (record.has(Member::end_time)) said.end->text = said.get(Member::end_time);
      said.end->at = date(record.end_time, said, source, feed.business_zone);
      said.members.erase(Member::end_time);
    }
    out.push_back(said);
  }
  return out;
}

bool about_messages(const std::string& kind) {
  return kind.rfind("message.", 0) == 0 || kind.rfind("media.", 0) == 0;
}
std::string group(const std::string& kind) {
  if (about_messages(kind)) return "message";
  return kind.substr(0, kind.find('.'));
}

using All = std::vector<const Said*>;  // in order-key order

const Said* best_target(const Said& said, const All& all, const std::string& source,
                        const std::string& id, bool by_own_id) {
  const Said* best = nullptr;
  const auto rank = [&said](const Said& s) {
    return std::make_tuple(changes_another(s), group(s.kind()) != group(said.kind()), s.key());
  };
  for (const Said* other : all) {
    if (id.empty() || other->source != source || other->id() != id) continue;
    if (is_status(*other) && other->get(Member::revises).empty()) continue;
    if (copies(*other, said) && (changes_another(*other) || by_own_id)) continue;
    if (best == nullptr || rank(*other) < rank(*best)) best = other;
  }
  return best;
}

const Said* target_of(const Said& said, const All& all) {
  const std::string revises = said.get(Member::revises);
  const std::size_t slash = revises.find('/');
  const Said* target = best_target(said, all, said.source, revises, false);
  if (target == nullptr && slash != std::string::npos)
    target = best_target(said, all, revises.substr(0, slash), revises.substr(slash + 1), false);
  if (target == nullptr && is_status(said))
    target = best_target(said, all, said.source, said.id(), true);
  return target;
}

// What a record changes in the end, directly or through others; itself if nothing.
const Said* root_of(const Said& said, const All& all) {
  All path;
  for (const Said* at = &said; at != nullptr;
       at = changes_another(*at) ? target_of(*at, all) : nullptr) {
    const auto seen = std::find(path.begin(), path.end(), at);
    if (seen != path.end())
      return *std::min_element(seen, path.end(),
                               [](const Said* a, const Said* b) { return a->key() < b->key(); });
    path.push_back(at);
  }
  return path.back();
}

// Phone, e-mail, the one of a list. The feeds write each normalised.
std::vector<std::string> handles_of(const Members& members) {
  std::vector<std::string> out;
  for (Member member : {Member::customer_phone, Member::customer_email, Member::customer_handles}) {
    const auto given = members.find(member);
    if (given == members.end()) continue;
    const bool list = member == Member::customer_handles;
    out.push_back(list ? given->second.substr(2, given->second.size() - 4) : given->second);
  }
  return out;
}

bool contradict(const Said& a, const Said& b) {
  const auto differ = [&](Member member) {
    return a.has(member) && b.has(member) && a.get(member) != b.get(member);
  };
  if (differ(Member::conversation) || differ(Member::customer_id)) return true;
  if (a.has(Member::customer_id) || b.has(Member::customer_id)) return false;
  const std::vector<std::string> of_a = handles_of(a.members), of_b = handles_of(b.members);
  const bool shared = std::any_of(of_a.begin(), of_a.end(), [&of_b](const std::string& handle) {
    return std::find(of_b.begin(), of_b.end(), handle) != of_b.end();
  });
  return !of_a.empty() && !of_b.empty() && !shared;
}

bool equal_across(const Happening& happening, const All& record) {
  const Said& kept = *happening.itself.front();
  const Said& first = *record.front();
  if (first.id().empty() || kept.id() != first.id()) return false;
  if (kept.kind() != first.kind() || kept.at != first.at) return false;
  for (const Said* a : happening.itself)
    for (const Said* b : record)
      if (a->source == b->source || contradict(*a, *b)) return false;
  return true;
}

const std::set<Member> kPlacing = {Member::id,   Member::source,   Member::type,
                                   Member::time, Member::sequence, Member::zone};
const std::set<Member> kContent = {Member::title, Member::text,   Member::comments, Member::outcome,
                                   Member::queue, Member::failed, Member::metadata};
const std::set<Member> kRevoked = {Member::title, Member::text, Member::comments, Member::media,
                                   Member::metadata};

// Adds what is missing, but nothing of a person from another person.
void fill(Members& members, const Said& from, const std::set<Member>& never) {
  std::set<Member> skip = never;
  const std::vector<std::vector<Member>> people = {
      {Member::customer_id, Member::customer_name, Member::customer_phone, Member::customer_email,
       Member::customer_handles},
      {Member::actor_id, Member::actor_name, Member::actor_kind}};
  for (const auto& person : people) {
    const auto differ = [&](Member m) {
      return members.count(m) > 0 && from.has(m) && members[m] != from.get(m);
    };
    const bool ids = members.count(person[0]) > 0 && from.has(person[0]);
    if (ids ? differ(person[0]) : differ(person[1])) skip.insert(person.begin(), person.end());
  }
  for (const auto& [member, value] : from.members)
    if (skip.count(member) == 0) members.emplace(member, value);
}

int delivery_rank(const std::string& delivery) {
  const std::vector<std::string> ascending = {"queued", "sent", "failed", "delivered", "read"};
  return static_cast<int>(std::find(ascending.begin(), ascending.end(), delivery) -
                          ascending.begin());
}

bool is_said_again(const Said& said, const All& among) {
  const auto words = [](const Said& s) {
    Members members = s.members;
    members.erase(Member::sequence);
    const End end = s.end.value_or(End{});
    return std::make_tuple(members, s.at, end.text, end.at);
  };
  return std::any_of(among.begin(), among.end(), [&](const Said* other) {
    return other->key() < said.key() && copies(*other, said) && words(*other) == words(said);
  });
}

struct Shown {
  Members members;
  std::optional<End> end;
  std::vector<std::string> revisions;
};

Shown show(const Happening& happening) {
  Shown out;
  for (const Said* said : happening.itself) {
    fill(out.members, *said, said == happening.itself.front() ? std::set<Member>{} : kPlacing);
    if (!out.end) out.end = said->end;
  }
  std::vector<std::string> texts;
  if (out.members.count(Member::text) > 0) texts.push_back(out.members[Member::text]);
  for (const Said* said : happening.changes) {
    if (is_status(*said) || is_said_again(*said, happening.changes) ||
        is_said_again(*said, happening.itself))
      continue;
    for (Member member : kContent)
      if (said->has(member)) out.members[member] = said->get(member);
    if (said->end) out.end = said->end;
    if (said->has(Member::text) && (texts.empty() || texts.back() != said->get(Member::text)))
      texts.push_back(said->get(Member::text));
  }
  std::set<Member> not_filled = kPlacing;
  not_filled.insert(kContent.begin(), kContent.end());
  for (Member member : {Member::revises, Member::deleted, Member::delivery})
    not_filled.insert(member);
  for (const Said* said : happening.changes) fill(out.members, *said, not_filled);

  bool revoked = false;
  All everyone = happening.itself;
  everyone.insert(everyone.end(), happening.changes.begin(), happening.changes.end());
  for (const Said* said : everyone) {
    revoked = revoked || said->kind() == "message.deleted" || said->get(Member::deleted) == "true";
    if (!said->has(Member::delivery)) continue;
    std::string& delivery = out.members[Member::delivery];
    if (delivery.empty() || delivery_rank(delivery) < delivery_rank(said->get(Member::delivery)))
      delivery = said->get(Member::delivery);
  }
  if (!texts.empty()) texts.pop_back();
  out.revisions = texts;
  if (!revoked) return out;
  for (Member member : kRevoked) out.members.erase(member);
  const bool own_event = out.members[Member::type] != "message.deleted";
  if (own_event) out.members[Member::deleted] = "true";
  if (out.members[Member::deleted] == "true") out.members[Member::text] = "[Message deleted]";
  if (out.members[Member::deleted].empty()) out.members.erase(Member::deleted);
  out.revisions.clear();
  return out;
}

std::string line_of(const Happening& happening, const std::string& customer) {
  const Said& kept = *happening.itself.front();
  const Shown shown = show(happening);
  std::string line =
      kept.source + "/" + (kept.id().empty() ? "#" + std::to_string(kept.record) : kept.id());
  line += " at=" + std::to_string(*kept.at);
  if (shown.end && shown.end->at) line += " end=" + std::to_string(*shown.end->at);
  Members members = shown.members;
  if (shown.end && shown.end->text) members[Member::end_time] = *shown.end->text;
  for (const auto& [member, value] : members)
    line += " " + std::string(member_path(member)) + "=" + value;
  std::set<std::string> others;
  for (const Said* said : happening.itself)
    if (said->source != kept.source) others.insert(said->source);
  line += " sources=" + kept.source;
  for (const std::string& name : others) line += "," + name;
  for (const std::string& text : shown.revisions) line += " was=" + text;
  return line + " customer=" + customer + "\n";
}

// Whose the happenings are, in their order. A handle's owner may come late, its bearer is an earlier one.
std::vector<std::string> customers_of(const std::vector<Happening>& happenings) {
  std::vector<Members> members;
  std::map<std::string, std::string> owners, bearers;
  for (const Happening& happening : happenings) {
    members.push_back(show(happening).members);
    const auto id = members.back().find(Member::customer_id);
    if (id == members.back().end()) continue;
    for (const std::string& handle : handles_of(members.back())) owners.emplace(handle, id->second);
  }
  std::vector<std::string> customers;
  for (const Members& said : members) {
    const std::vector<std::string> handles = handles_of(said);
    std::string customer = said.count(Member::customer_id) > 0 ? said.at(Member::customer_id) : "";
    const bool named = !customer.empty();
    for (const auto* known : {&owners, &bearers})
      for (const std::string& handle : handles)
        if (customer.empty() && known->count(handle) > 0) customer = known->at(handle);
    if (customer.empty() && !handles.empty()) customer = handles.front();
    for (const std::string& handle : handles)
      if (!named) bearers.emplace(handle, customer);
    customers.push_back(customer);
  }
  return customers;
}

}  // namespace

std::string merged_by_oracle(const Feed& feed) {
  const std::vector<Said> all = listen(feed);
  All dated;
  for (const Said& said : all)
    if (said.at) dated.push_back(&said);
  const auto by_key = [](const Said* a, const Said* b) { return a->key() < b->key(); };
  std::sort(dated.begin(), dated.end(), by_key);

  // What changes nothing else, one record for each source, id and kind.
  std::vector<All> records;
  for (const Said* said : dated) {
    if (root_of(*said, dated) != said) continue;
    const auto same = std::find_if(records.begin(), records.end(), [said](const All& record) {
      return copies(*record.front(), *said);
    });
    if (same == records.end())
      records.push_back({said});
    else
      same->push_back(said);
  }
  std::vector<Happening> happenings;
  std::map<const Said*, std::size_t> place;
  std::map<std::pair<std::string, std::string>, int> kinds_of_id;
  std::map<std::string, std::uint64_t> reused;
  for (const All& record : records) {
    const Said& first = *record.front();
    if (!first.id().empty() && kinds_of_id[{first.source, first.id()}]++ > 0)
      ++reused[first.source];
    const auto same =
        std::find_if(happenings.begin(), happenings.end(),
                     [&record](const Happening& h) { return equal_across(h, record); });
    const auto index = static_cast<std::size_t>(same - happenings.begin());
    if (same == happenings.end()) happenings.push_back({});
    for (const Said* said : record) {
      happenings[index].itself.push_back(said);
      place[said] = index;
    }
  }
  for (const Said* said : dated)
    if (root_of(*said, dated) != said)
      happenings[place.at(root_of(*said, dated))].changes.push_back(said);

  for (Happening& happening : happenings)
    std::sort(happening.itself.begin(), happening.itself.end(), by_key);
  const std::vector<std::string> customers = customers_of(happenings);
  std::string out;
  std::map<std::string, std::uint64_t> kept;
  for (std::size_t i = 0; i < happenings.size(); ++i) {
    ++kept[happenings[i].itself.front()->source];
    out += line_of(happenings[i], customers[i]);
  }
  for (const auto& [name, source] : feed.sources) {
    std::uint64_t events = 0, undated = 0;
    for (const Said& said : all) {
      events += said.source == name ? 1u : 0u;
      undated += said.source == name && !said.at ? 1u : 0u;
    }
    out += name + " kept=" + std::to_string(kept[name]) +
           " duplicate=" + std::to_string(events - kept[name] - undated) +
           " undated=" + std::to_string(undated) + " id_reused=" + std::to_string(reused[name]) +
           "\n";
  }
  return out;
}

}  // namespace throughline::test
