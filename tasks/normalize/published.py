"""When it was published. A year or a day that is not written is never made up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from dateparser.date import DateDataParser

from schemas.codebook import PublishedSource
from tasks.normalize.words import agencies, table

FIRST_YEAR, LAST_YEAR = 1700, 2100  # newspapers begin; a later date is a slip
MAX_LINE = 120
MAX_GIVEN = 200

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NTH = r"(?:st|nd|rd|th)?"
YEAR = r"(?:(?:1[7-9]|20)\d\d)"
# A day as datelines give it, with or without a year: Oct. 7 | October 7, 2015 | 7 OCT 15 | 2015-10-07
DAY = (
    rf"(?:{MONTH}\.? \d{{1,2}}{NTH}(?:,? {YEAR}| \d\d)?"
    rf"|\d{{1,2}}{NTH} {MONTH}\.?(?:,? (?:{YEAR}|\d\d))?|{YEAR}-\d\d-\d\d)(?!\w)"
)
FORMS = (
    rf"(?P<y>{YEAR})(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}})(?!\d)",
    rf"(?P<y>{YEAR})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日",
    rf"(?P<mon>{MONTH})\.? (?P<d>\d{{1,2}}){NTH}(?:,| of|,? at)? ?(?P<y>{YEAR})(?!\d)",
    rf"(?P<d>\d{{1,2}}){NTH}(?: of)?[ -](?P<mon>{MONTH})[.,]?,?[ -](?P<y>{YEAR}|\d\d)(?!\d)",
    rf"(?<!\d)(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark)(?P<y>{YEAR})(?!\d)",
    rf"(?<!\d)(?P<y>{YEAR})(?P<m>[01]\d)(?P<d>[0-3]\d)(?=$|[T ]?\d{{4}}|Z)",
)
PATTERNS = tuple(re.compile(rf"(?<![\w]){form}", re.IGNORECASE) for form in FORMS)
URL_DAY = re.compile(rf"/(?P<y>{YEAR})(?P<mark>[-/]?)(?P<m>[01]?\d)(?P=mark)(?P<d>[0-3]?\d)(?=[/_.-]|$)")
URL_MONTH = re.compile(rf"/(?P<y>{YEAR})-?(?P<m>[01]\d)[/-](?P<d>[0-3]\d)(?=[/_.-]|$)")
STAMP = re.compile(r"(\d{10})(\d{3})?(?:\.\d{1,6})?")
FOREIGN = re.compile(rf"(?<!\d)\d{{1,2}}(?!\d)[^\d]{{2,20}}[^\W\d_]{{3}}[^\d]{{1,20}}{YEAR}(?!\d)")
STRICT: Any = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
FIRST_STAMP = 315_532_800  # 1980-01-01: smaller numbers are no time stamps of news
DAY_DIGIT = re.compile(r"\d.{0,30}\d\d")
WORDS = re.compile(r"[^\W\d_]+")
CLOCK = re.compile(
    r"(?:\b|T)\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d{1,6})?|[+-]\d{2}:?\d{2}\b|\b\d{1,4} ?(?:hrs?|hours)\b"
    r"|\b(?:\d{1,2} ?)?[ap]\.?m\.?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date, the words that gave it, and where they stood."""

    day: date | None
    text: str
    source: PublishedSource


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives nothing but a date: `update` if it says so, `labelled` if it says what the date is."""

    day: date
    update: bool
    labelled: bool


def parse_day(text: str) -> date | None:
    """The one full date in a text: day, month and year. None if there is none, or several, or 03/04/2015, which is two."""
    text = text.strip()[:MAX_GIVEN]
    if stamp := STAMP.fullmatch(text):
        return from_stamp(int(stamp[1]))
    found = matches(text)
    days = {day for match in found if (day := to_day(match))}
    if not found and FOREIGN.search(text):
        days |= other_language(text)
    return days.pop() if len(days) == 1 else None


def other_language(text: str) -> set[date]:
    """A date in the words of another language, all three parts written out: "7 de octubre de 2015"."""
    found = foreign_parser().get_date_data(text).date_obj
    return {found.date()} if found and FIRST_YEAR <= found.year <= LAST_YEAR else set()


@cache
def foreign_parser() -> DateDataParser:
    """dateparser, for the languages of the big agencies only: with all of them each failure takes seconds."""
    return DateDataParser(languages=["es", "fr", "pt", "de", "it"], settings=STRICT)


def matches(text: str) -> list[re.Match[str]]:
    return [match for pattern in PATTERNS for match in pattern.finditer(text)]


def from_stamp(seconds: int) -> date | None:
    """Seconds since 1970, UTC."""
    return datetime.fromtimestamp(seconds, UTC).date() if seconds >= FIRST_STAMP else None


def to_day(match: re.Match[str]) -> date | None:
    """The day of a match; None for impossible days and for 03/04/2015, which is two days in two countries."""
    parts = match.groupdict()
    if parts.get("a"):
        day, month = day_and_month(int(parts["a"]), int(parts["b"]), parts["mark"])
    else:
        month = MONTHS.index(parts["mon"][:3].casefold()) + 1 if parts.get("mon") else int(parts["m"])
        day = int(parts["d"])
    year = int(parts["y"]) if len(parts["y"]) == 4 else century(int(parts["y"]))
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def day_and_month(a: int, b: int, mark: str) -> tuple[int, int]:
    """7/10 and 10/7 cannot be told apart: (0, 0), which is no date. 17/10, 10/17 and, by its dots, 7.10. can."""
    if a == b or a > 12 >= b or mark == ".":
        return a, b
    return (b, a) if b > 12 >= a else (0, 0)


def century(year: int) -> int:
    """Two-digit years as POSIX reads them: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068."""
    return year + (1900 if year >= 69 else 2000)


@lru_cache(4096)
def date_line(line: str) -> DateLine | None:
    """A line that is only a date of publication: "Updated: 7 October 2015 17:52 GMT", "This story is from May 1, 2002"."""
    line = line.strip()
    if len(line) > MAX_LINE or not DAY_DIGIT.search(line):
        return None
    found = matches(line)
    days = [(match.start(), day) for match in found if (day := to_day(match))]
    if not days:
        return None
    for match in found:
        line = line.replace(match[0], " ")
    words = [word.casefold() for word in WORDS.findall(without_agency(CLOCK.sub(" ", line)))]
    if any(word not in table("date_words") for word in words) or re.search(r"\d{3}", CLOCK.sub(" ", line)):
        return None
    labelled = any(word in table("date_labels") for word in words) or words[:1] == ["this"]
    return DateLine(min(days)[1], bool(words) and words[0] in table("update_labels"), labelled)


def without_agency(line: str) -> str:
    """The line without an agency's name before a bar or a dash: "Xinhua | Updated: ..."."""
    head, mark, tail = line.partition("|")
    return tail if mark and head.strip().casefold() in agencies() else line


def choose(given: str, given_source: str, lines: Iterable[tuple[DateLine, str]], dateline_date: str, url: str) -> Published:
    """The publication date: a field of the record, the page's metadata, a date line, the dateline, the address; first wins."""
    if day := parse_day(given):
        source = PublishedSource(given_source) if given_source in (*PublishedSource,) and given_source != "none" else None
        return Published(day, given, source or PublishedSource.GIVEN)
    first = sorted(lines, key=lambda found: found[0].update)
    if first:
        return Published(first[0][0].day, first[0][1], PublishedSource.TEXT)
    if day := parse_day(dateline_date):
        return Published(day, dateline_date, PublishedSource.DATELINE)
    if found := url_day(url):
        return found
    return Published(None, given, PublishedSource.NONE)


def url_day(url: str) -> Published | None:
    """The day in an address: /2015/10/07/, /2015-10/07/, /20151007/."""
    for pattern in (URL_DAY, URL_MONTH):
        match = pattern.search(url)
        if match and (day := to_day(match)):
            return Published(day, match[0].strip("/"), PublishedSource.URL)
    return None
