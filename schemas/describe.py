"""Writes docs/tables.md from the records: `python -m schemas.describe > docs/tables.md`."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from schemas.arrow import split_optional
from schemas.tables import TABLES

HEAD = """# Tables

Generated from `schemas/tables.py`, `curation.py` and `parts.py` by `python -m schemas.describe > docs/tables.md`.
Each table is a view of that name in `catalog.duckdb`; `DESCRIBE events` and the comments on its columns say the same. Columns
marked *null* may be null; all others always have a value, and an empty string or list means "none". The views made of these
tables are listed by `dateline tables` and in [warehouse.md](warehouse.md)."""
WORDS = {"str": "text", "int": "integer", "float": "number", "bool": "true/false"}
NAMES = WORDS | {"bytes": "bytes", "date": "date", "datetime": "time, UTC"}


def type_name(hint: Any) -> str:
    """The type of a column in words: scalars by name, tuples as lists, records with a link."""
    hint, nullable = split_optional(hint)
    if get_origin(hint) is tuple:
        return f"list of {type_name(get_args(hint)[0])}"
    name = f"[{hint.__name__}](#{hint.__name__.lower()})" if is_record(hint) else NAMES[hint.__name__]
    return f"{name}, *null*" if nullable else name


def is_record(hint: Any) -> bool:
    return isinstance(hint, type) and is_dataclass(hint)


def rows(record: type) -> Iterator[str]:
    """A Markdown table of a record's fields."""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    hints = get_type_hints(record)
    for field in fields(record):
        doc = field.metadata["doc"].replace("|", "\\|")
        yield f"| `{field.name}` | {type_name(hints[field.name])} | {doc} |"


def parts(record: type) -> list[type]:
    """The records that a record's fields hold, in order."""
    found = []
    for hint in get_type_hints(record).values():
        inner = split_optional(hint)[0]
        inner = get_args(inner)[0] if get_origin(inner) is tuple else inner
        if is_record(inner):
            found.append(inner)
    return found


def sections(named: dict[str, type]) -> Iterator[str]:
    for name, record in named.items():
        yield f"### {name}\n\n{(record.__doc__ or '').strip()}\n"
        yield "\n".join(rows(record)) + "\n"


def describe() -> str:
    """The whole of docs/tables.md."""
    used = {part.__name__: part for record in TABLES.values() for part in parts(record)}
    text = [HEAD + "\n", "## One row type a table\n", *sections(TABLES), "## Parts of rows\n", *sections(used)]
    return "\n".join(text)


if __name__ == "__main__":
    sys.stdout.write(describe())
