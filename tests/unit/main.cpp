// The main of every native test. After Catch2's own report it prints one line, "N passed, N failed",
// counted in test cases: the form in which every step of ./dev test reports.
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

#include <cstddef>
#include <iostream>
#include <optional>

namespace {

struct CaseCount {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

// Empty until a run has ended; stays empty for --list-tests and the like.
std::optional<CaseCount> last_run;

#if defined(CATCH_VERSION_MAJOR) && CATCH_VERSION_MAJOR >= 3
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif

class CountListener : public Listener {
 public:
  using Listener::Listener;
  void testRunEnded(const Catch::TestRunStats& run) override {
    last_run = CaseCount{static_cast<std::size_t>(run.totals.testCases.passed),
                         static_cast<std::size_t>(run.totals.testCases.failed)};
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(CountListener)

int main(int argc, char** argv) {
  const int status = Catch::Session().run(argc, argv);
  if (last_run) {
    std::cout << last_run->passed << " passed, " << last_run->failed << " failed\n";
  }
  return status;
}
