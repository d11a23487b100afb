"""What speaks for and against two tellings being of one happening, as numbers. No feature names a word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from tasks.compare.relations import Figure, Place, Time, of_days, of_figures, of_places, weekday
from tasks.compare.telling import Telling, Who
from tasks.stories.terms import cosine, rarity

FIGURES = ("dead", "injured", "arrested")
FORCE = "ASSAULT"
UNREST = {FORCE, "PROTEST"}  # stones and petrol bombs are told as either

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings and how they stand to each other: what the score, the contradictions and the reasons look at."""

    one: Telling
    other: Telling
    articles: float  # cosine of their articles' words
    place: Place
    time: Time
    figures: Mapping[str, Figure]

    @property
    def same_article(self) -> bool:
        return self.one.article_id == self.other.article_id

    @property
    def same_story(self) -> bool:
        return self.one.story == self.other.story != ""


def pair(one: Telling, other: Telling, articles: float | None = None) -> Pair:
    """Two tellings side by side; `articles` is the likeness of their articles, if it is known already."""
    return Pair(
        one,
        other,
        cosine(one.terms, other.terms) if articles is None else articles,
        of_places(one.place, other.place),
        of_days(one.days, other.days),
        {role: of_figures(one.counts.get(role), other.counts.get(role)) for role in FIGURES},
    )


def features(p: Pair) -> Features:
    """Name -> number, the same names for every pair."""
    of_sides = [side(name, getattr(p.one, name), getattr(p.other, name)) for name in ("actors", "recipients")]
    found = {**kind(p), **articles(p), **where(p), **when(p), **figures(p), **held(p)}
    for more in of_sides:
        found |= more
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
        "verbal": same and a.quad.startswith("V"),
        "rule_of_force": force and a.rule == b.rule,
        "rule": same and not force and a.rule == b.rule,
        "modes_of_force": force and modes,
        "modes": not force and modes,
        "one_mode": same and (a.mode is None) != (b.mode is None),
        "word_of_force": force and word,
        "word": same and not force and word,
        "word_of_others": word and not same,
    }


def articles(p: Pair) -> Features:
    return {
        "story": p.same_story,
        "articles": sqrt(max(0.0, p.articles)),
        "article": p.same_article,
        "sentence": likeness(p.one.words, p.other.words),
    }


def side(name: str, one: tuple[Who, ...], other: tuple[Who, ...]) -> Features:
    """Actors, or recipients, of both tellings."""
    names, others = proper(one), proper(other)
    lands, abroad = {w.country for w in one} - {""}, {w.country for w in other} - {""}
    return {
        f"{name}_name": bool(names & others),
        f"{name}_names": bool(names and others and not names & others),
        f"{name}_words": likeness(spoken(one), spoken(other)),
        f"{name}_one": (not one) != (not other),
        f"{name}_none": not one and not other,
        f"{name}_country": bool(lands & abroad),
        f"{name}_countries": bool(lands and abroad and not lands & abroad),
        f"{name}_sector": bool({w.sector for w in one} & {w.sector for w in other}),
    }


def where(p: Pair) -> Features:
    return {f"place_{kind}": p.place == kind for kind in Place if kind != Place.UNKNOWN}


def when(p: Pair) -> Features:
    told = p.one.days.told and p.other.days.told
    found = {f"days_{kind}": p.time == kind for kind in Time if kind != Time.UNKNOWN}
    one, other = weekday(p.one.days), weekday(p.other.days)
    return found | {
        "days_told_apart": told and p.time in (Time.WEEK, Time.FAR),
        "weekday": one is not None and one == other,
        "weekdays": one is not None and other is not None and one != other,
        "historical": p.one.historical != p.other.historical,
    }


def figures(p: Pair) -> Features:
    same = {role: f in (Figure.SAME, Figure.COMPATIBLE) for role, f in p.figures.items()}
    return same | {f"{role}_differs": f == Figure.DIFFERENT for role, f in p.figures.items()}


def held(p: Pair) -> Features:
    """Whether both say that it happened."""
    one, other = p.one.factuality, p.other.factuality
    apart = {f"one_{kind}": (one == kind) != (other == kind) for kind in ("negated", "planned", "possible")}
    return apart | {"held": one == other, "both_open": one == other != "asserted"}


def proper(side: Iterable[Who]) -> set[str]:
    return set(chain.from_iterable(w.proper for w in side))


def spoken(side: Iterable[Who]) -> frozenset[str]:
    return frozenset(chain.from_iterable(w.words for w in side))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets of words, rare ones heavier, 0..1."""
    both = weight(one & other)
    return both / sqrt(weight(one) * weight(other)) if both else 0.0


def weight(words: Iterable[str]) -> float:
    return sum(rarity(word) ** 2 for word in sorted(words))
