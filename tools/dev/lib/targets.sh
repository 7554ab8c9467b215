# shellcheck shell=bash
# shellcheck disable=SC2154 # root and build are set by common.sh
# How the things that verbs use are built: the CMake presets, the npm packages, the web bundle.

# build_preset PRESET [TARGET…]: configures at the first call and where the presets changed, else only where CMake
# itself finds cause.
build_preset() { locked "$1" build_preset_unlocked "$@"; }

build_preset_unlocked() {
  local preset="$1"
  shift
  cd "$root" || return 1
  if [[ ! -f "$build/$preset/build.ninja" || CMakePresets.json -nt "$build/$preset/build.ninja" ]]; then
    quietly "configure-$preset" cmake --preset "$preset" || return 1
  fi
  quietly "build-$preset" ninja -C "$build/$preset" -j "$(jobs_count)" "$@"
}

build_cli() { build_preset release throughline; }
# Every room, not only what the module happens to link: what em++ refuses shows at once.
build_wasm() { build_preset wasm; }
# Its icons are an npm package's.
build_studio() { install_npm && locked release add_studio && build_preset release throughline_studio; }
# The release tree has it from then on: one core for the command line and the studio.
add_studio() {
  if grep -qs '^THROUGHLINE_STUDIO:[A-Z]*=ON' "$build/release/CMakeCache.txt"; then return; fi
  quietly configure-studio env -C "$root" cmake --preset studio
}
build_tests() { build_preset dev; }
# What only ./dev bench runs.
build_bench() { build_preset release throughline_bench && build_preset wasm throughline_zones; }

install_npm() { locked npm install_npm_in ci . package.json package-lock.json web/package.json; }
# The peers of ./dev bench are a package of their own: nobody else needs their 260 MB.
install_peers() { install_duckdb_in tests/bench; }
# The engine that compiled templates are put to: the tests of SQL alone need it.
install_sql() { install_duckdb_in tests/sql; }
# DuckDB's packages for other systems are optional, and a registry need not have them all: npm ci then finds the lock
# file incomplete and refuses, npm install does not.
install_duckdb_in() { locked npm install_npm_in install "$1" "$1/package.json" "$1/package-lock.json"; }

# npm costs seconds; it runs only when a package file has changed since the last one.
# install_npm_in ci|install FOLDER PACKAGE-FILE…
install_npm_in() {
  local how="$1" folder="$2" stamp wanted
  shift 2
  cd "$root" || return 1
  stamp="$folder/node_modules/.throughline-stamp"
  wanted="$(cat "$@" | sha256sum)"
  if [[ "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]]; then return; fi
  say "Installing the npm packages of $folder/package-lock.json"
  quietly "npm-$how-${folder//[\/.]/}" npm --prefix "$folder" "$how" --no-audit --no-fund --no-save || return 1
  echo "$wanted" >"$stamp"
}

# The element as the page loads it; needs the wasm module.
build_web() {
  install_npm && locked web quietly build-web \
    env -C "$root" npm run --silent --workspace throughline build
}
