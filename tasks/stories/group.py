"""Stories: groups of articles whose pairs are, on the mean, likely to tell one story (average link).

`regrouped` groups from scratch; its result depends on the set of articles alone, not on their order. `joined` puts new articles
to stories that are stored and leaves those as they are; it may differ from grouping all anew, until that is done.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from lexicon.grouping import StoryModel, story_model
from schemas.stories import MOST
from tasks.stories.candidates import pairs
from tasks.stories.score import Profile, score

NEGLIGIBLE = 0.01  # a pair less likely counts as 0
Entry = tuple[float, int, int]  # minus the mean score of two groups, and the two: the heap gives the likeliest first
Scored = tuple[int, int, float]


@dataclass(slots=True)
class Groups:
    """The groups so far, each under a number of its own; a merged group takes a new number."""

    members: dict[int, tuple[int, ...]]
    sums: dict[int, dict[int, float]] = field(default_factory=dict)  # group -> neighbour -> sum of the scores of their pairs

    def link(self, one: int, other: int, total: float) -> None:
        for a, b in ((one, other), (other, one)):
            near = self.sums.setdefault(a, {})
            near[b] = near.get(b, 0.0) + total

    def mean(self, one: int, other: int) -> float:
        """The mean score of the pairs of two groups; an article of a crowd is compared with MOST others, so no more count."""
        few, many = sorted((len(self.members[one]), len(self.members[other])))
        return self.sums[one][other] / (few * min(many, MOST))

    def merge(self, one: int, other: int, number: int) -> Iterator[Entry]:
        """Makes one group of two, and gives its links for the heap."""
        self.members[number] = self.members.pop(one) + self.members.pop(other)
        totals: dict[int, float] = {}
        for old in (one, other):
            for near, total in self.sums.pop(old).items():
                if near not in (one, other):
                    del self.sums[near][old]
                    totals[near] = totals.get(near, 0.0) + total
        for near, total in totals.items():
            self.link(number, near, total)
            yield -self.mean(number, near), near, number


def regrouped(profiles: Iterable[Profile], model: StoryModel | None = None) -> dict[str, str]:
    """Article -> story, which is named after its first article. The order of the articles does not matter."""
    ranked, model = sorted(profiles, key=lambda p: p.rank), model or story_model()
    groups = merged({n: (n,) for n in range(len(ranked))}, scored(ranked, model), model.least)
    return {ranked[n].article_id: ranked[min(group)].article_id for group in groups for n in group}


def joined(
    new: Iterable[Profile], stored: Iterable[Profile], story_of: Mapping[str, str], model: StoryModel | None = None
) -> dict[str, str]:
    """New article -> story: one of the stored, or one of its own, which is named after its first article.

    Of the stored articles those suffice that share words with new ones: a story is judged by its articles that are given.
    """
    fresh, model = {p.article_id: p for p in new}, model or story_model()
    ranked = sorted((*fresh.values(), *(p for p in stored if p.article_id not in fresh)), key=lambda p: p.rank)
    ids = [p.article_id for p in ranked]
    homes: dict[tuple[bool, str], list[int]] = {}
    for n, key in enumerate(ids):
        homes.setdefault((key in fresh, key if key in fresh else story_of[key]), []).append(n)
    links = scored(ranked, model, frozenset(n for n, key in enumerate(ids) if key in fresh))
    groups = merged({home[0]: tuple(home) for home in homes.values()}, links, model.least)
    named = ((group, story([ids[n] for n in sorted(group)], fresh, story_of)) for group in groups)
    return {ids[n]: name for group, name in named for n in group if ids[n] in fresh}


def story(ids: Sequence[str], fresh: Collection[str], story_of: Mapping[str, str]) -> str:
    """The story of a group, given in order of rank: that of its stored articles, else its first article."""
    return next((story_of[key] for key in ids if key not in fresh), ids[0])


def scored(ranked: Sequence[Profile], model: StoryModel, among: frozenset[int] | None = None) -> Iterator[Scored]:
    """The pairs worth comparing (of `among` one at least), with their scores. Expects the articles in order of rank."""
    compared = (pair for pair in pairs(ranked) if among is None or not among.isdisjoint(pair))
    found = ((a, b, score(ranked[a], ranked[b], model)) for a, b in compared)
    return (one for one in found if one[2] >= NEGLIGIBLE)


def merged(members: Mapping[int, tuple[int, ...]], links: Iterable[Scored], least: float) -> list[tuple[int, ...]]:
    """Merges the likeliest two groups until none are likely enough. Ties go to the groups that are older."""
    groups, home = Groups(dict(members)), {n: number for number, group in members.items() for n in group}
    for one, other, value in links:
        groups.link(home[one], home[other], value)
    heap = [(-groups.mean(a, b), a, b) for a, near in groups.sums.items() for b in near if a < b]
    heapify(heap)
    number = max(home, default=0)
    while heap and -heap[0][0] >= least:
        _, one, other = heappop(heap)
        if one in groups.members and other in groups.members:
            number += 1
            for entry in groups.merge(one, other, number):
                heappush(heap, entry)
    return list(groups.members.values())
