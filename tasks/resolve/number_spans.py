"""Numbers in a parse: figures, words, ranges, and words such as 'dozens' that nobody counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from lexicon.files import read_toml
from tasks.resolve.numerals import SCALES, parse_number

SCALE_WORDS = frozenset([*SCALES, "mln", "bln"])
MAX_TOKENS = 6  # of one number
SHORT_SCALES = {"mln": 1e6, "bln": 1e9, "tn": 1e12}


@dataclass(frozen=True, slots=True)
class Tables:
    """The word lists of lexicon/quantities.toml."""

    open: dict[str, tuple[float, float]]
    before: dict[str, str]
    after: dict[str, str]
    currencies: dict[str, str]
    units: dict[str, str]
    labels: frozenset[str]
    money: frozenset[str]
    measures: frozenset[str]


@cache
def tables() -> Tables:
    t = read_toml("quantities.toml")
    return Tables(
        {w: (float(a), float(b)) for w, (a, b) in t["open"].items()},
        {w: kind for kind, words in t["before"].items() for w in words},
        {w: kind for kind, words in t["after"].items() for w in words},
        t["currencies"], t["units"], frozenset(t["names"]["labels"]),
        frozenset(t["money"]["nouns"]), frozenset(t["measures"]["nouns"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens start to end (exclusive), before its bounds and unit are known."""

    start: int
    end: int
    low: float
    high: float | None  # of a range or an open number
    open: bool = False


def numbers(doc: Doc) -> Iterator[Number]:
    i = 0
    while i < len(doc):
        number = number_at(doc, i)
        if number is None:
            i += 1
        else:
            yield number
            i = number.end


def number_at(doc: Doc, i: int) -> Number | None:
    word = doc[i].lower_
    if word in tables().open and is_open_number(doc, i):
        return open_number(doc, i)
    if word in ("few", "several") and doc[i + 1 : i + 2].text.lower() in ("hundred", "thousand", "million", "billion"):
        scale = SCALES[doc[i + 1].lower_]
        return Number(i, i + 2, 2.0 * scale, 10.0 * scale - 1, open=True)
    if word in ("a", "half") and (fixed := fixed_word(doc, i)) is not None:
        return fixed
    first = simple(doc, i)
    if first is None:
        return fraction(doc, i)
    return ranged(doc, first) or first


def is_open_number(doc: Doc, i: int) -> bool:
    """'dozens of', 'hundreds', not 'three hundreds' or 'he scores'."""
    token = doc[i]
    if token.pos_ == "VERB" or (i and doc[i - 1].pos_ == "NUM"):
        return False
    return token.lower_ != "scores" or doc[i + 1 : i + 2].text.lower() == "of"


def open_number(doc: Doc, i: int) -> Number:
    low, high = tables().open[doc[i].lower_]
    end = i + 1
    if doc[end : end + 1].text.lower() == "of" and doc[end + 1 : end + 2].text.lower() in (
        "thousands",
        "millions",
        "billions",
        "hundreds",
    ):
        scale = SCALES[doc[end + 1].lower_.removesuffix("s")]
        return Number(i, end + 2, low * scale, (high + 1) * scale - 1, open=True)
    return Number(i, end, low, high, open=True)


def fixed_word(doc: Doc, i: int) -> Number | None:
    """'a dozen', 'a couple', 'half a dozen', 'half a million'."""
    text = doc[i : i + 3].text.lower()
    if text == "half a dozen":
        return Number(i, i + 3, 6.0, None)
    if text.startswith("half a ") and (scale := SCALES.get(doc[i + 2].lower_)):
        return Number(i, i + 3, scale / 2, None)
    if text.startswith(("a dozen", "a couple")):
        return Number(i, i + 2, 2.0 if "couple" in text else 12.0, None)
    return None


def simple(doc: Doc, i: int) -> Number | None:
    """The longest run of number words that is one number: '1.5 million', 'twenty-five thousand'."""
    if not begins_number(doc[i]):
        return None
    best = None
    for end in range(i + 1, min(i + MAX_TOKENS, len(doc)) + 1):
        last = doc[end - 1]
        if end - 1 > i and not goes_on(last, doc[end - 2]):
            break
        value = number_value(doc[i:end].text)
        if value is not None and is_number_word(last):
            best = Number(i, end, value, None)
    return best


def is_number_word(token: Token) -> bool:
    return token.like_num or token.lower_ in SCALE_WORDS


def goes_on(token: Token, before: Token) -> bool:
    """Whether a token can be the next one of a number: 'two hundred and five', not '20 and 30'."""
    return is_number_word(token) or token.text in "-–" or (token.lower_ == "and" and before.lower_ in SCALE_WORDS)


def begins_number(token: Token) -> bool:
    if token.ent_type_ in ("ORDINAL", "DATE", "TIME") and not token.is_digit and token.tag_ != "CD":
        return False
    text = token.text
    if (text[0] == "0" and text.isdigit() and len(text) > 1) or (
        text.count("/") and len(text) > 5
    ):  # telephone numbers, 1987/88
        return False
    return token.tag_ == "CD" or (token.like_num and text[:1].isdigit())


def number_value(text: str) -> float | None:
    words = text.lower().split()
    if words and words[-1] in SHORT_SCALES:
        value = parse_number(" ".join(words[:-1]))
        return None if value is None else value * SHORT_SCALES[words[-1]]
    if len(words) > 1 and words[0][0].isdigit() and words[1][0].isdigit() and "/" not in text:
        return None
    return parse_number(text.replace("–", "-"))


def ranged(doc: Doc, first: Number) -> Number | None:
    """'20 to 30', 'three or four', '20-30', 'between 20 and 30'."""
    if first.end + 1 >= len(doc):
        return None
    joint = doc[first.end].lower_
    between = first.start > 0 and doc[first.start - 1].lower_ in ("between", "from")
    if joint not in ("to", "or", "-", "–") and not (joint == "and" and between):
        return None
    second = simple(doc, first.end + 1)
    if second is None or (second.low <= first.low and doc[second.end - 1].lower_ not in SCALE_WORDS):
        return None
    low = first.low
    if doc[second.end - 1].lower_ in SCALE_WORDS and second.low > 1000 * low:  # "two to three million"
        low *= SCALES.get(doc[second.end - 1].lower_, SHORT_SCALES.get(doc[second.end - 1].lower_, 1.0))
    return Number(first.start, second.end, low, second.low)


def fraction(doc: Doc, i: int) -> Number | None:
    """'a third of', 'two-thirds', 'half of'."""
    parts = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "two-thirds": 2 / 3, "three-quarters": 0.75}
    word = doc[i].lower_
    if (
        word in parts
        and doc[i + 1 : i + 2].text.lower() == "of"
        and (word == "half" or "-" in word or doc[max(i - 1, 0)].lower_ == "a")
    ):
        return Number(i, i + 1, round(parts[word], 4), None)
    return None
