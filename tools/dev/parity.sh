#!/usr/bin/env bash
# help: draws each view by the widget and by the studio, side by side: build/parity/contact-sheet.png
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core native wasm web browser studio
build_cli
build_wasm
build_web
build_studio
exec node "$root/tests/studio/sheet.mjs"
