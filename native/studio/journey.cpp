#include "journey.h"

#include <nlohmann/json.hpp>

#include "shared/inputs.h"
#include "shared/settings.h"

namespace throughline::studio {
namespace {

using Json = nlohmann::json;

std::string bytes_of(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json document_of(const ViewRequest& request) {
  Json document{{"view", request.view},
                {"width", request.width},
                {"height", request.height},
                {"dir", request.rtl ? "rtl" : "ltr"}};
  const std::pair<const char*, const std::string*> texts[] = {{"selected", &request.selected},
                                                              {"reveal", &request.reveal},
                                                              {"from", &request.from},
                                                              {"to", &request.to},
                                                              {"sort", &request.sort}};
  for (const auto& [name, value] : texts)
    if (!value->empty()) document[name] = *value;
  if (request.from_ms) document["from"] = *request.from_ms;
  if (request.to_ms) document["to"] = *request.to_ms;
  if (!request.sort.empty()) document["descending"] = request.descending;
  if (request.scroll > 0) document["scroll"] = request.scroll;
  return document;
}

}  // namespace

bool Journey::accepted(const native::Reply& reply) {
  if (reply.ok) return true;
  const Json document = Json::parse(reply.bytes, nullptr, false);
  problem_ = document.is_object() ? document.value("message", reply.bytes) : reply.bytes;
  return false;
}

native::Exit Journey::open(const native::JourneyOptions& options) {
  Json settings = Json::object();
  if (const native::Exit exit = native::settings_of(options, settings); exit != native::kDone)
    return exit;
  const native::Reply set = handle_.set(bytes_of(settings));
  if (!set.ok) return native::refused(set);
  const auto inputs = native::inputs_of(options.files, native::adapter_names(handle_));
  if (inputs.empty()) return native::wrong_use("name a FILE, or - for standard input");
  return native::load(handle_, inputs, options);
}

std::optional<Scene> Journey::scene(const ViewRequest& request) {
  const native::Reply reply = handle_.scene(bytes_of(document_of(request)));
  if (!accepted(reply)) return std::nullopt;
  return Scene::read(reply.bytes);
}

bool Journey::set_as_of(std::int64_t ms) {
  return accepted(handle_.set(bytes_of({{"as_of", ms}})));
}

Json Journey::ask(const Json& question) {
  const native::Reply reply = handle_.query(bytes_of(question));
  return accepted(reply) ? Json::parse(reply.bytes, nullptr, false) : Json();
}

std::vector<std::string> Journey::events_of(const ViewRequest& request, std::string_view node_id) {
  Json question = document_of(request);
  question["command"] = "scene";
  const Json scene = ask(question);
  if (!scene.is_object()) return {};
  for (const Json& node : scene.at("nodes"))
    if (node.at("id").get_ref<const std::string&>() == node_id)
      return node.at("events").get<std::vector<std::string>>();
  return {};
}

std::string Journey::newest() {
  ViewRequest request;
  request.view = "cards";
  const auto scene = this->scene(request);
  const Node* card = scene ? scene->first(Role::card) : nullptr;
  return card == nullptr ? std::string() : std::string(card->text(Field::ref));
}

}  // namespace throughline::studio
