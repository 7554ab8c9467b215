// One loaded journey, timed: what the benchmark asks of the core, through the C ABI.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "abi/throughline.h"

namespace throughline::bench {

// What a job took, and what it found (a JSON document, or empty).
struct Outcome {
  double ms = 0;
  std::string found;
};

class Journey {
 public:
  Journey();
  // Files as "name=path", read in parts as a page receives them, then all due work. Reading from
  // the disk's cache counts, as it does for every peer.
  Outcome load(const std::vector<std::string>& files);
  // tl_set and the work that follows from it.
  Outcome set(std::string_view json);
  Outcome query(std::string_view json);
  // One record more of a source, and the work that follows from it.
  Outcome append(std::string_view source, std::string_view record);
  // The timeline as exported: {"count","hash"} over id and instant of every event in order.
  Outcome order();

 private:
  struct Destroy {
    void operator()(tl_handle* h) const { tl_destroy(h); }
  };

  std::uint32_t put(std::string_view bytes);
  std::int32_t open(std::string_view source);
  void check(std::int32_t status) const;
  void work();
  std::string_view result() const;

  std::unique_ptr<tl_handle, Destroy> h_;
};

}  // namespace throughline::bench
