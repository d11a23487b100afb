"""A batch on its way in: Parquet files in a folder, and a manifest that makes the batch complete.

`staging/<batch_id>/<table>/*.parquet` holds rows of `schemas.arrow.to_table`; names that end otherwise are ignored, so that a
writer can write `x.parquet.tmp` and rename it. A row of `articles/kept.parquet` takes the place of a stored one whose mentions,
events and so on stay as they are; any other staged article takes the place of all its rows. From the moment that
`manifest.json` appears the batch will be committed, by this process or by the next one.
"""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema
from schemas.errors import RecordError, WarehouseError
from schemas.tables import TABLES
from warehouse.layout import write_atomically
from warehouse.renamed import as_written
from warehouse.sqlfiles import literal

WORK = "work"  # a folder for what passes between the stages of a run: not committed
MANIFEST = "manifest.json"
DONE = ".done-"
# What a batch brings, in the order in which it is committed: the ledger last.
OF_INCIDENTS = ("incidents", "incident_events", "incident_aliases", "retired_incidents")
STAGED = ("articles", "mentions", "places", "dates", "quotes", "events", *OF_INCIDENTS, "changes", "runs", "sources")
KEYS = {"articles": "article_id", "incident_aliases": "alias", "sources": "source_id", "runs": "run_id"}
KEPT = "kept.parquet"  # of `articles`: new rows for stored articles whose rows in other tables stay
LOST_FILES = "Files of the staging folder are gone or were never written there: run it again, on storage that all workers share"
BATCH_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A complete batch. `replaced` lists, for each table with a key, the staged keys that older batches hold: those rows go.

    Those of `kept` articles go from `articles` alone; all rows of articles that are `removed` go, but those of the ledger.
    Of `grouped` articles it brings the incidents.
    It is computed once, before anything is written, so that a commit that was cut short replaces the same rows when repeated.
    """

    batch_id: str
    rows: dict[str, int]
    replaced: dict[str, list[str]]
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    grouped: list[str] = field(default_factory=list)

    @property
    def tables(self) -> Sequence[str]:
        """The tables that it may write to: one that brings incidents has no business in the others."""
        others = any(rows for table, rows in self.rows.items() if table not in OF_INCIDENTS)
        return OF_INCIDENTS if self.grouped and not others else STAGED

    def replaced_for(self, table: str) -> list[str]:
        """The articles whose rows in a table that hangs on articles go."""
        kept = set() if table == "articles" else set(self.kept)
        return [key for key in self.replaced.get("articles", []) if key not in kept]


def check_batch_id(batch_id: str) -> str:
    """Batch ids become folder names and SQL literals. Raises WarehouseError for anything but letters, digits, `_`, `.`, `-`."""
    if not BATCH_ID.fullmatch(batch_id):
        raise WarehouseError(repr(batch_id), "not a batch id", "Use up to 100 letters, digits, _, . and -")
    return batch_id


def staged_files(folder: Path, table: str) -> list[str]:
    return sorted(str(p) for p in (folder / table).glob("*.parquet"))


def staged_rows(folder: Path, table: str) -> pa.RecordBatchReader:
    """A stream of a table's staged rows, in the order of file names; columns that an older Dateline did not write are null."""
    schema = arrow_schema(TABLES[table])
    files = staged_files(folder, table)
    if not files:
        return pa.RecordBatchReader.from_batches(schema, [])
    stored = as_written(table, schema, pq.read_schema(files[0]).names)  # one Dateline wrote them all
    rows = ds.dataset(files, schema=stored).scanner().to_reader()
    return pa.RecordBatchReader.from_batches(schema, (batch.rename_columns(schema.names).cast(schema) for batch in rows))


def seal(
    folder: Path, batch_id: str, stored: Mapping[str, tuple[str, ...]], expected: Mapping[str, int] | None,
    engine: duckdb.DuckDBPyConnection, removed: Sequence[str] = (), grouped: Sequence[str] = (),
) -> Manifest:  # fmt: skip
    """Checks a staged batch and writes its manifest. `stored` gives the files of each table with a key, as they are now.

    Raises RecordError if rows do not fit, WarehouseError if there are other numbers of rows than `expected`.
    """
    check_folders(folder)
    rows = {table: check_files(folder, table, batch_id) for table in STAGED}
    if missing := {t: n for t, n in (expected or {}).items() if rows.get(t, 0) != n}:
        raise WarehouseError(str(folder), difference(expected or {}, rows, tuple(missing)), LOST_FILES)
    replaced = {table: stored_keys(engine, folder, table, batch_id, stored[table]) for table in KEYS}
    manifest = Manifest(batch_id, rows, replaced, kept_articles(folder), list(removed), list(grouped))
    write_atomically(folder / MANIFEST, json.dumps(asdict(manifest)))
    return manifest


def changed_articles(folder: Path, manifest: Manifest) -> set[str]:
    """The articles of a sealed batch, those that it replaces, those that it removes, and those that it read once more."""
    read = {*ids_in(staged_files(folder, "sources")), *ids_in(staged_files(folder, "sources"), "copy_of")}
    return {*ids_in(staged_files(folder, "articles")), *read, *manifest.replaced.get("articles", []), *manifest.removed}


def ids_in(files: Sequence[str], column: str = "article_id") -> set[str]:
    return {key for file in files for key in pq.read_table(file, columns=[column])[column].to_pylist() if key is not None}


def kept_articles(folder: Path) -> list[str]:
    path = folder / "articles" / KEPT
    return sorted(ids_in([str(path)])) if path.exists() else []


def difference(wanted: Mapping[str, int], found: Mapping[str, int], tables: Sequence[str]) -> str:
    told = "; ".join(f"{t}: {wanted.get(t, 0)} expected, {found.get(t, 0)} there" for t in tables)
    return f"the rows are not as many as expected ({told})"


def missing_rows(folder: Path, manifest: Manifest) -> str:
    """How the files of a sealed batch differ from what was sealed; empty if they do not."""
    found = {t: sum(map(rows_in, staged_files(folder, t))) for t in STAGED}
    differ = [t for t in STAGED if found[t] != manifest.rows.get(t, 0)]
    return difference(manifest.rows, found, differ) if differ else ""


def rows_in(file: str) -> int:
    """Rows of a Parquet file; none if it cannot be read, as after a power failure."""
    try:
        return int(pq.read_metadata(file).num_rows)
    except (OSError, pa.ArrowException):
        return 0


def unseal(folder: Path) -> None:
    """Makes a batch incomplete again: the next run drops it and reads its files anew."""
    (folder / MANIFEST).unlink()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, or None while the batch is not complete."""
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except FileNotFoundError:
        return None


def check_folders(folder: Path) -> None:
    if unknown := sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name not in (*STAGED, WORK)):
        raise RecordError(str(folder), f"no tables to stage into: {', '.join(unknown)}", f"Known: {', '.join(STAGED)}")


def check_files(folder: Path, table: str, batch_id: str) -> int:
    """The number of rows staged for a table, whose columns, batch and keys are as they should be."""
    files = staged_files(folder, table)
    wanted = arrow_schema(TABLES[table])
    for file in files:
        if not pq.read_schema(file).equals(wanted):
            raise RecordError(file, f"the columns are not those of {table}", "Write it from schemas.arrow.to_table")
    if not files:
        return 0
    columns = ds.dataset(files, schema=wanted).to_table(columns=["batch_id", *([KEYS[table]] if table in KEYS else [])])
    if pc.any(pc.not_equal(columns["batch_id"], batch_id)).as_py():
        raise RecordError(str(folder / table), f"rows of another batch than {batch_id}", "Stage each batch in its own folder")
    if table in KEYS and pc.count_distinct(columns[KEYS[table]]).as_py() != len(columns):
        raise RecordError(str(folder / table), f"{KEYS[table]} is not unique", "Stage a row once; link copies by copy_of")
    return len(columns)


def stored_keys(
    engine: duckdb.DuckDBPyConnection, folder: Path, table: str, batch_id: str, stored: tuple[str, ...]
) -> list[str]:
    """The staged keys that rows of other batches have."""
    files, key = staged_files(folder, table), KEYS[table]
    if not files or not stored:
        return []
    ids, others = (f"read_parquet([{', '.join(map(literal, paths))}])" for paths in (files, stored))
    other = f"{key} IN (SELECT {key} FROM {ids}) AND batch_id <> {literal(batch_id)}"
    sql = f"SELECT DISTINCT {key} FROM {others} WHERE {other} ORDER BY 1"
    return [str(row[0]) for row in engine.execute(sql).fetchall()]


def discard(folder: Path) -> None:
    """Removes a batch's folder. The rename comes first: a folder with a manifest must never be seen with files missing."""
    if not folder.name.startswith(DONE):
        gone = folder.with_name(DONE + folder.name)
        shutil.rmtree(gone, ignore_errors=True)
        folder = folder.rename(gone)
    shutil.rmtree(folder, ignore_errors=True)
