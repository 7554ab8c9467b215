#!/usr/bin/env bash
# help: builds and runs every test and counts them: ./dev test [WORD…] runs the steps whose name has a word
#
# A step is a file tests/steps/NN-name.sh. Its comment "# packages: …" names needs of packages.list, its
# comment "# builds: …" what must be built (cli, wasm, tests, web, npm, sql, studio, bench). It runs in the repository's root and
# prints "N passed, N failed" last; what it prints before is kept in build/test-logs and shown if it fails.
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"
. "$THROUGHLINE_ROOT/tools/dev/lib/counted.sh"

results="$build/test-logs"
rm -rf "$results"
mkdir -p "$results"
cd "$root"

total_passed=0
total_failed=0

# selected_steps [WORD…]
selected_steps() {
  local step
  for step in tests/steps/[0-9][0-9]-*.sh; do
    if has_word "$(basename "$step" .sh)" "$@"; then echo "$step"; fi
  done
}

# has_word NAME [WORD…]: without words every name has one.
has_word() {
  local name="$1" word
  shift
  if (($# == 0)); then return 0; fi
  for word in "$@"; do
    if [[ "$name" == *"$word"* ]]; then return 0; fi
  done
  return 1
}

# wanted WHAT STEP…: the words that the steps name in their comment "# WHAT: …", each once.
wanted() {
  local what="$1"
  shift
  sed -n "s/^# $what: //p" "$@" | tr ' ' '\n' | sort -u
}

# The native tests are most of the work; the rest is built beside them.
build_for() {
  local tests_pid=0 built=0
  if [[ " $* " == *" tests "* ]]; then
    build_tests &
    tests_pid=$!
  fi
  build_beside "$@" || built=1
  if ((tests_pid != 0)); then wait "$tests_pid" || built=1; fi
  return "$built"
}

build_beside() {
  if [[ " $* " =~ " wasm "|" web " ]]; then build_wasm || return 1; fi
  if [[ " $* " == *" cli "* ]]; then build_cli || return 1; fi
  if [[ " $* " == *" web "* ]]; then build_web || return 1; fi
  if [[ " $* " == *" npm "* ]]; then install_npm || return 1; fi
  if [[ " $* " == *" sql "* ]]; then install_sql || return 1; fi
  if [[ " $* " == *" studio "* ]]; then build_studio || return 1; fi
  if [[ " $* " == *" bench "* ]]; then build_bench || return 1; fi
}

# Runs a step, keeps its count in build/test-logs/NAME.count, and prints its line, or its log where it failed.
run_step() {
  local step="$1" name log passed failed started=$SECONDS
  name="$(basename "$step" .sh)"
  log="$results/$name.log"
  read -r passed failed < <(counted "$log" bash "$step")
  if ((failed > 0)); then tail -n 400 "$log"; fi
  printf '%-16s %6d passed, %d failed  (%d s)\n' "$name" "$passed" "$failed" $((SECONDS - started))
  echo "$passed $failed" >"$results/$name.count"
}

# Two lanes, one from each end of the list, until they meet: the browser's steps, which wait more than they work,
# go beside the native ones. A step is its lane's that has made its folder first.
run_lane() {
  local step
  for step in "$@"; do
    if mkdir "$results/$(basename "$step" .sh).taken" 2>/dev/null; then run_step "$step"; fi
  done
}

run_steps() {
  local step reversed=() passed failed
  for step in "$@"; do reversed=("$step" "${reversed[@]}"); done
  run_lane "${reversed[@]}" &
  run_lane "$@"
  wait
  for step in "$@"; do
    read -r passed failed <"$results/$(basename "$step" .sh).count"
    ((total_passed += passed, total_failed += failed)) || true
  done
}

finish() {
  echo "$total_passed passed, $total_failed failed"
  ((total_failed == 0 && total_passed > 0))
}

mapfile -t steps < <(selected_steps "$@")
((${#steps[@]} > 0)) || fail "no step of tests/steps is named like: $*"
mapfile -t needs < <(wanted packages "${steps[@]}")
mapfile -t builds < <(wanted builds "${steps[@]}")

export LC_ALL=C.UTF-8
need core "${needs[@]}"
build_started=$SECONDS
if ! build_for "${builds[@]}"; then
  total_failed=1
  finish
  exit 1
fi
printf '%-16s (%d s)\n' build $((SECONDS - build_started))
run_steps "${steps[@]}"
finish
