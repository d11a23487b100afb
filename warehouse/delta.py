"""The Delta tables: create, list, replace, and check that an older table still fits the records of today."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema, WriterProperties, write_deltalake

from schemas.arrow import arrow_schema
from schemas.errors import WarehouseError
from schemas.tables import TABLES
from warehouse.engine import Engine
from warehouse.layout import UPGRADE, Layout
from warehouse.renamed import has_old_names, renamed_fields
from warehouse.sqlfiles import literal

ROW_GROUP, LARGE = 10_000, {"articles": 500}  # rows that are read or written at a time; articles are found one by one
MANY = 8  # small files, from which they are joined
TIERS = (500_000, 4_000_000, 32_000_000)  # bytes that they are joined to: what fills a tier is small for the next
CHECKPOINT = 20  # versions after which the log is summed up, so that opening a table reads few files
INDEXED = ("batch_id", "article_id", "published", "date_start", "type")  # columns whose range the log keeps for each file


# Tables that were computed otherwise before format 4, and a column that they had then: what was computed is passed over.
COMPUTED = {"incidents": "country", "incident_events": "reason"}


@dataclass(frozen=True, slots=True)
class TableState:
    """One version of one table: the Parquet files that make it up, absolute and sorted."""

    name: str
    version: int
    files: tuple[str, ...]


def as_made_now(state: TableState) -> TableState:
    """The state without files that hold what was computed otherwise before."""
    column, first = COMPUTED.get(state.name), next(iter(state.files), None)
    if column and first and column in pq.read_schema(first).names:
        return TableState(state.name, state.version, ())
    return state


class Tables:
    """The tables of a warehouse, each opened once and kept: for the holder of the writer lock, as nobody else writes then."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.engine = layout, Engine(layout)
        self._open: dict[str, DeltaTable] = {}
        self._states: dict[str, TableState] = {}

    def table(self, name: str) -> DeltaTable:
        """The table, made empty if it is not there. Raises WarehouseError if it does not fit its records."""
        if name not in self._open:
            self._open[name] = ensure(self.layout.table(name), name)
        return self._open[name]

    def state(self, name: str) -> TableState:
        """What the newest version of a table consists of."""
        table, known = self.table(name), self._states.get(name)
        if known is None or known.version != table.version():
            known = self._states[name] = TableState(name, table.version(), files_of(table, self.layout.table(name)))
        return known

    def states(self) -> dict[str, TableState]:
        """The newest version of every table: one consistent state."""
        return {name: self.state(name) for name in TABLES}

    def replace(self, name: str, rows: pa.RecordBatchReader, predicate: str, empty: bool = False) -> None:
        """Writes rows in one transaction, in place of those that the predicate selects; `empty` says that there are none."""
        table = self.table(name)
        fresh = self.selects_nothing(name, predicate)
        if fresh and empty:
            return
        how: dict[str, Any] = {"mode": "append"} if fresh else {"mode": "overwrite", "predicate": predicate}
        if differs(name, table):
            how["schema_mode"] = "merge"
        write_deltalake(table, bare(rows), writer_properties=properties(name), **how)

    def remove(self, name: str, predicate: str) -> None:
        """Takes out the rows that the predicate selects, in one transaction. Their files stay until `purge` or a vacuum."""
        if not self.selects_nothing(name, predicate):
            self.table(name).delete(predicate, writer_properties=properties(name))

    def purge(self, name: str) -> None:
        """Leaves nothing of a table but its newest version: replaced files go, and what the log told of older versions.

        The log is summed up in a checkpoint first, so that the table can be opened at any moment. Its newest entry stays, since
        `history` begins there. Raises WarehouseError, before anything is deleted, if a part of the newest version is missing.
        """
        table, folder = self.table(name), self.layout.table(name)
        table.create_checkpoint()
        log, version = folder / "_delta_log", f"{table.version():020}"
        summed_up = {log / "_last_checkpoint", log / f"{version}.checkpoint.parquet", log / f"{version}.json"}
        kept = summed_up | {Path(file) for file in files_of(table, folder)}
        if lost := sorted(str(path) for path in kept if not path.is_file()):
            raise WarehouseError(lost[0], "a file of the table is missing", "Restore the folder from a backup")
        for path in sorted(path for path in folder.rglob("*") if not path.is_dir() and path not in kept):
            path.unlink()
        del self._open[name]  # it remembers what is gone

    def rewrite(self, name: str, rows: pa.RecordBatchReader) -> None:
        """Writes a whole table anew, with the columns of today, in one transaction: who is killed has changed nothing."""
        write_deltalake(
            self.table(name), bare(rows), mode="overwrite", schema_mode="overwrite", writer_properties=properties(name)
        )

    def has_old_names(self, name: str) -> bool:
        """Whether a column is stored under a name that it has no more."""
        return has_old_names(name, (field.name for field in self.table(name).schema().fields))

    def tidy(self, name: str) -> None:
        """Joins small files and sums up the log, if there are many. No row is rewritten more than a few times in its life."""
        for size in TIERS:
            sizes = pa.table(self.table(name).get_add_actions())["size_bytes"].to_pylist()
            if sum(bytes_ < size // MANY for bytes_ in sizes) >= MANY:
                self.join(name, size)
        self.sum_up(name)

    def join(self, name: str, size: int = TIERS[-1]) -> int:
        """Joins files to such of at most so many bytes; larger ones stay as they are. Returns the number of files replaced."""
        told = self.table(name).optimize.compact(target_size=size, max_concurrent_tasks=1, writer_properties=properties(name))
        return int(told["numFilesRemoved"])

    def sum_up(self, name: str) -> None:
        """Writes a checkpoint of the log once it has grown by CHECKPOINT versions."""
        table, path = self.table(name), self.layout.table(name) / "_delta_log" / "_last_checkpoint"
        last = json.loads(path.read_text("utf-8"))["version"] if path.exists() else 0
        if table.version() >= last + CHECKPOINT:
            table.create_checkpoint()
            table.cleanup_metadata()

    def selects_nothing(self, name: str, predicate: str) -> bool:
        """True if no row fulfils the predicate: the log shows it for most files, the columns that it names for the others.

        Asking costs far less than a transaction that replaces nothing, which reads and writes whole files.
        """
        suspects = self.files_for(name, predicate)
        if not suspects:
            return True
        with self.engine as connection:
            return not connection.execute(f"SELECT 1 FROM {parquet(suspects)} WHERE {predicate} LIMIT 1").fetchone()

    def count_batch(self, name: str, batch_id: str) -> int:
        """The rows that a batch has in the newest version of a table. Reads only files that may hold some, as the log tells."""
        files = self.files_for(name, [("batch_id", "=", batch_id)])
        if not files:
            return 0
        with self.engine as connection:
            sql = f"SELECT count(*) FROM {parquet(files)} WHERE batch_id = {literal(batch_id)}"
            return int(connection.execute(sql).fetchall()[0][0])

    def files_for(self, name: str, predicate: Any) -> list[str]:
        """The files that may hold rows that fulfil a predicate, as the log tells."""
        found = self.table(name).file_uris(file_pruning_predicate=predicate)
        return [str(self.layout.table(name) / unquote(uri).rsplit("/", 1)[-1]) for uri in found]


def parquet(files: list[str]) -> str:
    """The files as a table in SQL."""
    return f"read_parquet([{', '.join(map(literal, files))}])"


def properties(name: str) -> WriterProperties:
    """How a table's files are written."""
    return WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=LARGE.get(name, ROW_GROUP))


def ensure(path: Path, name: str) -> DeltaTable:
    """The table, made empty if it is not there. Raises WarehouseError if it does not fit its records."""
    if not DeltaTable.is_deltatable(str(path)):
        schema = arrow_schema(TABLES[name])
        indexed = ",".join(c for c in INDEXED if c in schema.names)
        stats = {"delta.dataSkippingStatsColumns": indexed} if indexed else {"delta.dataSkippingNumIndexedCols": "1"}
        write_deltalake(str(path), schema.empty_table(), mode="ignore", name=name, configuration=stats)
    elif name in COMPUTED and COMPUTED[name] in {field.name for field in DeltaTable(str(path)).schema().fields}:
        write_deltalake(str(path), arrow_schema(TABLES[name]).empty_table(), mode="overwrite", schema_mode="overwrite")
    return opened(path, name)


def opened(path: Path, name: str) -> DeltaTable:
    """An existing table. Raises WarehouseError if it is missing, damaged or does not fit its records."""
    try:
        table = DeltaTable(str(path))
    except Exception as error:  # delta-rs raises several unrelated classes here
        remedy = f"Restore the folder from a backup. If a newer Dateline wrote it: {UPGRADE}"
        raise WarehouseError(str(path), f"the table cannot be opened ({error})", remedy) from None
    differs(name, table)
    return table


def files_of(table: DeltaTable, path: Path) -> tuple[str, ...]:
    """The log keeps paths relative and percent-encoded."""
    found = pa.table(table.get_add_actions())["path"].to_pylist()
    return tuple(sorted(str(path / unquote(p)) for p in found))


def bare(rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The rows without the documentation of their columns: delta-rs adds no column where that of another one has changed."""
    return rows.cast(pa.schema([undocumented(field) for field in rows.schema]))


def undocumented(field: pa.Field) -> pa.Field:
    kind = field.type
    if pa.types.is_struct(kind):
        kind = pa.struct([undocumented(inner) for inner in kind.fields])
    elif pa.types.is_list(kind):
        kind = pa.list_(undocumented(kind.value_field))
    return pa.field(field.name, kind, field.nullable)


def differs(name: str, table: DeltaTable) -> bool:
    """True if the stored columns are others than those of the records, but compatible; else raises WarehouseError."""
    wanted = json.loads(Schema.from_arrow(arrow_schema(TABLES[name])).to_json())
    stored = json.loads(table.schema().to_json())
    return not same(wanted, {**stored, "fields": renamed_fields(name, stored["fields"])}, name)


def same(wanted: Any, stored: Any, path: str) -> bool:
    """Compares two types of the Delta protocol: a name, or a dict for struct and array."""
    if isinstance(wanted, str) or isinstance(stored, str) or wanted["type"] != stored["type"]:
        if wanted != stored:
            problem = f"stored as {kind(stored)}, but this Dateline has {kind(wanted)}"
            raise WarehouseError(path, problem, "Ingest again into a new data_dir, or use the Dateline that wrote it")
        return True
    if wanted["type"] == "array":
        return same(wanted["elementType"], stored["elementType"], path)
    return same_fields(wanted["fields"], stored["fields"], path)


def same_fields(wanted: list[dict[str, Any]], stored: list[dict[str, Any]], path: str) -> bool:
    """Columns may come and go only if they may be null."""
    ours, theirs = {f["name"]: f for f in wanted}, {f["name"]: f for f in stored}
    for field in (ours | theirs).values():
        if (field["name"] in ours) != (field["name"] in theirs) and not field["nullable"]:
            problem = f"column {field['name']} is in only one of the stored table and this Dateline, and may not be null"
            raise WarehouseError(path, problem, "Ingest again into a new data_dir, or use the Dateline that wrote it")
    shared = [same(ours[n]["type"], theirs[n]["type"], f"{path}.{n}") for n in ours if n in theirs]
    return all(shared) and ours.keys() == theirs.keys()


def kind(found: Any) -> str:
    return found if isinstance(found, str) else str(found["type"])
