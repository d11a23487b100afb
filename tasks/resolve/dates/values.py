"""TIMEX3 values as calendar arithmetic: what lies a unit before or after, and which days a value covers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|\d))?")
MONTH = re.compile(r"(\d{4})-(\d\d)")
PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
YEAR = re.compile(r"\d{4}")
DECADE = re.compile(r"(\d{3})X?")
CENTURY = re.compile(r"(\d\d)(?:XX)?")
MONTHS_OF = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
MONTHS_OF |= {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
PRECISION_DAY, PRECISION_WEEK, PRECISION_MONTH, PRECISION_YEAR = 1, 2, 3, 4
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, inclusive, and the codebook's precision: 1 day, 2 week, 3 month, 4 year or vaguer."""

    start: date | None
    end: date | None
    precision: int


UNKNOWN = Days(None, None, PRECISION_YEAR)


def days(value: str) -> Days:
    """The days that a value covers; without days when it names none (durations, PAST_REF, XXXX-10-07)."""
    try:
        return covered(value)
    except ValueError:  # 1999-02-30, or a year that the calendar does not have
        return UNKNOWN


def covered(value: str) -> Days:
    if m := DAY.fullmatch(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return Days(day, day, PRECISION_DAY)
    if m := WEEK.fullmatch(value):
        return week_days(int(m[1]), int(m[2]), m[3])
    if m := MONTH.fullmatch(value):
        return months(int(m[1]), int(m[2]), int(m[2]), PRECISION_MONTH)
    if m := PART_OF_YEAR.fullmatch(value):
        return part_of_year(int(m[1]), m[2])
    return years(value)


def week_days(year: int, week: int, part: str | None) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    if part == "WE":
        return Days(monday + timedelta(5), monday + timedelta(6), PRECISION_WEEK)
    if part:
        day = date.fromisocalendar(year, week, int(part))
        return Days(day, day, PRECISION_DAY)
    return Days(monday, monday + timedelta(6), PRECISION_WEEK)


def part_of_year(year: int, part: str) -> Days:
    if part == "WI":  # named after the year that it begins in
        return Days(date(year, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1]), PRECISION_YEAR)
    first, last = MONTHS_OF[part]
    return months(year, first, last, PRECISION_YEAR)


def months(year: int, first: int, last: int, precision: int) -> Days:
    if not 1 <= first <= last <= 12:
        raise ValueError(first, last)
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def years(value: str) -> Days:
    if YEAR.fullmatch(value):
        return months(int(value), 1, 12, PRECISION_YEAR)
    for pattern, size in ((DECADE, 10), (CENTURY, 100)):
        if m := pattern.fullmatch(value):
            first = int(m[1]) * size
            return Days(date(first, 1, 1), date(first + size - 1, 12, 31), PRECISION_YEAR)
    return UNKNOWN


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def shifted(day: date, by: int, unit: str) -> str:
    """The value of what lies `by` units from a day, as precise as the unit: two weeks from 2015-10-07 is 2015-W43."""
    try:
        return plus(day, by, unit)
    except (OverflowError, ValueError):  # farther than the calendar reaches
        return ""


def plus(day: date, by: int, unit: str) -> str:
    if unit == "D":
        return (day + timedelta(by)).isoformat()
    if unit == "W":
        return week_value(day + timedelta(7 * by))
    if unit == "M":
        year, month = shift_month(day.year, day.month, by)
        return f"{year:04}-{month:02}"
    if unit == "Q":
        year, month = shift_month(day.year, day.month, 3 * by)
        return f"{year:04}-Q{(month + 2) // 3}"
    year = day.year + by * {"Y": 1, "E": 10, "C": 100, "L": 1000}[unit]
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return {"Y": f"{year:04}", "E": f"{year // 10:03}X", "C": f"{year // 100:02}", "L": str(year // 1000)}[unit]


def week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (1) ... Sunday (7) of a month; n = -1 is the last."""
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
