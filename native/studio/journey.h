// One loaded journey behind the C ABI: the same files and settings as the command line's, views as
// scenes.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scene.h"
#include "shared/handle.h"
#include "shared/journey_options.h"

namespace throughline::studio {

// What is asked of the core for a view (SceneRequest in core/include/throughline/scene.h). "" and 0
// = its default.
struct ViewRequest {
  std::string view = "strip";
  int width = 900, height = 600;  // CSS px
  bool rtl = false;
  float scroll = 0;
  std::string selected, reveal;                // references of events
  std::string from, to;                        // strip: a labelled time
  std::optional<std::int64_t> from_ms, to_ms;  // strip: instants, instead of the two above
  std::string sort;                            // grid: a column
  bool descending = true;
};

class Journey {
 public:
  // Sets what the options say and reads the files; stderr says what went wrong. kUnreadable where a
  // file held nothing that can be read: the others are there all the same.
  native::Exit open(const native::JourneyOptions& options);

  // nullopt where the core refuses; problem() then says why.
  std::optional<Scene> scene(const ViewRequest& request);
  bool set_as_of(std::int64_t ms);
  // The core's answer to a question, or null.
  nlohmann::json ask(const nlohmann::json& question);
  // The references of the events behind a node of that view, in order.
  std::vector<std::string> events_of(const ViewRequest& request, std::string_view node_id);
  // The reference of the newest interaction; "" where there is none.
  std::string newest();
  const std::string& problem() const { return problem_; }

 private:
  bool accepted(const native::Reply& reply);

  native::Handle handle_;
  std::string problem_;
};

}  // namespace throughline::studio
