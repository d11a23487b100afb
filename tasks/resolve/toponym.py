"""The record of a place name, the word lists that tell it from other names, and those of datelines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from spacy.tokens import Span

from lexicon.countries import country_of_name
from lexicon.files import read_toml
from lexicon.gazetteer import Gazetteer
from schemas.codebook import ZoneKind
from tasks.annotate import Annotated
from tasks.resolve.found import OUTSIDE

COUNTRY_BEHIND = re.compile(r"\(([^\W\d_][\w .]{2,30})\)")  # "PRAIA (CAPE VERDE), 3 May"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at characters of articles.text; `name` is looked up, `inside` is the toponym that it is said to lie in."""

    start: int
    end: int
    first: int  # tokens of the parse, or OUTSIDE
    last: int
    text: str
    name: str
    inside: str = ""
    located: bool = True  # False: a place, but none of the gazetteer's


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists that tell places from other names."""

    locative: frozenset[str]
    weak: frozenset[str]
    directions: frozenset[str]
    joining: frozenset[str]
    bodies: frozenset[str]
    streets: frozenset[str]
    never: frozenset[str]
    kinds: frozenset[str]
    regions: frozenset[str]
    roads: frozenset[str]
    settlements: frozenset[str]
    taken: frozenset[str]


@cache
def load_words() -> Words:
    table = read_toml("toponyms.toml")
    return Words(**{name: frozenset(table[name]) for name in Words.__slots__})


def is_taken(name: Span) -> bool:
    """'Shelled X', 'X was overrun', 'fled X': done to places."""
    root = name.root
    return root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_.lower() in load_words().taken


def of_kind(span: Span, words: Words) -> bool:
    """'the village of X', 'X province', 'the road to X': a name said to be a place's."""
    doc = span.doc
    before, after = doc[max(0, span.start - 2) : span.start], doc[span.end : span.end + 1]
    leading = {"of": words.kinds, "to": words.roads}.get(before[-1].lower_, ()) if len(before) == 2 else ()
    told = bool(leading) and before[0].lower_ in leading
    return told or after.text.lower() in words.kinds


def dateline_toponyms(annotated: Annotated, places: Gazetteer) -> Iterator[Toponym]:
    text = annotated.article.text
    for zone in annotated.zones:
        if zone.kind == ZoneKind.DATELINE:
            yield from in_dateline(text, zone.start, zone.end, places)


def in_dateline(text: str, start: int, end: int, places: Gazetteer) -> Iterator[Toponym]:
    """The place parts of a dateline: what stands before the bracket or dash, split at commas and slashes."""
    printed = COUNTRY_BEHIND.sub(lambda m: f",{m[1]} " if country_of_name(m[1].title()) else m[0], text[start:end])
    head = re.split(r"[(\[]|\s[-–—_]", printed, maxsplit=1)[0]
    parts = list(re.finditer(r"[^,/;]+", head))
    toponyms: list[Toponym] = []
    for part in parts:
        name = part[0].strip(" .\n\t-–—_")
        if (
            name
            and name[0].isupper()
            and (name in places.abbreviations or name + "." in places.abbreviations or places.lookup(name))
        ):
            at = start + part.start() + part[0].index(name)
            toponyms.append(Toponym(at, at + len(name), OUTSIDE, OUTSIDE, name, name))
    for here, there in zip_longest(toponyms, toponyms[1:]):
        yield replace(here, inside=there.name if there else "")
