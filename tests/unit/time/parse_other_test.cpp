#include "read.h"

namespace throughline {
namespace {

constexpr TimeFormat day_first(DayFirst order) { return TimeFormat{TimeUnit::by_magnitude, order}; }
constexpr TimeFormat unit(TimeUnit given) { return TimeFormat{given, DayFirst::unstated}; }

TEST_CASE("RFC 2822, with comments and old zone names") {
  check_all({
      {"Tue, 12 May 2026 14:05:00 +0200", "2026-05-12T14:05:00.000+02:00 rfc2822"},
      {"12 May 2026 14:05 -0330", "2026-05-12T14:05:00.000-03:30 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 +0200 (CEST)", "2026-05-12T14:05:00.000+02:00 rfc2822"},
      {"(sent (late\\)) ) Tue(sday), 12 May 2026 14:05:00 (x) +0200",
       "2026-05-12T14:05:00.000+02:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 GMT", "2026-05-12T14:05:00.000+00:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 UT", "2026-05-12T14:05:00.000+00:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 EDT", "2026-05-12T14:05:00.000-04:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 pst", "2026-05-12T14:05:00.000-08:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 Z", "2026-05-12T14:05:00.000+00:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00 A", "2026-05-12T14:05:00.000+00:00 rfc2822"},
      {"Tue, 12 May 2026 14:05:00", "2026-05-12T14:05:00.000 rfc2822"},
      {"12 May 26 14:05 GMT", "2026-05-12T14:05:00.000+00:00 rfc2822"},
      {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000+00:00 rfc2822"},
      {"Sun, 6 Nov 1994 08:49:37 CEST", "1994-11-06T08:49:37.000 rfc2822 [CEST]"},
      {"5 Sept 2026 9:05 +0000", "2026-09-05T09:05:00.000+00:00 rfc2822"},
      {"Tue,\r\n 12 May 2026\r\n 14:05:00 +0200", "2026-05-12T14:05:00.000+02:00 rfc2822"},
      {"Mon, 30 Feb 2026 14:05:00 +0200", "impossible time"},
      {"Tue, 12 Mai 2026 14:05:00 +0200", "unreadable time"},
      {"Tue, 12 May 2026 14:05:00 J", "unreadable time"},
      {"Tue, 12 May 2026 14:05:00 +0200 +0200", "unreadable time"},
      {"Tue, 12 May 2026 14:05:00 (open", "unreadable time"},
      {"Tue, 12 May", "unreadable time"},
      {"Tuesday", "unreadable time"},
  });
}

TEST_CASE("JavaScript's toString") {
  check_all({
      {"Thu Mar 24 2016 17:46:45 GMT+0000 (UTC)", "2016-03-24T17:46:45.000+00:00 javascript"},
      {"Tue May 12 2026 14:05:00 GMT+0200 (Central European Summer Time)",
       "2026-05-12T14:05:00.000+02:00 javascript"},
      {"Tue May 12 2026 14:05:00 GMT-0330", "2026-05-12T14:05:00.000-03:30 javascript"},
      {"Invalid Date", "unreadable time"},
  });
}

TEST_CASE("other worded dates") {
  check_all({
      {"Wed Aug 27 13:08:45 +0000 2008", "2008-08-27T13:08:45.000+00:00 worded"},
      {"Thu Mar 24 17:46:45 2016", "2016-03-24T17:46:45.000 worded"},
      {"Thu Mar 24 17:46:45 UTC 2016", "2016-03-24T17:46:45.000+00:00 worded"},
      {"May 12, 2026 2:05 PM", "2026-05-12T14:05:00.000 worded"},
      {"May 12, 2026, 2:05:09\u202FPM", "2026-05-12T14:05:09.000 worded"},
      {"Dec. 1, 2026", "2026-12-01T00:00:00.000 worded"},
      {"12 May 2026", "2026-05-12T00:00:00.000 rfc2822"},
  });
}

TEST_CASE("year-first slashed dates need no telling") {
  check_all({
      {"2026/05/12 14:05:00", "2026-05-12T14:05:00.000 slashed"},
      {"2026/5/2 9:05", "2026-05-02T09:05:00.000 slashed"},
      {"2026-5-2 9:05", "2026-05-02T09:05:00.000 slashed"},
      {"2026.05.12", "2026-05-12T00:00:00.000 slashed"},
      {"2026/05/12 14:05:00 +0900", "2026-05-12T14:05:00.000+09:00 slashed"},
      {"2026/02/30", "impossible time"},
      {"2026/05-12", "unreadable time"},
  });
}

TEST_CASE("day and month are never guessed") {
  const Case ambiguous[] = {
      {"03/04/2026", "ambiguous date"},
      {"13/05/2026 14:05", "ambiguous date"},
      {"05/13/2026 2:05 PM", "ambiguous date"},
      {"12.05.2026", "ambiguous date"},
      {"03/04/2026 nonsense!", "unreadable time"},
  };
  check_all(ambiguous);
  const Case european[] = {
      {"03/04/2026", "2026-04-03T00:00:00.000 slashed"},
      {"3.4.2026 14:05", "2026-04-03T14:05:00.000 slashed"},
      {"13-05-26 14:05:06.7", "2026-05-13T14:05:06.700 slashed"},
      {"3/4/98", "1998-04-03T00:00:00.000 slashed"},
      {"05/13/2026", "impossible time"},
      {"2026/05/12", "2026-05-12T00:00:00.000 slashed"},
  };
  check_all(european, day_first(DayFirst::yes));
  const Case american[] = {
      {"03/04/2026", "2026-03-04T00:00:00.000 slashed"},
      {"3/4/2026, 2:05:00 PM", "2026-03-04T14:05:00.000 slashed"},
      {"3/4/2026 12:05 AM", "2026-03-04T00:05:00.000 slashed"},
      {"3/4/2026 12:05 p.m.", "2026-03-04T12:05:00.000 slashed"},
      {"3/4/2026 2 pm", "2026-03-04T14:00:00.000 slashed"},
      {"3/4/2026 0:05 AM", "impossible time"},
      {"13/05/2026", "impossible time"},
      {"3/4/2026 14:05 EST", "2026-03-04T14:05:00.000-05:00 slashed"},
  };
  check_all(american, day_first(DayFirst::no));
}

TEST_CASE("epoch numbers are told apart by magnitude") {
  check_all({
      {"0", "1970-01-01T00:00:00.000+00:00 epoch_s"},
      {"1778594700", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"1778594700000", "2026-05-12T14:05:00.000+00:00 epoch_ms"},
      {"1778594700000000", "2026-05-12T14:05:00.000+00:00 epoch_us"},
      {"99999999999", "5138-11-16T09:46:39.000+00:00 epoch_s"},
      {"99999999999.9", "5138-11-16T09:46:39.900+00:00 epoch_s"},
      {"100000000000", "1973-03-03T09:46:40.000+00:00 epoch_ms"},
      {"99999999999999", "5138-11-16T09:46:39.999+00:00 epoch_ms"},
      {"100000000000000", "1973-03-03T09:46:40.000+00:00 epoch_us"},
      {"99999999999999999", "5138-11-16T09:46:39.999+00:00 epoch_us"},
      {"100000000000000000", "time out of range"},
      {"1778594700000000000", "time out of range"},
      {"-99999999999", "time out of range"},
      {"+1778594700", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"0001778594700", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"20260512", "1970-08-23T11:55:12.000+00:00 epoch_s"},
  });
}

TEST_CASE("decimals are cut toward minus infinity, exactly") {
  check_all({
      {"1778594700.9999999999999999999999", "2026-05-12T14:05:00.999+00:00 epoch_s"},
      {"1778594700.0007", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"1556123456.789", "2019-04-24T16:30:56.789+00:00 epoch_s"},
      {"1778594700123.9", "2026-05-12T14:05:00.123+00:00 epoch_ms"},
      {"1778594700123999", "2026-05-12T14:05:00.123+00:00 epoch_us"},
      {"-0.0001", "1969-12-31T23:59:59.999+00:00 epoch_s"},
      {"-1.5", "1969-12-31T23:59:58.500+00:00 epoch_s"},
      {"-0", "1970-01-01T00:00:00.000+00:00 epoch_s"},
      {"-0.000", "1970-01-01T00:00:00.000+00:00 epoch_s"},
      {".5", "1970-01-01T00:00:00.500+00:00 epoch_s"},
      {"5.", "1970-01-01T00:00:05.000+00:00 epoch_s"},
      {"1.7785947e9", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"1.7785947E+12", "2026-05-12T14:05:00.000+00:00 epoch_ms"},
      {"17785947000000e-4", "2026-05-12T14:05:00.000+00:00 epoch_s"},
      {"-1e-30", "1969-12-31T23:59:59.999+00:00 epoch_s"},
      {"1e400", "time out of range"},
      {"0e400", "1970-01-01T00:00:00.000+00:00 epoch_s"},
      {"1e-99999999999999999999", "1970-01-01T00:00:00.000+00:00 epoch_s"},
      {"1e", "unreadable time"},
      {"1.2.3", "unreadable time"},
      {"0x10", "unreadable time"},
      {"NaN", "unreadable time"},
  });
}

TEST_CASE("a stated unit holds whatever the magnitude") {
  CHECK(read("1778594700000", unit(TimeUnit::seconds)) == "time out of range");
  CHECK(read("253402300799", unit(TimeUnit::seconds)) == "9999-12-31T23:59:59.000+00:00 epoch_s");
  CHECK(read("253402300800", unit(TimeUnit::seconds)) == "time out of range");
  CHECK(read("-62135596800", unit(TimeUnit::seconds)) == "0001-01-01T00:00:00.000+00:00 epoch_s");
  CHECK(read("-62135596800.001", unit(TimeUnit::seconds)) == "time out of range");
  CHECK(read("1778594700", unit(TimeUnit::milliseconds)) ==
        "1970-01-21T14:03:14.700+00:00 epoch_ms");
  CHECK(read("-1.5", unit(TimeUnit::milliseconds)) == "1969-12-31T23:59:59.998+00:00 epoch_ms");
  CHECK(read("-1", unit(TimeUnit::microseconds)) == "1969-12-31T23:59:59.999+00:00 epoch_us");
  CHECK(read("2026-05-12T14:05:00Z", unit(TimeUnit::seconds)) ==
        "2026-05-12T14:05:00.000+00:00 iso_zulu");
}

}  // namespace
}  // namespace throughline
