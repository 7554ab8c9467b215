# What a page loads first stays within its budget.
# packages: wasm web
# builds: wasm web
exec node tools/dev/lib/sizes.mjs --check
