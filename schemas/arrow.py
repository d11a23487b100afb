"""From records to Arrow: the schema is derived from the dataclass, and rows are checked against it before they are stored."""

import types
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from schemas.errors import RecordError

SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    bytes: pa.binary(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def split_optional(hint: Any) -> tuple[Any, bool]:
    """(int | None) -> (int, True); int -> (int, False)."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a column has one type, or one type and None: {hint}")
        return inner[0], True
    return hint, False


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a Python annotation: scalars, tuple[X, ...] as list, dataclasses as struct."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is tuple:
        return pa.list_(pa.field("element", arrow_type(get_args(hint)[0]), nullable=False))
    if is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(arrow_fields(hint))
    raise TypeError(f"no Arrow type for {hint}")


def arrow_fields(record: type) -> list[pa.Field]:
    """One Arrow field a dataclass field, with its documentation as metadata."""
    hints = get_type_hints(record)
    out = []
    for f in fields(record):
        hint, nullable = split_optional(hints[f.name])
        out.append(pa.field(f.name, arrow_type(hint), nullable, {"doc": f.metadata["doc"]}))
    return out


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Arrow schema of a table's row type; the table's own documentation is the schema's metadata."""
    return pa.schema(arrow_fields(record), {"doc": (record.__doc__ or "").strip()})


def to_table(rows: Sequence[Any], record: type) -> pa.Table:
    """An Arrow table of records. Raises RecordError if a row is of another type or has null where none may stand."""
    if wrong := next((row for row in rows if type(row) is not record), None):
        raise RecordError(record.__name__, f"a row is a {type(wrong).__name__}", "Pass rows of one table only")
    schema = arrow_schema(record)
    table = pa.Table.from_pylist([asdict(row) for row in rows], schema=schema)
    check_nulls(table, record.__name__)
    return table


def check_nulls(table: pa.Table, name: str) -> None:
    """Arrow takes nulls into non-null columns in silence; we do not. Looks into structs and lists too."""
    for field, column in zip(table.schema, table.columns, strict=True):
        for chunk in column.chunks:
            check_array(chunk, field, f"{name}.{field.name}")


def check_array(array: pa.Array, field: pa.Field, path: str) -> None:
    if not field.nullable and array.null_count:
        raise RecordError(path, "a null in a column that has none", "Give the row a value, or make the column optional")
    if pa.types.is_list(field.type):
        check_array(array.flatten(), field.type.value_field, path)
    elif pa.types.is_struct(field.type):
        present = array.drop_null() if array.null_count else array
        for i, inner in enumerate(field.type.fields):
            check_array(present.field(i), inner, f"{path}.{inner.name}")


def from_table(table: pa.Table, record: type) -> list[Any]:
    """The records of an Arrow table written by `to_table`; columns in any order, unknown ones ignored."""
    names = [f.name for f in fields(record)]
    columns = table.select(names).to_pylist()
    return [build(record, row) for row in columns]


@cache
def builders(record: type) -> dict[str, Any]:
    """For each field: the dataclass it holds (alone or in a tuple), or None for scalars; tuples are marked."""
    hints = get_type_hints(record)
    out = {}
    for f in fields(record):
        hint, _ = split_optional(hints[f.name])
        many = get_origin(hint) is tuple
        inner = get_args(hint)[0] if many else hint
        out[f.name] = (many, inner if is_dataclass(inner) else None)
    return out


def build(record: type, row: dict[str, Any]) -> Any:
    """A record from plain values, nested records and tuples included."""
    values = {}
    for name, (many, inner) in builders(record).items():
        value = row[name]
        if many and value is not None:
            value = tuple(build(inner, v) if inner else v for v in value)
        elif inner and value is not None:
            value = build(inner, value)
        values[name] = value
    return record(**values)


def fitted(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """A column of DuckDB's as ours. Its null structs have nulls inside, which Arrow's cast refuses where none may stand."""
    if pa.types.is_struct(kind) and column.null_count:
        return pa.array(column.to_pylist(), kind)
    return column.cast(kind)


def checked(rows: pa.RecordBatchReader, record: type) -> pa.RecordBatchReader:
    """The rows in the record's schema; RecordError, while they are read, for a null where none may stand."""
    schema = arrow_schema(record)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in rows:
            columns = [fitted(batch.column(field.name), field.type) for field in schema]
            table = pa.Table.from_arrays(columns, schema=schema)
            check_nulls(table, record.__name__)
            yield from table.to_batches()

    return pa.RecordBatchReader.from_batches(schema, batches())
