"""Which articles tell of one happening or its aftermath: pure functions over records, no parse, no tables."""
