"""The work, in data order: discover, read, normalize, dedup, annotate, resolve, extract. Pure functions over records."""
