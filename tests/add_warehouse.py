"""Writes `tests/warehouses/<version>.tar.gz`, which later versions of Dateline must open: `python -m tests.add_warehouse`.

Each release adds its own, made of `tests/warehouses/in` by the code that is released. It lies under one path on every machine,
since a warehouse names absolute paths.
"""

import shutil
import tarfile
import tomllib
from pathlib import Path

from schemas.version import code_version
from tests.runs import assert_in_order, ingest
from warehouse.query import table_sizes

HERE = Path(__file__).parent
KEPT = HERE / "warehouses"
PLACE = Path("/tmp/dateline-release")  # in no home folder, and of no user


def nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who made it is nobody's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def released() -> str:
    """The version that is released. Raises SystemExit if another one is installed: it would be stored in `runs`."""
    version = str(tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"])
    if version != code_version():
        raise SystemExit(f"pyproject.toml has version {version}, installed is {code_version()}: run `make setup`")
    return version


def add(version: str) -> Path:
    """Raises FileExistsError where there is one of this version: what was released does not change."""
    target = KEPT / f"{version}.tar.gz"
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(KEPT / "in", PLACE / "in")
    ingest(PLACE / "in", PLACE / "data")
    assert_in_order(PLACE / "data")
    with tarfile.open(target, "x:gz") as archive:
        archive.add(PLACE / "data", "data", filter=nameless)
    rows = [line["rows"] for line in table_sizes(PLACE / "data").to_pylist()]
    print(f'For WRITTEN of tests/test_warehouse_versions.py: "{version}": {tuple(rows)},')
    shutil.rmtree(PLACE)
    return target


if __name__ == "__main__":
    print(f"{add(released())} is written: commit it with the release")
