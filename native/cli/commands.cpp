#include "commands.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "journeys.h"
#include "pdf/pdf.h"
#include "shared/handle.h"
#include "shared/inputs.h"
#include "shared/settings.h"
#include "text.h"
#include "throughline/sql.h"

namespace throughline::cli {
namespace {

using namespace native;

using Json = nlohmann::json;

// Of several exits the smallest wins; 0 is none.
Exit worse(Exit a, Exit b) {
  if (a == kDone) return b;
  if (b == kDone) return a;
  return a < b ? a : b;
}

void print(const Options& options, const std::string& document) {
  std::cout << (options.json
                    ? document + "\n"
                    : as_text(asks_about_journeys(options) ? "" : options.command, document));
}

// What every load says of itself on stderr, and whether --strict is offended.
Exit report_bad_records(Handle& handle, const Options& options) {
  const Json report = Json::parse(handle.query(R"({"command":"inspect"})").bytes, nullptr, false);
  std::uint64_t bad = 0;
  if (!report.is_object()) return kDone;
  for (const Json& source : report["sources"]) {
    const std::uint64_t rejected = source.value("rejected", std::uint64_t{0});
    const std::uint64_t undated = source.value("undated", std::uint64_t{0});
    if (rejected + undated == 0) continue;
    bad += rejected + undated;
    std::cerr << "throughline: " << source.value("name", "") << ": "
              << source.value("read", std::uint64_t{0}) << " read, " << rejected << " rejected, "
              << undated << " undated; see `throughline inspect`\n";
  }
  return options.strict && bad > 0 ? kBadRecords : kDone;
}

Exit write_rejected(const std::string& document, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  const Json report = Json::parse(document, nullptr, false);
  for (const Json& source : report["sources"])
    for (Json rejection : source["rejections"]) {
      rejection["source"] = source["name"];
      file << rejection.dump() << '\n';
    }
  file.close();
  return file ? kDone : wrong_use("--rejected: " + path + " cannot be written");
}

// Hands the parts of an export that has begun to `take`, one after the other.
template <class Take>
Exit take_parts(Handle& handle, Take&& take) {
  for (bool more = true; more;) {
    const Reply part = handle.next_export(more);
    if (!part.ok) return refused(part);
    take(part.bytes);
  }
  return kDone;
}

// Streams an export to stdout or to --out.
Exit write_export(Handle& handle, const Json& request, const std::string& path) {
  const Reply begun = handle.begin_export(request.dump());
  if (!begun.ok) return refused(begun);
  std::ofstream file;
  if (!path.empty()) {
    file.open(path, std::ios::binary);
    if (!file) return wrong_use("--out: " + path + " cannot be written");
  }
  std::ostream& out = path.empty() ? std::cout : file;
  const Exit taken = take_parts(handle, [&out](const std::string& bytes) { out << bytes; });
  if (taken != kDone) return taken;
  out.flush();
  return out ? kDone : wrong_use("the export could not be written");
}

// A PDF is made of the whole print model, and is no text for a terminal.
Exit write_pdf_export(Handle& handle, Json request, const std::string& path) {
  if (path.empty()) return wrong_use("export: a PDF wants --out FILE");
  request["format"] = "print";
  const Reply begun = handle.begin_export(request.dump());
  if (!begun.ok) return refused(begun);
  std::string model;
  const Exit taken = take_parts(handle, [&model](const std::string& bytes) { model += bytes; });
  if (taken != kDone) return taken;
  const std::string problem = pdf::write_pdf(model, path);
  return problem.empty() ? kDone : wrong_use("--out: " + path + ": " + problem);
}

Json export_request(const Options& options) {
  Json request{{"format", options.format}};
  if (!options.rows.empty()) request["rows"] = options.rows;
  if (!options.conversation.empty()) request["conversation"] = options.conversation;
  if (!options.interaction.empty()) request["interaction"] = options.interaction;
  if (options.bom) request["bom"] = true;
  return request;
}

Json scene_request(const Options& options) {
  Json request{{"command", "scene"}};
  const std::pair<const char*, const std::string*> texts[] = {
      {"view", &options.view},         {"dir", &options.dir},
      {"from", &options.from},         {"to", &options.to},
      {"lanes", &options.lanes},       {"sort", &options.sort},
      {"selected", &options.selected}, {"order", &options.order},
      {"reveal", &options.reveal}};
  for (const auto& [name, value] : texts)
    if (!value->empty()) request[name] = *value;
  if (options.width != 0) request["width"] = options.width;
  if (options.height != 0) request["height"] = options.height;
  if (options.scroll != 0) request["scroll"] = options.scroll;
  return request;
}

Exit run_forget(Handle& handle, const Options& options) {
  if (options.forgotten.empty() == options.conversation.empty())
    return wrong_use("forget: one of --customer and --conversation is wanted");
  Json request;
  if (!options.forgotten.empty()) request["customer"] = options.forgotten;
  if (!options.conversation.empty()) request["conversation"] = options.conversation;
  const Reply forgotten = handle.forget(request.dump());
  if (!forgotten.ok) return refused(forgotten);
  std::cerr << "throughline: " << Json::parse(forgotten.bytes).value("events", 0)
            << " events forgotten\n";
  return write_export(handle, {{"format", "timeline"}}, "");
}

Exit run_lint(Handle& handle, const Options& options) {
  const auto document = read_file(options.subject);
  if (!document) {
    std::cerr << "throughline: " << options.subject << ": cannot be read\n";
    return kUnreadable;
  }
  const Reply reply = handle.query(Json{{"command", "lint"}, {"document", *document}}.dump(
      -1, ' ', false, Json::error_handler_t::replace));
  if (!reply.ok) return refused(reply);
  print(options, reply.bytes);
  const Json report = Json::parse(reply.bytes);
  for (const Json& finding : report["findings"])
    if (finding.value("severity", "") == "error") return kWrongUse;
  return kDone;
}

Exit answer(Handle& handle, const Options& options) {
  if (options.command == "timeline") return write_export(handle, {{"format", "timeline"}}, "");
  if (options.command == "export" && options.format == "pdf")
    return write_pdf_export(handle, export_request(options), options.out);
  if (options.command == "export")
    return write_export(handle, export_request(options), options.out);
  if (options.command == "forget") return run_forget(handle, options);
  if (options.command == "lint") return run_lint(handle, options);
  Json request{{"command", options.command}};
  if (options.command == "scene") request = scene_request(options);
  if (options.command == "explain") request["event"] = options.subject;
  if (options.command == "campaigns") request["number"] = options.subject;
  if (options.conformance) request["conformance"] = true;
  if (options.command == "journeys")
    if (const Exit exit = journeys_request(options, request); exit != kDone) return exit;
  if (options.evidence) request["evidence"] = true;
  if (options.csv) request["form"] = "csv";
  const Reply reply = handle.query(request.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!reply.ok) return refused(reply);
  if (options.csv)
    std::cout << reply.bytes;
  else
    print(options, reply.bytes);
  return options.rejected.empty() ? kDone : write_rejected(reply.bytes, options.rejected);
}

int run_zones(const Options& options) {
  Handle handle;
  Json request{{"command", "zones"}, {"action", options.action}};
  if (options.action == "convert")
    request["lines"] =
        std::string{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  const Reply reply = handle.query(request.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!reply.ok) return refused(reply);
  const Json document = Json::parse(reply.bytes);
  if (options.json)
    std::cout << reply.bytes << '\n';
  else if (options.action == "convert")
    std::cout << document["lines"].get<std::string>();
  else if (options.action == "list")
    for (const Json& name : document["zones"]) std::cout << name.get<std::string>() << '\n';
  else
    std::cout << document["tzdata"].get<std::string>() << '\n';
  return options.action == "convert" && document.value("bad", 0) > 0 ? kUnreadable : kDone;
}

int run_sql(const Options& options) {
  const auto dialect = sql_dialect_from_name(options.dialect);
  if (!dialect) return wrong_use("--dialect: duckdb or clickhouse is wanted");
  const auto templates = read_file(options.subject);
  if (!templates) {
    std::cerr << "throughline: " << options.subject << ": cannot be read\n";
    return kUnreadable;
  }
  SqlRequest request;
  request.dialect = *dialect;
  request.templates = *templates;
  request.only = options.template_id;
  if (!options.table.empty()) request.table = options.table;
  request.as_of = options.as_of;
  request.zone = options.zone;
  std::string document;
  if (const Status compiled = append_sql_json(request, document); !compiled)
    return wrong_use(compiled.error().message());
  if (options.json) {
    std::cout << document << '\n';
    return kDone;
  }
  const Json parsed = Json::parse(document);
  for (const Json& query : parsed["queries"]) std::cout << query["sql"].get<std::string>();
  return kDone;
}

}  // namespace

int run(const Options& options) {
  if (options.command == "sql") return run_sql(options);
  if (options.command == "zones") return run_zones(options);
  Handle handle;
  Json settings = Json::object();
  if (const Exit exit = settings_of(options, settings); exit != kDone) return exit;
  const Reply set = handle.set(settings.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!set.ok) return refused(set);
  const std::vector<Input> inputs = inputs_of(options.files, adapter_names(handle));
  if (inputs.empty() && options.command != "lint")
    return wrong_use(options.command + ": name a FILE, or - for standard input");
  const Exit loaded = load(handle, inputs, options);
  if (loaded == kWrongUse) return loaded;
  const Exit answered = answer(handle, options);
  const Exit recorded = report_bad_records(handle, options);
  return worse(answered, worse(loaded, recorded));
}

}  // namespace throughline::cli
