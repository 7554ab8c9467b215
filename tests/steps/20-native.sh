# Unit and property tests of every room, under AddressSanitizer and UndefinedBehaviorSanitizer.
# packages: native test
# builds: tests
log=build/test-logs/ctest.txt
ctest --test-dir build/dev --verbose --parallel "$(nproc)" >"$log" 2>&1
python3 tests/steps/ctest_count.py "$log"
