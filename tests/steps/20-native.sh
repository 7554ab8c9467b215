# Unit and property tests of every room, under AddressSanitizer and UndefinedBehaviorSanitizer.
# packages: native test
# builds: tests
log=build/test-logs/ctest.txt
# One after the other: the other core has the browser.
ctest --test-dir build/dev --verbose >"$log" 2>&1
python3 tests/steps/ctest_count.py "$log"
