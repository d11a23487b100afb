"""Groups tellings into incidents by average link: two groups join while the mean chance that their tellings are of one happening
is high enough, the surest first. A pair that contradicts itself counts against its groups: one odd place among twenty reports is
outvoted, one of two reports is not."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Link = tuple[int, int]


def average_link(count: int, chances: Mapping[Link, float], least: float) -> list[list[int]]:
    """Groups of the numbers 0 to count-1, each sorted, by their lowest number.

    `chances`: (lower, higher) -> at most 1, below 0 for a contradiction; pairs that are not there count as 0. Equal means are
    joined in the order of the numbers: who sorts the tellings gets the same groups whatever order they came in.
    """
    totals: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), chance in sorted(chances.items()):
        totals[a][b] = totals[b][a] = chance
    groups = {n: [n] for n in range(count)}
    heap = [(-chance, a, b, 2) for (a, b), chance in chances.items() if chance >= least]
    heapify(heap)
    while heap:
        _, a, b, size = heappop(heap)
        if a in groups and b in groups and len(groups[a]) + len(groups[b]) == size:
            for link in join(a, b, groups, totals):
                mean = totals[a][link] / (len(groups[a]) * len(groups[link]))
                if mean >= least:
                    low, high = sorted((a, link))
                    heappush(heap, (-mean, low, high, len(groups[a]) + len(groups[link])))
    return [sorted(groups[n]) for n in sorted(groups)]


def join(a: int, b: int, groups: dict[int, list[int]], totals: list[dict[int, float]]) -> Iterable[int]:
    """Puts group b into group a, the lower number; returns the groups that a is linked to then."""
    groups[a] += groups.pop(b)
    for link, total in totals[b].items():
        del totals[link][b]
        if link != a:
            totals[a][link] = totals[link][a] = totals[a].get(link, 0.0) + total
    totals[b].clear()
    return sorted(totals[a])
