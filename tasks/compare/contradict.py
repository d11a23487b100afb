"""What speaks against two tellings being of one happening, however alike they are otherwise. Only many others outvote it."""

import re
from collections.abc import Iterable

from tasks.compare.features import Pair
from tasks.compare.relations import TOWN, Figure, Place, gap
from tasks.compare.telling import Side, Telling, Who

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FAR_DAYS = 45  # between times of which one is known to the month only
ORGANISED = frozenset(
    {"BUS", "GOV", "MIL", "COP", "NGO", "IGO", "PTY", "REB", "PRM", "SOC", "REL", "JUD", "LEG", "MED", "EDU", "JRN"}
)
ON_PERSONS = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})


def contradiction(p: Pair) -> str:
    """Why the two cannot be of one happening, in words; empty if nothing does."""
    return next((reason for reason in (towns(p), days(p), victims(p), turned(p), denied(p)) if reason), "")


def towns(p: Pair) -> str:
    """Two towns that are not beside each other."""
    one, other = p.one.place, p.other.place
    if one is None or other is None or p.place not in (Place.APART, Place.ABROAD):
        return ""
    vague = max(one.geo_precision, other.geo_precision) > TOWN or None in (one.lat, other.lat)
    if vague or not (p.one.placed and p.other.placed) or one.text == other.text:
        return ""
    return f"two places: {one.name} and {other.name}"


def days(p: Pair) -> str:
    """Two days, each told to the day; or two times that are told and far apart."""
    one, other = p.one.days, p.other.days
    away = gap(one, other)
    if not one.told or not other.told or not away:
        return ""
    if exact(p.one) and exact(p.other):
        return "" if away == 1 and same_toll(p) else f"two days: {one.start} and {other.start}"
    return f"two times: {one.text or one.start} and {other.text or other.start}" if away > FAR_DAYS else ""


def exact(t: Telling) -> bool:
    """A day that the text tells. A full date that is the day of publication mostly is the article's own line."""
    stamp = t.days.start == t.published and YEAR.search(t.days.text) is not None
    return t.days.precision == 1 and t.days.source == "text" and not stamp


def same_toll(p: Pair) -> bool:
    """A day's difference is one of time zones, or of the report and its act, if both tell one number of people."""
    return Figure.SAME in p.figures.values() and Figure.DIFFERENT not in p.figures.values()


def victims(p: Pair) -> str:
    """One act on one person each, and the persons have two names."""
    one, other = p.one.recipients, p.other.recipients
    if p.one.type not in ON_PERSONS or not one or not other or not all(map(is_person, (*one, *other))):
        return ""
    return "" if one.proper & other.proper else f"two persons: {named(one)} and {named(other)}"


def is_person(who: Who) -> bool:
    """A name of two large words or more and nothing else, that no organisation has."""
    return who.sector not in ORGANISED and len(who.proper) > 1 and who.words <= who.proper


def turned(p: Pair) -> str:
    """Who strikes in one is struck in the other, and the other way round: an act and the answer to it."""
    if not (p.one.actors and p.one.recipients and p.other.actors and p.other.recipients):
        return ""
    actors, others = names(p.one.actors), names(p.other.actors)
    struck, hit = names(p.one.recipients), names(p.other.recipients)
    if actors & others or struck & hit or not (actors & hit and others & struck):
        return ""
    return f"the sides are turned round: {named(p.one.actors)} and {named(p.other.actors)} act"


def names(side: Side) -> frozenset[str]:
    """Names, and countries of those that act for one."""
    return side.proper | side.lands


def denied(p: Pair) -> str:
    """One denies of its actor what the other tells of somebody else."""
    for one, other in ((p.one, p.other), (p.other, p.one)):
        if one.factuality == "denied" and other.factuality != "denied" and others(one, other):
            return f"{named(one.actors)} is denied to have done it, {named(other.actors)} is told to"
    return ""


def others(one: Telling, other: Telling) -> bool:
    names, told = one.actors.proper, other.actors.proper
    return bool(names and told and not names & told)


def named(side: Iterable[Who]) -> str:
    return ", ".join(who.name for who in side)
