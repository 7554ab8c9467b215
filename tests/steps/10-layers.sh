# Who may include whom.
exec python3 tests/layers.py
