"""What is known of an article before a party is asked for: its entities, the countries it names, the country it is about."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Token

from lexicon.countries import Country, country_of_capital, country_of_place, fold
from lexicon.lists import word_list
from lexicon.world import Body
from tasks.annotate import Annotated
from tasks.resolve.consistency import consistent
from tasks.resolve.contained import country_told
from tasks.resolve.focus import Focus, find_focus
from tasks.resolve.known_names import Hit
from tasks.resolve.labels import Named, named_entities
from tasks.resolve.phrases import is_one_of_many, lemma


@dataclass(frozen=True, eq=False)
class Scene:
    """An article's parse with its named entities; the dictionaries are indexed by token.

    `focus` tells the country that unnamed police, officials and residents belong to.
    """

    annotated: Annotated
    named: tuple[Named, ...]
    named_at: dict[int, Named]
    country_at: dict[int, tuple[Country, Hit]]
    body_at: dict[int, Body]
    focus: Focus
    called: dict[str, list[Named]] = field(default_factory=dict)  # kind to the names told to be of it, once asked for

    @cached_property
    def introduced(self) -> dict[str, list[int]]:
        """The nouns that tell of something new, 'a newspaper', by lemma; not what is said of a name beside it."""
        found: dict[str, list[int]] = {}
        for token in self.doc:
            if token.dep_ not in ("appos", "attr") and is_one_of_many(token):
                found.setdefault(lemma(token), []).append(token.i)
        return found

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
    focus = find_focus(annotated, named, hits)
    named = tuple(settled(annotated.doc, n, focus) for n in named)
    named_at = {i: n for n in named for i in range(n.start, n.end)}
    country_at = {i: (h.country, h) for h in hits if h.country is not None for i in range(h.start, h.end)}
    bodies = [(h, h.body) for h in hits if h.body is not None and not h.body.people]
    body_at = {i: b for h, b in bodies if is_meant(annotated.doc, h.start, h.end, b, focus) for i in range(h.start, h.end)}
    return Scene(annotated, named, named_at, country_at, body_at, focus)


def settled(doc: Doc, named: Named, focus: Focus) -> Named:
    """An entity without the body that it does not mean."""
    if named.body is None or is_meant(doc, named.inner, named.end, named.body, focus):
        return named
    return replace(named, body=None)


def is_meant(doc: Doc, start: int, end: int, body: Body, focus: Focus) -> bool:
    """Whether a name that several bodies bear means the known one: only where the article speaks of its country, or of none."""
    if fold(doc[start:end].text) not in word_list("contested"):
        return True
    return not focus.counts or focus.counts.get(body.country, 0) >= max(focus.counts.values()) / 2


def place_country(doc: Doc, named: Named) -> str:
    """alpha-3 of the country that a named place is or lies in."""
    if named.country is not None:
        return named.country.alpha3
    return country_told(doc, named.inner, named.end) or country_of_place(doc[named.inner : named.end].text)


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
    found = country_of_capital(scene.doc[named.inner : named.end].text)
    return found if found is not None and country_told(scene.doc, named.inner, named.end) in ("", found.alpha3) else None
