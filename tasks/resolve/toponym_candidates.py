"""Candidates for place names: what of a text the gazetteer knows, and what stands beside it."""

import re
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from lexicon.gazetteer import Gazetteer
from lexicon.geonames import COUNTRY, fold
from tasks.annotate import Annotated
from tasks.resolve.missed import is_given
from tasks.resolve.toponym import Words, is_taken

LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo"
CITY = 100_000  # towns from this size up are believed without further evidence


class Candidates:
    """The longest names of the gazetteer among the capitalized words of one parse, and the facts about each."""

    def __init__(self, annotated: Annotated, places: Gazetteer, words: Words) -> None:
        self.annotated, self.places, self.words = annotated, places, words
        self.doc: Doc = annotated.doc

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

    def is_word_here(self, span: Span) -> bool:
        """Whether the article also uses it as a common word: 'hall', 'valley'."""
        return len(span) == 1 and span.text.istitle() and span.text.lower() in self.common

    @cached_property
    def common(self) -> set[str]:
        return {t.text for t in self.doc if t.is_alpha and t.is_lower}

    def entity(self, span: Span) -> tuple[str, Span]:
        """The model's entity over the first word of a span, and its label."""
        found = self.entity_at.get(span.start)
        return (found.label_, found) if found is not None else ("", span)

    @cached_property
    def entity_at(self) -> dict[int, Span]:
        return {token.i: entity for entity in self.doc.ents for token in entity}

    def is_capital(self, span: Span) -> bool:
        """Capitals speak like persons: "Washington said"."""
        return any(f"{e.country}:{fold(e.name)}" in self.places.capitals for e in self.places.lookup(span.text) if e.exact)

    def has_body(self, span: Span) -> bool:
        """ "Winona police", "Columbia-based" """
        at = span.end + (self.doc[span.end : span.end + 1].text == "-")
        return self.doc[at : at + 1].text.lower() in self.words.bodies

    @cached_property
    def named_as_place(self) -> set[str]:
        return {fold(re.sub(r"^[Tt]he ", "", e.text)) for e in self.doc.ents if e.label_ in ("GPE", "LOC")}

    def before(self, span: Span) -> Token:
        return self.doc[max(span.start - 1, 0)]

    def locative(self, span: Span) -> bool:
        return (span.start > 0 and self.before(span).lower_ in self.words.locative) or is_taken(span)

    def has_region(self, span: Span) -> bool:
        """ "Springfield, Ill." """
        rest = self.next_after_comma(span)
        return rest is not None and self.is_region(rest)

    def next_after_comma(self, span: Span) -> Span | None:
        at = span.end
        if at + 1 < len(self.doc) and self.doc[at].text == ",":
            return self.match_from.get(at + 1)
        return None

    @cached_property
    def match_from(self) -> dict[int, Span]:
        return {m.start: m for m in self.matches}

    def is_region(self, span: Span) -> bool:
        return bool(self.places.areas(span.text))

    def follows_comma(self, span: Span) -> bool:
        """Whether it stands behind a known place and a comma, and is a region or country."""
        if span.start < 2 or self.before(span).text != "," or not self.is_region(span):
            return False
        return self.doc[span.start - 2].i in self.match_ends

    @cached_property
    def match_ends(self) -> set[int]:
        return {m.end - 1 for m in self.matches}

    def is_large(self, span: Span) -> bool:
        return any(e.feature == COUNTRY or (e.exact and e.population > CITY) for e in self.places.lookup(span.text))

    def opens_dispatch(self, span: Span) -> bool:
        return span.text.isupper() and len(span.text) > 3 and span.end < len(self.doc) and self.doc[span.end].text in "—–--:,"

    @cached_property
    def surnames(self) -> set[str]:
        people = [e for e in self.doc.ents if e.label_ == "PERSON" and len(e) > 1]
        return {fold(e[-1].text) for e in people if e[-1].text not in ("'s", "’s")} | {
            fold(e[-2].text) for e in people if len(e) > 2
        }

    def is_country(self, span: Span) -> bool:
        """A country that is nobody's given name: Mozambique, and not Jordan."""
        return any(e.exact and e.feature == COUNTRY for e in self.places.lookup(span.text)) and not is_given(span[0])

    def behind_name(self, span: Span) -> bool:
        """Behind a capitalized word and a comma: 'Little Hill, Mass.', whose town nobody lists."""
        return span.start > 1 and self.before(span).text == "," and self.doc[span.start - 2].text[:1].isupper()

    def is_surname(self, span: Span) -> bool:
        return len(span) == 1 and fold(span.text) in self.surnames
