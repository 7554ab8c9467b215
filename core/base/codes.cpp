#include "throughline/base.h"

namespace throughline {
namespace {

struct CodeText {
  std::string_view name;
  std::string_view sentence;
};

constexpr CodeText kCodes[] = {
#define CODE(id, name, sentence) {name, sentence},
#include "../data/codes.def"
#undef CODE
};

}  // namespace

std::string_view code_name(Code code) { return kCodes[static_cast<std::size_t>(code)].name; }

std::string_view code_sentence(Code code) {
  return kCodes[static_cast<std::size_t>(code)].sentence;
}

std::string code_reason(Code code) {
  std::string out(code_name(code));
  out += ": ";
  out += code_sentence(code);
  return out;
}

std::string Error::message() const {
  if (detail.empty()) return code_reason(code);
  std::string out(code_name(code));
  out += ": ";
  out += detail;
  return out;
}

}  // namespace throughline
