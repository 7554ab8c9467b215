#include "journeys.h"

#include "shared/inputs.h"
#include "shared/settings.h"

namespace throughline::cli {
namespace {

using namespace native;

using Json = nlohmann::json;

// TEMPLATE/step/step… as the query `behind` takes it; ~1 is a slash inside a step, ~0 a tilde. JSON
// is taken as it is.
Json behind_query(const std::string& typed) {
  Json query = Json::parse(typed, nullptr, false);
  if (query.is_object()) return query;
  std::vector<std::string> steps{""};
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const bool escaped =
        typed[i] == '~' && i + 1 < typed.size() && (typed[i + 1] == '0' || typed[i + 1] == '1');
    if (typed[i] == '/')
      steps.emplace_back();
    else
      steps.back() += escaped ? (typed[++i] == '1' ? '/' : '~') : typed[i];
  }
  const std::string first = steps.front();
  steps.erase(steps.begin());
  return {{"template", first}, {"number", steps}};
}

int questions(const Options& options) {
  return !options.by.empty() + options.variants + options.near_misses + !options.behind.empty() +
         !options.backtest.empty();
}

}  // namespace

bool asks_about_journeys(const Options& options) { return questions(options) > 0; }

Exit journeys_request(const Options& options, Json& request) {
  if (questions(options) > 1)
    return wrong_use(
        "journeys: one of --by, --variants, --near-misses, --behind, --backtest at a time");
  if (!options.by.empty()) request["by"] = options.by;
  if (options.variants) request["command"] = "variants";
  if (options.near_misses) request["command"] = "near_misses";
  if (!options.behind.empty()) {
    request = behind_query(options.behind);
    request["command"] = "behind";
  }
  if (!options.backtest.empty()) {
    const auto edited = json_or_file(options.backtest);
    if (!edited) return wrong_use("--backtest: " + options.backtest + " cannot be read");
    request = {{"command", "backtest"}, {"templates", *edited}};
  }
  return kDone;
}

}  // namespace throughline::cli
