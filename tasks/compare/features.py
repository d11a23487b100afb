"""What speaks for and against two tellings being of one happening, as numbers. No feature names a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from tasks.compare.relations import Figure, Place, Time, of_days, of_figures, of_places, weekday
from tasks.compare.telling import Side, Telling, weight
from tasks.stories.terms import cosine

FIGURES = ("dead", "injured", "arrested")
FORCE = "ASSAULT"
UNREST = {FORCE, "PROTEST"}  # stones and petrol bombs are told as either

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings and how they stand to each other: what the score, the contradictions and the reasons look at."""

    one: Telling
    other: Telling
    articles: float  # cosine of their articles' words
    meeting: float  # how alike the groups are in which their articles meet: likeness as all articles at hand see it
    place: Place
    time: Time
    figures: Mapping[str, Figure]

    @property
    def same_article(self) -> bool:
        return self.one.article_id == self.other.article_id


def pair(one: Telling, other: Telling, articles: float | None = None, meeting: float | None = None) -> Pair:
    """Two tellings side by side; how alike their articles are, if it is known already."""
    articles = cosine(one.terms, other.terms) if articles is None else articles
    return Pair(
        one,
        other,
        articles,
        articles if meeting is None else meeting,
        of_places(one.place, other.place),
        of_days(one.days, other.days),
        {role: of_figures(one.counts.get(role), other.counts.get(role)) for role in FIGURES},
    )


def features(p: Pair) -> Features:
    """Name -> number, the same names for every pair."""
    found = {**kind(p), **articles(p), **parties(p), **where(p), **when(p), **figures(p), **held(p)}
    return {name: float(value) for name, value in found.items()}


def kind(p: Pair) -> Features:
    """An act of force is told in many words (attack, blast, killed); any other act by the word that names it."""
    a, b = p.one, p.other
    same = a.type == b.type
    force = same and a.type == FORCE
    modes = same and a.mode != b.mode and None not in (a.mode, b.mode)
    word = bool(a.stems & b.stems)
    return {
        "type": same,
        "force": force,
        "unrest": {a.type, b.type} == UNREST,
        "conflict": not same and a.quad == b.quad == "MX",
        "rule_of_force": force and a.rule == b.rule,
        "rule": same and not force and a.rule == b.rule,
        "modes_of_force": force and modes,
        "modes": not force and modes,
        "word_of_force": force and word,
        "word": same and not force and word,
        "word_of_others": word and not same,
    }


def articles(p: Pair) -> Features:
    return {
        "articles": sqrt(max(0.0, p.articles)),
        "meeting": sqrt(max(0.0, p.meeting)),
        "article": p.same_article,
    }


def parties(p: Pair) -> Features:
    """Actors and recipients of both: how often of the two sides."""
    actors, recipients = side(p.one.actors, p.other.actors), side(p.one.recipients, p.other.recipients)
    return {name: actors[name] + recipients[name] for name in actors}


def side(one: Side, other: Side) -> Features:
    return {
        "name": not one.proper.isdisjoint(other.proper),
        "names": bool(one.proper and other.proper and one.proper.isdisjoint(other.proper)),
        "party": likeness(one, other),
        "one_party": (not one) != (not other),
        "country": not one.lands.isdisjoint(other.lands),
        "countries": bool(one.lands and other.lands and one.lands.isdisjoint(other.lands)),
        "sector": not one.sectors.isdisjoint(other.sectors),
    }


def where(p: Pair) -> Features:
    return {
        "place": p.place in (Place.SAME, Place.NEAR),
        "place_open": p.place in (Place.WIDE, Place.NESTED),
        "places": p.place in (Place.APART, Place.ABROAD),
    }


def when(p: Pair) -> Features:
    one, other = weekday(p.one.days), weekday(p.other.days)
    return {
        "days_near": p.time in (Time.SAME, Time.OVERLAP, Time.NEAR),
        "days_apart": p.time in (Time.WEEK, Time.FAR),
        "weekday": one is not None and one == other,
        "weekdays": one is not None and other is not None and one != other,
    }


def figures(p: Pair) -> Features:
    kinds = list(p.figures.values())
    return {
        "figures": kinds.count(Figure.SAME) + kinds.count(Figure.COMPATIBLE),
        "figures_differ": kinds.count(Figure.DIFFERENT),
    }


def held(p: Pair) -> Features:
    """Whether both say that it happened."""
    one, other = p.one.factuality, p.other.factuality
    apart = {f"one_{kind}": (one == kind) != (other == kind) for kind in ("negated", "planned", "possible")}
    return apart | {"held": one == other, "both_open": one == other != "asserted"}


def likeness(one: Side, other: Side) -> float:
    """Cosine of the words of two sides, rare ones heavier, 0..1."""
    both = one.words & other.words
    return weight(both) / sqrt(one.weight * other.weight) if both and one.weight and other.weight else 0.0
