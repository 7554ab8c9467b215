#include "tokens.h"

#include "studio_data.h"

namespace throughline::studio {

const nlohmann::json& all_tokens() {
  static const nlohmann::json tokens = nlohmann::json::parse(kTokens[0]);
  return tokens;
}

}  // namespace throughline::studio
