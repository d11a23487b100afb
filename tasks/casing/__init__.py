"""Capitals for text that lost its case: `uncased` tells which text did, `truecase` restores it by the words of `dictionary`."""
