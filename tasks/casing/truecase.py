"""Capitals for text that has lost its case: all upper case (old wire copy, headlines) or all lower case. Length never changes.

A word of the pipeline's dictionary is common, any other is a name; known names bring their spelling with them. Mixed case
is never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lexicon.casing import LONGEST, SUFFIXES, WORD, casing, is_place, spellings, titled
from tasks.casing.dictionary import Dictionary
from tasks.casing.uncased import is_small, is_titled

LONGEST_ACRONYM = 8
SURE_ACRONYM = 6  # letters without a vowel among them
SHORT = 3  # an unknown word of so few letters is an acronym
CLOSERS = "\"'”’)]»"
OPENERS = "([{"
ENDS = ".!?:;"
ROMAN = frozenset("ivx")


class Kind(Enum):
    """What is known of a word: written small, with a capital, in capitals, as a table has it, or to be found out."""

    COMMON = auto()
    NAME = auto()
    EITHER = auto()
    UNKNOWN = auto()
    ACRONYM = auto()
    SPELLED = auto()
    OPENING = auto()  # a common word that begins a sentence


@dataclass(slots=True)
class Word:
    """A word of the text in lower case; `before` is what stands between it and the word before."""

    start: int
    end: int
    low: str
    before: str
    after: str
    kind: Kind
    spelled: str = ""

    @property
    def capital(self) -> bool:
        return self.kind in (Kind.NAME, Kind.UNKNOWN, Kind.ACRONYM) or (
            self.kind == Kind.SPELLED and not self.spelled[:1].islower()
        )


def truecase(text: str, dictionary: Dictionary, acronyms: frozenset[str] = frozenset()) -> str:
    """The text with its capitals restored, character for character; `acronyms` are those known from the whole article."""
    return Caser(text, dictionary, acronyms).cased() if dictionary else text


def bracketed(text: str) -> Iterator[str]:
    """Words that stand alone in brackets, as abbreviations do where they are introduced."""
    for word in WORD.finditer(text):
        alone = text[word.start() - 1 : word.start()] in tuple(OPENERS) and text[word.end() : word.end() + 1] in (")", "]", "}")
        if alone and 1 < len(word[0]) <= LONGEST_ACRONYM:
            yield word[0].lower()


class Caser:
    """One paragraph."""

    def __init__(self, text: str, dictionary: Dictionary, acronyms: frozenset[str]) -> None:
        self.text, self.dictionary, self.acronyms = text, dictionary, acronyms
        self.lists = casing()
        self.words = list(self.split())

    def split(self) -> Iterator[Word]:
        at = 0
        found = list(WORD.finditer(self.text))
        for n, match in enumerate(found):
            after = self.text[match.end() : found[n + 1].start() if n + 1 < len(found) else len(self.text)]
            low = match[0].replace("’", "'").lower() if len(match[0].lower()) == len(match[0]) else match[0]
            yield Word(match.start(), match.end(), low, self.text[at : match.start()], after, self.kind(low, match.start()))
            at = match.end()

    def kind(self, low: str, start: int = 0) -> Kind:
        """What a word is by itself."""
        stem = low.partition("'")[0] if low.partition("'")[2] in SUFFIXES else low
        if low in SUFFIXES and len(low) == 1 and self.text[max(0, start - 1) : start] in ("'", "’"):
            return Kind.COMMON
        initial = len(low) == 1 and low.isalpha() and low != "a"
        if "." in low or initial or stem in self.acronyms or (len(low) > 1 and set(low) <= ROMAN):
            return Kind.ACRONYM
        if any(c.isdigit() for c in low):
            return Kind.COMMON if low[0].isdigit() else Kind.ACRONYM
        if low.endswith("n't"):
            return Kind.COMMON
        if stem in self.lists.name or ("'" in stem and low not in self.dictionary.stop and low != "o'clock"):
            return Kind.NAME
        if stem in self.lists.either:
            return Kind.EITHER
        if stem in self.lists.common or len(stem) < 2 or stem in self.dictionary or low in self.dictionary:
            return Kind.COMMON
        if len(stem) <= SHORT or (len(stem) <= SURE_ACRONYM and not set(stem) & set("aeiouy")):
            return Kind.ACRONYM
        return Kind.UNKNOWN

    def cased(self) -> str:
        self.known_names()
        self.months()
        self.particles()
        self.neighbours()
        self.bodies()
        self.titles()
        self.openings()
        chars, small, title = list(self.text), is_small(self.text), is_titled(self.text)
        for word in self.words:
            if title and any(map(str.isupper, self.text[word.start + 1 : word.end])):
                continue  # "UN", "McCain": title case changes first letters only
            for at, new in zip(range(word.start, word.end), written(word), strict=True):
                chars[at] = chars[at] if small and chars[at].isupper() else same_length(chars[at], new)
        return "".join(chars)

    # Names of several words: the tables with their spelling, then the gazetteer.

    def known_names(self) -> None:
        i = 0
        while i < len(self.words):
            i += self.from_tables(i) or self.from_gazetteer(i) or 1

    def joined(self, i: int, n: int) -> bool:
        """Whether n words from the i-th stand side by side."""
        return i + n <= len(self.words) and all(w.before in (" ", "-", "\n") for w in self.words[i + 1 : i + n])

    def from_tables(self, i: int) -> int:
        for n in range(min(LONGEST, len(self.words) - i), 0, -1):
            key = tuple(w.low.removesuffix("'s") if k == n - 1 else w.low for k, w in enumerate(self.words[i : i + n]))
            if not (found := spellings().get(key)) or not self.joined(i, n) or (n == 1 and self.is_ordinary(i)):
                continue
            for word, spelling in zip(self.words[i : i + n], found, strict=True):
                word.kind, word.spelled = Kind.SPELLED, spelling
            return n
        return 0

    def is_ordinary(self, i: int) -> bool:
        """'is', 'who', 'us', 'dawn' are words before they are names; 'the us' can only be a country."""
        low = self.words[i].low.removesuffix("'s")
        if low == "us":
            return i == 0 or self.words[i - 1].low != "the" or self.words[i].before != " "
        return low in self.lists.ordinary or low in self.dictionary.stop

    def from_gazetteer(self, i: int) -> int:
        for n in range(min(4, len(self.words) - i), 1, -1):
            these = self.words[i : i + n]
            strong = any(w.kind in (Kind.UNKNOWN, Kind.NAME) for w in these)
            if (
                strong
                and not {these[0].low, these[-1].low} & self.dictionary.stop
                and self.joined(i, n)
                and is_place(" ".join(w.low for w in these))
            ):
                for word in these:
                    small = word.low in self.lists.particle and word is not these[0]
                    word.kind, word.spelled = Kind.SPELLED, word.low if small else titled(word.low)
                return n
        return 0

    # What a word's neighbours say.

    def beside(self, i: int, step: int) -> Word | None:
        """The next word on one side if only a blank or a hyphen stands between."""
        j = i + step
        if not 0 <= j < len(self.words):
            return None
        return self.words[j] if self.words[max(i, j)].before in (" ", "-", "\n") else None

    def months(self) -> None:
        for i, word in enumerate(self.words):
            if word.low not in self.lists.month or word.kind == Kind.SPELLED:
                continue
            left, right = self.beside(i, -1), self.beside(i, 1)
            number = any(w is not None and w.low[0].isdigit() for w in (left, right))
            word.kind = Kind.NAME if number or (left is not None and left.low in self.lists.before_month) else Kind.COMMON

    def particles(self) -> None:
        """'de la' between two parts of a name is small; at the head of a name it is a part of it."""
        for i in range(len(self.words) - 1, -1, -1):
            word, after, before = self.words[i], self.beside(i, 1), self.beside(i, -1)
            if word.low not in self.lists.particle or word.kind == Kind.SPELLED or after is None:
                continue
            if not (after.capital or after.low in self.lists.particle):
                continue
            inner = before is not None and (before.kind in (Kind.NAME, Kind.UNKNOWN) or before.spelled.istitle())
            inner = inner or (before is not None and before.low in self.lists.particle)
            small = inner or word.low not in ("el", "la", "las", "le", "les", "los")
            word.kind, word.spelled = Kind.SPELLED, word.low if small else titled(word.low)

    def neighbours(self) -> None:
        """'bush' beside 'george', 'city' behind 'mexico': words that are names in company. Short unknown words too."""
        for i, word in enumerate(self.words):
            sides = [w for w in (self.beside(i, -1), self.beside(i, 1)) if w is not None]
            if word.kind == Kind.EITHER and any(self.lends(w, word) for w in sides):
                word.kind = Kind.NAME
            if word.low == "a" and any(len(w.low) == 1 and w.low != "i" for w in sides[-1:]):
                word.kind = Kind.ACRONYM
            unsure = word.kind == Kind.ACRONYM and 1 < len(word.low) <= SHORT and word.low.isalpha()
            if unsure and word.low not in self.acronyms and any(w.kind == Kind.UNKNOWN or len(w.low) == 1 for w in sides):
                word.kind = Kind.NAME

    def lends(self, word: Word, to: Word) -> bool:
        """Whether a word makes a name of the one beside it: not an acronym, not an owner ("Kenya's army")."""
        return word.capital and word.kind != Kind.ACRONYM and not (word.start < to.start and word.low.endswith("'s"))

    def may_be_surname(self, word: Word) -> bool:
        """'President Rose', but 'the general council'."""
        return word.kind == Kind.EITHER and word.low not in self.lists.body

    def bodies(self) -> None:
        """'interior ministry', 'national police', 'supreme court': capitals where field or kind and body stand together."""
        for i, word in enumerate(self.words):
            if word.low.removesuffix("'s") not in self.lists.body or word.kind == Kind.SPELLED:
                continue
            chain = self.chain(i, self.lists.portfolio | self.lists.modifier)
            for part in chain:
                part.kind = Kind.NAME
            if chain:
                word.kind = Kind.NAME

    def titles(self) -> None:
        for i, word in enumerate(self.words):
            after = self.beside(i, 1) if word.after.strip() in ("", ".") else None
            if after is None and word.after == ". " and i + 1 < len(self.words):
                after = self.words[i + 1]
            if word.low not in self.lists.title or after is None or not (after.capital or self.may_be_surname(after)):
                continue
            if after.kind == Kind.EITHER:
                after.kind = Kind.NAME
            word.kind = Kind.NAME
            for part in self.chain(i, self.lists.title | self.lists.title_part | self.lists.portfolio):
                part.kind = Kind.NAME

    def chain(self, i: int, allowed: frozenset[str]) -> list[Word]:
        """The allowed words that stand in a row before the i-th."""
        found: list[Word] = []
        while (before := self.beside(i, -1)) is not None and before.low in allowed:
            found.append(before)
            i -= 1
        return found

    def openings(self) -> None:
        for i, word in enumerate(self.words):
            gap = word.before.strip(CLOSERS + OPENERS + " \n“‘-–—*")
            last = self.words[i - 1].low if i else ""
            abbreviated = gap == "." and (last in self.lists.title or len(last) == 1)
            begins = i == 0 or (gap[:1] in tuple(ENDS) and not abbreviated and " " in word.before)
            dotted = last.endswith(".") and word.before == " " and word.low in self.dictionary.stop
            if (begins or dotted) and word.kind in (Kind.COMMON, Kind.EITHER):
                word.kind = Kind.OPENING
            elif begins and word.kind == Kind.SPELLED and word.spelled.islower():
                word.spelled = titled(word.low)


def written(word: Word) -> str:
    """The word with its capitals; as long as the word."""
    if word.kind == Kind.SPELLED:
        return word.spelled + word.low[len(word.spelled) :]
    if word.kind == Kind.ACRONYM:
        head, mark, tail = word.low.partition("'")
        return head.upper() + mark + tail if len(head.upper()) == len(head) else word.low
    return word.low if word.kind in (Kind.COMMON, Kind.EITHER) else titled(word.low)


def same_length(old: str, new: str) -> str:
    """The new form of one character; an apostrophe and letters whose other case is longer stay as they were."""
    return new if len(new) == 1 and new.casefold() == old.casefold() else old
