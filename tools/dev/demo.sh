#!/usr/bin/env bash
# help: builds the widget and serves CRM pages with it: ./dev demo [--port 8080]
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core wasm web
say "Building the core and the widget"
build_wasm
build_web
exec node "$root/demo/server.mjs" "$@"
