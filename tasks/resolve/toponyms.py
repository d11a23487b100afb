"""Finds the place names of an article: what is named as a place, not yet which one it is.

The model's entities and the gazetteer check each other. Demonyms are not places; a person's name is not, whatever it is called;
the place inside a body's name is ("Oxford Police Department", "Bank of Canada").
"""

from collections.abc import Iterator

from spacy.tokens import Span

from lexicon.countries import country_of_demonym
from lexicon.gazetteer import Gazetteer
from lexicon.geonames import fold
from tasks.annotate import Annotated
from tasks.resolve.missed import is_given
from tasks.resolve.phrases import lemma
from tasks.resolve.toponym import Toponym, dateline_toponyms, load_words, of_kind
from tasks.resolve.toponym_candidates import Candidates

PLACE_LABELS = ("GPE", "LOC", "FAC")


class Finder(Candidates):
    """The place names of one parse: which of the candidates are meant as places."""

    def find(self) -> list[Toponym]:
        """All, in the order of the text, datelines first where they stand."""
        spans = self.chosen()
        return [self.toponym(span) for span in spans]

    def chosen(self) -> list[Span]:
        accepted = [span for span in self.matches if self.accept(span)]
        accepted += self.listed(accepted)
        taken = {t.i for span in accepted for t in span}
        extra = [s for s in (*self.unlocated(), *self.told()) if not any(t.i in taken for t in s)]
        return sorted([*accepted, *extra], key=lambda s: s.start)

    def listed(self, accepted: list[Span]) -> list[Span]:
        """Names that stand in a list with known places: 'Zambia, Malawi and X'."""
        starts, ends = {s.start for s in accepted}, {s.end for s in accepted}
        out = []
        for span in self.matches:
            label, entity = self.entity(span)
            person = label == "PERSON" and (len(span) < len(entity) or not self.is_large(span) or is_given(span[0]))
            if span.start in starts or person or self.is_street(span) or self.is_surname(span):
                continue
            before = span.start > 1 and self.before(span).text in (",", "and", "or") and span.start - 1 in ends
            after = span.end + 1 < len(self.doc) and self.doc[span.end].text in (",", "and") and span.end + 1 in starts
            if before or after:
                out.append(span)
        return out

    def accept(self, span: Span) -> bool:
        label, entity = self.entity(span)
        if span.text in self.places.only_after:
            return self.follows_comma(span) or (label == "GPE" and self.behind_name(span))
        if self.is_street(span) or self.is_part(span, entity):
            return False
        if span.text in self.places.abbreviations and label != "PERSON":
            return True
        if self.is_country(span) and label in (*PLACE_LABELS, "ORG", "PERSON") and is_whole(span, entity):
            return True
        if self.is_surname(span) and not self.follows_comma(span):
            return label in PLACE_LABELS and self.locative(span)
        if label in PLACE_LABELS:
            return not self.is_word_here(span) or self.locative(span)
        if label == "ORG":
            return self.in_body(span, entity)
        if label == "PERSON":
            return self.in_person(span, entity)
        if label == "NORP":
            return self.is_large(span) or (country_of_demonym(span.text) is None and self.supported(span))
        return self.bare(span)

    def is_street(self, span: Span) -> bool:
        """'Washington Street' is no Washington."""
        after = self.doc[span.end : span.end + 1].text
        return after[:1].isupper() and after.lower() in self.words.streets and after.lower() not in ("valley", "bay", "st.")

    def is_part(self, span: Span, entity: Span) -> bool:
        """Whether it is but the end of a longer name: the Nile of 'West Nile', the Hall of 'Hanover Town Hall'."""
        if span.start <= first_of_name(entity):
            return False
        before = self.before(span)
        joined = before.text in ("-", "–", "/", "'s", "’s") or not before.text[:1].isupper() or before.is_punct
        if joined or (country_of_demonym(before.text) is not None and self.has_body(span)):  # "Serb Vojvodina province"
            return False
        return before.lower_ not in self.words.directions or not self.is_large(span) or entity.label_ in ("ORG", "PERSON")

    def in_body(self, span: Span, entity: Span) -> bool:
        start = first_of_name(entity)
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

    def bare(self, span: Span) -> bool:
        if any(t.pos_ != "PROPN" for t in span if t.text not in self.words.joining) and not self.is_large(span):
            return False
        if self.is_word_here(span):
            return False
        return self.supported(span) or self.is_large(span) or self.before(span).lower_ in self.words.weak

    def supported(self, span: Span) -> bool:
        """Something beside the name itself says that it is a place."""
        return (
            self.locative(span)
            or self.has_region(span)
            or self.follows_comma(span)
            or fold(span.text) in self.named_as_place
            or self.opens_dispatch(span)
            or self.has_body(span)
            or self.before(span).lower_ in self.words.kinds  # "the province Gauteng"
            or of_kind(span, self.words)
        )

    def unlocated(self) -> Iterator[Span]:
        for entity in self.doc.ents:
            span = self.doc[first_of_name(entity) : entity.end]
            if span and span[-1].lower_ in ("'s", "’s", "'"):
                span = span[:-1]
            if span and self.is_unlocated_place(span, entity.label_):
                yield span

    def told(self) -> Iterator[Span]:
        """What stands behind 'the village of', 'the towns of', though the model saw no name in it."""
        for token in self.doc[2:]:
            kind, of = self.doc[token.i - 2], self.doc[token.i - 1]
            if token.tag_ != "NNP" or of.lower_ != "of" or lemma(kind) not in self.words.settlements:
                continue
            end = token.i + 1
            while end < len(self.doc) and self.doc[end].tag_ == "NNP" and not self.doc[end].is_sent_start:
                end += 1
            if not any(t.ent_type_ for t in self.doc[token.i : end]):
                yield self.doc[token.i : end]

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


def first_of_name(entity: Span) -> int:
    """The first token of a name behind its article."""
    return entity.start + (len(entity) > 1 and entity[0].lower_ == "the")


def is_whole(span: Span, entity: Span) -> bool:
    """Whether a span is all of a name but its article."""
    return (span.start, span.end) == (first_of_name(entity), entity.end)


def find_toponyms(annotated: Annotated, places: Gazetteer) -> list[Toponym]:
    """The toponyms of an article in text order, those of its dateline included (their tokens are OUTSIDE)."""
    words = load_words()
    found = [*dateline_toponyms(annotated, places), *Finder(annotated, places, words).find()]
    return sorted(found, key=lambda t: t.start)
