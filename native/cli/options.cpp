#include "options.h"

#include <CLI/CLI.hpp>

namespace throughline::cli {
namespace {

using namespace native;
using App = ::CLI::App;

void common_options(App& app, Options& options) {
  add_journey_options(app, options);
  app.add_flag("--json", options.json, "one JSON document with stable members");
  app.add_flag("--strict", options.strict, "exit 3 where a record was rejected or undated");
}

App* data_command(App& app, Options& options, const char* name, const char* what) {
  App* command = app.add_subcommand(name, what);
  common_options(*command, options);
  add_customer_option(*command, options);
  return command;
}

void add_export(App& app, Options& options) {
  App* command =
      data_command(app, options, "export", "writes events as csv, txt, json, xes or pdf");
  text_option(*command, "--format", options.format,
              "csv, txt, json, xes; pdf (with --out); print, what a page prints as data");
  command->get_option("--format")->required();
  text_option(*command, "--out", options.out, "file to write; default: standard output");
  text_option(*command, "--rows", options.rows, "events, or conversations (csv: one row each)");
  text_option(*command, "--conversation", options.conversation, "only this conversation");
  text_option(*command, "--interaction", options.interaction, "only this interaction");
  command->add_flag("--bom", options.bom, "starts CSV and TXT with a byte order mark");
  add_file_arguments(*command, options);
}

void add_scene(App& app, Options& options) {
  App* command = data_command(app, options, "scene", "lays out a view and writes its nodes");
  text_option(*command, "--view", options.view,
              "strip, cards, grid, messages, details, tracker, map, patterns; default: that of "
              "--state, else strip");
  text_option(*command, "--templates", options.templates,
              "tracker: journey templates, JSON or a path");
  number_option(*command, "--width", options.width, "CSS px");
  number_option(*command, "--height", options.height, "CSS px");
  number_option(*command, "--scroll", options.scroll,
                "cards, grid, messages, tracker, patterns: the content's y at the top, CSS px");
  text_option(*command, "--dir", options.dir, "ltr or rtl");
  text_option(*command, "--from", options.from, "strip: start of the window");
  text_option(*command, "--to", options.to, "strip: end of the window");
  text_option(*command, "--lanes", options.lanes, "channel or one");
  text_option(*command, "--sort", options.sort, "grid: column to sort by");
  text_option(*command, "--order", options.order, "newest or oldest first");
  text_option(*command, "--selected", options.selected, "reference of an event that is selected");
  text_option(*command, "--reveal", options.reveal, "reference of an event to scroll to");
  add_file_arguments(*command, options);
}

void add_journeys(App& app, Options& options) {
  App* command = data_command(app, options, "journeys", "journeys tracked by templates");
  text_option(*command, "--templates", options.templates, "journey templates: JSON or a path");
  command->get_option("--templates")->required();
  text_option(*command, "--by", options.by,
              "a breakdown: channel, team, tag, agent, campaign, lead_source");
  command->add_flag("--variants", options.variants,
                    "which milestone sequences occur, and how often");
  command->add_flag("--near-misses", options.near_misses,
                    "events that all but one condition let through");
  text_option(
      *command, "--behind", options.behind,
      "what is behind a number: TEMPLATE/milestones/ID/reached and so on, or the query's JSON");
  text_option(*command, "--backtest", options.backtest,
              "edited templates: which journeys would change");
  command->add_flag("--csv", options.csv, "a table: journeys, groups (--by) or variants");
  add_file_arguments(*command, options);
}

void add_sql(App& app, Options& options) {
  App* command = app.add_subcommand(
      "sql", "journey templates as queries of an engine that reads what `timeline` writes");
  text_option(*command, "--dialect", options.dialect, "duckdb or clickhouse");
  command->get_option("--dialect")->required();
  text_option(*command, "--template", options.template_id, "only the template of this id");
  text_option(*command, "--table", options.table,
              "the file that the query reads; default: timeline.ndjson");
  text_option(*command, "--as-of", options.as_of,
              "the instant of the query; default: the last event's");
  text_option(*command, "--zone", options.zone, "the zone of an as-of without offset");
  command->add_flag("--json", options.json, "one JSON document with stable members");
  command->add_option("TEMPLATES", options.subject, "the templates' path")->required();
}

void add_zones(App& app, Options& options) {
  App* zones = app.add_subcommand("zones", "time zones: convert, list, version");
  zones->add_flag("--json", options.json, "one JSON document");
  zones->require_subcommand(1);
  zones->fallthrough();
  zones->add_subcommand("convert", "standard input lines: zone TAB local time or epoch seconds");
  zones->add_subcommand("list", "names of all zones");
  zones->add_subcommand("version", "version of the zone table");
}

void add_commands(App& app, Options& options) {
  App* inspect =
      data_command(app, options, "inspect", "reports what was read and what is doubtful");
  inspect->add_flag("--conformance", options.conformance,
                    "adds what each feed fills, and what never arrives");
  text_option(*inspect, "--rejected", options.rejected,
              "writes where each rejected or undated record is, why, and how it begins, as NDJSON");
  add_file_arguments(*inspect, options);
  add_file_arguments(*data_command(app, options, "timeline", "all events in one order, as NDJSON"),
                     options);
  add_journeys(app, options);
  App* metrics = data_command(app, options, "metrics", "five figures per customer");
  metrics->add_flag("--evidence", options.evidence, "with the parts that each figure is made of");
  metrics->add_flag("--csv", options.csv, "a table: one line a customer");
  add_file_arguments(*metrics, options);
  add_file_arguments(
      *data_command(app, options, "map", "one customer's way through the five stages"), options);
  App* patterns = data_command(app, options, "patterns", "what many customers have in common");
  patterns->add_flag("--csv", options.csv, "a table: one line a row of each table");
  add_file_arguments(*patterns, options);
  add_file_arguments(*data_command(app, options, "live", "interactions that go on at as-of"),
                     options);
  add_file_arguments(*data_command(app, options, "facets", "what each filter choice would give"),
                     options);
  add_file_arguments(*data_command(app, options, "customers", "who is in the data"), options);
  App* campaigns =
      data_command(app, options, "campaigns", "in which campaigns a phone number is listed");
  campaigns->add_option("NUMBER", options.subject, "the number, in any spelling")->required();
  add_file_arguments(*campaigns, options);
  App* explain = data_command(app, options, "explain", "why an event stands where it stands");
  explain->add_option("ID", options.subject, "the event, source/id")->required();
  add_file_arguments(*explain, options);
  App* lint = data_command(app, options, "lint",
                           "what is wrong or doubtful in journey templates or an adapter");
  lint->add_option("DOCUMENT", options.subject, "path of the templates, or of the adapter")
      ->required();
  add_file_arguments(*lint, options);
  App* forget = app.add_subcommand(
      "forget", "erases a customer or a conversation; writes what remains as NDJSON");
  common_options(*forget, options);
  text_option(*forget, "--customer", options.forgotten, "the customer to forget");
  text_option(*forget, "--conversation", options.conversation, "the conversation to forget");
  add_file_arguments(*forget, options);
  add_export(app, options);
  add_scene(app, options);
  add_sql(app, options);
  add_zones(app, options);
}

}  // namespace

bool parse_options(int argc, char** argv, Options& options, int& exit_code) {
  App app("Throughline: customer journeys of all channels in one order", "throughline");
  app.require_subcommand(1);
  add_commands(app, options);
  try {
    app.parse(argc, argv);
  } catch (const ::CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    app.exit(error);
    exit_code = asked_for_help ? kDone : kWrongUse;
    return false;
  }
  const App* command = app.get_subcommands().front();
  options.command = command->get_name();
  if (!command->get_subcommands().empty())
    options.action = command->get_subcommands().front()->get_name();
  return true;
}

}  // namespace throughline::cli
