"""Tellings to incidents: who belongs together, why, and what they tell together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from lexicon.grouping import IncidentModel, incident_model
from schemas.ids import content_id
from schemas.incidents import Incident, IncidentEvent
from schemas.parts import Party, PlaceRef
from tasks.compare.features import pair
from tasks.compare.pairs import MOST, Likeness, chance, compared, likeness
from tasks.compare.reasons import reasons
from tasks.compare.relations import Place, of_days, of_places
from tasks.compare.relations import Time as Times
from tasks.compare.telling import Days, Telling, Who
from tasks.linkage import Link, average_link

T = TypeVar("T")
Counted = tuple[int | None, int | None, int | None, int | None]  # lowest, highest, latest, first
SURE = ("asserted", "denied", "possible", "planned", "negated")  # the surest first: what is denied somebody holds to be so
COUNTED = ("asserted", "possible")  # whose figures count
UNLIKELY = 0.01  # a chance below this counts as none


@dataclass(frozen=True, slots=True)
class Grouped:
    """An incident and why each of its reports belongs to it."""

    incident: Incident
    events: tuple[IncidentEvent, ...]


def incidents(
    tellings: Iterable[Telling], known: Mapping[str, IncidentEvent] = MappingProxyType({}), model: IncidentModel | None = None
) -> list[Grouped]:
    """The incidents of the reports of alike articles, whatever their order.

    `known` tells of some reports, by event id, to which incident they belong so far: these stay together.
    """
    model, ranked = model or incident_model(), sorted(tellings, key=lambda t: t.order)
    so_far: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(ranked):
        so_far[known[one.event_id].incident_id if one.event_id in known else f"alone {n}"].append(n)
    homes = {n: number for number, group in enumerate(so_far.values()) for n in group}
    alike, settled = likeness(ranked), {n for n, one in enumerate(ranked) if one.event_id in known}
    pairs = compared(ranked, alike, [homes[n] for n in range(len(ranked))], settled)
    chances = {link: chance(p, model) for link, p in pairs}
    links = {link: value for link, value in chances.items() if value < 0 or value >= UNLIKELY}
    groups = average_link(list(so_far.values()), links, model.least, MOST)
    compare = Compared(ranked, known, alike, of_each(len(ranked), chances))
    return [grouped(group, compare) for group in groups]


@dataclass(frozen=True, slots=True)
class Compared:
    """Tellings in their order, what is known of them, and the chances of those that were compared.

    Not the pairs themselves: of millions a few are asked for again.
    """

    ranked: Sequence[Telling]
    known: Mapping[str, IncidentEvent]
    alike: Likeness
    chances: Sequence[Mapping[int, float]]


def grouped(group: Sequence[int], compare: Compared) -> Grouped:
    whole, inside = summary([compare.ranked[n] for n in group]), frozenset(group)
    return Grouped(whole, tuple(member(n, inside, whole.incident_id, compare) for n in group))


def member(n: int, group: Set[int], key: str, compare: Compared) -> IncidentEvent:
    """A report, with the other that it is likest to; one that was with others before stays as it was told then."""
    one = compare.ranked[n]
    before = compare.known.get(one.event_id)
    if before is not None and before.nearest is not None:
        return replace(before, incident_id=key, batch_id="")
    if len(group) == 1:
        return IncidentEvent(key, one.event_id, one.article_id, 1.0, ("the only report",), None)
    others = {m: chance for m, chance in compare.chances[n].items() if m in group}
    if not others:  # there were likelier ones to compare it with
        return IncidentEvent(key, one.event_id, one.article_id, 0.0, (), None)
    best = max(others, key=lambda m: (others[m], -m))
    mean = round(max(0.0, sum(others.values()) / (len(group) - 1)), 4)
    first, second = (compare.ranked[m] for m in sorted((n, best)))
    why = reasons(pair(first, second, *compare.alike.of(first, second)))
    return IncidentEvent(key, one.event_id, one.article_id, mean, why, compare.ranked[best].event_id)


def of_each(count: int, chances: Mapping[Link, float]) -> list[dict[int, float]]:
    """The chances of each report with the others that it was compared with."""
    found: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), value in chances.items():
        found[a][b] = found[b][a] = value
    return found


def summary(tellings: Iterable[Telling]) -> Incident:
    """What the reports of one happening tell together. Figures come from the reports that hold it to have happened."""
    ranked = sorted(tellings, key=lambda t: t.order)
    type_ = most([t.type for t in ranked])
    days, dated = best_days(ranked), [t.published for t in ranked if t.published]
    surest = min((t.factuality for t in ranked), key=SURE.index)
    sure = [t for t in ranked if t.factuality == surest] if surest in COUNTED else []
    return Incident(
        content_id(ranked[0].event_id),
        type_,
        most([t.mode for t in ranked if t.type == type_ and t.mode] or [None]),
        surest,
        all(t.historical for t in ranked),
        best_place(ranked),
        days.start,
        days.end,
        days.precision,
        everybody(who for t in ranked for who in t.actors),
        everybody(who for t in ranked for who in t.recipients),
        *counted(sure, "dead"),
        *counted(sure, "injured"),
        *counted(sure, "arrested"),
        reports=len(ranked),
        articles=len({t.text_id or t.article_id for t in ranked}),
        outlets=len({outlet for t in ranked for outlet in t.outlets}),
        first_report=min(dated, default=None),
        last_report=max(dated, default=None),
        contested=any(t.factuality in ("denied", "negated") or t.denied_by for t in ranked),
        denied_by=tuple(sorted({name for t in ranked for name in t.denied_by})),
    )


def most(values: Sequence[T]) -> T:
    """The most frequent value, of equals the one that is told first."""
    times: dict[T, int] = defaultdict(int)
    for value in values:
        times[value] += 1
    return max(times, key=lambda value: (times[value], -values.index(value)))


def best(values: Sequence[T], agree: Callable[[T, T], bool], rank: Callable[[T], float]) -> T:
    """Of the values that no majority contradicts the most exact; of equals that which most agree with, then the first."""
    times = Counter(values)  # in order
    backing = {one: sum(n for other, n in times.items() if agree(one, other)) for one in times}
    first = {one: n for n, one in enumerate(times)}
    fair = [one for one in times if 2 * backing[one] >= len(values)] or [
        max(times, key=lambda one: (backing[one], -first[one]))
    ]
    return min(fair, key=lambda one: (rank(one), -backing[one], first[one]))


def best_place(tellings: Iterable[Telling]) -> PlaceRef | None:
    """One of the places as a report has it; where in the text it stands makes no difference."""
    told: dict[PlaceRef, PlaceRef] = {}
    places = [told.setdefault(apart(t.place), t.place) for t in tellings if t.place is not None]
    if not places:
        return None
    agree = lambda one, other: of_places(one, other) not in (Place.APART, Place.ABROAD)  # noqa: E731
    return best(places, agree, lambda place: place.geo_precision)


def apart(place: PlaceRef) -> PlaceRef:
    """The place itself, without where and how it is named."""
    return replace(place, start=0, end=0, text="", score=0.0)


def best_days(tellings: Iterable[Telling]) -> Days:
    """The most exact time: what the texts tell comes before the days of publication."""
    dated = [t.days for t in tellings if t.days.start is not None]
    told = [days for days in dated if days.told] or dated
    agree = lambda one, other: of_days(one, other) in (Times.SAME, Times.OVERLAP)  # noqa: E731
    return best(told, agree, lambda days: days.precision or 9) if told else Days()


def everybody(side: Iterable[Who]) -> tuple[Party, ...]:
    """Each name once, in the order of the reports."""
    found: dict[str, Party] = {}
    for who in side:
        found.setdefault(who.name.casefold(), Party(None, None, who.name, who.name, who.country, who.sector, who.entity_id))
    return tuple(found.values())


def counted(tellings: Iterable[Telling], role: str) -> Counted:
    """Of one role, over reports in order of time; a report that gives a range counts with its ends, and as its lower one."""
    ranges = [t.counts[role] for t in tellings if role in t.counts]
    if not ranges:
        return (None, None, None, None)
    return (int(min(low for low, _ in ranges)), int(max(high for _, high in ranges)), int(ranges[-1][0]), int(ranges[0][0]))
