"""Values of a parse: amounts of money, percentages, measures, clock times and plain numbers, whole and nothing but.

The model cuts signs off ("$" 150,000), leaves currencies out (dlrs 200), takes 'per cent' for money, and sometimes has the
words of a bound in the span ("about 30 percent") and sometimes not. Numbers are found by rule (number_spans.py), and what
stands before and behind them says what they are. Bounds are no part of a value's span: quantities read them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from lexicon.lists import word_list
from tasks.resolve.number_spans import SCALE_WORDS, Number, numbers, tables

VALUES = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])
FIGURES = VALUES - {"ORDINAL"}
FIGURE_NOUNS = word_list("figure_nouns")
LONGEST_BOUND = 4  # tokens: "no fewer than"
CLOCK = re.compile(r"\d{1,2}(?::[0-5]\d){1,2}(?:\.\d{1,2})?")
AMOUNT = re.compile(r"([^\d\s.,-]{1,4})\d[\d,.]*(?:bn|mn|m|k|b)?")  # a sign or code that is one token with its figure: RM50,000


@dataclass(frozen=True, slots=True)
class Value:
    """A value at tokens start to end (exclusive), with its OntoNotes label."""

    start: int
    end: int
    label: str


def values(doc: Doc) -> list[Value]:
    """All values in order, without overlap: those that the figures themselves tell, then the model's."""
    found: dict[int, Value] = {}
    taken: set[int] = set()
    told = [v for v in (*by_rule(doc), *clock_times(doc)) if v.label in ("MONEY", "PERCENT") or not cuts_name(doc, v)]
    for value in (*told, *by_model(doc)):
        inside = range(value.start, value.end)
        if value.end > value.start and taken.isdisjoint(inside):
            found[value.start] = value
            taken.update(inside)
    return sorted(found.values(), key=lambda v: v.start)


def cuts_name(doc: Doc, value: Value) -> bool:
    """Whether a value is a part of a longer name: '20th Century Fox', 'Boeing 747'."""
    return any(t.ent_type_ and t.ent_type_ not in VALUES for t in doc[value.start : value.end] if t.pos_ != "NOUN")


# By the words beside a figure


def by_rule(doc: Doc) -> Iterator[Value]:
    for number in numbers(doc):
        if value := money(doc, number) or percentage(doc, number) or measure(doc, number):
            yield value
    for token in doc:
        if (amount := AMOUNT.fullmatch(token.text)) and amount[1] in tables().currencies:
            end = token.i + 1
            while end < len(doc) and doc[end].lower_ in SCALE_WORDS:
                end += 1
            yield Value(token.i, end, "MONEY")


def money(doc: Doc, number: Number) -> Value | None:
    """'$150,000', 'dlrs 20 million', '30 million rubles'."""
    before = doc[number.start - 1].text if number.start else ""
    if before and before in tables().currencies:
        return Value(number.start - 1, number.end, "MONEY")
    at = behind(doc, number)
    size = 2 if doc[at + 1 : at + 2].text.lower() in tables().money else 1
    if doc[at : at + size][-1:].text.lower() in tables().money and is_sort(doc[at : at + size - 1]):
        return Value(number.start, at + size, "MONEY")
    return None


def is_sort(span: Span) -> bool:
    """Nothing, or the country of a currency: 'Hong Kong dollars', 'Swiss francs'."""
    return all(t.text[:1].isupper() for t in span)


def percentage(doc: Doc, number: Number) -> Value | None:
    """'3 percent', '40.5 per cent', '2%', '12 percentage points', '50 basis points'."""
    words = [t.lower_ for t in doc[number.end : number.end + 2]]
    if words[:1] in (["%"], ["percent"], ["pct"]):
        return Value(number.start, number.end + 1, "PERCENT")
    if words in (["per", "cent"], ["percentage", "point"], ["percentage", "points"], ["basis", "point"], ["basis", "points"]):
        return Value(number.start, number.end + 2, "PERCENT")
    return None


def measure(doc: Doc, number: Number) -> Value | None:
    """'40 kilometers', 'a 3,000-meter race', 'hundreds of tons', '12 square miles'."""
    at = behind(doc, number)
    if doc[at : at + 1].text.lower() in ("square", "cubic", "metric", "nautical"):
        at += 1
    if doc[at : at + 1].text.lower() not in tables().measures:
        return None
    return Value(number.start, at + 1, "QUANTITY")


def behind(doc: Doc, number: Number) -> int:
    """Where the unit of a number stands: past a hyphen, or past 'of' behind a number that nobody counted."""
    after = doc[number.end : number.end + 1].text.lower()
    return number.end + (after in ("-", "–") or (after == "of" and number.open))


def clock_times(doc: Doc) -> Iterator[Value]:
    """Tokens such as '14:30' that the model takes for numbers."""
    for token in doc:
        verse = token.i > 0 and token.nbor(-1).pos_ == "PROPN"  # chapter and verse of a book
        if token.ent_type_ in ("", "CARDINAL", "QUANTITY") and CLOCK.fullmatch(token.text) and not verse:
            yield Value(token.i, token.i + 1, "TIME")


# By the model


def by_model(doc: Doc) -> Iterator[Value]:
    for ent in doc.ents:
        if ent.label_ not in VALUES or (ent.label_ == "CARDINAL" and not any(map(is_figure, ent))):
            continue
        yield Value(first_word(ent) if ent.label_ in FIGURES else ent.start, ent.end, ent.label_)


def is_figure(token: Token) -> bool:
    """A number or a word that stands for one; 'up to' alone, or a name that the model takes for a number, is none."""
    return token.like_num or token.tag_ == "CD" or token.lower_ in tables().open or token.lower_ in FIGURE_NOUNS


def first_word(ent: Span) -> int:
    """Where a value begins behind the words of a bound: 'at least', 'about', 'some'. Not so 'over the year'."""
    start, doc = ent.start, ent.doc
    while start < ent.end - 1:
        size = next((n for n in range(LONGEST_BOUND, 0, -1) if start + n < ent.end and is_bound(doc[start : start + n])), 0)
        if not size or not opens_number(doc[start + size]):
            return start
        start += size
    return start


def is_bound(words: Span) -> bool:
    text = words.text.lower()
    return text in tables().before or text in ("only", "just")


def opens_number(token: Token) -> bool:
    return token.like_num or token.is_currency or token.lower_ in ("a", "an", "half", "few", "several", "about", "some")
