// Answers the benchmark's jobs over stdin and stdout, one a line, so that the runs of all
// contestants can take turns:
//   load TAB name=path TAB … | set TAB json | query TAB json | append TAB source TAB record | order
//   | memory
// Each is answered by one line: milliseconds TAB what was found; or "error" TAB the reason.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "jobs.h"

namespace {

using throughline::bench::Journey;
using throughline::bench::Outcome;

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> found;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t end = std::min(line.find('\t', from), line.size());
    found.push_back(line.substr(from, end - from));
    from = end + 1;
  }
  return found;
}

// The most memory that this process ever held, in bytes.
std::string peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::to_string(usage.ru_maxrss * 1024);
}

Outcome answer(Journey& journey, const std::vector<std::string>& job) {
  const std::string& verb = job.front();
  if (verb == "load") return journey.load({job.begin() + 1, job.end()});
  if (verb == "set" && job.size() == 2) return journey.set(job[1]);
  if (verb == "query" && job.size() == 2) return journey.query(job[1]);
  if (verb == "append" && job.size() == 3) return journey.append(job[1], job[2] + "\n");
  if (verb == "order") return journey.order();
  if (verb == "memory") return {0, peak_memory()};
  throw std::runtime_error("there is no such job: " + verb);
}

}  // namespace

int main() {
  Journey journey;
  for (std::string line; std::getline(std::cin, line);) {
    try {
      const Outcome outcome = answer(journey, fields(line));
      std::printf("%.6f\t%s\n", outcome.ms, outcome.found.c_str());
    } catch (const std::exception& error) {
      std::printf("error\t%s\n", error.what());
    }
    std::fflush(stdout);
  }
}
