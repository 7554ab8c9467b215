# Widget, studio and the core's scenes put the same nodes at the same places: tests/studio/*.test.mjs.
# packages: native wasm web browser studio
# builds: cli wasm web studio
log=build/test-logs/parity.tap
node --test --test-reporter=tap tests/studio/*.test.mjs >"$log"
node tests/steps/tap_count.mjs "$log"
