"""What an article is compared by: its words, the rare ones and those of the title heavier. A pure function of the article.

How rare a word is comes from general English, not from the articles at hand: what is stored today need not be weighed anew when
others come tomorrow, and the order of coming cannot matter. Measured beside it: docs/decisions.md.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import islice
from math import log, sqrt

from lexicon.rarity import RAREST, rarities

WORD = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,40})?")
WORDS = 400  # what comes after is background; it bounds the cost of an article as well
TITLE = 5  # a word of the title counts as so many of the text
YEAR = re.compile(r"(?:19|20)\d\d")
OF_YEARS = 1.5  # their rarity: many articles of a time name the same; other numbers are as rare as names

Terms = Mapping[str, float]  # folded word -> weight; the weights are of length 1 together


def terms_of(title: str, text: str) -> Terms:
    """The weighted words of an article. Empty for an article without words that say anything."""
    counts = Counter(words(text, WORDS))
    for word in words(title, WORDS):
        counts[word] += TITLE
    weights = {word: (1 + log(n)) * rarity(word) for word, n in sorted(counts.items())}
    length = sqrt(sum(w * w for w in weights.values()))
    return {word: w / length for word, w in weights.items() if w > 0}


def words(text: str, most: int) -> Iterator[str]:
    """The first words of a text, folded."""
    return (fold(m.group()) for m in islice(WORD.finditer(text), most))


def fold(word: str) -> str:
    """Small letters, no possessive, no plural: 'Gunmen's' and 'gunmen', 'attacks' and 'Attack' are one."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def rarity(word: str) -> float:
    """0 for what every text has, to RAREST for names and words that few know."""
    if YEAR.fullmatch(word):
        return OF_YEARS
    return rarities(fold).get(word, RAREST) if len(word) > 1 else 0.0


def cosine(one: Terms, other: Terms) -> float:
    """0 for articles that share no word, to 1 for the same words in the same numbers."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many[word] for word, weight in few.items() if word in many)


def heaviest(terms: Terms, most: int) -> list[str]:
    """The words that say most of an article, the heaviest first."""
    return sorted(terms, key=lambda word: (-terms[word], word))[:most]


def hashed(key: str) -> int:
    """64 bits with a sign, as a column holds them: the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
