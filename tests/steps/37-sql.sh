# Templates compiled to SQL: DuckDB over what `timeline` writes against the engine, on golden and random cases.
# packages: native web test
# builds: cli tests sql
cases=build/test-logs/sql-cases.ndjson
bash tests/property/judge-journeys.sh "$cases" && exec node tests/sql/differential.mjs "$cases" 120
