"""How results look: a rich table for people, csv, json, markdown or Parquet for programs."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from flows.inert import csv_cell, json_text, line, markdown, styled
from schemas.errors import QueryError

WIDE = 180  # characters of a line that no terminal bounds
READABLE = 24  # characters that every column keeps, or all it has
BORDER = 3  # characters between two columns
CELL, LONG_CELL = 80, 400  # characters of a value that a column or a line of its own shows; every other format has the whole


class Format(StrEnum):
    """Output formats of `report` and `sql`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    MD = "md"


def plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)


def cell(value: Any) -> str:
    """A value as one line of text, short where it is a number."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    text = json.dumps(plain(value), ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return line(text)


def rows(table: pa.Table) -> Iterator[list[Any]]:
    for batch in table.to_batches():
        for row in batch.to_pylist():
            yield list(row.values())


def console() -> Console:
    """Standard output: as wide as the terminal, or wide enough for a table where it goes to a file or a pipe."""
    return Console(width=None if sys.stdout.isatty() else WIDE)


def for_people(table: pa.Table, title: str, width: int) -> Table:
    """A terminal table of the given width; where its columns do not fit, each row by itself, a line a column."""
    texts = [[cell(v) for v in row] for row in rows(table)]
    natural = [max(map(len, column)) for column in zip(table.column_names, *texts, strict=True)]
    room = width - BORDER * len(natural)
    if texts and sum(min(n, READABLE) for n in natural) > room:
        return as_records(table.column_names, texts, title)
    out = Table(
        title=styled(title) if title else None, box=SIMPLE_HEAD, title_justify="left", title_style="bold", header_style="bold"
    )
    for field, size in zip(table.schema, fitted(natural, room), strict=True):
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        justify: Literal["left", "right"] = "right" if number else "left"
        out.add_column(styled(field.name), justify=justify, overflow="ellipsis", no_wrap=True, width=size)
    for row in texts:
        out.add_row(*(styled(shortened(text, CELL)) for text in row))
    return out


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def fitted(natural: list[int], room: int) -> list[int]:
    """Widths that fit into the room: the longest columns give way first."""
    bound = min(max(natural, default=0), CELL)
    while bound > READABLE and sum(min(n, bound) for n in natural) > room:
        bound -= 1
    return [min(n, bound) for n in natural]


def as_records(names: list[str], texts: list[list[str]], title: str) -> Table:
    """A row after the other, each column on a line of its own; what is empty is left out."""
    out = Table(title=styled(title) if title else None, box=None, title_justify="left", title_style="bold", show_header=False)
    out.add_column(style="bold", no_wrap=True)
    out.add_column(overflow="fold")
    for row in texts:
        out.add_row("", "")
        for name, text in zip(names, row, strict=True):
            if text:
                out.add_row(styled(name), styled(shortened(text, LONG_CELL)))
    return out


def as_csv(table: pa.Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(csv_cell, table.column_names))
    for row in rows(table):
        writer.writerow(json.dumps(plain(v)) if isinstance(v, (dict, list)) else csv_cell(plain(v)) for v in row)
    return out.getvalue()


def as_json(table: pa.Table) -> str:
    return json_text(json.dumps([plain(row) for row in table.to_pylist()], ensure_ascii=False, indent=1)) + "\n"


def as_markdown(table: pa.Table) -> str:
    def joined(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    head = [joined(map(markdown, table.column_names)), joined(["---"] * table.num_columns)]
    return "\n".join([*head, *(joined(markdown(cell(v)) for v in row) for row in rows(table))]) + "\n"


def write(table: pa.Table, format_: Format, out: Path | None, title: str = "") -> None:
    """Prints a table, or writes it to a file. Parquet needs a file, or a pipe on standard output."""
    if format_ is Format.PARQUET:
        write_parquet(table, out)
    elif format_ is Format.TABLE and out is None:
        screen = console()
        screen.print(for_people(table, title, screen.width))
    else:
        text = {Format.CSV: as_csv, Format.JSON: as_json, Format.MD: as_markdown, Format.TABLE: as_markdown}[format_](table)
        if out is None:
            sys.stdout.write(text)
        else:
            out.write_text(text, encoding="utf-8")


def write_parquet(table: pa.Table, out: Path | None) -> None:
    if out is not None:
        pq.write_table(table, out)
    elif sys.stdout.isatty():
        raise QueryError("--format parquet", "Parquet is not for a terminal", "Add --out FILE, or pipe it on")
    else:
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        sys.stdout.buffer.write(sink.getvalue().to_pybytes())
