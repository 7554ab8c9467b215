# The element in Chromium: every tests/web/*.test.mjs, by node's own test runner and playwright-core.
# packages: web wasm browser
# builds: wasm web
log=build/test-logs/browser.tap
node --test --test-reporter=tap tests/web/*.test.mjs >"$log"
node tests/steps/tap_count.mjs "$log"
