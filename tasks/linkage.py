"""Average link: two groups join while the mean chance that their members belong together is high enough, the surest first.

A chance below 0 counts against its groups: one odd pair among many is outvoted, one of two is not.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

Link = tuple[int, int]  # two members, the lower number first
Group = Sequence[int]


def average_link(groups: Sequence[Group], links: Mapping[Link, float], least: float, most: int) -> list[list[int]]:
    """The groups that come of some that do not overlap, each sorted, by their lowest member.

    `links`: the chance of a pair, at most 1; pairs that are not there count as 0. `most`: others that one member was compared
    with; larger groups are judged as if they had so many. Equal means are joined in the order of the groups: who sorts what is
    grouped gets the same groups whatever order it came in.
    """
    found = {n: sorted(group) for n, group in enumerate(groups)}
    home = {group[0]: n for n, group in found.items() if group}
    for one, other, _ in joins(groups, links, least, most):
        a, b = home[one[0]], home.pop(other[0])
        found[a] = sorted(found[a] + found.pop(b))
        home[found[a][0]] = a
    return sorted(found.values())


NEVER = (sys.maxsize, 0.0)


class Meetings:
    """On whose joining two of 0 to count-1 met: how alike the two groups were that became one then.

    The joins are kept as a forest in which the smaller group hangs on the larger (union by size): no way up is longer than a
    logarithm, and no pair is written down before it is asked for.
    """

    def __init__(self, count: int, likeness: Mapping[Link, float], least: float, most: int) -> None:
        self.above, self.joined = list(range(count)), [NEVER] * count  # what each hangs on, since which join, how alike
        sizes = [1] * count
        for number, (one, other, mean) in enumerate(joins([(n,) for n in range(count)], likeness, least, most), 1):
            small, large = sorted((self.top(one[0]), self.top(other[0])), key=lambda n: (sizes[n], n))
            self.above[small], self.joined[small] = large, (number, mean)
            sizes[large] += sizes[small]

    def top(self, n: int) -> int:
        while self.above[n] != n:
            n = self.above[n]
        return n

    def of(self, one: int, other: int) -> float:
        """0..1; 0 for two that never met."""
        latest = (0, 0.0)
        while one != other:
            if self.joined[other] < self.joined[one]:
                one, other = other, one
            if self.above[one] == one:
                return 0.0
            latest = max(latest, self.joined[one])
            one = self.above[one]
        return latest[1]


def joins(
    groups: Sequence[Group], links: Mapping[Link, float], least: float, most: int
) -> Iterator[tuple[list[int], list[int], float]]:
    """The groups that join, in order, each sorted, with the mean of their pairs; the first keeps its place in the order."""
    members = {n: sorted(group) for n, group in enumerate(groups)}
    totals = totalled(groups, links)

    def mean(a: int, b: int) -> float:
        few, many = sorted((len(members[a]), len(members[b])))
        return totals[a][b] / (few * min(many, most))

    def entry(a: int, b: int) -> tuple[float, int, int, int]:
        return -mean(a, b), min(a, b), max(a, b), len(members[a]) + len(members[b])

    heap = [entry(a, b) for a, near in enumerate(totals) for b in near if a < b and mean(a, b) >= least]
    heapify(heap)
    while heap:
        loss, a, b, size = heappop(heap)
        if a not in members or b not in members or len(members[a]) + len(members[b]) != size:
            continue  # one of them has grown since
        yield members[a], members[b], -loss
        members[a] = sorted(members[a] + members.pop(b))
        for other in merged(a, b, totals):
            if mean(a, other) >= least:
                heappush(heap, entry(a, other))


def totalled(groups: Sequence[Group], links: Mapping[Link, float]) -> list[dict[int, float]]:
    """For each group: which others it is linked to, and the sum of the chances of their pairs."""
    home = {member: n for n, group in enumerate(groups) for member in group}
    totals: list[dict[int, float]] = [{} for _ in groups]
    for (one, other), chance in sorted(links.items()):
        a, b = home[one], home[other]
        if a != b:
            totals[a][b] = totals[b][a] = totals[a].get(b, 0.0) + chance
    return totals


def merged(a: int, b: int, totals: list[dict[int, float]]) -> list[int]:
    """Adds what b is linked to, and how much, to a; returns the numbers that a is linked to then."""
    for other, total in totals[b].items():
        del totals[other][b]
        if other != a:
            totals[a][other] = totals[other][a] = totals[a].get(other, 0.0) + total
    totals[b].clear()
    return sorted(totals[a])
