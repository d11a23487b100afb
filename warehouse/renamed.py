"""Columns that had another name once, `RENAMED`: whoever reads stored rows finds them under the new name.

Only columns of a table can be renamed, not parts of one. Another column of the same type may have taken the old name since, if
it may be null and the renamed one may not: then a row is of the time before where nothing stands under a newer name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.tables import RENAMED, TABLES
from warehouse.sqlfiles import identifier


def old_names(name: str) -> dict[str, list[str]]:
    """For each renamed column of a table the names that it had, the latest first."""
    found: dict[str, list[str]] = {}
    for old, new in RENAMED.get(name, {}).items():
        found.setdefault(new, []).append(old)
    return found


def by_old_names(name: str, stored: Iterable[str]) -> dict[str, str]:
    """Which of the stored columns of a table, or of one of its files, go by a name that they have no more: {old: new}."""
    there, now = set(stored), set(arrow_schema(TABLES[name]).names)
    return {
        old: new
        for new, olds in old_names(name).items()
        for n, old in enumerate(olds)
        if old in there and (old not in now or there.isdisjoint((new, *olds[:n])))
    }


def template_schema(name: str) -> pa.Schema:
    """The columns of a table, and those that were renamed under their old names too: all that a file of it may hold."""
    schema = arrow_schema(TABLES[name])
    for old, new in RENAMED.get(name, {}).items():
        if old not in schema.names:
            schema = schema.append(schema.field(new).with_name(old).with_nullable(True))
    return schema


def under_new_names(name: str, read: str) -> str:
    """SQL that reads all columns of `template_schema`, as SQL of those that the table has now. The newest name speaks first."""
    renamed, now = old_names(name), set(arrow_schema(TABLES[name]).names)
    if not renamed:
        return read
    out = ", ".join(identifier(old) for olds in renamed.values() for old in olds if old not in now)
    values = ", ".join(value for new, olds in renamed.items() for value in values_of([new, *olds], now))
    return f"(SELECT * {f'EXCLUDE ({out})' if out else ''} REPLACE ({values}) FROM {read})"


def values_of(names: Sequence[str], now: Collection[str]) -> Iterator[str]:
    """SQL of a column that had several names, the newest first, and of those columns that have one of them now."""
    columns = [identifier(name) for name in names]
    yield f"coalesce({', '.join(columns)}) AS {columns[0]}"
    for n, name in enumerate(names[1:], 1):
        if name in now:
            yield f"CASE WHEN coalesce({', '.join(columns[:n])}) IS NOT NULL THEN {columns[n]} END AS {columns[n]}"


def has_old_names(name: str, stored: Iterable[str]) -> bool:
    """Whether a table with these columns is to be written anew."""
    return bool(by_old_names(name, stored))


def renamed_fields(name: str, stored: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stored fields of a table, of the Delta protocol, as they will be when it is written anew."""
    found = {f["name"]: f for f in stored}
    now = by_old_names(name, found)
    renamed = {now[n]: {**field, "name": now[n]} for n, field in found.items() if n in now}
    return list((renamed | {n: field for n, field in found.items() if n not in now}).values())


def as_written(name: str, schema: pa.Schema, names: Iterable[str]) -> pa.Schema:
    """A schema with the old name of each column that a file with these names has only under that.

    A column that has taken such a name since gets the new one in exchange, under which the file has nothing.
    """
    there = set(names)
    latest = {new: old for old, new in reversed(by_old_names(name, there).items())}
    for new, old in latest.items():
        if new not in there:
            other = {new: old, old: new}
            schema = pa.schema([field.with_name(other.get(field.name, field.name)) for field in schema])
    return schema
