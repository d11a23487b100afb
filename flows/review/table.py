"""`overrides.csv`: all corrections as a table, and back. A file is taken as a whole or, where a row cannot be, not at all.

A row names its event by article_id, start and end, as an export does; or by event_id; or by sentence and rule_id. What is left
out is filled in. A value is JSON, as an export has it, or as `--set` reads it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from flows.inert import FORMULA, line
from flows.review.command import context_of, writing
from flows.review.making import Word, about, bounded, checked, conflicts, word
from flows.review.values import NAMES, read_fields
from lexicon.events import load_events
from schemas.corrections import CHECKED, LEFT_OUT, override_id, read_value, to_json
from schemas.curation import Override
from schemas.errors import DatelineError, SettingsError, SourceError
from schemas.settings import Settings
from warehouse.review import Reviewed, all_overrides, event_of_sentence, reviewed, text_lengths

COLUMNS = tuple(f.name for f in fields(Override))
TOLD = 10  # faults in a message
QUOTED = (*FORMULA, "'")  # beginnings that an apostrophe goes before, so that no spreadsheet calculates them
LONGEST = 1_000_000  # characters of a cell
Numbered = tuple[int, Override]  # a row and the line that it stands in
Cells = tuple[int, Mapping[str, str]]


def export(path: Path, settings: Settings) -> int:
    """Writes all corrections. Returns their number."""
    rows = all_overrides(settings.data_dir)
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            write_rows(rows, out)
    except OSError as error:
        raise SourceError(str(path), error.strerror or "cannot be written", "Name a file in a folder that is there") from None
    return len(rows)


def write_rows(rows: Iterable[Override], out: TextIO) -> None:
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = asdict(row) | {"made": row.made.astimezone(UTC).isoformat()}
        writer.writerow({name: guarded(str(value)) for name, value in cells.items()})


def guarded(text: str) -> str:
    return "'" + text if text.startswith(QUOTED) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(QUOTED) else text


def import_file(path: Path, replace_: bool, who: str, why: str, settings: Settings) -> int:
    """Takes all rows of a file, or none: SettingsError names those that cannot be taken. Returns the number of new ones."""
    given = read_cells(path)
    with writing(settings) as store:
        rows, faults = read_rows(given, Word(bounded(who), bounded(why), datetime.now(UTC)), settings)
        old = {row.override_id: row for row in all_overrides(settings.data_dir)}
        refuse(path, faults if replace_ else [*faults, *clashes(rows, old)])
        new = {row.override_id: row for _, row in rows if not same(row, old.get(row.override_id))}
        store.correct(list(new.values()))
    return len(new)


def same(row: Override, old: Override | None) -> bool:
    return old is not None and row.value == old.value


def clashes(rows: Sequence[Numbered], old: Mapping[str, Override]) -> Iterator[str]:
    """Rows that say otherwise than a stored one, or than one before them."""
    seen: dict[str, Override] = {}
    for number, row in rows:
        for new, was in (*conflicts([row], old), *conflicts([row], seen)):
            where = "the warehouse" if was.override_id in old else "a line before"
            yield f"line {number}: {new.field} is {new.value[:60]} here, {was.value[:60]} by {was.reviewer} in {where}"
        seen[row.override_id] = row


def refuse(path: Path, faults: Sequence[str]) -> None:
    if faults:
        more = f"; and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
        remedy = "Nothing was taken. Mend the rows; add --replace to let the file overrule the warehouse"
        raise SettingsError(str(path), "; ".join(faults[:TOLD]) + more, remedy)


def read_cells(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file with their lines. Raises SourceError if it cannot be read, SettingsError for odd columns."""
    csv.field_size_limit(LONGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            check_columns(path, reader.fieldnames or ())
            return [(reader.line_num, cells(row)) for row in reader]
    except OSError as error:
        raise SourceError(str(path), error.strerror or "cannot be read", "Name a file that --export wrote") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"it is no CSV in UTF-8 ({error})", "Save it as that") from None


def cells(row: Mapping[Any, Any]) -> dict[str, str]:
    return {name: unguarded(value or "") for name, value in row.items() if isinstance(name, str)}


def check_columns(path: Path, names: Sequence[str]) -> None:
    unknown, missing = sorted(set(names) - set(COLUMNS)), sorted({"field", "value"} - set(names))
    if unknown or missing:
        problem = f"unknown columns: {', '.join(unknown)}" if unknown else f"no column {', '.join(missing)}"
        raise SettingsError(str(path), problem, f"Columns are {', '.join(COLUMNS)}")


def read_rows(given: Sequence[Cells], by: Word, settings: Settings) -> tuple[list[Numbered], list[str]]:
    """The corrections that the rows are, each with its line, and what is wrong with those that are none."""
    lengths = text_lengths(settings.data_dir, {row.get("article_id", "") for _, row in given})
    types = load_events(settings.lexicon).types
    found: list[Numbered] = []
    faults: list[str] = []
    by_hand: defaultdict[str, list[Cells]] = defaultdict(list)
    for number, row in given:
        try:
            if row.get("start"):
                found.append((number, exact(row, lengths, types, by)))
            else:
                correctable(row["field"])
                by_hand[event_named(row, settings)].append((number, row))
        except (ValueError, DatelineError) as error:
            faults.append(f"line {number}: {error}")
    for event_id, rows in by_hand.items():
        try:
            found += of_event(reviewed(settings.data_dir, event_id), rows, by, settings)
        except (ValueError, DatelineError) as error:
            faults.append(f"line {', '.join(str(number) for number, _ in rows)}: {error}")  # they are read together
    return found, faults


def correctable(field: str) -> None:
    if field not in (*NAMES, CHECKED, LEFT_OUT):
        raise ValueError(f"{field!r} cannot be corrected: known are {', '.join((*NAMES, CHECKED, LEFT_OUT))}")


def exact(row: Mapping[str, str], lengths: Mapping[str, int], types: Mapping[str, Any], by: Word) -> Override:
    """A row of an export: it stands for itself. Raises ValueError, saying what is wrong."""
    article_id, event_id, field = row.get("article_id", ""), bounded(row.get("event_id", "")), row["field"]
    start, end = int(row["start"]), int(row.get("end") or 0)
    if article_id not in lengths:
        raise ValueError(f"no article {article_id[:40]!r} is here")
    if not 0 <= start < end <= lengths[article_id]:
        raise ValueError(f"its article has no words from {start} to {end}")
    value = read_value(field, row["value"])
    if field == "type" and value not in types:
        raise ValueError(f"{value!r} is no type; known are {', '.join(sorted(types))}")
    said = author(row, by)
    return Override(
        override_id(article_id, start, end, event_id, field), article_id, start, end, bounded(row.get("sentence", "")),
        bounded(row.get("rule_id", "")), event_id, field, to_json(value), line(row.get("before", "")), said.reviewer,
        said.reason, said.made,
    )  # fmt: skip


def author(row: Mapping[str, str], by: Word) -> Word:
    """Who says so, why and when: as the row has it, else as the command. Raises SettingsError if neither names anybody."""
    made = datetime.fromisoformat(row["made"]) if row.get("made") else by.made
    at = made if made.tzinfo else made.replace(tzinfo=UTC)
    said = word(bounded(row.get("reviewer", "")) or by.reviewer, bounded(row.get("reason", "")) or by.reason)
    return replace(said, made=at)


def event_named(row: Mapping[str, str], settings: Settings) -> str:
    """The id of the event that a row of a person's own table names, by id or by its sentence."""
    if row.get("event_id"):
        return reviewed(settings.data_dir, row["event_id"]).event_id
    sentence, rule = row.get("sentence", ""), row.get("rule_id", "")
    return event_of_sentence(settings.data_dir, sentence, rule, row.get("article_id", ""))


def of_event(found: Reviewed, rows: Sequence[Cells], by: Word, settings: Settings) -> list[Numbered]:
    """The rows of a person's own table about one event, read together as `--set` reads them."""
    texts: dict[str, str] = {}
    lines: dict[str, Cells] = {}
    for number, row in rows:
        field = row["field"]
        if texts.setdefault(field, row["value"]) != row["value"]:
            raise ValueError(f"line {number} says otherwise of {field}")
        lines[field] = number, row
    event = found.event or found.coded
    set_ = {field: text for field, text in texts.items() if field in NAMES}
    values = read_fields(set_, context_of(event, settings)) if event and set_ else {}
    out: list[Numbered] = []
    for field in (*values, *texts.keys() & {CHECKED, LEFT_OUT}):
        number, row = lines.get(field, rows[0])
        out.append((number, correction(found, field, values, author(row, by))))
    return out


def correction(found: Reviewed, field: str, values: Mapping[str, Any], said: Word) -> Override:
    if field == CHECKED:
        return checked(found, values, said)
    return about(found, field, True if field == LEFT_OUT else values[field], said)
