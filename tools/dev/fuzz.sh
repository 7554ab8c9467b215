#!/usr/bin/env bash
# help: fuzzes the core through its C ABI: ./dev fuzz [feed|document] [--seconds 60]
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

seconds=60
names=()
while (($# > 0)); do
  case "$1" in
    --seconds)
      [[ "${2:-}" =~ ^[0-9]+$ ]] || fail "--seconds takes a whole number"
      seconds="$2"
      shift
      ;;
    -*) fail "fuzz: unknown option $1" ;;
    *) names+=("$1") ;;
  esac
  shift
done

need core fuzz
build_preset fuzz
if ((${#names[@]} == 0)); then
  mapfile -t names < <(cd "$build/fuzz/bin" && printf '%s\n' *_fuzz | sed 's/_fuzz$//')
fi

# What a fuzzer found worth keeping stays in build/fuzz/corpus; the golden cases are the first seeds.
for name in "${names[@]}"; do
  fuzzer="$build/fuzz/bin/${name}_fuzz"
  [[ -x "$fuzzer" ]] || fail "fuzz: there is no fuzzer '$name'"
  corpus="$build/fuzz/corpus/$name"
  mkdir -p "$corpus"
  say "fuzzing $name for $seconds s"
  "$fuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 \
    -artifact_prefix="$build/fuzz/$name-" -print_final_stats=1 "$corpus" "$root/tests/cases"
done
