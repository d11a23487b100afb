"""Events: triggers of the lexicon found in the parse, their parties, place, time and numbers, retellings merged."""
