# shellcheck shell=bash
# shellcheck disable=SC2154 # root and build are set by common.sh
# How the things that verbs use are built: the CMake presets, the npm packages, the web bundle.

# build_preset PRESET [TARGET…]: configures at the first call, later only where CMake itself finds cause.
build_preset() { locked "$1" build_preset_unlocked "$@"; }

build_preset_unlocked() {
  local preset="$1"
  shift
  cd "$root" || return 1
  if [[ ! -f "$build/$preset/build.ninja" ]]; then
    quietly "configure-$preset" cmake --preset "$preset" || return 1
  fi
  quietly "build-$preset" ninja -C "$build/$preset" -j "$(jobs_count)" "$@"
}

build_cli() { build_preset release throughline; }
# Every room, not only what the module happens to link: what em++ refuses shows at once.
build_wasm() { build_preset wasm; }
build_tests() { build_preset dev; }

# npm ci costs seconds; it runs only when a package file has changed since the last one.
install_npm() { locked npm install_npm_unlocked; }

install_npm_unlocked() {
  local stamp="$build/npm.stamp" wanted
  cd "$root" || return 1
  wanted="$(cat package.json package-lock.json web/package.json | sha256sum)"
  if [[ -f node_modules/.package-lock.json && "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]]; then return; fi
  say "Installing the npm packages of package-lock.json"
  quietly npm-ci npm ci --no-audit --no-fund || return 1
  echo "$wanted" >"$stamp"
}

# The element as the page loads it; needs the wasm module.
build_web() {
  install_npm && locked web quietly build-web \
    env -C "$root" npm run --silent --workspace throughline build
}
