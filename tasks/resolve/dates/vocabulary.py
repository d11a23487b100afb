"""The words of time as regular expression fragments and tables. The words themselves are in lexicon/time.toml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml
from tasks.resolve.numerals import NUMBER


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tables from lower-case words to values, and named fragments for patterns ({month}, {unit}, ...)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    day_parts: dict[str, str]
    references: dict[str, str]
    sets: dict[str, str]
    ordinals: dict[str, int]
    holidays: dict[str, str]
    fragments: dict[str, str]
    trigger: re.Pattern[str]  # a figure or a word that every expression has one of

    def pattern(self, template: str) -> re.Pattern[str]:
        """A template with <name> fragments, blind to case but in month and weekday names."""
        body = re.sub(r"(?<!P)<(\w+)>", lambda m: self.fragments[m[1]], template)
        return re.compile(rf"(?<![\w$€£.,/-])(?:{body})(?![\w/])", re.IGNORECASE)


SHORT = ("Sept", "Tues", "Weds", "Thurs", "Thur")


def either(words: Iterable[str]) -> str:
    """An alternation, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))


def named(words: Iterable[str]) -> str:
    """Names begin with a capital or are all capitals, whatever the flags; short forms have a full stop or a day behind them."""
    words = list(words)
    full = [w for w in words if w == "May" or (len(w) > 3 and w not in SHORT)]
    forms = [*full, *(f"{w}(?:\\.|(?=,?\\s\\d))" for w in words if w not in full)]
    forms += [w.upper() for w in full] + [f"{w.upper()}(?:\\.|(?=,?\\s\\d))" for w in words if w not in full]
    return "(?-i:" + "|".join(sorted(forms, key=lambda w: (-len(w), w))) + ")"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this process."""
    t = read_toml("time.toml")
    months = {w.lower(): int(n) for n, words in t["months"].items() for w in words}
    weekdays = {w.lower(): int(n) for n, words in t["weekdays"].items() for w in words}
    references = {w: value for value, words in t["references"].items() for w in words}
    fragments = {
        "month": named([w for words in t["months"].values() for w in words]),
        "weekday": named([w for words in t["weekdays"].values() for w in words]),
        "fullday": named([words[0] for words in t["weekdays"].values()]),
        "unit": f"(?:{either(t['units'])})",
        "longunit": "(?:week|month|quarter|year|decade|century|weekend)",
        "season": f"(?:{either(t['seasons'])})",
        "part": "(?:morning|afternoon|evening|night)",
        "number": NUMBER,
        "vague": f"(?:{either(t['vague']['words'])})",
        "ref": f"(?:{either(references)})",
        "set": f"(?:{either(t['sets'])})",
        "holiday": "(?-i:" + either(t["holidays"]).replace("'", "['’]") + ")",
        "year": r"(?:1[0-9]\d\d|20\d\d)",
        "spelt": r"nineteen[\s-](?P<t>hundred|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
        r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)",
        "dom": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "ordinal": "(?:first|second|third|fourth|final|1st|2nd|3rd|4th)",
        "rough": r"(?:(?:about|around|nearly|almost|approximately|roughly|some|just|only|up\sto|at\sleast|at\smost|over|under|"
        r"more\sthan|less\sthan|fewer\sthan|no\smore\sthan|no\sless\sthan)\s)",
        "edge": r"(?:(?:(?:the\s)?(?:early|late|mid|middle|beginning|start|end|close)(?:\sof|\sin)?(?:\s|-))|mid-)",
        "zone": r"(?:E[SD]T|C[SD]T|M[SD]T|P[SD]T|GMT|UTC|BST|CET|local\stime|eastern\stime|Greenwich\sMean\sTime)",
    }
    keys = [w for table in (months, weekdays, t["units"], t["seasons"], t["day_parts"], references, t["sets"]) for w in table]
    keys += [*t["holidays"], "yesterday", "today", "tomorrow", "tonight", "noon", "midday", "midnight", "nineteen", "centuries"]
    trigger = re.compile(
        rf"\d|\b(?:{either({k.lower() for k in keys} | {k.lower() + 's' for k in t['units']})}|\w{{4,8}}ties)\b", re.IGNORECASE
    )
    return Vocabulary(
        months,
        weekdays,
        t["units"],
        t["seasons"],
        t["day_parts"],
        references,
        t["sets"],
        t["ordinals"],
        t["holidays"],
        fragments,
        trigger,
    )
