#!/usr/bin/env bash
# help: measures the core against its peers in turn: ./dev bench [WORD…] [--events 100000] [--runs 5]
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core native wasm web browser
say "Building the core, the widget and the peers"
build_wasm
build_web
build_bench
install_peers
exec node "$root/tests/bench/run.mjs" "$@"
