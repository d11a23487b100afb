"""How rare English words are: the frequencies of the wordfreq package, frozen in 2021, so every run gets the same."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from math import log10
from types import MappingProxyType

from wordfreq import get_frequency_dict

COMMON = 7.0  # on the Zipf scale (log10 of uses in a billion words): "the" has 7.7, words that every article has weigh nothing
LIST = "small"  # its 29,000 words reach down to 3.0; a list of 320,000 down to 1.0 does not tell stories apart any better
RAREST = 4.0  # of a word outside the list: names, mostly


@cache
def rarities(fold: Callable[[str], str]) -> Mapping[str, float]:
    """Folded word -> 0 (in every text) to RAREST, where the uses of all words that fold to one are added up."""
    uses: dict[str, float] = defaultdict(float)
    for word, share in get_frequency_dict("en", LIST).items():
        uses[fold(word)] += share
    return MappingProxyType({word: min(max(0.0, COMMON - 9 - log10(share)), RAREST) for word, share in uses.items()})
