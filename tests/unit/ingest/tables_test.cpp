// Every member of every payload of the data set through its vendor's adapter, against a table that
// was checked by hand line by line with the payload: which events come of it, each with kind,
// actor, direction, channel and instant, and what is rejected and why. One line an event:
//
//   member  id | kind | actor kind, id | direction | channel | instant in UTC
//
// THROUGHLINE_UPDATE=1 writes the tables anew; what changes is then to be checked by hand again.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "collect.h"

using namespace throughline;
using namespace throughline::test;

namespace {

using Json = nlohmann::ordered_json;

struct Bundle {
  const char* table;    // tests/unit/ingest/tables/<table>.txt
  const char* adapter;  // built in, else the example of that name
  const char* path;     // below data/real/payloads; a folder: its files
  // The members of a file: the elements of an array, what {"items":[{"body"}]} holds, the values of
  // an object; or whole.
  enum class Shape { whole, elements, items, values } shape;
};

const Bundle kBundles[] = {
    {"whatsapp", "whatsapp", "whatsapp_pywa", Bundle::Shape::values},
    {"twilio", "twilio", "twilio/twilio_response_bodies.json", Bundle::Shape::items},
    {"intercom", "intercom", "intercom_openapi/intercom_examples.json", Bundle::Shape::items},
    {"zendesk", "zendesk", "zendesk_api", Bundle::Shape::elements},
    {"freshdesk", "freshdesk", "freshdesk_chatwoot/ticket_with_conversations.json",
     Bundle::Shape::whole},
    {"zendesk_warehouse", "zendesk_warehouse", "fivetran_zendesk", Bundle::Shape::whole},
    {"intercom_warehouse", "intercom_warehouse", "fivetran_intercom", Bundle::Shape::whole},
};

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Name and payload of each member of a file.
std::vector<std::pair<std::string, std::string>> members_of(const std::filesystem::path& file,
                                                            Bundle::Shape shape) {
  const std::string bytes = read_file(file);
  const std::string name = file.stem().string();
  if (shape == Bundle::Shape::whole) return {{name, bytes}};
  const Json document = Json::parse(bytes);
  std::vector<std::pair<std::string, std::string>> out;
  if (shape == Bundle::Shape::values) {
    for (const auto& [key, value] : document.items())
      out.emplace_back(name + "." + key, text_of(value));
  } else {
    const Json& list = shape == Bundle::Shape::items ? document["items"] : document;
    for (std::size_t i = 0; i < list.size(); ++i)
      out.emplace_back(name + "[" + std::to_string(i) + "]",
                       text_of(shape == Bundle::Shape::items ? list[i]["body"] : list[i]));
  }
  return out;
}

LoadOptions options_for(const Bundle& bundle) {
  LoadOptions options;
  options.adapter = bundle.adapter;
  const auto example =
      source_dir() / "core/data/adapters/examples" / (std::string(bundle.adapter) + ".json");
  if (std::filesystem::exists(example)) options.own_adapter = read_file(example);
  return options;
}

std::string line_of(const Loaded::Event& event) {
  const Json json = Json::parse(event.json);
  const auto get = [&json](const char* member) {
    if (!json.contains(member)) return std::string("-");
    return json[member].is_string() ? json[member].get<std::string>() : json[member].dump();
  };
  std::string time = "undated";
  if (event.time == ParsedTime::What::labelled) {
    time.clear();
    append_utc(time, Instant{event.instant_ms});
  } else if (event.time == ParsedTime::What::local) {
    time = get("time") + " in " + get("zone");
  }
  const std::string actor =
      get("actor.kind") + (json.contains("actor.id") ? " " + get("actor.id") : "");
  return get("id") + " | " + get("type") + " | " + actor + " | " + get("direction") + " | " +
         get("channel") + " | " + time;
}

// The table of a bundle as the adapter makes it; then the fields that no rule uses, which are kept
// in the metadata.
std::string table_of(const Bundle& bundle, const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (entry.path().filename() != "LICENSE") files.push_back(entry.path());
  } else {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  std::string out;
  std::map<std::string, std::uint64_t, std::less<>> unmapped;
  for (const auto& file : files) {
    for (const auto& [name, payload] : members_of(file, bundle.shape)) {
      const Loaded loaded = load(payload, options_for(bundle));
      CHECK(loaded.report.events == loaded.events.size() + loaded.report.rejected);
      for (const auto& event : loaded.events) out += name + "  " + line_of(event) + "\n";
      for (const Rejection& rejection : loaded.report.rejections)
        out += name + "  rejected, " + std::string(code_name(rejection.code)) + ": " +
               rejection.detail + "\n";
      for (const auto& [field, count] : loaded.report.unmapped_fields) unmapped[field] += count;
    }
  }
  for (const auto& [field, count] : unmapped)
    out += "unmapped  " + field + " " + std::to_string(count) + "\n";
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("every member of every payload comes out as the table says", "[ingest][vendors][data]") {
  for (const Bundle& bundle : kBundles) {
    const auto path = shared_data(std::string("payloads/") + bundle.path);
    if (path.empty()) {
      WARN("the data set is not here: skipped");
      return;
    }
    CAPTURE(bundle.table);
    const std::filesystem::path table =
        source_dir() / "tests/unit/ingest/tables" / (std::string(bundle.table) + ".txt");
    const std::string made = table_of(bundle, path);
    if (std::getenv("THROUGHLINE_UPDATE") != nullptr)
      std::ofstream(table, std::ios::binary) << made;
    const auto expected = lines_of(read_file(table)), got = lines_of(made);
    REQUIRE_FALSE(expected.empty());
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
      const std::string want = i < expected.size() ? expected[i] : "(nothing)";
      const std::string have = i < got.size() ? got[i] : "(nothing)";
      if (want == have) continue;
      CHECK(have == want);
      break;
    }
  }
}
