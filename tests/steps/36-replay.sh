# Random journeys that the native property has judged by its oracle, put to the wasm module.
# packages: native wasm web test
# builds: tests wasm
cases=build/test-logs/journey-cases.ndjson
bash tests/property/judge-journeys.sh "$cases" && exec node tests/property/replay.mjs "$cases"
