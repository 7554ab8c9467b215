# Unit and property tests of every room, under AddressSanitizer and UndefinedBehaviorSanitizer.
# packages: native test
# builds: tests
# Four frames tell where something was allocated; to walk the whole stack at each allocation took a third of the time.
export ASAN_OPTIONS=malloc_context_size=4:quarantine_size_mb=16
log=build/test-logs/ctest.txt
# One after the other: the other core has the browser.
ctest --test-dir build/dev --verbose >"$log" 2>&1
python3 tests/steps/ctest_count.py "$log"
