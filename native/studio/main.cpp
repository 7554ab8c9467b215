#include "capture.h"
#include "options.h"
#include "window.h"

int main(int argc, char** argv) {
  using namespace throughline;
  studio::StudioOptions options;
  int exit_code = native::kDone;
  if (!studio::parse_options(argc, argv, options, exit_code)) return exit_code;
  studio::Journey journey;
  const native::Exit loaded = journey.open(options);
  if (loaded == native::kWrongUse) return loaded;
  const native::Exit shown = options.panels       ? studio::capture_window(journey, options)
                             : options.captures() ? studio::capture(journey, options)
                                                  : studio::run_window(journey, options);
  return shown != native::kDone ? shown : loaded;
}
