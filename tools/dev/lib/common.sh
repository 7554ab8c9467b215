# shellcheck shell=bash
# Sourced by every verb: strict mode, the paths, and how a verb speaks and fails.
set -euo pipefail

root="$THROUGHLINE_ROOT"
build="$root/build"
logs="$build/logs"
mkdir -p "$logs"

say() { echo "$*" >&2; }
fail() {
  say "./dev: $*"
  exit 1
}

# quietly LOG COMMAND…: all output goes to build/logs/LOG.log and is shown only if the command fails.
quietly() {
  local log="$logs/$1.log"
  shift
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    say "./dev: failed: $*"
    return 1
  fi
}

# Where two of us start at once, the second waits: ninja and npm want their folder to themselves.
# locked NAME COMMAND…
locked() {
  local lock="$build/$1.lock"
  shift
  (
    flock 9
    "$@"
  ) 9>"$lock"
}

jobs_count() { echo "${THROUGHLINE_JOBS:-$(nproc)}"; }

. "$root/tools/dev/lib/packages.sh"
. "$root/tools/dev/lib/targets.sh"
