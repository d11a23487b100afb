"""From what a person types to the value of a field: `Rebels [SYR REB]; army [Syria MIL]`, `Homs, Syria`, `2015-10-07`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flows.inert import line
from flows.review.places import read_place
from lexicon.countries import country_of_demonym, country_of_name, display_names
from lexicon.events import EventType
from schemas.codebook import Factuality, Sector
from schemas.corrections import FIELDS, PARTIES, day, read_value, to_json
from schemas.errors import SettingsError
from schemas.parts import Party
from schemas.tables import Event, Mention
from tasks.resolve.mentions import entity_id

DATE = "date"  # stands for first and last day
NAMES = (*FIELDS, DATE)
NONE = ("", "none", "null", "-")
YES, NO = ("true", "yes", "1"), ("false", "no", "0")
BODIES = ("IGO", "NSA")  # codes of what has no country
LONGEST = 300  # characters of a name
BRACKETS = re.compile(r"(?P<name>[^\[\]]*?)\s*(?:\[(?P<codes>[^\[\]]*)\])?\s*")
EXAMPLES = {
    "actors": "Write them as 'Rebels [SYR REB]; army [Syria MIL]', or none", "place": "Write it as 'Homs, Syria', or none",
    "date": "Write it as 2015-10-07 or 2015-10-07..2015-10-09, or none", "type": "Write it as ASSAULT or ASSAULT/aerial",
}  # fmt: skip
EXAMPLES |= dict.fromkeys(PARTIES, EXAMPLES["actors"]) | dict.fromkeys(("date_start", "date_end"), EXAMPLES["date"])


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is read against: the event as it stands, the names of its article, the types that there are."""

    event: Event
    mentions: tuple[Mention, ...]
    types: Mapping[str, EventType]


def pairs(given: list[str]) -> dict[str, str]:
    """['dead=12'] as {'dead': '12'}. Raises SettingsError naming the known fields."""
    found: dict[str, str] = {}
    for text in given:
        field, equals, value = text.partition("=")
        if not equals or field.strip() not in NAMES:
            raise SettingsError(f"--set {text[:80]}", "no such field", f"Write FIELD=VALUE; fields are {', '.join(NAMES)}")
        found[field.strip()] = value
    return found


def read_fields(given: Mapping[str, str], context: Context) -> dict[str, Any]:
    """The values of fields, and of those that follow from them. Raises SettingsError for what cannot be."""
    values: dict[str, Any] = {}
    for field, text in given.items():
        try:
            values |= read_field(field, line(text).strip(), context)
        except ValueError as error:
            raise SettingsError(f"{field}={text[:80]}", str(error), EXAMPLES.get(field, "Give another value")) from None
    for field, along in (("type", coded_along), ("date", dated_along)):
        try:
            values |= along(values, context)
        except ValueError as error:
            raise SettingsError(", ".join(given), str(error), EXAMPLES[field]) from None
    return values


def read_field(field: str, text: str, context: Context) -> dict[str, Any]:
    if field == DATE:
        return read_days(text)
    if field == "type":
        name, slash, mode = text.partition("/")
        return {"type": name.strip().upper()} | ({"mode": mode.strip() or None} if slash else {})
    if text[:1] in ("[", "{") and field in (*PARTIES, "place"):
        return {field: read_value(field, text)}
    read: Callable[[str, Context], Any] = READERS[field]
    value = read(text, context)
    return {field: read_value(field, to_json(value))}


def read_days(text: str) -> dict[str, Any]:
    if text.lower() in NONE:
        return {"date_start": None, "date_end": None}
    first, dots, last = text.partition("..")
    return {"date_start": day(first.strip()), "date_end": day(last.strip() if dots else first.strip())}


def read_day(text: str, context: Context) -> date | None:
    return None if text.lower() in NONE else day(text)


def read_mode(text: str, context: Context) -> str | None:
    return None if text.lower() in NONE else text


def read_factuality(text: str, context: Context) -> str:
    if text.lower() not in list(Factuality):
        raise ValueError(f"no such factuality; known are {', '.join(Factuality)}")
    return text.lower()


def read_truth(text: str, context: Context) -> bool:
    if text.lower() not in (*YES, *NO):
        raise ValueError("it is yes or no")
    return text.lower() in YES


def read_count(text: str, context: Context) -> int | None:
    if text.lower() in NONE:
        return None
    if not text.isdecimal():
        raise ValueError("it is a whole number, or none")
    return int(text)


def read_parties(text: str, context: Context) -> tuple[Party, ...]:
    if text.lower() in NONE:
        return ()
    return tuple(read_party(part.strip(), context) for part in text.split(";") if part.strip())


def read_party(text: str, context: Context) -> Party:
    """A party with its codes in brackets; without them one that the article names so, if it does."""
    match = BRACKETS.fullmatch(text)
    if not match or not match["name"] or len(text) > LONGEST:
        raise ValueError(f"{text[:80]!r} is not a name with codes in brackets")
    name = match["name"]
    start, end = place_in_text(name, context.event)
    if match["codes"] is None and (known := known_party(name, context)):
        return Party(start, end, name, *known)
    country, sector = read_codes(match["codes"] or "")
    return Party(start, end, name, name, country, sector, entity_id(name, country, sector))


def known_party(text: str, context: Context) -> tuple[str, str, str, str] | None:
    """Name, country, sector and entity of a party that the event or its article names so."""
    event = context.event
    parties = [p for field in PARTIES for p in getattr(event, field)] + [m for m in context.mentions if m.sector]
    wanted = text.casefold()
    known = (p for p in parties if wanted in (p.text.casefold(), p.name.casefold()))
    return next(((p.name, p.country, p.sector, p.entity_id) for p in known), None)


def read_codes(text: str) -> tuple[str, str]:
    """Country and sector of 'SYR REB', 'Syria REB', 'REB', 'SYR' or nothing."""
    words = text.split()
    sector = words.pop() if words and words[-1] in list(Sector) else Sector.UNK
    return read_country(" ".join(words)), str(sector)


def read_country(text: str) -> str:
    """ISO 3166 alpha-3 of a code or a name."""
    if text in ("", "-") or text in BODIES or text in display_names():
        return text.removeprefix("-")
    found = country_of_name(text) or country_of_demonym(text)
    if found is None:
        raise ValueError(f"{text!r} is neither country nor sector; sectors are {', '.join(Sector)}")
    return found.alpha3


def place_in_text(words: str, event: Event) -> tuple[int, int] | tuple[None, None]:
    """Where the sentence has these words."""
    found = re.search(rf"\b{re.escape(words)}\b", event.sentence.text)
    return (event.sentence.start + found.start(), event.sentence.start + found.end()) if found else (None, None)


def coded_along(values: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Mode, quad class and score of a type or mode that was set."""
    if not values.keys() & {"type", "mode"}:
        return {}
    name = values.get("type", context.event.type)
    if (kind := context.types.get(name)) is None:
        raise ValueError(f"{name!r} is no type; known are {', '.join(sorted(context.types))}")
    mode = values.get("mode")
    if mode is not None and mode not in kind.modes:
        raise ValueError(f"{mode!r} is no mode of {name}; known are {', '.join(sorted(kind.modes)) or 'none'}")
    return {"mode": mode, "quad": kind.quad, "score": kind.modes.get(mode, kind.score) if mode else kind.score}


def dated_along(values: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """All that tells the date, once a part of it was set. A first day alone is the whole."""
    if not values.keys() & {"date_start", "date_end"}:
        return {}
    start = values.get("date_start", context.event.date_start)
    end = values.get("date_end", start)
    if (start is None) != (end is None) or (start and end and end < start):
        raise ValueError(f"the last day, {end}, does not fit the first, {start}")
    known = start is not None
    return {
        "date_start": start, "date_end": end, "time_precision": precision(end - start) if start and end else None,
        "date_source": "text" if known else None,
    }  # fmt: skip


def precision(length: timedelta) -> int:
    """1 day, 2 week, 3 month, 4 year or vaguer."""
    return 1 + sum(length.days >= bound for bound in (1, 7, 31))


def read_the_place(text: str, context: Context) -> Any:
    if text.lower() in NONE:
        return None
    match = BRACKETS.fullmatch(text)
    if not match or not match["name"] or len(text) > LONGEST:
        raise ValueError(f"{text[:80]!r} is not a place")
    country = read_country(match["codes"]) if match["codes"] else ""
    name = match["name"].partition(",")[0].strip()
    start, end = place_in_text(name, context.event)
    trigger = context.event.trigger.start
    return read_place(match["name"], country, (trigger, trigger) if start is None or end is None else (start, end))


READERS: Mapping[str, Callable[[str, Context], Any]] = {
    "mode": read_mode, "factuality": read_factuality, "historical": read_truth, "place": read_the_place,
    "date_start": read_day, "date_end": read_day, "dead": read_count, "injured": read_count, "arrested": read_count,
} | dict.fromkeys(PARTIES, read_parties)  # fmt: skip
