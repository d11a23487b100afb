"""What nearly belongs to an incident: the likeliest of the reports that were compared with its own and did not join."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lexicon.grouping import IncidentModel, incident_model
from tasks.compare.features import Pair
from tasks.compare.incidents import UNLIKELY
from tasks.compare.pairs import MOST, chance, compared, likelihood, likeness
from tasks.compare.reasons import reasons
from tasks.compare.telling import Telling
from tasks.linkage import Link


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A report that stayed out, the likeliest one of its own incident."""

    event_id: str
    nearest: str  # the report of the incident that it is likest to
    likely: float  # 0 to 1 that the two tell one happening, by what speaks for it alone
    mean: float  # mean chance of all reports of both incidents; what contradicts itself counts below 0
    reports: int  # of its own incident, as far as they are at hand
    reasons: tuple[str, ...]  # of the two reports


def near_misses(
    tellings: Sequence[Telling], homes: Mapping[str, str], incident_id: str, most: int, model: IncidentModel | None = None
) -> list[NearMiss]:
    """The likeliest first. `homes`: the incident of each report, by event id; a report that has none stands alone."""
    model, ranked = model or incident_model(), sorted(tellings, key=lambda t: t.order)
    keys = [homes.get(t.event_id, t.event_id) for t in ranked]
    across = [(link, p) for link, p in compared(ranked, likeness(ranked)) if is_across(link, keys, incident_id)]
    others: dict[str, list[tuple[Link, Pair]]] = {}
    for link, p in across:
        others.setdefault(next(keys[n] for n in link if keys[n] != incident_id), []).append((link, p))
    found = [near_miss(some, keys, incident_id, key, ranked, model) for key, some in others.items()]
    worth = [miss for miss in found if miss.likely >= UNLIKELY]
    return sorted(worth, key=lambda miss: (-miss.likely, miss.event_id))[:most]


def is_across(link: Link, keys: Sequence[str], incident_id: str) -> bool:
    return (keys[link[0]] == incident_id) != (keys[link[1]] == incident_id)


def near_miss(
    pairs: Collection[tuple[Link, Pair]],
    keys: Sequence[str],
    incident_id: str,
    other: str,
    ranked: Sequence[Telling],
    model: IncidentModel,
) -> NearMiss:
    """The likeliest pair of an incident and another one."""
    (one, two), best = max(pairs, key=lambda pair: (likelihood(pair[1], model), -pair[0][0], -pair[0][1]))
    outside, nearest = (one, two) if keys[one] == other else (two, one)
    few, many = sorted((keys.count(incident_id), keys.count(other)))
    mean = sum(chance(p, model) for _, p in pairs) / (few * min(many, MOST))
    return NearMiss(
        ranked[outside].event_id,
        ranked[nearest].event_id,
        likelihood(best, model),
        mean,
        keys.count(other),
        reasons(best),
    )
