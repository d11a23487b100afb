"""Which tellings are compared, and how likely each pair is of one happening: a logistic model whose weights are data."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from lexicon.grouping import IncidentModel
from tasks.compare.contradict import contradiction
from tasks.compare.features import UNREST, Pair, features, pair
from tasks.compare.telling import Telling
from tasks.linkage import Link, meetings
from tasks.stories.terms import cosine

ALIKE = 0.12  # articles less alike are of two stories
MEETING = 0.05
MOST = 200  # others that a telling is compared with


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the articles at hand are: directly, and as groups of them see each other. (lower id, higher id) -> 0..1."""

    direct: Mapping[tuple[str, str], float]
    meeting: Mapping[tuple[str, str], float]

    def of(self, one: Telling, other: Telling) -> tuple[float, float]:
        key = (min(one.article_id, other.article_id), max(one.article_id, other.article_id))
        return (1.0, 1.0) if key[0] == key[1] else (self.direct.get(key, 0.0), self.meeting.get(key, 0.0))


def likeness(tellings: Sequence[Telling]) -> Likeness:
    """Of all articles that the tellings stand in."""
    terms = {t.article_id: t.terms for t in tellings}
    ids = sorted(terms)
    found = {(i, j): cosine(terms[ids[i]], terms[ids[j]]) for j in range(len(ids)) for i in range(j)}
    near = {link: value for link, value in found.items() if value >= MEETING}
    met = meetings(len(ids), near, MEETING, MOST)
    named = [{(ids[i], ids[j]): value for (i, j), value in links.items()} for links in (near, met)]
    return Likeness(*named)


def compared(tellings: Sequence[Telling], alike: Likeness) -> Iterator[tuple[Link, Pair]]:
    """The pairs of positions that are worth comparing: kindred acts of articles that are alike, MOST a telling."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(tellings):
        kinds[one.quad].append(n)
    links: set[Link] = set()
    for n, one in enumerate(tellings):
        near = ((alike.of(one, tellings[m])[0], m) for m in kinds[one.quad] if m != n and kindred(one, tellings[m]))
        best = sorted(((-value, m) for value, m in near if value >= ALIKE))[:MOST]
        links |= {(min(n, m), max(n, m)) for _, m in best}
    for a, b in sorted(links):
        yield (a, b), pair(tellings[a], tellings[b], *alike.of(tellings[a], tellings[b]))


def kindred(one: Telling, other: Telling) -> bool:
    """Acts that can be one: of a type, of two that are told for each other, or of one word ('nominates': AGREE or SUPPORT)."""
    return one.type == other.type or {one.type, other.type} == UNREST or not one.stems.isdisjoint(other.stems)


def chance(p: Pair, model: IncidentModel) -> float:
    """0 to 1 that both are of one happening; below 0 if something contradicts it. The same whichever comes first."""
    if contradiction(p):
        return model.contradiction
    return 1 / (1 + exp(-model.intercept - sum(model.weights[name] * value for name, value in features(p).items())))
