#!/usr/bin/env bash
# help: puts thousands of random cases to every oracle, natively, in wasm and in DuckDB: ./dev prove [--times 25]
#
# The properties of ./dev test, each with so many times its cases (journeys: 400 × 25 = 10,000). Prints
# "N passed, N failed" last: properties, merges, journeys and compiled templates.
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"
. "$THROUGHLINE_ROOT/tools/dev/lib/counted.sh"

times=25
while (($# > 0)); do
  case "$1" in
    --times)
      [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || fail "--times takes a whole number from 1 on"
      times="$2"
      shift
      ;;
    *) fail "prove: unknown option $1" ;;
  esac
  shift
done

need core native wasm web test
build_tests
build_wasm
build_cli
install_npm
install_sql
cd "$root"
mkdir -p build/test-logs
export THROUGHLINE_TIMES="$times" RC_PARAMS="max_success=$((100 * times))"

passed=0
failed=0

# prove NAME COMMAND…
prove() {
  local name="$1" log good bad
  shift
  log="build/test-logs/prove-$name.txt"
  read -r good bad < <(counted "$log" "$@")
  if ((bad > 0)); then tail -n 60 "$log"; fi
  printf '%-24s %6d passed, %d failed\n' "$name" "$good" "$bad"
  ((passed += good, failed += bad)) || true
}

for property in build/dev/bin/property_*; do
  if [[ "$property" != *_journey ]]; then prove "$(basename "$property")" "$property"; fi
done
prove journeys-in-wasm bash tests/steps/36-replay.sh
prove property_journey build/dev/bin/property_journey "~the engine says what the oracle says"
prove merge-in-wasm node tests/property/merge-in-wasm.mjs $((400 * times))
prove journeys-in-sql node tests/sql/differential.mjs build/test-logs/journey-cases.ndjson
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
