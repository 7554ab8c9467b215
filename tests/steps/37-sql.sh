# Templates compiled to SQL: DuckDB over what `timeline` writes against the engine, on golden and random cases.
# packages: native web test
# builds: cli tests sql
cases="$PWD/build/test-logs/sql-cases.ndjson"
rm -f "$cases"
THROUGHLINE_CASES="$cases" build/dev/bin/property_journey "the engine says what the oracle says" >build/test-logs/sql-cases.txt
exec node tests/sql/differential.mjs "$cases" 120
