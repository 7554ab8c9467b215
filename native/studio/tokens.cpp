#include "tokens.h"

#include <nlohmann/json.hpp>

#include "studio_data.h"

namespace throughline::studio {

const nlohmann::json& all_tokens() {
  static const nlohmann::json tokens = nlohmann::json::parse(kTokens[0]);
  return tokens;
}

float icon_token(std::string_view name) {
  return all_tokens().at("icon").at(std::string(name)).get<float>();
}

const std::string& font_family() {
  return all_tokens().at("font").at("studio").get_ref<const std::string&>();
}

bool ends_column(std::string_view name) {
  for (const nlohmann::json& column : all_tokens().at("geometry").at("grid").at("columns"))
    if (column.at("name").get_ref<const std::string&>() == name)
      return column.at("align").get_ref<const std::string&>() == "end";
  return false;
}

}  // namespace throughline::studio
