"""The patterns of lexicon/time_patterns.toml with their readers, and the choice among what they match."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml
from schemas.errors import LexiconError
from tasks.resolve.dates import durations, periods, points
from tasks.resolve.dates.reading import Reader
from tasks.resolve.dates.vocabulary import vocabulary

REACH = 45  # characters: no expression is longer before or behind its figure or word of time
MODULES = {"points": points, "periods": periods, "durations": durations}


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of telling a time."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


@cache
def rules() -> tuple[Rule, ...]:
    """All rules. Raises LexiconError if a pattern names a reader that does not exist."""
    return tuple(Rule(p["name"], vocabulary().pattern(p["pattern"]), reader(p["read"])) for p in patterns())


def patterns() -> list[dict[str, str]]:
    table: list[dict[str, str]] = read_toml("time_patterns.toml")["pattern"]
    return table


def reader(path: str) -> Reader:
    module, name = path.split(".")
    try:
        found: Reader = getattr(MODULES[module], name)
    except (KeyError, AttributeError):
        raise LexiconError(
            "lexicon/time_patterns.toml", f"no reader {path}", "Name a function of tasks/resolve/dates"
        ) from None
    return found


def windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text worth trying: those around a figure or a word of time. Most of a text is not."""
    start = end = -1
    for m in vocabulary().trigger.finditer(text):
        low, reach = max(0, m.start() - REACH), m.end() + REACH
        high = word_end(text, reach) if reach > end else end  # else within the same word: not gone through again
        if low > end:
            if end > 0:
                yield start, end
            start = low
        end = high
    if end > 0:
        yield start, end


def word_end(text: str, at: int) -> int:
    """The end of the word around `at`: a window that ended inside it would make 'Mayor' a May and '1999' a 19."""
    while at < len(text) and not text[at].isspace():
        at += 1
    return min(at, len(text))


def candidates(text: str) -> Iterator[tuple[int, int, int, Rule, re.Match[str]]]:
    for start, end in windows(text):
        for order, rule in enumerate(rules()):
            for m in rule.pattern.finditer(text, start, end):
                yield m.start(), -m.end(), order, rule, m


def matches(text: str) -> list[tuple[Rule, re.Match[str]]]:
    """The longest matches that do not overlap, in text order."""
    chosen: list[tuple[Rule, re.Match[str]]] = []
    for _, _, _, rule, m in sorted(candidates(text), key=lambda f: f[:3]):
        if chosen and m.start() < chosen[-1][1].end():
            if m.end() - m.start() > chosen[-1][1].end() - chosen[-1][1].start():
                chosen[-1] = (rule, m)
            continue
        chosen.append((rule, m))
    return chosen
