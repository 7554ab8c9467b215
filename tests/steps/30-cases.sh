# The golden cases: native, under the sanitizers, in chunks, and on the wasm module.
# packages: native wasm web test
# builds: cli tests wasm
exec node tests/cases/run.mjs
