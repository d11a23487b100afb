"""Where everything lies under the data folder, and which version of the format it has."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import WarehouseError

FORMAT = 4  # raise it when an older Dateline would read wrongly, or do harm to, what this one writes
OLDEST = 1  # such a warehouse is read as it is; the first writer brings it to FORMAT
UPGRADE = "Upgrade Dateline (`pip install -U` with its newer wheel or checkout)"
REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # the beginning of a URI, also where a Path has made one slash of two
ODD = set("%*?[]{}#\\\n")  # delta-rs decodes % and #, DuckDB expands the rest as patterns


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one warehouse; `root` is absolute, so that views work from any working directory."""

    root: Path

    @property
    def tables(self) -> Path:
        """Delta tables, one folder each."""
        return self.root / "tables"

    @property
    def templates(self) -> Path:
        """Empty Parquet files that give views their columns."""
        return self.tables / "_schema"

    @property
    def staging(self) -> Path:
        """Files of batches that are not committed yet, one folder a batch."""
        return self.root / "staging"

    @property
    def catalog(self) -> Path:
        """What readers open."""
        return self.root / "catalog.duckdb"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def ungrouped(self) -> Path:
        """Which articles have changed since incidents were last made of them."""
        return self.root / "ungrouped"

    @property
    def forgetting(self) -> Path:
        """There from the moment that articles are to be forgotten until nothing is left of them."""
        return self.root / "forget.pending"

    @property
    def version(self) -> Path:
        return self.root / "warehouse.json"

    def table(self, name: str) -> Path:
        return self.tables / name


def layout_of(data_dir: Path | str) -> Layout:
    """The layout of a warehouse that need not exist yet. Raises WarehouseError for a path that the engines cannot name."""
    if REMOTE.match(str(data_dir)):
        remedy = "Give a folder of this machine; copy or sync the finished warehouse to the store"
        raise WarehouseError(str(data_dir), "a warehouse cannot be written to an address", remedy)
    root = Path(data_dir).expanduser().resolve()
    if odd := sorted(ODD & set(str(root))):
        raise WarehouseError(str(root), f"the path holds {' '.join(odd)}", "Choose a data_dir without such characters")
    return Layout(root)


def create(layout: Layout) -> None:
    """Makes the folders and the version file of a new warehouse; an existing one is checked and left alone."""
    if layout.version.exists():
        check_version(layout)
        layout.staging.mkdir(exist_ok=True)  # a copy may have been made without what was empty
        return
    for folder in (layout.tables, layout.templates, layout.staging):
        folder.mkdir(parents=True, exist_ok=True)
    write_version(layout)


def check_version(layout: Layout) -> int:
    """The format of the warehouse. Raises WarehouseError if there is none, or one of a format that is not known here."""
    try:
        found = json.loads(layout.version.read_text("utf-8"))["format"]
    except FileNotFoundError:
        raise WarehouseError(str(layout.root), "there is no warehouse here", "Run `dateline ingest`, or set data_dir") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarehouseError(str(layout.version), f"not readable ({error})", f'Write {{"format": {FORMAT}}} into it') from None
    if not isinstance(found, int) or not OLDEST <= found <= FORMAT:
        remedy = UPGRADE if isinstance(found, int) and found > FORMAT else "Ingest again into a new data_dir"
        raise WarehouseError(str(layout.root), f"the warehouse has format {found}, this Dateline has {FORMAT}", remedy)
    return found


def write_version(layout: Layout) -> None:
    """Says that the warehouse has today's format: an older Dateline refuses it from then on."""
    write_atomically(layout.version, json.dumps({"format": FORMAT}) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """The file has its old content or its new one, never a part, whenever the process is killed."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
