"""Which articles are worth comparing: those that share words of their signatures. Never all pairs.

What an article is compared with is bounded twice, so that a story of thousands costs what a thousand small ones do: of the
articles that have a word only those nearest in time are looked at, and of all that are found those that share most are compared.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasks.stories.score import Profile, apart

SHARED = 2  # words of their signatures that two articles have in common at least
NEAREST = 256  # articles with one word that an article looks at
MOST = 64  # articles that an article is compared with

Postings = Mapping[int, Sequence[int]]


def pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """The positions of two articles to compare, each pair once and in order. Expects the articles in order of rank."""
    postings = posted(profiles)
    found = {(min(n, m), max(n, m)) for n in range(len(profiles)) for m in candidates(n, profiles, postings)}
    yield from sorted(found)


def posted(profiles: Iterable[Profile]) -> Postings:
    """Word of a signature -> the positions of the articles that have it, in order."""
    postings: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(profiles):
        for key in one.signature:
            postings[key].append(n)
    return postings


def candidates(n: int, profiles: Sequence[Profile], postings: Postings) -> list[int]:
    """The positions of the articles to compare with the n-th: those that share most, then the nearest in time."""
    shared = Counter(m for key in profiles[n].signature for m in nearest(n, postings[key]) if m != n)
    found = [m for m, count in shared.items() if count >= SHARED]
    return sorted(found, key=lambda m: (-shared[m], apart(profiles[n], profiles[m]) or 0, m))[:MOST]


def nearest(n: int, positions: Sequence[int]) -> Sequence[int]:
    """The positions about n: as they are in order of time, these are the nearest in time, or nearly."""
    middle = bisect_left(positions, n)
    return positions[max(0, middle - NEAREST // 2) : middle + NEAREST // 2]
