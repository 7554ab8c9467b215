#!/usr/bin/env bash
# help: runs the release command line, built if needed: ./dev cli timeline --zone Europe/Madrid crm.ndjson
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core native
build_cli
exec "$build/release/bin/throughline" "$@"
