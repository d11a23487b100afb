"""Readers of days and times of day."""

import re

from tasks.resolve.dates.anchor import Anchor
from tasks.resolve.dates.durations import unit_of
from tasks.resolve.dates.reading import STEPS, Reading, date_reading, full_year, group, spelt_year, with_part, word_key
from tasks.resolve.dates.vocabulary import vocabulary
from tasks.resolve.numerals import parse_number


def iso(m: re.Match[str], anchor: Anchor) -> Reading | None:
    if not (1 <= int(m["m"]) <= 12 and 1 <= int(m["d"]) <= 31):
        return None
    return date_reading(f"{m['y']}-{m['m']}-{m['d']}")


def numeric(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """10/07/2015 is October 7th unless the first figure cannot be a month; 07.10.2015 has the day first."""
    if m["c"]:
        month, day, year = int(m["e"]), int(m["c"]), m["z"]
    else:
        month, day, year = int(m["a"]), int(m["b"]), full_year(m["y"])
    if month > 12:
        month, day = day, month
    return date_reading(f"{year}-{month:02}-{day:02}") if 1 <= month <= 12 and 1 <= day <= 31 else None


def month_day(m: re.Match[str], anchor: Anchor) -> Reading | None:
    month, day = vocabulary().months[word_key(m["m"])], int(re.sub(r"\D", "", m["d"]))
    year = group(m, "y")
    if not year and group(m, "which") and anchor.today:
        year = str(anchor.today.year + STEPS.get(group(m, "which"), 0))
    first = f"{year}-{month:02}-{day:02}" if year else anchor.day_of_month(month, day, m.start())
    last = f"{first[:-2]}{int(m['d2']):02}" if group(m, "d2") and first else ""
    return date_reading(first, last)


def month_year(m: re.Match[str], anchor: Anchor) -> Reading | None:
    month, year = vocabulary().months[word_key(m["m"])], group(m, "y") or spelt_year(group(m, "t"))
    if not year:
        year = anchor.relative(STEPS.get(group(m, "which"), 0), "Y")
    return Reading("DATE", f"{year}-{month:02}")


def month(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", anchor.month(vocabulary().months[word_key(m["m"])], m.start("m"), group(m, "which")))


def weekday(m: re.Match[str], anchor: Anchor) -> Reading | None:
    number = vocabulary().weekdays[word_key(m["w"])]
    which = group(m, "which").removeprefix("the ").replace("this past", "last").replace("this coming", "coming")
    return with_part(anchor.weekday(number, m.start("w"), which), group(m, "part"))


def weekdays(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("SET", f"XXXX-WXX-{vocabulary().weekdays[group(m, 'w', 'v')]}")


def near_day(m: re.Match[str], anchor: Anchor) -> Reading | None:
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return with_part(anchor.relative(steps[group(m, "day")], "D"), group(m, "part"))


def part_of_day(m: re.Match[str], anchor: Anchor) -> Reading | None:
    part, which = group(m, "part") or "night", group(m, "which")
    step = {"last": -1, "yesterday": -1, "tomorrow": 1}.get(which, 0)
    if which in ("the", "that") and anchor.told:
        return with_part(anchor.after(0, "D", 1), part)
    return with_part(anchor.relative(step, "D"), part)


def clock(m: re.Match[str], anchor: Anchor) -> Reading | None:
    if m["word"]:
        hour, minute = (12 if m["word"].lower() in ("noon", "midday") else 24), 0
    elif m["h4"]:
        hour, minute = int(m["h4"]), int(m["m4"])
    else:
        hour, minute = int(m["h"]) % 12 + 12 * m["half"].lower().startswith("p"), int(m["min"] or 0)
        if int(m["h"]) > 12:
            return None
    return Reading("TIME", f"{clock_day(m, anchor)}T{hour:02}:{minute:02}")


def clock_day(m: re.Match[str], anchor: Anchor) -> str:
    day = group(m, "day")
    if day in vocabulary().weekdays:
        return anchor.weekday(vocabulary().weekdays[day], m.start("day"))
    if m["d"]:
        return anchor.day_of_month(vocabulary().months[word_key(m["mon"])], int(re.sub(r"\D", "", m["d"])), m.start("day"))
    if day:
        return anchor.relative({"yesterday": -1, "today": 0, "tomorrow": 1}[day], "D")
    return anchor.after(0, "D", 1) or "XXXX-XX-XX"


def holiday(m: re.Match[str], anchor: Anchor) -> Reading | None:
    rule = vocabulary().holidays["".join(m["h"]).replace("’", "'")]
    return date_reading(anchor.holiday(rule, m.start()))


def ago(m: re.Match[str], anchor: Anchor) -> Reading | None:
    words, unit = group(m, "n"), unit_of(group(m, "u"))
    if words in ("several", "a few"):
        return Reading("DATE", "PAST_REF")
    count = 2 if words == "a couple of" else parse_number(words) or 1
    return date_reading(anchor.ago(count, unit))


def later(m: re.Match[str], anchor: Anchor) -> Reading | None:
    words = group(m, "n")
    sign = 1 if group(m, "way") in ("later", "after") else -1
    return date_reading(
        anchor.after(1 if words in ("a", "an", "the") else parse_number(words) or 1, unit_of(group(m, "u")), sign)
    )


def next_day(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return date_reading(anchor.after(1, "D", -1 if group(m, "way") == "previous" else 1))
