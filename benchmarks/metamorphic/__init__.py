"""Sentences turned about: the record of a seed sentence must change exactly as the sentence did.

    python -m benchmarks.metamorphic     # pass rates, and what fails

Seeds, parties and transformations are data (metamorphic/*.toml). For each seed and transformation every grammatical variant is
made, its expected record is the seed's written record with the change that the transformation states, and the coder must give
that record and nothing else. The method is metamorphic testing (Chen et al. 1998; CheckList of Ribeiro et al. 2020).
"""
