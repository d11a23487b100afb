"""Words that nothing else holds, rows of an article that is made of them, and every place where one of them may be left."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import to_table
from schemas.curation import Change, Override
from schemas.tables import TABLES, Article
from tests.warehouse_rows import TEXT, article, rows_of, source
from warehouse.store import Store

INVENTED = {"Karsu": "Zwixl", "Rebels": "Qonker", "Velia": "Vylqa", "Mira": "Mxra", "Sool": "Szol", "Harbour": "Hrxvour"}
WORDS = tuple(word for name in INVENTED.values() for word in name.split())
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def disguised(value: Any) -> Any:
    """A record in whose strings invented words of the same length stand for the usual ones: offsets stay right."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: disguised(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(map(disguised, value))
    if isinstance(value, str):
        for usual, invented in INVENTED.items():
            value = value.replace(usual, invented)
    return value


def secret(n: int, batch: str, uri: str = "", **changes: Any) -> dict[str, list[Any]]:
    """All rows of an article of invented words; its record tells more of them."""
    of = replace(disguised(article(n, batch)), **changes)
    rows = {table: [disguised(row) for row in found] for table, found in rows_of(of).items()}
    brought = {"author": "Mxra Szol", "extra": json.dumps({"remark": "Qonker"}), "canonical_url": "https://vylqa.example/Zwixl"}
    return rows | {"sources": [source(of, uri or f"/in/{n}.txt", **brought, outlet="Vylqa Times")]}


def correct(store: Store, of: Article) -> None:
    """What a reviewer and a new coding left of an article, in its words."""
    key = of.article_id
    override = Override(f"o-{key}", key, 0, 6, of.text, "r", "e", "actors", '"Rebels"', '"Velia"', "me", "Mira said so", NOW)
    change = Change(f"c-{key}", key, "e", "altered", "ASSAULT", "place", '"Karsu"', '"Homs"', of.text, "run", of.batch_id)
    for table, row in (("overrides", override), ("changes", change)):
        told = row if of.text == TEXT else disguised(row)
        store.tables.replace(table, to_table([told], TABLES[table]).to_reader(), f"article_id = '{key}'")


def remains(folder: Path, words: tuple[str, ...] = WORDS) -> list[str]:
    """Where one of the words is left: in the bytes of a file, in what Parquet packs, or in an answer of the catalog."""
    return sorted({f"{place}: {word}" for place, text in texts(folder) for word in words if word.lower() in text.lower()})


def texts(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        found.append((str(path), content.decode("utf-8", "replace")))
        if content[:4] == b"PAR1":
            found.append((f"{path} unpacked", unpacked(path)))
    return [*found, *(answers(folder / "catalog.duckdb") if (folder / "catalog.duckdb").exists() else [])]


def unpacked(path: Path) -> str:
    """All that pyarrow tells of a Parquet file: rows, the least and greatest values of columns, and what is written beside."""
    file = pq.ParquetFile(path)
    groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
    columns = [group.column(n) for group in groups for n in range(group.num_columns)]
    beside = [str(file.metadata.metadata), str(file.schema_arrow.metadata), *(str(c.statistics) for c in columns)]
    rows: pa.Table = pq.read_table(path, partitioning=None)
    return "\n".join([str(rows.to_pylist()), *beside])


def answers(catalog: Path) -> list[tuple[str, str]]:
    """What every view of the catalog answers, and their text."""
    with duckdb.connect(str(catalog), read_only=True) as connection:
        views = connection.execute("SELECT schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal").fetchall()
        told = [(f"{s}.{v}", f"{sql} {connection.execute(f'FROM {s}.{v}').fetchall()}") for s, v, sql in views]
        return [*told, ("published", str(connection.execute("FROM published").fetchall()))]
