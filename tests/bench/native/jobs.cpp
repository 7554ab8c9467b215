#include "jobs.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace throughline::bench {
namespace {

constexpr std::uint32_t kPartBytes = 256 * 1024;
constexpr std::uint32_t kUnits = 4096;

class Watch {
 public:
  double ms() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - start_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// FNV-1a twice, with two bases: lib/hash.mjs computes the same.
class OrderHash {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) {
      low_ = (low_ ^ static_cast<std::uint8_t>(c)) * kPrime;
      high_ = (high_ ^ static_cast<std::uint8_t>(c)) * kPrime;
    }
  }
  std::string text() const {
    char out[17];
    std::snprintf(out, sizeof out, "%08x%08x", high_, low_);
    return out;
  }

 private:
  static constexpr std::uint32_t kPrime = 16777619u;
  std::uint32_t low_ = 2166136261u, high_ = 3421674724u;
};

// The bytes after `name` up to `end` in a line of the timeline.
std::string_view member(std::string_view line, std::string_view name, char end) {
  const std::size_t found = line.find(name);
  if (found == std::string_view::npos) return {};
  line.remove_prefix(found + name.size());
  return line.substr(0, line.find(end));
}

// The exported timeline's lines, as they come in parts: ids and instants into the hash.
class OrderReader {
 public:
  void read(std::string_view part) {
    pending_ += part;
    std::size_t from = 0;
    for (std::size_t end; (end = pending_.find('\n', from)) != std::string::npos; from = end + 1) {
      add(std::string_view(pending_).substr(from, end - from));
    }
    pending_.erase(0, from);
  }
  std::string found() const {
    return "{\"count\":" + std::to_string(count_) + ",\"hash\":\"" + hash_.text() + "\"}";
  }

 private:
  void add(std::string_view line) {
    hash_.add(member(line, "\"id\":\"", '"'));
    hash_.add(" ");
    hash_.add(member(line, "\"at_ms\":", ','));
    hash_.add("\n");
    ++count_;
  }

  std::string pending_;
  std::uint64_t count_ = 0;
  OrderHash hash_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Journey::Journey() : h_(tl_create()) {}

Outcome Journey::load(const std::vector<std::string>& files) {
  const Watch watch;
  for (const std::string& file : files) {
    const std::size_t equals = file.find('=');
    const std::unique_ptr<std::FILE, CloseFile> in(std::fopen(file.c_str() + equals + 1, "rb"));
    if (!in) throw std::runtime_error("cannot open " + file);
    std::setvbuf(in.get(), nullptr, _IONBF, 0);
    const std::int32_t source = open(std::string_view(file).substr(0, equals));
    for (;;) {
      std::uint8_t* place = tl_buffer(h_.get(), kPartBytes);
      const std::size_t read = std::fread(place, 1, kPartBytes, in.get());
      if (read == 0) break;
      check(tl_feed(h_.get(), source, static_cast<std::uint32_t>(read)));
    }
    check(tl_close(h_.get(), source));
  }
  const double read_ms = watch.ms();
  work();
  const double ms = watch.ms();
  while (tl_idle(h_.get(), kUnits) == TL_MORE) {
  }
  return {ms, "{\"read_ms\":" + std::to_string(read_ms) + "}"};
}

Outcome Journey::set(std::string_view json) {
  const Watch watch;
  check(tl_set(h_.get(), put(json)));
  work();
  return {watch.ms(), {}};
}

Outcome Journey::query(std::string_view json) {
  const Watch watch;
  check(tl_query(h_.get(), put(json)));
  const double ms = watch.ms();
  return {ms, std::string(result())};
}

Outcome Journey::append(std::string_view source, std::string_view record) {
  const Watch watch;
  const std::int32_t number = open(source);
  check(tl_feed(h_.get(), number, put(record)));
  check(tl_close(h_.get(), number));
  work();
  return {watch.ms(), {}};
}

Outcome Journey::order() {
  const Watch watch;
  check(tl_export(h_.get(), put("{\"format\":\"timeline\"}")));
  OrderReader reader;
  for (bool more = true; more;) {
    more = tl_export_next(h_.get()) == TL_MORE;
    check(tl_status(h_.get()));
    reader.read(result());
  }
  return {watch.ms(), reader.found()};
}

std::uint32_t Journey::put(std::string_view bytes) {
  const auto n = static_cast<std::uint32_t>(bytes.size());
  std::uint8_t* place = tl_buffer(h_.get(), n);
  if (place == nullptr) throw std::runtime_error("no memory for the input");
  std::memcpy(place, bytes.data(), n);
  return n;
}

std::int32_t Journey::open(std::string_view source) {
  const std::int32_t number =
      tl_open(h_.get(), put("{\"name\":\"" + std::string(source) + "\",\"input\":\"ndjson\"}"));
  if (number < 0) check(tl_status(h_.get()));
  return number;
}

void Journey::check(std::int32_t status) const {
  if (status != TL_OK) throw std::runtime_error(std::string(result()));
}

void Journey::work() {
  while (tl_step(h_.get(), kUnits) == TL_MORE) {
  }
}

std::string_view Journey::result() const {
  return {reinterpret_cast<const char*>(tl_result(h_.get())), tl_result_size(h_.get())};
}

}  // namespace throughline::bench
