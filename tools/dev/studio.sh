#!/usr/bin/env bash
# help: the journey in a desktop window, the options of the command line: ./dev studio --zone Europe/Madrid crm.ndjson
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"

need core native web studio
build_studio
program=("$build/release/bin/throughline-studio" "$@")
# A picture needs no screen of its own.
if [[ -z "${DISPLAY:-}" && " $* " =~ " --screenshot "|" --nodes "|" --shots "|--screenshot=|--nodes=|--shots= ]]; then
  exec xvfb-run --auto-servernum "${program[@]}"
fi
exec "${program[@]}"
