#!/usr/bin/env bash
# help: formats every C++ file that git knows
. "$THROUGHLINE_ROOT/tools/dev/lib/common.sh"
. "$THROUGHLINE_ROOT/tools/dev/lib/packages.sh"

need format
cd "$root"
git ls-files -z -- '*.cpp' '*.hpp' '*.h' | xargs -0 --no-run-if-empty clang-format -i
