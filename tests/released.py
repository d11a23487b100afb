"""Warehouses that released versions of Dateline wrote (`python -m tests.add_warehouse` adds one)."""

import tarfile
from pathlib import Path

import duckdb

RELEASED = sorted((Path(__file__).parent / "warehouses").glob("*.tar.gz"))


def version_of(archive: Path) -> str:
    return archive.name.removesuffix(".tar.gz")


def unpack(archive: Path, folder: Path) -> Path:
    """The warehouse that a version wrote, elsewhere."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "data"


def at_home(data_dir: Path) -> None:
    """Lets the catalog say that it was published where it lies, by code of before: its own views name files elsewhere."""
    with duckdb.connect(data_dir / "catalog.duckdb") as catalog:
        was = next(str(Path(f).parents[2]) for (f,) in catalog.execute("FROM published SELECT file").fetchall() if f)
        catalog.execute("UPDATE published SET file = replace(file, ?, ?)", [was, str(data_dir)])
        catalog.execute(f"CREATE OR REPLACE MACRO published_in() AS '{data_dir}'")
        catalog.execute("CREATE OR REPLACE MACRO views_digest() AS ''")
