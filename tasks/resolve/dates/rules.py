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


def matches(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The longest matches that do not overlap, in text order."""
    found = [(m.start(), -m.end(), order, rule, m) for order, rule in enumerate(rules()) for m in rule.pattern.finditer(text)]
    found.sort(key=lambda f: f[:3])
    chosen: list[tuple[Rule, re.Match[str]]] = []
    for _, _, _, rule, m in found:
        if chosen and m.start() < chosen[-1][1].end():
            if m.end() - m.start() > chosen[-1][1].end() - chosen[-1][1].start():
                chosen[-1] = (rule, m)
            continue
        chosen.append((rule, m))
    yield from chosen
