# Random journeys that the native property has judged by its oracle, put to the wasm module.
# packages: native wasm web test
# builds: tests wasm
exec bash tests/property/replay.sh
