#!/usr/bin/env bash
# help: appends 20 events a second in Chromium while filters and views change: ./dev soak [--minutes 10]
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core wasm web browser
build_wasm
build_web
exec node "$root/tests/web/soak-run.mjs" "$@"
