# Random logs and templates: the engine against the oracle natively, then the same cases on the wasm module.
# Prints "N passed, N failed" last. THROUGHLINE_TIMES multiplies the cases (holds.h).
set -euo pipefail
cases="$PWD/build/test-logs/journey-cases.ndjson"
mkdir -p build/test-logs
rm -f "$cases"
THROUGHLINE_CASES="$cases" build/dev/bin/property_journey "the engine says what the oracle says" >build/test-logs/journey-cases.txt
exec node tests/property/replay.mjs "$cases"
