#include "options.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "shared/inputs.h"
#include "texts.h"

namespace throughline::studio {
namespace {

// The picture's side is what a graphics card can draw at once.
constexpr int kLongestSide = 16384;

struct Typed {
  std::string size = "900x600", dir;
  std::int32_t scroll = 0;
};

bool read_size(const std::string& text, int& width, int& height) {
  char end = 0;
  const bool whole = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &end) == 2;
  return whole && width > 0 && height > 0 && width <= kLongestSide && height <= kLongestSide;
}

::CLI::Validator one_of(std::vector<std::string> values) {
  return ::CLI::IsMember(std::move(values));
}

void add_options(::CLI::App& app, StudioOptions& options, Typed& typed) {
  using native::text_option;
  ViewRequest& request = options.shot.request;
  text_option(app, "--view", request.view, "strip, cards, grid, details");
  app.get_option("--view")->check(one_of({"strip", "cards", "grid", "details"}));
  text_option(app, "--size", typed.size, "WxH: the view's size in CSS px");
  text_option(app, "--theme", options.shot.theme, "light or dark");
  app.get_option("--theme")->check(one_of({"light", "dark"}));
  text_option(app, "--dir", typed.dir, "ltr or rtl; default: the language's");
  app.get_option("--dir")->check(one_of({"ltr", "rtl"}));
  text_option(app, "--lang", options.language, "the catalogue's language");
  std::vector<std::string> tags;
  for (std::string_view tag : languages()) tags.emplace_back(tag);
  app.get_option("--lang")->check(one_of(tags));
  text_option(app, "--selected", request.selected,
              "reference of an event that is selected; details: default the newest");
  native::number_option(app, "--scroll", typed.scroll,
                        "cards, grid, details: the content's y at the top, CSS px");
  text_option(app, "--from", request.from, "strip: start of the window");
  text_option(app, "--to", request.to, "strip: end of the window");
  text_option(app, "--sort", request.sort, "grid: column to sort by");
  text_option(app, "--screenshot", options.shot.picture,
              "writes one frame of the view as PNG and exits");
  text_option(app, "--nodes", options.shot.nodes, "writes what was drawn where as JSON and exits");
  text_option(app, "--shots", options.shots, "a JSON file with several screenshots to take");
  app.add_flag("--panels", options.panels, "the screenshot shows the whole window");
}

bool settle(StudioOptions& options, const Typed& typed, std::string& problem) {
  ViewRequest& request = options.shot.request;
  if (!read_size(typed.size, request.width, request.height)) {
    problem = "--size: WxH is wanted, at most 16384 each, not \"" + typed.size + "\"";
    return false;
  }
  request.rtl = typed.dir.empty() ? Texts(options.language).right_to_left() : typed.dir == "rtl";
  request.scroll = static_cast<float>(typed.scroll);
  return true;
}

Shot shot_of(const nlohmann::json& document) {
  Shot shot;
  const auto text = [&](const char* name, std::string& target) {
    target = document.value(name, target);
  };
  ViewRequest& request = shot.request;
  text("view", request.view);
  text("theme", shot.theme);
  text("selected", request.selected);
  text("from", request.from);
  text("to", request.to);
  text("sort", request.sort);
  text("screenshot", shot.picture);
  text("nodes", shot.nodes);
  request.descending = document.value("descending", request.descending);
  request.scroll = document.value("scroll", request.scroll);
  request.rtl = document.value("dir", "ltr") == "rtl";
  return shot;
}

}  // namespace

bool parse_options(int argc, char** argv, StudioOptions& options, int& exit_code) {
  ::CLI::App app("Throughline studio: a customer's journey in a window", "throughline-studio");
  Typed typed;
  native::add_journey_options(app, options);
  native::add_customer_option(app, options);
  add_options(app, options, typed);
  native::add_file_arguments(app, options);
  std::string problem;
  try {
    app.parse(argc, argv);
    if (!settle(options, typed, problem)) throw ::CLI::ValidationError(problem);
  } catch (const ::CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    app.exit(error);
    exit_code = asked_for_help ? native::kDone : native::kWrongUse;
    return false;
  }
  return true;
}

bool read_shots(const std::string& path, std::vector<Shot>& shots, std::string& problem) {
  const auto text = native::read_file(path);
  const nlohmann::json document = nlohmann::json::parse(text.value_or(""), nullptr, false);
  problem = path + ": a JSON array of screenshots is wanted";
  if (!document.is_array()) return false;
  try {
    for (const nlohmann::json& entry : document) {
      Shot shot = shot_of(entry);
      if (!read_size(entry.value("size", "900x600"), shot.request.width, shot.request.height))
        return false;
      shots.push_back(std::move(shot));
    }
  } catch (const nlohmann::json::exception& error) {
    problem = path + ": " + error.what();
    return false;
  }
  return true;
}

}  // namespace throughline::studio
