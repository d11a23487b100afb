"""Average link: two groups join while the mean chance that their members belong together is high enough, the surest first.

A pair that contradicts itself counts against its groups: one odd place among twenty reports is outvoted, one of two is not.
"""

from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import product

Link = tuple[int, int]
MOST = 200  # others that one is compared with; larger groups are judged as if they had so many


def average_link(count: int, chances: Mapping[Link, float], least: float) -> list[list[int]]:
    """Groups of the numbers 0 to count-1, each sorted, by their lowest number.

    `chances`: (lower, higher) -> at most 1, below 0 for a contradiction; pairs that are not there count as 0. Equal means are
    joined in the order of the numbers: who sorts what is grouped gets the same groups whatever order it came in.
    """
    groups = {n: [n] for n in range(count)}
    for one, other, _ in joins(count, chances, least):
        groups[one[0]] = sorted(groups[one[0]] + groups.pop(other[0]))
    return list(groups.values())


def meetings(count: int, likeness: Mapping[Link, float], least: float) -> dict[Link, float]:
    """For each pair that ends up in one group: how alike the two groups were on whose joining they met."""
    found: dict[Link, float] = {}
    for one, other, mean in joins(count, likeness, least):
        found |= {(min(a, b), max(a, b)): mean for a, b in product(one, other)}
    return found


def joins(count: int, chances: Mapping[Link, float], least: float) -> Iterator[tuple[list[int], list[int], float]]:
    """The groups that join, in order, the one with the lowest number first, with the mean of their pairs. Each is sorted."""
    totals: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), chance in sorted(chances.items()):
        totals[a][b] = totals[b][a] = chance
    groups = {n: [n] for n in range(count)}
    heap = [(-chance, a, b, 2) for (a, b), chance in chances.items() if chance >= least]
    heapify(heap)
    while heap:
        loss, a, b, size = heappop(heap)
        if a not in groups or b not in groups or len(groups[a]) + len(groups[b]) != size:
            continue  # one of them has grown since
        yield groups[a], groups[b], -loss
        groups[a] = sorted(groups[a] + groups.pop(b))
        for other in merged(a, b, totals):
            low, high = sorted((a, other))
            mean = totals[a][other] / pairs(len(groups[a]), len(groups[other]))
            if mean >= least:
                heappush(heap, (-mean, low, high, len(groups[a]) + len(groups[other])))


def pairs(one: int, other: int) -> int:
    """How many pairs two groups have that could have been compared."""
    few, many = sorted((one, other))
    return few * min(many, MOST)


def merged(a: int, b: int, totals: list[dict[int, float]]) -> list[int]:
    """Adds what b is linked to, and how much, to a; returns the numbers that a is linked to then."""
    for other, total in totals[b].items():
        del totals[other][b]
        if other != a:
            totals[a][other] = totals[other][a] = totals[a].get(other, 0.0) + total
    totals[b].clear()
    return sorted(totals[a])
