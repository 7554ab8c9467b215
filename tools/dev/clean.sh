#!/usr/bin/env bash
# help: removes what was built; the npm packages stay
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

rm -rf "$build" "$root/web/dist" "$root/demo/dist"
