"""Windows of days: what of stored articles, or of the files of sources, lies in which."""

import fnmatch
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Literal

from schemas.errors import SettingsError
from schemas.ids import content_id
from schemas.raw import InputFile
from tasks.discover import Refused, list_sources, uri_of

PART = re.compile(r"\{[A-Za-z]+\}")
DIGITS = {"{yyyy}": 4, "{mm}": 2, "{dd}": 2}  # what stands for a part of a date in a path
FIRST_DAY = date(1, 1, 1)  # windows of so many days are counted from here, whatever they hold: the same ones each time


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be filled: files of these sources, or without any the stored articles, in windows of so many days."""

    days: int
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    everything: bool = False

    @property
    def kind(self) -> Literal["ingest", "reprocess"]:
        return "ingest" if self.sources else "reprocess"

    def backfill_id(self, fingerprint: str) -> str:
        """The same request is the same backfill; for stored articles it is another one when the rules are others."""
        rules = fingerprint if self.kind == "reprocess" else ""
        limits = (self.days, self.since or "", self.until or "", self.everything)
        return content_id("backfill", self.kind, rules, *limits, *sorted(self.sources))

    def window_of(self, day: date) -> tuple[date, date]:
        """First and last day of the window that a day lies in, cut off where the request ends."""
        origin = (self.since or FIRST_DAY).toordinal()
        first = origin + (day.toordinal() - origin) // self.days * self.days
        last = date.fromordinal(min(first + self.days - 1, date.max.toordinal()))
        return date.fromordinal(first), min(last, self.until or last)

    def holds(self, day: date) -> bool:
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Span:
    """One window: its days, and the files that lie in it if it is one of files."""

    first: date
    last: date
    files: tuple[str, ...] = ()

    def window_id(self, backfill_id: str) -> str:
        return content_id("window", backfill_id, self.first)


def spans_of_days(days: Iterable[date], request: Request) -> list[Span]:
    """The windows in which some of these days lie, in order."""
    return [Span(first, last) for first, last in sorted({request.window_of(d) for d in days if request.holds(d)})]


def spans_of_files(request: Request) -> list[Span]:
    """The windows in which files of the sources lie, in order. Raises SourceError for a source that cannot be listed."""
    patterns = [(re.compile(regex_of(source)), source) for source in request.sources if is_dated(source)]
    found: defaultdict[tuple[date, date], list[str]] = defaultdict(list)
    for item in list_sources([glob_of(source) for source in request.sources]):
        if request.holds(day := day_of(item, [pattern for pattern, _ in patterns])):
            found[request.window_of(day)].append(uri_of(item))
    return [Span(first, last, tuple(files)) for (first, last), files in sorted(found.items())]


def is_dated(source: str) -> bool:
    """Does its path tell a date? Raises SettingsError for a part of a date that there is not."""
    if unknown := sorted(set(PART.findall(source)) - set(DIGITS)):
        raise SettingsError(source, f"{', '.join(unknown)} stands for nothing", f"Write {', '.join(DIGITS)}")
    return "{yyyy}" in source


def glob_of(source: str) -> str:
    """The pattern as the file system takes it: digits where the date stands."""
    for name, digits in DIGITS.items():
        source = source.replace(name, "[0-9]" * digits)
    return source


def regex_of(source: str) -> str:
    """The pattern as a regular expression that takes the date out of an address; what lies below a folder belongs to it."""
    path = source if "://" in source else os.path.normpath(Path(source).expanduser().absolute())
    regex = fnmatch.translate(path.rstrip("/") + "*")
    for name, digits in DIGITS.items():
        plain = rf"\d{{{digits}}}"
        regex = regex.replace(re.escape(name), f"(?P<{name[1:-1]}>{plain})", 1).replace(re.escape(name), plain)
    return regex


def day_of(item: InputFile | Refused, patterns: Sequence[re.Pattern[str]]) -> date:
    """The date in the file's path, where a source says that there is one; else the day of its last change."""
    for pattern in patterns:
        if (match := pattern.match(uri_of(item))) and (day := date_in(match.groupdict())):
            return day
    return (item.file if isinstance(item, Refused) else item).mtime.astimezone(UTC).date()


def date_in(parts: dict[str, str]) -> date | None:
    """A path may name no more than a year or a month: then it stands for the first day of it."""
    try:
        return date(int(parts["yyyy"]), int(parts.get("mm", "1")), int(parts.get("dd", "1")))
    except ValueError:
        return None
