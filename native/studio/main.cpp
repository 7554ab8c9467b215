#include "capture.h"
#include "options.h"

int main(int argc, char** argv) {
  using namespace throughline;
  studio::StudioOptions options;
  int exit_code = native::kDone;
  if (!studio::parse_options(argc, argv, options, exit_code)) return exit_code;
  studio::Journey journey;
  const native::Exit loaded = journey.open(options);
  if (loaded == native::kWrongUse) return loaded;
  const native::Exit shown = studio::capture(journey, options);
  return shown != native::kDone ? shown : loaded;
}
