#!/usr/bin/env bash
# help: pictures of every view, width, theme and direction, and a contact sheet: ./dev shots [strip] [320] [dark] [rtl]
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core wasm web browser
build_wasm
build_web
exec node "$root/tests/web/shots.mjs" "$@"
