"""What a reader of time expressions gives, and what all readers share."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.resolve.dates.anchor import Anchor
from tasks.resolve.dates.vocabulary import vocabulary
from tasks.resolve.numerals import parse_number

STEPS = {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means. `last` is the value of the last day of a range such as 'March 3-5'."""

    type: str
    value: str
    last: str = ""


# A reader gives None when the words are no time after all.
Reader = Callable[[re.Match[str], Anchor], Reading | None]


def group(m: re.Match[str], *names: str) -> str:
    """The first of these groups that matched, in lower case with single blanks."""
    groups = m.groupdict()
    return " ".join((next((groups[n] for n in names if groups.get(n)), "")).lower().split())


def word_key(word: str) -> str:
    return word.lower().rstrip(".")


def date_reading(value: str, last: str = "") -> Reading | None:
    return Reading("DATE", value, last) if value else None


def with_part(value: str, part: str) -> Reading | None:
    """A day, or a part of it: 2015-10-07TNI."""
    code = vocabulary().day_parts.get(part)
    return date_reading(value) if not code or not value else Reading("TIME", f"{value}T{code}")


def spelt_year(words: str) -> str:
    """'nineteen eighty-nine' is 1989: `words` are those after 'nineteen'. Empty for none."""
    return f"19{int(parse_number(words.replace('hundred', 'zero')) or 0):02}" if words else ""


def full_year(digits: str) -> str:
    """'89 is 1989 and '07 is 2007: two figures reach to 2029."""
    return digits if len(digits) == 4 else f"{'20' if int(digits) < 30 else '19'}{digits}"
