"""Seconds and memory of `dateline reprocess` over a warehouse of generated articles, each with ten events that go.

    python -m benchmarks.recode [ARTICLES] [--batch N]       # 10,000 by default

Rows of articles are written without coding them; then the command codes all of them. Printed are, for each batch, the seconds
since its start and the most memory that the run itself and any of its workers had by then; at the end the processor seconds
of all processes, which do not depend on what else the machine does.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from deltalake import write_deltalake

from benchmarks.generated import SQL, chunks, generated
from benchmarks.memory import text, watched
from warehouse import delta
from warehouse.store import Store

CHUNK = 5_000  # articles that are generated at a time


def fill(data_dir: Path, articles: int) -> None:
    """A warehouse of so many articles with short texts of their own."""
    with Store(data_dir) as store:
        for first, count in chunks(0, articles, CHUNK):
            for table in SQL:
                rows = generated(table, first, count)
                rows = with_texts(rows, first) if table == "articles" else rows
                write_deltalake(str(store.layout.table(table)), rows, mode="append", writer_properties=delta.properties(table))
        store.refresh()


def with_texts(rows: pa.Table, first: int) -> pa.Table:
    texts = [text(first + n) for n in range(len(rows))]
    for name, values in (("text", texts), ("words", [len(t.split()) for t in texts])):
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, rows.schema.field(at), pa.array(values, rows.schema.field(at).type))
    return rows


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=10_000)
    parser.add_argument("--batch", type=int, default=1000)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        fill(data, given.articles)
        code = watched(["reprocess"], data, given.batch)
        used = os.times()
        print(f"{used.children_user + used.children_system:.0f} processor seconds", flush=True)
        return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
