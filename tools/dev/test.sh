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

# What each word of a step's "# builds:" is made by, in the order in which it is made beside the native tests: what the
# browser's steps wait for comes first.
beside=(wasm web npm cli sql studio bench)
declare -A makers=([wasm]=build_wasm [web]=build_web [npm]=install_npm [cli]=build_cli [sql]=install_sql
  [studio]=build_studio [bench]=build_bench [tests]=build_tests)

# build_word WORD: builds it, and lets the steps know.
build_word() {
  "${makers[$1]}" && : >"$results/built-$1"
}

# The native tests are most of the work; the rest is built beside them.
build_for() {
  local tests_pid=0 built=0
  if [[ " $* " == *" tests "* ]]; then
    build_word tests &
    tests_pid=$!
  fi
  build_beside "$@" || built=1
  if ((tests_pid != 0)); then wait "$tests_pid" || built=1; fi
  return "$built"
}

build_beside() {
  local word
  for word in "${beside[@]}"; do
    if [[ " $* " == *" $word "* ]]; then build_word "$word" || return 1; fi
  done
}

# ready STEP: whether all is built that it names.
ready() {
  local word
  for word in $(wanted builds "$1"); do
    if [[ ! -e "$results/built-$word" ]]; then return 1; fi
  done
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

# Two lanes, one from each end of the list, until they meet. The browser's steps, which wait more than they work, are at
# one end: their lane begins while the native tests are being built. A step is its lane's that has made its folder first.
run_lane() {
  local step left=1
  while ((left)) && [[ ! -e "$results/build-failed" ]]; do
    left=0
    for step in "$@"; do
      if [[ -d "$(taken "$step")" ]]; then continue; fi
      left=1
      if ready "$step" && mkdir "$(taken "$step")" 2>/dev/null; then
        run_step "$step"
        continue 2
      fi
    done
    if ((left)); then sleep 0.5; fi
  done
}

taken() { echo "$results/$(basename "$1" .sh).taken"; }

# build_and_run STEP…: false where a build failed.
build_and_run() {
  local step reversed=() passed failed lane started=$SECONDS builds
  mapfile -t builds < <(wanted builds "$@")
  for step in "$@"; do reversed=("$step" "${reversed[@]}"); done
  run_lane "${reversed[@]}" &
  lane=$!
  if ! build_for "${builds[@]}"; then
    : >"$results/build-failed"
    wait "$lane"
    return 1
  fi
  printf '%-16s (%d s)\n' build $((SECONDS - started))
  run_lane "$@"
  wait "$lane"
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

export LC_ALL=C.UTF-8
need core "${needs[@]}"
build_and_run "${steps[@]}" || total_failed=1
finish
