#!/usr/bin/env bash
# help: this list
set -euo pipefail
cd "$THROUGHLINE_ROOT/tools/dev"

echo "usage: ./dev VERB [ARGS…]"
# The two that a newcomer wants first, then the rest by name.
for verb in demo test $(printf '%s\n' *.sh | sed 's/\.sh$//' | grep -vxE 'demo|test'); do
  [[ -f "$verb.sh" ]] && printf '  %-8s %s\n' "$verb" "$(sed -n '2s/^# help: //p' "$verb.sh")"
done
