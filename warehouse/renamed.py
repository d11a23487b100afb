"""Columns that had another name once, `RENAMED`: whoever reads stored rows finds them under the new name.

Only columns of a table can be renamed, not parts of one.
"""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.tables import RENAMED, TABLES
from warehouse.sqlfiles import identifier


def old_names(name: str) -> dict[str, list[str]]:
    """For each renamed column of a table the names that it had."""
    found: dict[str, list[str]] = {}
    for old, new in RENAMED.get(name, {}).items():
        found.setdefault(new, []).append(old)
    return found


def template_schema(name: str) -> pa.Schema:
    """The columns of a table, and those that were renamed under their old names too: all that a file of it may hold."""
    schema = arrow_schema(TABLES[name])
    for old, new in RENAMED.get(name, {}).items():
        schema = schema.append(schema.field(new).with_name(old).with_nullable(True))
    return schema


def under_new_names(name: str, read: str) -> str:
    """SQL that reads all columns of `template_schema`, as SQL of those that the table has now. The newest name speaks first."""
    renamed = old_names(name)
    if not renamed:
        return read
    out = ", ".join(identifier(old) for olds in renamed.values() for old in olds)
    values = ", ".join(
        f"coalesce({', '.join(map(identifier, (new, *olds)))}) AS {identifier(new)}" for new, olds in renamed.items()
    )
    return f"(SELECT * EXCLUDE ({out}) REPLACE ({values}) FROM {read})"


def has_old_names(name: str, stored: Iterable[str]) -> bool:
    """Whether a table with these columns is to be written anew."""
    return not RENAMED.get(name, {}).keys().isdisjoint(stored)


def renamed_fields(name: str, stored: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stored fields of a table, of the Delta protocol, as they will be when it is written anew."""
    now, found = RENAMED.get(name, {}), {f["name"]: f for f in stored}
    renamed = {now[n]: {**field, "name": now[n]} for n, field in found.items() if n in now}
    return list((renamed | {n: field for n, field in found.items() if n not in now}).values())


def as_written(name: str, schema: pa.Schema, names: Iterable[str]) -> pa.Schema:
    """A schema with the old name of each column that a file with these names has only under that."""
    there = set(names)
    for new, olds in old_names(name).items():
        if new not in there and (old := next((o for o in olds if o in there), None)):
            at = schema.get_field_index(new)
            schema = schema.set(at, schema.field(at).with_name(old))
    return schema
