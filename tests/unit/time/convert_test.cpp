#include "read.h"

namespace throughline {
namespace {

std::string converted(std::string_view line) {
  std::string out;
  const bool good = zones_convert_line(line, out);
  CHECK(good == (out.substr(0, 6) != "error\t"));
  return out;
}

TEST_CASE("local times and epoch seconds convert") {
  CHECK(converted("Europe/Paris\t2026-05-12T14:05:00") == "1778587500\t7200\tCEST\tunique");
  CHECK(converted("Europe/Paris\t1778587500") == "1778587500\t7200\tCEST\tunique");
  CHECK(converted("Africa/Monrovia\t-2208988800\r") == "-2208988800\t-2588\tMMT\tunique");
  CHECK(converted("UTC\t-0.5") == "-1\t0\tUTC\tunique");
  CHECK(converted("UTC\t1969-12-31T23:59:59.999") == "-1\t0\tUTC\tunique");
  CHECK(converted("Eastern Standard Time\t2026-05-12 14:05") == "1778609100\t-14400\tEDT\tunique");
}

TEST_CASE("gaps and folds are named, with the offset that holds at the instant") {
  CHECK(converted("America/New_York\t2026-03-08T02:30") == "1772955000\t-14400\tEDT\tskipped");
  CHECK(converted("Europe/Paris\t2026-10-25 02:30") == "1792888200\t7200\tCEST\trepeated");
}

TEST_CASE("large epochs are seconds all the same") {
  CHECK(converted("UTC\t253402300799") == "253402300799\t0\tUTC\tunique");
}

TEST_CASE("a time with an offset names its own instant") {
  CHECK(converted("Europe/Paris\t2026-05-12T14:05:00Z") == "1778594700\t7200\tCEST\tunique");
}

TEST_CASE("bad lines say what is wrong") {
  const auto reason = [](Code code) { return "error\t" + code_reason(code); };
  CHECK(converted("Mars/Olympus\t0") == reason(Code::unknown_zone));
  CHECK(converted("\t0") == reason(Code::no_zone));
  CHECK(converted("Europe/Paris") == reason(Code::no_time));
  CHECK(converted("Europe/Paris\t") == reason(Code::no_time));
  CHECK(converted("Europe/Paris\tnoon") == reason(Code::unreadable_time));
  CHECK(converted("Europe/Paris\t2026-02-30T00:00") == reason(Code::impossible_time));
  CHECK(converted("Europe/Paris\t253402300800") == reason(Code::time_out_of_range));
  CHECK(converted("Europe/Paris\t0001-01-01T00:00") == reason(Code::time_out_of_range));
  CHECK(converted("") == reason(Code::no_time));
}

}  // namespace
}  // namespace throughline
