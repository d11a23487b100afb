"""Which tellings are compared, and how likely each pair is of one happening: a logistic model whose weights are data."""

import heapq
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from lexicon.grouping import IncidentModel
from tasks.compare.contradict import contradiction
from tasks.compare.features import UNREST, Pair, features, pair
from tasks.compare.telling import Telling
from tasks.linkage import Link, Meetings
from tasks.stories.candidates import pairs
from tasks.stories.score import Profile
from tasks.stories.terms import cosine, hashed, heaviest

ALIKE = 0.12  # articles less alike are of two stories
MEETING = 0.05
MOST = 128  # others that a telling is compared with
SETTLED = 16  # others that one which belongs to an incident already looks at: it was compared when it came
KEYS = 20  # words of an article by which others are found that may be like it: an incident crosses stories


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the articles at hand are: directly, and as groups of them see each other. Never all pairs of them."""

    place: Mapping[str, int]  # of an article among those at hand
    near: Sequence[Mapping[int, float]]  # of each article the others that are alike, and how much
    meetings: Meetings

    def around(self, one: Telling) -> Iterator[tuple[int, float]]:
        """The articles that are alike, its own among them."""
        here = self.place[one.article_id]
        yield here, 1.0
        yield from self.near[here].items()

    def of(self, one: Telling, other: Telling) -> tuple[float, float]:
        a, b = self.place[one.article_id], self.place[other.article_id]
        return (1.0, 1.0) if a == b else (self.near[a].get(b, 0.0), self.meetings.of(a, b))


def likeness(tellings: Sequence[Telling]) -> Likeness:
    """Of all articles that the tellings stand in. Alike ones share at least one of the words that say most of them."""
    told = {t.article_id: Profile(t.article_id, t.published, t.terms, {}, keys(t)) for t in tellings}
    articles = sorted(told.values(), key=lambda a: a.rank)
    found = ((link, cosine(articles[link[0]].terms, articles[link[1]].terms)) for link in pairs(articles))
    direct = {link: value for link, value in found if value >= MEETING}
    near: list[dict[int, float]] = [{} for _ in articles]
    for (a, b), value in direct.items():
        near[a][b] = near[b][a] = value
    place = {article.article_id: n for n, article in enumerate(articles)}
    return Likeness(place, near, Meetings(len(articles), direct, MEETING, MOST))


def keys(t: Telling) -> tuple[int, ...]:
    return tuple(sorted(map(hashed, heaviest(t.terms, KEYS))))


def compared(
    tellings: Sequence[Telling], alike: Likeness, homes: Sequence[int] = (), settled: Container[int] = ()
) -> Iterator[tuple[Link, Pair]]:
    """The pairs of positions that are worth comparing: kindred acts of articles that are alike, MOST a telling.

    `homes`: the group of each, if some are together already; those of one group are not compared, and of `settled` ones fewer.
    """
    homes = homes or range(len(tellings))
    within: dict[tuple[int, str], list[int]] = defaultdict(list)
    for n, one in enumerate(tellings):
        within[alike.place[one.article_id], one.quad].append(n)
    links: set[Link] = set()
    for n, one in enumerate(tellings):
        near = ((-value, m) for there, value in alike.around(one) if value >= ALIKE for m in within[there, one.quad])
        most = SETTLED if n in settled else MOST
        best = heapq.nsmallest(most, ((loss, m) for loss, m in near if homes[m] != homes[n] and kindred(one, tellings[m])))
        links |= {(min(n, m), max(n, m)) for _, m in best}
    for a, b in sorted(links):
        yield (a, b), pair(tellings[a], tellings[b], *alike.of(tellings[a], tellings[b]))


def kindred(one: Telling, other: Telling) -> bool:
    """Acts that can be one: of a type, of two that are told for each other, or of one word ('nominates': AGREE or SUPPORT)."""
    return one.type == other.type or {one.type, other.type} == UNREST or not one.stems.isdisjoint(other.stems)


def chance(p: Pair, model: IncidentModel) -> float:
    """0 to 1 that both are of one happening; below 0 if something contradicts it. The same whichever comes first."""
    return model.contradiction if contradiction(p) else likelihood(p, model)


def likelihood(p: Pair, model: IncidentModel) -> float:
    """0 to 1: what the features say, whether or not something contradicts it."""
    return 1 / (1 + exp(-model.intercept - sum(model.weights[name] * value for name, value in features(p).items())))
