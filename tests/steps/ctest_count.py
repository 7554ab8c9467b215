"""Sums what the executables of a verbose ctest log counted, and prints the output of those that failed.

ctest --verbose prefixes every line of a test with the test's number, so the log of parallel tests comes
apart again. A test without a count of its own is one case; so is the failure of one that broke off (it
crashed, or ran too long) before it could count it.
"""

import collections
import re
import sys

OUTPUT = re.compile(r"(\d+): (.*)")
COUNT = re.compile(r"(\d+) passed, (\d+) failed")
VERDICT = re.compile(r"\s*\d+/\d+ Test\s+#(\d+): (\S+) [.\s]*(?:\*\*\*)?(.*)")


def read_log(path):
    """(output lines by test number, (name, verdict) by test number)"""
    output = collections.defaultdict(list)
    verdicts = {}
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log.read().splitlines():
            if match := OUTPUT.fullmatch(line):
                output[match[1]].append(match[2])
            elif match := VERDICT.match(line):
                verdicts[match[1]] = (match[2], match[3].strip())
    return output, verdicts


def count_cases(lines, has_passed):
    counts = [match for match in map(COUNT.fullmatch, lines) if match]
    passed, failed = map(int, counts[-1].groups()) if counts else (int(has_passed), 0)
    return passed, max(failed, int(not has_passed))


def main(path):
    output, verdicts = read_log(path)
    passed = failed = 0
    for number, (name, verdict) in verdicts.items():
        own_passed, own_failed = count_cases(output[number], verdict.startswith("Passed"))
        passed += own_passed
        failed += own_failed
        if own_failed:
            print(f"--- {name}: {verdict}")
            print("\n".join(output[number]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
