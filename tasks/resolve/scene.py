"""What is known of an article before a party is asked for: its entities, the countries it names, the country it is about."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from lexicon.countries import Country, country_of_capital, country_of_place
from lexicon.world import word_list
from schemas.tables import Article
from tasks.annotate import Annotated
from tasks.resolve.consistency import consistent
from tasks.resolve.known_names import Hit
from tasks.resolve.labels import Named, named_entities

PLACES = frozenset(["GPE", "LOC", "FAC"])
HEADLINE_WEIGHT, LEAD_WEIGHT, DATELINE_WEIGHT = 3, 2, 3
LEAD_TOKENS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """An article's parse with its named entities. `named_at` and `country_at` are indexed by token.

    `focus` is the alpha-3 of the country that unnamed police, officials and residents belong to; empty if none stands out.
    """

    annotated: Annotated
    named: tuple[Named, ...]
    named_at: dict[int, Named]
    country_at: dict[int, tuple[Country, Hit]]
    focus: str

    @property
    def doc(self) -> Doc:
        return self.annotated.doc

    @property
    def published(self) -> date | None:
        return self.annotated.article.published

    def at(self, token: Token) -> Named | None:
        return self.named_at.get(token.i)


def make_scene(annotated: Annotated) -> Scene:
    """Reads entities and countries off a parse, once an article."""
    found, hits = named_entities(annotated.doc)
    named = consistent(annotated.doc, found)
    named_at = {i: n for n in named for i in range(n.start, n.end)}
    country_at = {i: (h.country, h) for h in hits if h.country is not None for i in range(h.start, h.end)}
    counts = count_countries(annotated, named, country_at)
    return Scene(annotated, named, named_at, country_at, focus_of(counts))


def place_country(doc: Doc, named: Named) -> str:
    """alpha-3 of the country that a named place is or lies in."""
    if named.country is not None:
        return named.country.alpha3
    return country_of_place(doc[named.inner : named.end].text)


def count_countries(annotated: Annotated, named: tuple[Named, ...], country_at: dict[int, tuple[Country, Hit]]) -> Counter[str]:
    """How much an article speaks of each country: names, demonyms and places, headline and lead counting more."""
    counts: Counter[str] = Counter()
    for country, hit in {h.start: (c, h) for c, h in country_at.values()}.values():
        counts[country.alpha3] += weight(annotated, hit.start)
    for n in named:
        if n.label in PLACES and n.country is None and (alpha3 := place_country(annotated.doc, n)):
            counts[alpha3] += weight(annotated, n.start)
    for alpha3 in dateline_countries(annotated.article):
        counts[alpha3] += DATELINE_WEIGHT
    counts.pop("", None)
    return counts


def weight(annotated: Annotated, index: int) -> int:
    if index < annotated.headline_end:
        return HEADLINE_WEIGHT
    return LEAD_WEIGHT if index < annotated.headline_end + LEAD_TOKENS else 1


def dateline_places(dateline: str) -> list[str]:
    """The place names of a dateline such as 'NAIROBI, Kenya (AP) _' or 'Cairo, Aug 7 (Xinhua)'."""
    head = dateline.split("(")[0].strip(" -_–—.:")
    parts = [p.strip(" -_–—.:") for p in head.split(",")]
    return [p.title() if p.isupper() and len(p) > 3 else p for p in parts if p and not any(c.isdigit() for c in p)][:2]


def dateline_countries(article: Article) -> list[str]:
    """The country of the dateline: of its last part that is a place."""
    found = [alpha3 for part in dateline_places(article.dateline) if (alpha3 := country_of_place(part))]
    return found[-1:]


def focus_of(counts: Counter[str]) -> str:
    """The country named most, ties broken by name so that every run agrees."""
    return min(counts, key=lambda c: (-counts[c], c), default="")


def country_before(scene: Scene, head: Token, start: int) -> Country | None:
    """The first country or demonym among the tokens from `start` to the head: 'US-backed Syrian rebels' is Syria."""
    for i in range(start, head.i):
        if i in scene.country_at and not is_backer(scene.doc, scene.country_at[i][1].end):
            return scene.country_at[i][0]
    return None


BACKERS = word_list("backers")


def is_backer(doc: Doc, after: int) -> bool:
    """Whether a country's name goes on as '-backed' and the like: then it is not the party's own."""
    return after + 1 < len(doc) and doc[after].text == "-" and doc[after + 1].lower_ in BACKERS


def capital_of(scene: Scene, named: Named) -> Country | None:
    """The country whose government a capital's name may stand for."""
    if named.label != "GPE" or named.country is not None:
        return None
    return country_of_capital(scene.doc[named.inner : named.end].text)
