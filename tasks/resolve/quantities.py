"""The numbers that count something: value, bounds, unit. What each counts in an event is said elsewhere (`role` is 'other')."""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from lexicon.harm import harm
from schemas.codebook import QuantityRole
from schemas.parts import Quantity
from tasks.annotate import Annotated
from tasks.resolve.dates.resolve import dated_tokens
from tasks.resolve.found import Found
from tasks.resolve.number_spans import Number, numbers, tables

PEOPLE = "people"
MAX_PHRASE = 6  # tokens between a number and the noun that it counts
LOOK_BACK = 4  # tokens of a bound: "no fewer than"


def find_quantities(annotated: Annotated) -> tuple[Found[Quantity], ...]:
    """Every number of the parse that counts something, in text order, role 'other'.

    `value` is the number told, of a bound or range its lower end ("dozens" 24, "20 to 30" 20; "up to 30" 30). Dates, clock
    times, ages, ordinals and names such as Article 50 are left out; durations are in, with the unit of time.
    """
    doc = annotated.doc
    dates, durations = dated_tokens(annotated)
    out: list[Found[Quantity]] = []
    for number in numbers(doc):
        inside = range(number.start, number.end)
        if not dates.isdisjoint(inside) or is_label(doc, number) or is_age(doc, number) or is_conversion(doc, number):
            continue
        out.append(quantity(annotated, number, out, durations))
    return tuple(out)


def sub_counts(annotated: Annotated, found: Sequence[Found[Quantity]]) -> frozenset[int]:
    """First tokens of the quantities that count a part of another one: 'including 3 children', 'five of whom', 'eight of them'.

    Adding these to their whole would count them twice.
    """
    return frozenset(f.start for f in found if is_part(annotated.doc, f))


def is_part(doc: Doc, found: Found[Quantity]) -> bool:
    after = " ".join(t.lower_ for t in doc[found.end - 2 : found.end + 2])
    if any(f"of {word}" in after for word in ("whom", "them", "those", "which", "these")):
        return True
    return any(t.lower_ in ("including", "among", "include", "included") for t in doc[max(found.start - 3, 0) : found.start])


# What is no quantity


def is_label(doc: Doc, number: Number) -> bool:
    """Names such as 'Article 50', '737', scores such as '3-1', 'one' as a pronoun."""
    before = doc[number.start - 1] if number.start else None
    after = doc[number.end].lower_ if number.end < len(doc) else ""
    head = doc[number.end - 1]
    if head.lower_ == "one" and after != "of" and after not in harm().adjectives and head.dep_ not in ("nummod", "quantmod"):
        return True
    if before is None:
        return False
    if before.lower_ in tables().labels or before.text == "#":
        return True
    return before.pos_ == "PROPN" and head.dep_ in ("nummod", "appos") and head.head.i < head.i and head.head.pos_ == "PROPN"


def is_conversion(doc: Doc, number: Number) -> bool:
    """'30,000 pounds ($1,688)': the amount in brackets is the same one."""
    at = number.start - 1
    return at > 1 and is_currency(doc[at]) and doc[at - 1].text == "(" and doc[at - 2].pos_ in ("NOUN", "PROPN", "NUM", "DET")


def is_age(doc: Doc, number: Number) -> bool:
    """'a 43-year-old', 'aged 30', ', 34,' behind a person's name."""
    after = [t.lower_ for t in doc[number.end : number.end + 5]]
    if "old" in after[:4] and any(w.startswith(("year", "month", "week", "day")) for w in after[:3]):
        return True
    before = doc[number.start - 1].lower_ if number.start else ""
    if before in ("aged", "age"):
        return True
    person = number.start > 1 and doc[number.start - 2].ent_type_ == "PERSON"
    closed = number.end < len(doc) and doc[number.end].text in (",", ".", ")")
    return before in (",", "(") and person and closed and number.low < 120


# Bounds and units


def quantity(annotated: Annotated, number: Number, before: list[Found[Quantity]], durations: frozenset[int]) -> Found[Quantity]:
    doc = annotated.doc
    kind, start = bound(doc, number)
    unit, end = unit_of(doc, number, before, durations)
    start = start - 1 if start and is_currency(doc[start - 1]) else start
    low, high, approximate = limits(number, kind)
    where = annotated.span(start, end)
    value = number.low if kind != "at_most" or number.high is None else number.high
    what = Quantity(where.start, where.end, where.text, value, low, high, approximate, unit, QuantityRole.OTHER)
    return Found(what, start, end)


def limits(number: Number, kind: str) -> tuple[float | None, float | None, bool]:
    """low, high, approximate."""
    if number.high is not None:
        return number.low, number.high, True
    if kind == "at_least":
        return number.low, None, False
    if kind in ("at_most", "nearly"):
        return None, number.low, kind == "nearly"
    return None, None, kind == "about"


def bound(doc: Doc, number: Number) -> tuple[str, int]:
    """What stands before or behind the number ('more than', 'or so'), and where the phrase begins."""
    at = number.start - 1 if number.start and is_currency(doc[number.start - 1]) else number.start
    for size in range(min(LOOK_BACK, at), 0, -1):
        words = doc[at - size : at].text.lower()
        if kind := tables().before.get(" ".join(words.split())):
            return kind, at - size
    after = doc[number.end : number.end + 2].text.lower()
    return tables().after.get(after, ""), number.start


def is_currency(token: Token) -> bool:
    return tables().currencies.get(token.text, "") != ""


def unit_of(doc: Doc, number: Number, before: list[Found[Quantity]], durations: frozenset[int]) -> tuple[str, int]:
    """The unit and where the phrase ends."""
    if number.start and is_currency(doc[number.start - 1]):
        return tables().currencies[doc[number.start - 1].text], number.end
    after = doc[number.end] if number.end < len(doc) else None
    if after is not None and (short := tables().units.get(after.lower_)):
        return short, number.end + 1
    if after is not None and is_currency(after):
        return tables().currencies[after.text], number.end + 1
    if after is not None and after.text in "-–" and number.end + 1 < len(doc) and doc[number.end + 1].pos_ == "NOUN":
        return doc[number.end + 1].lemma_.lower(), number.end + 2
    if after is not None and number.end in durations:
        return after.lemma_.lower(), number.end + 1
    noun = counted_noun(doc, number)
    if noun is not None:
        return elliptic(doc, number, before) if noun.lower_ in ("others", "other") else unit_name(noun), noun.i + 1
    return elliptic(doc, number, before), number.end


def unit_name(noun: Token) -> str:
    """The lemma; of a people ('Americans') the singular, which the lemmatizer leaves as it is."""
    if noun.pos_ == "PROPN" and noun.tag_ in ("NNPS", "NNP") and noun.text.endswith("s") and noun.ent_type_ == "NORP":
        return noun.text.removesuffix("s")
    return tables().units.get(noun.lower_, noun.lemma_ if noun.pos_ == "PROPN" else noun.lemma_.lower())


def counted_noun(doc: Doc, number: Number) -> Token | None:
    """The noun that is counted: the head of '11 senior rabbis', the object of 'dozens of rebels'."""
    at = number.end
    if doc[at : at + 1].text.lower() == "of":
        at += 1
    elif number.open and number.end - number.start == 1:
        return None
    last = None
    for token in doc[at : at + MAX_PHRASE]:
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
        elif last is not None or not may_modify(token, after_of=at > number.end):
            break
        if token.is_sent_end:
            break
    return last


def may_modify(token: Token, after_of: bool) -> bool:
    """Whether a word can stand between a number and its noun: '11 senior rabbis', 'two of his closest allies'."""
    if token.pos_ == "DET" or token.tag_ in ("PRP$", "CD"):
        return after_of
    if token.pos_ == "CCONJ":
        return token.nbor(-1).pos_ == "ADJ"
    return token.pos_ in ("ADJ", "ADV") or token.tag_ == "VBN" or token.dep_ == "amod"


def elliptic(doc: Doc, number: Number, before: list[Found[Quantity]]) -> str:
    """'injured 80', 'three of them': what was counted before in the sentence, else people."""
    first = doc[number.start].sent.start
    near = [q.what.unit for q in takewhile(lambda q: q.start >= first, reversed(before))]
    counted = [unit for unit in near if unit not in ("percent", "year", "month", "week", "day", "hour", "minute")]
    return PEOPLE if PEOPLE in counted or not counted else counted[0]
