"""Finds the place names of an article: what is named as a place, not yet which one it is.

The model's entities and the gazetteer check each other. Demonyms are not places; a person's name is not, whatever it is called;
the place inside a body's name is ("Oxford Police Department", "Bank of Canada").
"""

import re
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from lexicon.countries import country_of_demonym
from lexicon.gazetteer import Gazetteer, fold
from tasks.annotate import Annotated
from tasks.resolve.toponym import Toponym, Words, dateline_toponyms, load_words, of_kind

LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo"
PLACE_LABELS = ("GPE", "LOC", "FAC")
CITY = 100_000  # towns from this size up are believed without further evidence
WORD = re.compile(r"[^\W\d_][\w.'’\-]*")
AFTER_COMMA = re.compile(r",?\s{1,3}")


class Finder:
    """The place names of one parse."""

    def __init__(self, annotated: Annotated, places: Gazetteer, words: Words) -> None:
        self.annotated, self.places, self.words = annotated, places, words
        self.doc: Doc = annotated.doc

    def find(self) -> list[Toponym]:
        """All, in the order of the text, datelines first where they stand."""
        spans = self.chosen()
        return [self.toponym(span) for span in spans]

    # Candidates: the longest names of the gazetteer among the capitalized words.

    @cached_property
    def matches(self) -> list[Span]:
        out, i = [], 0
        while i < len(self.doc):
            span = self.longest(i) if self.doc[i].text[:1].isupper() else None
            if span is not None:
                out.append(span)
                i = span.end
            else:
                i += 1
        return out

    def longest(self, i: int) -> Span | None:
        for end in range(min(i + LONGEST, len(self.doc)), i, -1):
            if self.is_name(i, end) and self.known(self.doc[i:end].text):
                return self.doc[i:end]
        return None

    def is_name(self, start: int, end: int) -> bool:
        last = self.doc[end - 1].text
        if not (last[:1].isupper() or last.isdigit()) or self.doc[end - 1].is_punct:
            return False
        inner = (self.doc[k] for k in range(start + 1, end))
        return all(
            t.text[:1].isupper() or t.text in self.words.joining or t.text in ("-", "–", "'", "’", "'s", "’s") for t in inner
        ) and not any(self.doc[k].is_sent_start for k in range(start + 1, end))

    def known(self, name: str) -> bool:
        if name in self.places.abbreviations:
            return True
        return len(name) > 2 and fold(name) not in self.words.never and bool(self.places.lookup(name))

    # Evidence for each candidate.

    def chosen(self) -> list[Span]:
        accepted = [span for span in self.matches if self.accept(span)]
        accepted += self.listed(accepted)
        taken = {t.i for span in accepted for t in span}
        extra = [s for s in self.unlocated() if not any(t.i in taken for t in s)]
        return sorted([*accepted, *extra], key=lambda s: s.start)

    def listed(self, accepted: list[Span]) -> list[Span]:
        """Names that stand in a list with known places: 'Zambia, Malawi and X'."""
        starts, ends = {s.start for s in accepted}, {s.end for s in accepted}
        out = []
        for span in self.matches:
            label, _ = self.entity(span)
            if span.start in starts or label == "PERSON" or self.is_street(span) or self.is_surname(span):
                continue
            before = span.start > 1 and self.before(span).text in (",", "and", "or") and span.start - 1 in ends
            after = span.end + 1 < len(self.doc) and self.doc[span.end].text in (",", "and") and span.end + 1 in starts
            if before or after:
                out.append(span)
        return out

    def accept(self, span: Span) -> bool:
        label, entity = self.entity(span)
        if span.text in self.places.only_after:
            return self.follows_comma(span)
        if self.is_street(span) or self.is_part(span, entity):
            return False
        if span.text in self.places.abbreviations and label != "PERSON":
            return True
        if self.is_surname(span) and not self.follows_comma(span):
            return label in PLACE_LABELS and self.locative(span)
        if label in PLACE_LABELS:
            return not self.is_word_here(span) or self.locative(span)
        if label == "ORG":
            return self.in_body(span, entity)
        if label == "PERSON":
            return self.in_person(span, entity) or (
                (span.start, span.end) == (entity.start, entity.end) and of_kind(span, self.words)
            )
        if label == "NORP":
            return self.is_large(span)
        return self.bare(span)

    def is_street(self, span: Span) -> bool:
        """'Washington Street' is no Washington."""
        after = self.doc[span.end : span.end + 1].text
        return after[:1].isupper() and after.lower() in self.words.streets and after.lower() not in ("valley", "bay", "st.")

    def is_part(self, span: Span, entity: Span) -> bool:
        """Whether it is but the end of a longer name: the Nile of 'West Nile', the Hall of 'Hanover Town Hall'."""
        start = entity.start + (entity[0].lower_ == "the")
        if span.start <= start:
            return False
        before = self.before(span)
        joined = before.text in ("-", "–", "/", "'s", "’s") or not before.text[:1].isupper() or before.is_punct
        if joined or (country_of_demonym(before.text) is not None and self.has_body(span)):  # "Serb Vojvodina province"
            return False
        return before.lower_ not in self.words.directions or not self.is_large(span) or entity.label_ in ("ORG", "PERSON")

    def is_word_here(self, span: Span) -> bool:
        """Whether the article also uses it as a common word: 'hall', 'valley'."""
        return len(span) == 1 and span.text.istitle() and span.text.lower() in self.common

    @cached_property
    def common(self) -> set[str]:
        return {t.text for t in self.doc if t.is_alpha and t.is_lower}

    def entity(self, span: Span) -> tuple[str, Span]:
        """The model's entity over the first word of a span, and its label."""
        found = next((e for e in self.entities_at.get(span.start, ())), None)
        return (found.label_, found) if found is not None else ("", span)

    @cached_property
    def entities_at(self) -> dict[int, list[Span]]:
        out: dict[int, list[Span]] = {}
        for entity in self.doc.ents:
            for token in entity:
                out.setdefault(token.i, []).append(entity)
        return out

    def in_body(self, span: Span, entity: Span) -> bool:
        start = entity.start + (entity[0].lower_ == "the")
        if self.is_word_here(span):
            return False
        if span.end < entity.end and span.start == start:
            return span.end >= len(self.doc) or self.doc[span.end].text not in ("&", "and", "-")
        if span.start > start:
            return self.before(span).lower_ in ("of", "in", "at", "for", ",", "-")
        return self.supported(span) or self.is_capital(span)

    def in_person(self, span: Span, entity: Span) -> bool:
        after = self.doc[span.end].lower_ if span.end < len(self.doc) else ""
        if after in self.words.bodies:
            return True
        return span.start == entity.start and span.end >= entity.end and (self.supported(span) or self.is_capital(span))

    def is_capital(self, span: Span) -> bool:
        """Capitals speak like persons: "Washington said"."""
        return any(f"{e.country}:{fold(e.name)}" in self.places.capitals for e in self.places.lookup(span.text) if e.exact)

    def bare(self, span: Span) -> bool:
        if any(t.pos_ != "PROPN" for t in span if t.text not in self.words.joining) and not self.is_large(span):
            return False
        if self.is_word_here(span):
            return False
        return self.supported(span) or self.is_large(span) or self.before(span).lower_ in self.words.weak or self.has_body(span)

    def has_body(self, span: Span) -> bool:
        """ "Winona police", "Columbia-based" """
        at = span.end + (self.doc[span.end : span.end + 1].text == "-")
        return self.doc[at : at + 1].text.lower() in self.words.bodies

    def supported(self, span: Span) -> bool:
        """Something beside the name itself says that it is a place."""
        return (
            self.locative(span)
            or self.has_region(span)
            or self.follows_comma(span)
            or fold(span.text) in self.named_as_place
            or self.opens_dispatch(span)
            or self.has_body(span)
        )

    @cached_property
    def named_as_place(self) -> set[str]:
        return {fold(re.sub(r"^[Tt]he ", "", e.text)) for e in self.doc.ents if e.label_ in ("GPE", "LOC")}

    def before(self, span: Span) -> Token:
        return self.doc[max(span.start - 1, 0)]

    def locative(self, span: Span) -> bool:
        return span.start > 0 and self.before(span).lower_ in self.words.locative

    def has_region(self, span: Span) -> bool:
        """ "Springfield, Ill." """
        rest = self.next_after_comma(span)
        return rest is not None and self.is_region(rest)

    def next_after_comma(self, span: Span) -> Span | None:
        at = span.end
        if at + 1 < len(self.doc) and self.doc[at].text == ",":
            return next((m for m in self.matches_from.get(at + 1, ())), None)
        return None

    @cached_property
    def matches_from(self) -> dict[int, list[Span]]:
        return {m.start: [m] for m in self.matches}

    def is_region(self, span: Span) -> bool:
        if span.text in self.places.abbreviations:
            return True
        return any(e.is_area for e in self.places.lookup(span.text))

    def follows_comma(self, span: Span) -> bool:
        """Whether it stands behind a known place and a comma, and is a region or country."""
        if span.start < 2 or self.before(span).text != "," or not self.is_region(span):
            return False
        return self.doc[span.start - 2].i in self.match_ends

    @cached_property
    def match_ends(self) -> set[int]:
        return {m.end - 1 for m in self.matches}

    def is_large(self, span: Span) -> bool:
        entries = self.places.lookup(span.text)
        return any(e.feature == "PCLI" or (e.exact and (e.feature == "ADM1" and e.population > CITY)) for e in entries) or any(
            e.exact and e.population > CITY for e in entries
        )

    def opens_dispatch(self, span: Span) -> bool:
        return span.text.isupper() and len(span.text) > 3 and span.end < len(self.doc) and self.doc[span.end].text in "—–--:,"

    @cached_property
    def surnames(self) -> set[str]:
        people = [e for e in self.doc.ents if e.label_ == "PERSON" and len(e) > 1]
        return {fold(e[-1].text) for e in people if e[-1].text not in ("'s", "’s")} | {
            fold(e[-2].text) for e in people if len(e) > 2
        }

    def is_surname(self, span: Span) -> bool:
        return len(span) == 1 and fold(span.text) in self.surnames

    # Places that the gazetteer does not have.

    def unlocated(self) -> Iterator[Span]:
        for entity in self.doc.ents:
            span = entity[1:] if len(entity) > 1 and entity[0].lower_ == "the" else entity
            if span and span[-1].lower_ in ("'s", "’s", "'"):
                span = span[:-1]
            if span and self.is_unlocated_place(span, entity.label_):
                yield span

    def is_unlocated_place(self, span: Span, label: str) -> bool:
        if not span[0].text[:1].isupper() or country_of_demonym(span.text):
            return False
        if label in ("PERSON", "ORG") and of_kind(span, self.words):
            return True
        if span[-1].lower_ in self.words.streets:
            return label in PLACE_LABELS
        if label == "FAC" or (len(span) == 1 and (self.is_surname(span) or fold(span.text) in self.words.never)):
            return False
        return label in ("GPE", "LOC") and (
            self.locative(span) or self.next_after_comma(span) is not None or self.has_body(span)
        )

    def toponym(self, span: Span) -> Toponym:
        inside = self.next_after_comma(span)
        where = self.annotated.span(span.start, span.end)
        name = span.text
        if self.lists_counties(span):
            name += " County"
        elif (kind := self.doc[span.end : span.end + 1].text).lower() in self.words.regions:
            name += f" {kind}"
        container = inside.text if inside is not None and self.is_region(inside) else ""
        return Toponym(where.start, where.end, span.start, span.end, where.text, name, container)

    def lists_counties(self, span: Span) -> bool:
        """ "Adams and Brown counties" """
        return any(t.lower_ in ("counties", "county") for t in self.doc[span.end : span.end + 4]) and not span.text.endswith(
            "County"
        )


def find_toponyms(annotated: Annotated, places: Gazetteer) -> list[Toponym]:
    """The toponyms of an article in text order, those of its dateline included (their tokens are OUTSIDE)."""
    words = load_words()
    found = [*dateline_toponyms(annotated, places), *Finder(annotated, places, words).find()]
    return sorted(found, key=lambda t: t.start)
