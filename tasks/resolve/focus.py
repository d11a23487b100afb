"""Which country unnamed police, officials and residents belong to: that of the passage, else that of the article."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from lexicon.countries import country_of_demonym, country_of_name, country_of_place, fold
from lexicon.lists import word_list
from schemas.tables import Article
from tasks.annotate import Annotated
from tasks.resolve.contained import country_told
from tasks.resolve.known_names import Hit
from tasks.resolve.labels import Named

PLACES = frozenset(["GPE", "LOC", "FAC"])
HEADLINE_WEIGHT, LEAD_WEIGHT, DATELINE_WEIGHT = 3.0, 2.0, 3.0
LEAD_TOKENS = 60
ACTING = 2.0  # factor for a country that acts, or whose minister or army does
ABROAD = 0.25  # factor for the country of an embassy: it stands elsewhere
PASSAGE = 40  # tokens before, and half as many after, that make the passage
OFTEN, MOST = 2, 0.3  # mentions and share of the country that an article is about
PASSAGE_WEIGHT = 1.0  # of the passage against the article
MISSIONS = frozenset(["embassy", "embassies", "consulate", "consulates", "ambassador", "consul"])
SUBJECTS = frozenset(["nsubj", "nsubjpass", "poss"])
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)  # also of headlines in capitals
LONGEST_NAME = 3  # words of a country in an unparsed headline


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named, by itself, a demonym or a place in it, at token `index`, and how much that counts."""

    index: int
    country: str
    weight: float


@dataclass(frozen=True)
class Focus:
    """The countries of an article. `counts` are shares of the whole and sum to 1; `mentions` are in text order."""

    mentions: tuple[CountryMention, ...]
    counts: dict[str, float]
    headline: frozenset[str] = frozenset()  # countries that a headline names which is not part of the parse

    @cached_property
    def country(self) -> str:
        """alpha-3 of the country named most; empty if none. Ties go by name, so that every run agrees."""
        return min(self.counts, key=lambda c: (-self.counts[c], c), default="")

    @cached_property
    def home_of_all(self) -> str:
        """The country that most of an article is about; empty unless it is named again and again, more than all others."""
        country = self.country
        often = sum(m.country == country for m in self.mentions) + (country in self.headline)
        return country if often >= OFTEN and self.counts[country] > MOST else ""

    def home(self, token: Token) -> str:
        """alpha-3 of the country that the passage around a token is about; the article's where the passage is silent."""
        low = bisect_left(self.mentions, token.i - PASSAGE, key=lambda m: m.index)
        scores = dict(self.counts)
        for at in range(low, len(self.mentions)):
            mention = self.mentions[at]
            distance = token.i - mention.index
            if -distance > PASSAGE // 2:
                break
            near = 1 - abs(distance) / (PASSAGE if distance > 0 else PASSAGE // 2)
            scores[mention.country] = scores.get(mention.country, 0) + PASSAGE_WEIGHT * mention.weight * near / 4
        return min(scores, key=lambda c: (-scores[c], c), default="")

    def speaks_of(self, country: str) -> bool:
        return country in self.counts


def find_focus(annotated: Annotated, named: tuple[Named, ...], hits: tuple[Hit, ...]) -> Focus:
    """Counts countries, headline, dateline, lead and acting ones counting more."""
    mentions = sorted(country_mentions(annotated, named, hits), key=lambda m: m.index)
    counts: dict[str, float] = defaultdict(float)
    for m in mentions:
        counts[m.country] += m.weight * place_weight(annotated, m.index)
    headline = list(headline_countries(annotated.article.title)) if annotated.headline_end == 0 else []
    for k, alpha3 in enumerate(headline):
        counts[alpha3] += HEADLINE_WEIGHT * (ACTING if k == 0 else 1)
    for alpha3 in dateline_countries(annotated.article):
        counts[alpha3] += DATELINE_WEIGHT
    total = sum(counts.values())
    return Focus(tuple(mentions), {c: n / total for c, n in counts.items()}, frozenset(headline))


def country_mentions(annotated: Annotated, named: tuple[Named, ...], hits: tuple[Hit, ...]) -> Iterator[CountryMention]:
    doc = annotated.doc
    for hit in hits:
        if country := country_of_hit(annotated, hit):
            weight = weight_of(doc[hit.end - 1]) if hit.country else 0.5
            yield CountryMention(hit.start, country, weight)
    for n in named:
        if n.label in PLACES and n.country is None:
            alpha3 = country_told(doc, n.inner, n.end) or country_of_place(doc[n.inner : n.end].text)
            if alpha3:
                yield CountryMention(n.start, alpha3, 1.0)


def country_of_hit(annotated: Annotated, hit: Hit) -> str:
    """The country that a known name speaks for; the media and names that several bodies bear say nothing."""
    if hit.country is not None:
        ethnic = hit.start > 0 and annotated.doc[hit.start - 1].lower_ == "ethnic"
        return "" if ethnic else hit.country.alpha3
    if hit.body is None or hit.body.country in ("", "IGO", "NSA") or hit.body.sector in ("JRN", "BUS"):
        return ""
    contested = fold(annotated.doc[hit.start : hit.end].text) in word_list("contested")
    return "" if contested else hit.body.country


def weight_of(token: Token) -> float:
    """How much a country's name counts by what it does in the sentence."""
    head = token.head if token.dep_ in ("amod", "compound", "nmod", "poss") else token
    if head.lower_ in MISSIONS:
        return ABROAD
    return ACTING if token.dep_ in SUBJECTS or head.dep_ in SUBJECTS else 1.0


def place_weight(annotated: Annotated, index: int) -> float:
    if index < annotated.headline_end:
        return HEADLINE_WEIGHT
    return LEAD_WEIGHT if index < annotated.headline_end + LEAD_TOKENS else 1.0


def headline_countries(title: str) -> Iterator[str]:
    """Countries in a headline that is not part of the parse."""
    words = [POSSESSIVE.sub("", w.strip(".,:;'’\"-")) or w for w in title.split()]
    at = 0
    while at < len(words):
        for size in range(LONGEST_NAME, 0, -1):
            text = " ".join(words[at : at + size])
            found = country_of_name(text) or (country_of_demonym(text) if not text.islower() else None)
            if found:
                yield found.alpha3
                at += size - 1
                break
        at += 1


def dateline_places(dateline: str) -> list[str]:
    """The place names of a dateline such as 'NAIROBI, Kenya (AP) _' or 'Cairo, Aug 7 (Xinhua)'."""
    head = dateline.split("(")[0].strip(" -_–—.:")
    parts = [p.strip(" -_–—.:") for p in head.split(",")]
    return [p.title() if p.isupper() and len(p) > 3 else p for p in parts if p and not any(c.isdigit() for c in p)][:2]


def dateline_countries(article: Article) -> list[str]:
    """The country of the dateline: of its last part that is a place."""
    return [alpha3 for part in dateline_places(article.dateline) if (alpha3 := country_of_place(part))][-1:]
