# shellcheck shell=bash
# Sourced by the verbs that count: a command's own last line "N passed, N failed" is its count.

# counted LOG COMMAND…: keeps what the command prints in LOG and prints "PASSED FAILED". A command that broke off, or
# that ran nothing, has failed once even where it counted no failure.
counted() {
  local log="$1" status=0 count passed failed
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  count="$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1 || true)"
  read -r passed _ failed _ <<<"${count:-0 passed, 0 failed}"
  if ((failed == 0)) && { ((status != 0)) || ((passed == 0)); }; then failed=1; fi
  echo "$passed $failed"
}
