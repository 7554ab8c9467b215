# Everybody in the benchmark gives the same results, the core and its peers; nothing is timed. ./dev bench is the real one.
# packages: native wasm web browser
# builds: wasm web bench
exec node tests/bench/run.mjs --events 500 --runs 1 --check
