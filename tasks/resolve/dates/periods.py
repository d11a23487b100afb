"""Readers of weeks, months, quarters, seasons, years, decades, and of the present, past and future as such."""

import re

from tasks.resolve.dates.anchor import PAST, Anchor
from tasks.resolve.dates.durations import duration_value, unit_of
from tasks.resolve.dates.reading import STEPS, Reading, full_year, group, spelt_year
from tasks.resolve.dates.vocabulary import vocabulary

NEAR = 6  # time expressions back: so far reaches the talk of quarters
FIRST_YEAR = 1500  # in news, four figures below are nearly always a number


def which_unit(m: re.Match[str], anchor: Anchor) -> Reading | None:
    which, unit = group(m, "which"), group(m, "unit")
    step = STEPS.get(which, 0)
    if which in ("following", "previous", "same", "that") and anchor.told:
        base = anchor.after(STEPS.get(which, 0), unit_of(unit), 1)
        return Reading("DATE", base) if base else None
    if unit == "weekend":
        return Reading("DATE", anchor.weekend(step))
    if unit == "quarter" and which in ("latest", "this", "current", "that", "same"):
        return Reading("DATE", anchor.quarter_told())
    return Reading("DATE", anchor.relative(step, unit_of(unit)))


def end_of(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", anchor.relative(0, unit_of(group(m, "unit"))))


def year_end(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", anchor.relative(0, "Y"))


def the_unit(m: re.Match[str], anchor: Anchor) -> Reading | None:
    unit = group(m, "unit").removeprefix("fiscal ")
    if unit == "weekend":
        return Reading("DATE", anchor.weekend(-1 if anchor.tense(m.start()) == PAST else 0))
    if unit in ("week", "month"):
        return Reading("DATE", anchor.relative(0, unit_of(unit)))
    return Reading("DURATION", duration_value(1, unit_of(unit)))


def quarter(m: re.Match[str], anchor: Anchor) -> Reading | None:
    n = group(m, "n", "n2", "n3")
    number = int(n[0]) if n[0].isdigit() else vocabulary().ordinals[n]
    year = group(m, "y", "y2", "y3")
    if not year and (which := group(m, "which", "which2")) and anchor.today:
        year = str(anchor.today.year + STEPS.get(which, 0))
    anchor.period = anchor.quarter(number, year)
    return Reading("DATE", anchor.period)


def quarter_told(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", anchor.quarter_told())


def year_earlier(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'A year earlier' beside quarters means the same quarter a year before."""
    if m["q"] or any("-Q" in v for v in anchor.told[-NEAR:]):
        return Reading("DATE", anchor.quarter_told(back=1))
    return Reading(
        "DATE", anchor.after(1, "Y", -1) if "earlier" in m[0].lower() or "before" in m[0].lower() else anchor.ago(1, "Y")
    )


def same_period(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", anchor.quarter_told(back=1))


def season(m: re.Match[str], anchor: Anchor) -> Reading | None:
    code = vocabulary().seasons[group(m, "s", "s2")]
    if year := group(m, "y"):
        return Reading("DATE", f"{year}-{code}")
    return Reading("DATE", anchor.season(code, m.start(), group(m, "which", "which2")))


def decade(m: re.Match[str], anchor: Anchor) -> Reading | None:
    words = {
        "twenties": 2,
        "thirties": 3,
        "forties": 4,
        "fifties": 5,
        "sixties": 6,
        "seventies": 7,
        "eighties": 8,
        "nineties": 9,
    }
    if m["d"]:
        return Reading("DATE", f"{m['d'][:3]}X")
    return Reading("DATE", f"19{m['dd'][0] if m['dd'] else words[m['w'].lower()]}X")


def century(m: re.Match[str], anchor: Anchor) -> Reading | None:
    words = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    n = m["n"].lower()
    return Reading("DATE", f"{(words.get(n) or int(re.sub(r'[^0-9]', '', n))) - 1:02}")


def year(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'1999', and the years of '1992-95', which last to the end of the second; a year before the first is none."""
    digits, last = group(m, "y"), group(m, "y2")
    last = digits[: -len(last)] + last if last else ""
    return Reading("DATE", digits, last if last > digits else "") if int(digits) >= FIRST_YEAR else None


def period_of_year(m: re.Match[str], anchor: Anchor) -> Reading | None:
    """'the 1988 quarter': the quarter spoken of, in that year."""
    told = anchor.quarter_told()
    return Reading("DATE", f"{m['y']}-{told[5:]}" if told.startswith(("1", "2")) else m["y"])


def year_words(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", spelt_year(group(m, "t")))


def short_year(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", full_year(m["yy"]))


def reference(m: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading("DATE", vocabulary().references[group(m, "r")])
