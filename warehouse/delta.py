"""The Delta tables: create, list, replace, and check that an older table still fits the records of today."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from deltalake import CommitProperties, DeltaTable, Schema, WriterProperties, write_deltalake

from schemas.arrow import arrow_schema
from schemas.errors import WarehouseError
from schemas.tables import TABLES

PROPERTIES = WriterProperties(compression="ZSTD", compression_level=3)
UPKEEP = ("OPTIMIZE", "VACUUM START", "VACUUM END")  # operations of the log that change no rows
LOOK_BACK = 20  # commits of a mart that are searched for the one that computed it: compaction and vacuum may have come after
INDEXED = ("batch_id", "article_id", "published", "date_start", "type")  # columns whose range the log keeps for each file
SOURCE_KEY = "dateline.from"  # commit metadata: the versions of tables and SQL that a mart was computed from


@dataclass(frozen=True, slots=True)
class TableState:
    """One version of one table: the Parquet files that make it up, absolute and sorted."""

    name: str
    version: int
    files: tuple[str, ...]


def ensure(path: Path, name: str) -> DeltaTable:
    """The table, made empty if it is not there. Raises WarehouseError if it does not fit its records."""
    if not DeltaTable.is_deltatable(str(path)):
        schema = arrow_schema(TABLES[name])
        indexed = ",".join(c for c in INDEXED if c in schema.names)
        stats = {"delta.dataSkippingStatsColumns": indexed} if indexed else {"delta.dataSkippingNumIndexedCols": "1"}
        write_deltalake(str(path), schema.empty_table(), mode="ignore", name=name, configuration=stats)
    return opened(path, name)


def opened(path: Path, name: str) -> DeltaTable:
    """An existing table. Raises WarehouseError if it is missing, damaged or does not fit its records."""
    try:
        table = DeltaTable(str(path))
    except Exception as error:  # delta-rs raises several unrelated classes here
        raise WarehouseError(str(path), f"the table cannot be opened ({error})", "Restore the folder from a backup") from None
    differs(name, table)
    return table


def state(path: Path, name: str) -> TableState:
    """What the newest version of a table consists of."""
    table = opened(path, name)
    return TableState(name, table.version(), files_of(table, path))


def files_of(table: DeltaTable, path: Path) -> tuple[str, ...]:
    """The log keeps paths relative and percent-encoded."""
    found = pa.table(table.get_add_actions())["path"].to_pylist()
    return tuple(sorted(str(path / unquote(p)) for p in found))


def replace(path: Path, name: str, rows: pa.RecordBatchReader, predicate: str | None, fresh: bool) -> None:
    """Writes rows in one transaction. With a predicate they take the place of the rows that it selects, without one of all.

    `fresh` says that the predicate is known to select nothing, so that adding is enough.
    """
    table = ensure(path, name)
    more: dict[str, Any] = {"schema_mode": "merge"} if differs(name, table) else {}
    if fresh:
        write_deltalake(table, rows, mode="append", writer_properties=PROPERTIES, **more)
    else:
        write_deltalake(table, rows, mode="overwrite", predicate=predicate, writer_properties=PROPERTIES, **more)


def replace_mart(path: Path, name: str, rows: pa.Table, sources: dict[str, int | str]) -> None:
    """Writes a whole mart and, in the same transaction, what it was computed from: versions of tables and of its SQL."""
    table = ensure(path, name)
    metadata = CommitProperties(custom_metadata={SOURCE_KEY: json.dumps(sources, sort_keys=True)})
    more: dict[str, Any] = {"schema_mode": "overwrite"} if differs(name, table) else {}
    write_deltalake(table, rows, mode="overwrite", writer_properties=PROPERTIES, commit_properties=metadata, **more)


def mart_sources(path: Path, name: str) -> dict[str, int | str] | None:
    """The versions that a mart was computed from, whatever maintenance came after; None if it never was."""
    for commit in ensure(path, name).history(LOOK_BACK):
        if SOURCE_KEY in commit:
            return dict(json.loads(commit[SOURCE_KEY]))
    return None


def data_version(path: Path, name: str) -> int:
    """The newest version that changed rows: compaction and vacuum make versions too, but change none."""
    commits = ensure(path, name).history(LOOK_BACK)
    return int(max((c["version"] for c in commits if c.get("operation") not in UPKEEP), default=commits[-1]["version"]))


def selects_nothing(path: Path, name: str, predicate: str) -> bool:
    """True if the log alone shows that no row fulfils the predicate; False means that some file may hold one."""
    return not ensure(path, name).file_uris(file_pruning_predicate=predicate)


def count_batch(path: Path, name: str, batch_id: str) -> int:
    """The rows that a batch has in the newest version of a table. Reads only files that may hold some, as the log tells."""
    table = ensure(path, name)
    files = [unquote(f) for f in table.file_uris(file_pruning_predicate=[("batch_id", "=", batch_id)])]
    return int(ds.dataset(files).count_rows(filter=pc.field("batch_id") == batch_id)) if files else 0


def differs(name: str, table: DeltaTable) -> bool:
    """True if the stored columns are others than those of the records, but compatible; else raises WarehouseError."""
    wanted = json.loads(Schema.from_arrow(arrow_schema(TABLES[name])).to_json())
    return not same(wanted, json.loads(table.schema().to_json()), name)


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
