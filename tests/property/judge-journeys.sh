# judge-journeys.sh FILE: random logs and templates, the engine against the oracle; the judged cases go to FILE, a line each
# (case_file.h). THROUGHLINE_TIMES multiplies them (holds.h).
set -euo pipefail
mkdir -p build/test-logs
rm -f "$1"
THROUGHLINE_CASES="$(realpath -m "$1")" build/dev/bin/property_journey "the engine says what the oracle says" >"${1%.ndjson}.txt"
