# Random feeds: the merge against a brute-force one, natively and on the wasm module (MERGE_CASES of them).
# packages: native wasm web test
# builds: tests wasm
exec node tests/property/merge-in-wasm.mjs "${MERGE_CASES:-300}"
