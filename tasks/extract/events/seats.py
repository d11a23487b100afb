"""Capitals that are told without their names: 'the Peruvian capital', 'the capital of Peru', 'the capital'."""

from collections.abc import Iterator

from spacy.tokens import Token

from lexicon.countries import capital_name, country_of_demonym, country_of_name
from lexicon.gazetteer import gazetteer
from lexicon.geonames import Entry
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.annotate import Annotated
from tasks.extract.events import syntax
from tasks.resolve.found import Found

SEAT = "capital"
OF = frozenset({"of"})
LITTLE = ("det", "case")


def seats_told(annotated: Annotated, home: str) -> Iterator[Found[PlaceRef]]:
    """The capitals that a text names by the noun, in order. A bare 'the capital' is that of `home`, the story's country."""
    for noun in (t for t in annotated.doc if t.lower_ == SEAT and t.tag_ == "NN" and t.dep_ != "compound"):
        seat = seat_of(country_told(noun, home))
        if seat is None:
            continue
        start = next((t.i for t in attributes(noun)), noun.i)
        span = annotated.span(start, noun.i + 1)
        place = PlaceRef(
            span.start, span.end, span.text, seat.name, seat.geonameid, seat.lat, seat.lon, seat.country, seat.admin1,
            seat.feature, 1, 1.0,
        )  # fmt: skip
        yield Found(place, start, noun.i + 1)


def country_told(noun: Token, home: str) -> str:
    """ISO 3166 alpha-3 of the country whose capital a noun means; empty for those of provinces, fashion and trade."""
    before, of = attributes(noun), syntax.own_prepositional(noun, OF)
    if any(t.lower_ in where_words().subordinate for t in before):
        return ""
    words = " ".join(t.text for t in (of[0].subtree if of else before) if t.dep_ not in LITTLE)
    if not words:
        return home if any(c.lower_ == "the" for c in noun.lefts) else ""
    found = country_of_name(words) or (None if of else country_of_demonym(words))
    return found.alpha3 if found is not None else ""


def attributes(noun: Token) -> list[Token]:
    """The words of a noun's phrase before it, articles and 's left out."""
    return [t for t in noun.doc[noun.left_edge.i : noun.i] if t.dep_ not in LITTLE]


def seat_of(country: str) -> Entry | None:
    """The gazetteer's entry of a country's capital."""
    towns = [e for e in gazetteer().lookup(capital_name(country)) if e.country == country and not e.is_area]
    return max(towns, key=lambda e: e.population, default=None)
