#!/usr/bin/env bash
# help: builds the command line, the wasm core and the web bundle, and prints the sizes
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core native wasm web
build_cli
build_wasm
build_web
node "$root/tools/dev/lib/sizes.mjs"
