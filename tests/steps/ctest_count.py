"""Sums what the executables of a verbose ctest log counted, and prints the output of those that failed.

ctest --verbose prefixes every line of a test with the test's number, so the log of parallel tests comes
apart again. An executable that failed without a count (it crashed, or ran too long) counts as one failure.
"""

import collections
import re
import sys

OUTPUT = re.compile(r"(\d+): (.*)")
COUNT = re.compile(r"(\d+) passed, (\d+) failed")
FAILED = re.compile(r"\s*\d+/\d+ Test\s+#(\d+): (\S+) \.*\s*\**(?!\s*Passed)(\w.*)")
PASSED = re.compile(r"\s*\d+/\d+ Test\s+#(\d+): \S+ \.*\s+Passed")


def main(path):
    output = collections.defaultdict(list)
    failed_tests = {}
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log.read().splitlines():
            if match := OUTPUT.fullmatch(line):
                output[match[1]].append(match[2])
            elif not PASSED.match(line) and (match := FAILED.match(line)):
                failed_tests[match[1]] = f"{match[2]}: {match[3].strip()}"

    passed = failed = 0
    for number, lines in output.items():
        counts = [match for match in map(COUNT.fullmatch, lines) if match]
        own_failed = int(counts[-1][2]) if counts else 0
        passed += int(counts[-1][1]) if counts else 0
        failed += own_failed
        if number in failed_tests and own_failed == 0:
            failed += 1

    for number, verdict in failed_tests.items():
        print(f"--- {verdict}")
        print("\n".join(output[number]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
