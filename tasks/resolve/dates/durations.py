"""How long and how often: readers of DURATION and SET expressions."""

import re

from tasks.resolve.dates.anchor import Anchor
from tasks.resolve.dates.reading import Reading, group, word_key
from tasks.resolve.dates.vocabulary import vocabulary
from tasks.resolve.numerals import parse_number, whole

CLOCK = {"TS": "S", "TM": "M", "TH": "H"}
MONTHS_OF_QUARTER = 3
HOURS_OF_DAY = 24
MOST_QUARTERS = 40  # 'the 1988 quarter' is no duration
RATE = re.compile(r"(?:\d|million|billion|times|once|twice|percent|%|dollars|people|hours)\s$")


def unit_of(word: str) -> str:
    """The designator of 'years' or 'year': Y. Those of the clock begin with T."""
    words = vocabulary().units
    word = word.lower()
    if word == "centuries":
        return "C"
    return words.get(word) or words.get(word.removesuffix("s"), "D")


def duration_value(count: float | None, unit: str) -> str:
    """P3D, PT36H, P2.5Y, P1Y6M; PXY when nobody counts."""
    if count is None:
        return f"PTX{CLOCK[unit]}" if unit in CLOCK else f"PX{unit}"
    if unit == "TH" and count == HOURS_OF_DAY:
        return "P1D"
    if unit in ("TH", "TM") and count != int(count):
        lower = "M" if unit == "TH" else "S"
        return f"PT{int(count)}{CLOCK[unit]}{round(count % 1 * 60)}{lower}" if count > 1 else f"PT{round(count * 60)}{lower}"
    if unit == "Q":
        return f"P{whole(count * MONTHS_OF_QUARTER)}M"
    if unit == "E":
        return f"P{whole(count * 10)}Y"
    if unit == "C":
        return f"P{whole(count * 100)}Y"
    if unit == "Y" and count != int(count) and count * 12 == int(count * 12):
        return f"P{int(count)}Y{int(count * 12) % 12}M" if count > 1 else f"P{int(count * 12)}M"
    return f"PT{whole(count)}{CLOCK[unit]}" if unit in CLOCK else f"P{whole(count)}{unit}"


def plain(m: re.Match[str]) -> tuple[float | None, str]:
    """Number (None: uncounted) and unit of a match."""
    words = " ".join(m["n"].lower().split())
    if words in ("several", "few", "many"):
        return None, unit_of(m["u"])
    return (2.0 if words.endswith("couple of") else parse_number(words)), unit_of(m["u"])


def within(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'the past two months'"""
    count, unit = plain(m)
    if count is None and group(m, "way") in ("past", "last", "coming", "next") and unit not in CLOCK:
        return Reading("DURATION", duration_value(None, unit))
    return Reading("DURATION", duration_value(count, unit))


def duration(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'nearly two years'. Ages ('a 43-year-old man') are none."""
    count, unit = plain(m)
    if count is None or group(m, "old") or (unit == "Q" and ("-" in m[0] or count > MOST_QUARTERS)):
        return None
    if "a half" in m[0]:
        count += 0.5
    return Reading("DURATION", duration_value(count, unit))


def duration_range(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'two to three weeks': the upper end."""
    low, high = parse_number(m["n"]), parse_number(m["n2"])
    return None if low is None or high is None else Reading("DURATION", duration_value(high, unit_of(m["u"])))


def half(m: re.Match[str], anchor: Anchor) -> Reading | None:
    unit = unit_of(group(m, "u", "u2"))
    return Reading("DURATION", "PT30M" if unit == "TH" else duration_value(0.5, unit))


def a_unit(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'a week'; a rate ('$2 million a year', 'twice a week') is a SET; 'a second' is no time."""
    unit = unit_of(m["u"])
    if group(m, "old") or unit == "TS":
        return None
    if RATE.search(m.string[max(0, m.start() - 12) : m.start()]):
        return Reading("SET", duration_value(1.0, unit))
    return Reading("DURATION", duration_value(1.5 if m["half"] else 1.0, unit))


def vague(m: re.Match[str], anchor: Anchor) -> Reading | None:
    unit = unit_of(m["u"])
    if m[0].lower().startswith("recent") and unit == "Y":
        return Reading("DATE", "PAST_REF")
    return Reading("DURATION", duration_value(None, unit))


def units(m: re.Match[str], anchor: Anchor) -> Reading | None:
    if m["ago"]:
        return Reading("DATE", "PAST_REF")
    return Reading("DURATION", duration_value(None, unit_of(m["u"])))


def every(m: re.Match[str], anchor: Anchor) -> Reading | None:
    count = 2.0 if group(m, "n") == "other" else parse_number(m["n"]) if m["n"] else 1.0
    unit = unit_of(m["u"])
    return Reading("SET", f"P{whole(count or 1)}Q" if unit == "Q" else duration_value(count, unit))


def every_month(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'each July', 'every spring'"""
    words = vocabulary()
    code = words.seasons[group(m, "s")] if m["s"] else f"{words.months[word_key(m['m'])]:02}"
    return Reading("SET", f"XXXX-{code}")


def set_word(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("SET", vocabulary().sets[group(m, "s")])
