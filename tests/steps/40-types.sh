# The element's TypeScript against the compiler's strictest reading.
# packages: web
# builds: npm
if npx --no-install tsc --noEmit --project web/tsconfig.json; then
  echo "1 passed, 0 failed"
else
  echo "0 passed, 1 failed"
fi
