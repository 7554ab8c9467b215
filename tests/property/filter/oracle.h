// Filter and facets as section 6 tells them, over JSON values, slowly. Shares nothing with the room
// but the form of filter, gate and facets, and one thing it is told: which interaction an event
// belongs to.
//
// An event: {"id","at","time" (UTC text),"sources":[…],"interaction_name", members by their path…,
// "folded":{member: folded text}}. Events come in timeline order.
#pragma once

#include <nlohmann/json.hpp>

namespace throughline::oracle {

using Json = nlohmann::json;

struct Question {
  Json events = Json::array();
  Json gate = Json::object();
  Json filter = Json::object();
  Json words = Json::array();  // the filter's text, folded and split by hand
  Json customer;               // null: no limit
  std::int64_t as_of = 0;
  std::string as_of_time;  // UTC text
};
struct Answer {
  Json passing = Json::array();  // ids, sorted
  Json hidden_by = Json::object();
  Json facets = Json::object();  // field → options
};
Answer answer(const Question& question);

}  // namespace throughline::oracle
