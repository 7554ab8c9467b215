#include "inputs.h"

#include <unistd.h>

#include <sys/stat.h>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace throughline::native {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kChunk = 256 * 1024;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// The file's stem with characters that a source name cannot have replaced by '-'.
std::string default_name(const std::string& path) {
  if (path == "-") return "stdin";
  std::string stem = path.substr(path.find_last_of('/') + 1);
  const std::size_t dot = stem.find_last_of('.');
  if (dot != std::string::npos && dot > 0) stem.resize(dot);
  for (char& c : stem)
    if (!is_name(std::string_view(&c, 1))) c = '-';
  return stem.empty() ? "source" : stem;
}

// A bar on a terminal while large files are read; nothing where stderr is a file or a pipe.
class Progress {
 public:
  Progress(const Input& input) : name_(input.name), shown_(isatty(STDERR_FILENO) == 1) {
    struct stat status {};
    if (input.path != "-" && stat(input.path.c_str(), &status) == 0)
      total_ = static_cast<std::size_t>(status.st_size);
    shown_ = shown_ && total_ > (std::size_t{8} << 20);
  }
  ~Progress() {
    if (shown_) std::fprintf(stderr, "\r\033[K");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void add(std::size_t bytes) {
    done_ += bytes;
    if (!shown_ || done_ - last_ < (std::size_t{4} << 20)) return;
    last_ = done_;
    const std::size_t filled = std::min<std::size_t>(30, done_ * 30 / total_);
    std::fprintf(stderr, "\r%s [%-30s] %zu of %zu MiB", name_.c_str(),
                 std::string(filled, '#').c_str(), done_ >> 20, total_ >> 20);
  }

 private:
  std::string name_;
  bool shown_;
  std::size_t total_ = 0, done_ = 0, last_ = 0;
};

void complain(const std::string& who, const Reply& reply) {
  const Json document = Json::parse(reply.bytes, nullptr, false);
  const std::string message =
      document.is_object() ? document.value("message", reply.bytes) : reply.bytes;
  std::cerr << "throughline: " << who << ": " << message << '\n';
}

bool feed_stream(Handle& handle, std::istream& stream, std::int32_t source, const Input& input) {
  Progress progress(input);
  std::string chunk(kChunk, '\0');
  while (stream) {
    stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const auto n = static_cast<std::size_t>(stream.gcount());
    if (n == 0) break;
    const Reply fed = handle.feed(source, std::string_view(chunk).substr(0, n));
    if (!fed.ok) {
      complain(input.name, fed);
      return false;
    }
    progress.add(n);
  }
  return !stream.bad();
}

// Behind FILE:ADAPTER where there is the file, but not the adapter.
std::string unknown_adapter_hint(Handle& handle, const std::string& path) {
  const std::size_t colon = path.find_last_of(':');
  if (colon == std::string::npos || !std::ifstream(path.substr(0, colon))) return "";
  std::string hint = "; \"" + path.substr(colon + 1) + "\" is the name of no adapter, known are";
  for (const std::string& name : adapter_names(handle)) hint += " " + name;
  return hint;
}

Exit load_one(Handle& handle, const Input& input, const JourneyOptions& options) {
  std::ifstream file;
  if (input.path != "-") {
    file.open(input.path, std::ios::binary);
    struct stat status {};
    const bool folder = stat(input.path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    if (!file || folder) {
      std::cerr << "throughline: " << input.path << ": cannot be read"
                << unknown_adapter_hint(handle, input.path) << '\n';
      return kUnreadable;
    }
  }
  Json request{{"name", input.name}};
  const std::string& adapter = input.adapter.empty() ? options.adapter : input.adapter;
  if (!adapter.empty()) request["adapter"] = adapter;
  if (!options.input.empty()) request["input"] = options.input;
  std::int32_t source = -1;
  const Reply opened = handle.open(request.dump(), source);
  if (!opened.ok) {
    complain(input.name, opened);
    return kWrongUse;
  }
  const bool whole = feed_stream(handle, input.path == "-" ? std::cin : file, source, input);
  const Json closed = Json::parse(handle.close(source).bytes, nullptr, false);
  if (!whole) {
    std::cerr << "throughline: " << input.path << ": reading ended early\n";
    return kUnreadable;
  }
  if (closed.is_object() && closed.value("readable", 0) > 0) return kDone;
  std::cerr << "throughline: " << input.path << ": holds no readable record\n";
  return kUnreadable;
}

}  // namespace

std::vector<Input> inputs_of(const std::vector<std::string>& files,
                             const std::vector<std::string>& adapters) {
  std::vector<Input> inputs;
  for (const std::string& typed : files) {
    Input input{"", typed, ""};
    const std::size_t equals = typed.find('=');
    if (equals != std::string::npos && is_name(std::string_view(typed).substr(0, equals))) {
      input.name = typed.substr(0, equals);
      input.path = typed.substr(equals + 1);
    }
    const std::size_t colon = input.path.find_last_of(':');
    if (colon != std::string::npos && !std::ifstream(input.path)) {
      const std::string adapter = input.path.substr(colon + 1);
      if (std::find(adapters.begin(), adapters.end(), adapter) != adapters.end()) {
        input.adapter = adapter;
        input.path.resize(colon);
      }
    }
    if (input.name.empty()) input.name = default_name(input.path);
    const auto taken = [&inputs](const std::string& name) {
      return std::any_of(inputs.begin(), inputs.end(),
                         [&name](const Input& other) { return other.name == name; });
    };
    const std::string wanted = input.name;
    for (int n = 2; taken(input.name); ++n) input.name = wanted + "-" + std::to_string(n);
    inputs.push_back(std::move(input));
  }
  return inputs;
}

std::vector<std::string> adapter_names(Handle& handle) {
  const Json document =
      Json::parse(handle.query(R"({"command":"adapters"})").bytes, nullptr, false);
  return document.is_object() ? document.value("adapters", std::vector<std::string>())
                              : std::vector<std::string>();
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return std::nullopt;
  return bytes;
}

std::optional<std::string> json_or_file(const std::string& value) {
  const std::size_t first = value.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && (value[first] == '{' || value[first] == '[')) return value;
  return read_file(value);
}

Exit load(Handle& handle, const std::vector<Input>& inputs, const JourneyOptions& options) {
  Exit worst = kDone;
  for (const Input& input : inputs) {
    const Exit exit = load_one(handle, input, options);
    if (exit != kDone && (worst == kDone || exit < worst)) worst = exit;
  }
  constexpr std::uint32_t kUnits = 1u << 16;
  for (bool more = true; more;) {
    const Reply stepped = handle.step(kUnits, more);
    if (stepped.ok) continue;
    complain("arranging the events", stepped);
    return kUnreadable;
  }
  return worst;
}

}  // namespace throughline::native
