"""One of several writers of the same warehouse: `python -m tests.warehouse_writers FOLDER NAME BATCHES`."""

import sys
from pathlib import Path

from tests.warehouse_kill import batch
from tests.warehouse_rows import article, rows_of


def main(folder: str, name: str, batches: str) -> None:
    for n in range(int(batches)):
        key = f"{name}{n}"
        batch(Path(folder), key, rows_of(article(hash_of(name) + n, key)))


def hash_of(name: str) -> int:
    """Articles of their own for each writer."""
    return 100_000 * (1 + sum(map(ord, name)))


if __name__ == "__main__":
    main(*sys.argv[1:])
