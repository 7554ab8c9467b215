#include "timeline/identity.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace throughline::store {

bool Identity::learn(std::uint32_t& units) {
  std::vector<std::string> handles;
  for (; units > 0 && handles_.size() < rows_->parties.size(); --units) {
    const auto party = static_cast<PartyId>(handles_.size());
    collect_handles(*rows_, party, handles);
    handles_.emplace_back();
    for (const std::string& handle : handles)
      handles_.back().push_back(rows_->strings.intern(handle));
    first_rows_.push_back(kNoRow);
    if (rows_->parties[party][kPartyId] == kAbsent)
      for (StringId handle : handles_[party]) without_id_[handle].push_back(party);
    customers_.push_back(resolve_party(party));
  }
  return handles_.size() == rows_->parties.size();
}

StringId Identity::resolve_party(PartyId party) {
  const std::vector<StringId>& handles = handles_[party];
  StringId customer = rows_->parties[party][kPartyId];
  for (std::size_t i = 0; i < handles.size() && customer == kAbsent; ++i) {
    const auto owner = owners_.find(handles[i]);
    if (owner != owners_.end()) customer = rows_->parties[owner->second][kPartyId];
  }
  for (std::size_t i = 0; i < handles.size() && customer == kAbsent; ++i) {
    const auto bearer = bearers_.find(handles[i]);
    if (bearer != bearers_.end() && bearer->second != party) customer = customers_[bearer->second];
  }
  if (customer == kAbsent && !handles.empty()) customer = handles.front();
  customer = rows_->related_customer(customer);
  return split_off(customer, handles);
}

StringId Identity::split_off(StringId customer, const std::vector<StringId>& handles) {
  for (const Split& split : splits_) {
    if (rows_->strings.text(customer) != split.customer) continue;
    for (StringId handle : handles)
      if (std::binary_search(split.handles.begin(), split.handles.end(),
                             rows_->strings.text(handle)))
        return rows_->strings.intern(split.name);
  }
  return customer;
}

// Whoever takes their customer from one that changed is looked at again, too.
void Identity::update(PartyId party) {
  updating_.assign(1, party);
  while (!updating_.empty()) {
    const PartyId next = updating_.back();
    updating_.pop_back();
    const StringId customer = resolve_party(next);
    if (customer == customers_[next]) continue;
    customers_[next] = customer;
    if (first_rows_[next] != kNoRow) changed_ = true;
    const auto is_borne = [&](StringId handle) {
      const auto bearer = bearers_.find(handle);
      return bearer != bearers_.end() && bearer->second == next;
    };
    std::vector<StringId> borne;
    std::copy_if(handles_[next].begin(), handles_[next].end(), std::back_inserter(borne), is_borne);
    const std::vector<PartyId> others = parties_without_id(borne);
    std::copy_if(others.begin(), others.end(), std::back_inserter(updating_),
                 [next](PartyId other) { return other != next; });
  }
}

// Those that name one of the handles and no id, each once.
std::vector<PartyId> Identity::parties_without_id(const std::vector<StringId>& handles) const {
  std::vector<PartyId> parties;
  for (StringId handle : handles) {
    const auto needy = without_id_.find(handle);
    if (needy == without_id_.end()) continue;
    parties.insert(parties.end(), needy->second.begin(), needy->second.end());
  }
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  return parties;
}

void Identity::observe(PartyId party, Row row) {
  if (party == 0) return;
  Row& first = first_rows_[party];
  if (first != kNoRow && !keys_->before(row, first)) return;
  first = row;
  take_handles(party);
}

void Identity::observe_in_order(PartyId party, Row row) {
  if (first_rows_[party] == kNoRow) observe(party, row);
}

// The party's first row has become earlier: it may own or bear its handles now.
void Identity::take_handles(PartyId party) {
  const bool owns = rows_->parties[party][kPartyId] != kAbsent;
  std::vector<StringId> taken;
  for (StringId handle : handles_[party])
    if (is_first_with(party, handle, owns ? owners_ : bearers_)) taken.push_back(handle);
  for (PartyId other : parties_without_id(taken)) update(other);
}

bool Identity::is_first_with(PartyId party, StringId handle,
                             std::unordered_map<StringId, PartyId>& first) {
  const auto [known, added] = first.try_emplace(handle, party);
  if (added) return true;
  if (known->second == party || !keys_->before(first_rows_[party], first_rows_[known->second]))
    return false;
  known->second = party;
  return true;
}

void Identity::forget(PartyId party, Row row) {
  if (party != 0 && first_rows_[party] == row) orphans_.push_back(party);
}

bool Identity::needs_rebuild() {
  const bool lost = std::any_of(orphans_.begin(), orphans_.end(), [this](PartyId party) {
    const Row first = first_rows_[party];
    return rows_->columns.state(first) != RowState::kept || rows_->columns.party[first] != party;
  });
  orphans_.clear();
  return lost;
}

void Identity::retire(PartyId party) {
  for (StringId handle : handles_[party]) {
    const auto needy = without_id_.find(handle);
    if (needy == without_id_.end()) continue;
    std::vector<PartyId>& parties = needy->second;
    parties.erase(std::remove(parties.begin(), parties.end(), party), parties.end());
    if (parties.empty()) without_id_.erase(needy);
  }
  handles_[party].clear();
  customers_[party] = kAbsent;
}

void Identity::unlearn() {
  handles_.resize(1);
  customers_.resize(1);
  first_rows_.resize(1);
  without_id_.clear();
}

void Identity::clear() {
  owners_.clear();
  bearers_.clear();
  orphans_.clear();
  std::fill(first_rows_.begin(), first_rows_.end(), kNoRow);
  resolved_ = 1;
}

bool Identity::resolve(std::uint32_t& units) {
  for (; units > 0 && resolved_ < customers_.size(); --units) update(resolved_++);
  return resolved_ == customers_.size();
}

bool Identity::take_changed() {
  const bool changed = changed_;
  changed_ = false;
  return changed;
}

Status Identity::split(std::string_view customer, const std::vector<std::string>& handles,
                       bool undo) {
  Split split;
  split.customer = customer;
  for (const std::string& handle : handles)
    for (std::string& spelling : spellings_of_handle(handle, rows_->phone_country))
      split.handles.push_back(std::move(spelling));
  if (customer.empty() || split.handles.empty())
    return Error{Code::wrong_call, "split needs a customer and at least one handle"};
  split.name = split.customer + "~" + handles.front();
  std::sort(split.handles.begin(), split.handles.end());
  const auto same = std::find_if(splits_.begin(), splits_.end(), [&split](const Split& other) {
    return other.customer == split.customer && other.handles == split.handles &&
           other.name == split.name;
  });
  if (undo) {
    if (same == splits_.end()) return Error{Code::wrong_call, "there is no such split to undo"};
    splits_.erase(same);
  } else if (same == splits_.end()) {
    splits_.push_back(std::move(split));
  }
  for (PartyId party = 1; party < customers_.size(); ++party) update(party);
  return Done{};
}

std::vector<Timeline::SuspectedMerge> Identity::suspected_merges() const {
  struct Seen {
    std::set<std::string> names, emails;
  };
  // By phone and customer, in the order of their bytes.
  std::map<std::pair<std::string, std::string>, Seen> met;
  for (PartyId party = 1; party < customers_.size(); ++party) {
    const auto& tuple = rows_->parties[party];
    if (first_rows_[party] == kNoRow || tuple[kPartyPhone] == kAbsent) continue;
    const std::string phone =
        normalise_phone(rows_->strings.text(tuple[kPartyPhone]), rows_->phone_country);
    if (phone.empty()) continue;
    Seen& seen = met[{phone, std::string(rows_->strings.text(customers_[party]))}];
    if (tuple[kPartyName] != kAbsent) seen.names.emplace(rows_->strings.text(tuple[kPartyName]));
    if (tuple[kPartyEmail] != kAbsent)
      seen.emails.insert(normalise_email(rows_->strings.text(tuple[kPartyEmail])));
  }
  std::vector<Timeline::SuspectedMerge> out;
  for (const auto& [key, seen] : met) {
    if (seen.names.size() < 2 && seen.emails.size() < 2) continue;
    Timeline::SuspectedMerge merge;
    merge.customer = rows_->strings.find(key.second);
    merge.handle = key.first;
    merge.names.assign(seen.names.begin(), seen.names.end());
    merge.emails.assign(seen.emails.begin(), seen.emails.end());
    out.push_back(std::move(merge));
  }
  return out;
}

void Identity::forget_splits(std::string_view customer) {
  for (Split& split : splits_) {
    if (split.customer != customer && split.name != customer) continue;
    std::fill(split.customer.begin(), split.customer.end(), '\0');
    std::fill(split.name.begin(), split.name.end(), '\0');
    for (std::string& handle : split.handles) std::fill(handle.begin(), handle.end(), '\0');
    split.handles.clear();
  }
  splits_.erase(std::remove_if(splits_.begin(), splits_.end(),
                               [](const Split& split) { return split.handles.empty(); }),
                splits_.end());
}

std::size_t Identity::bytes() const {
  std::size_t bytes = customers_.size() * 2 * sizeof(std::uint32_t);
  for (const auto& handles : handles_)
    bytes += sizeof handles + handles.capacity() * sizeof(StringId);
  return bytes + (owners_.size() + bearers_.size() + without_id_.size()) * 4 * sizeof(void*);
}

}  // namespace throughline::store
