# The command line's PDF: text of every script in it, read back by Poppler.
# packages: native pdf web
# builds: cli
log=build/test-logs/pdf.tap
node --test --test-reporter=tap tests/pdf/*.test.mjs >"$log"
node tests/steps/tap_count.mjs "$log"
