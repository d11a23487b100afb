"""Forgets an article in child processes that kill themselves at a chosen moment. For test_forget_kill.py.

    python -m tests.forget_kill FOLDER MOMENT...

Moments are those of tests.warehouse_kill. Each gets a warehouse of its own, whose first `forget` dies then; the second
one runs to its end. Printed is a line of JSON a moment: what is left of the words, and every row.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.forget import forget_chosen
from schemas.settings import Settings
from tests.incidents import group
from tests.remains import correct, remains, secret
from tests.warehouse_kill import contents, forked
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.store import Store


def prepare(data_dir: Path) -> None:
    with Store(data_dir, group=group) as store:
        for n, rows in enumerate((rows_of(article(1, "b0")), secret(9, "b1"), rows_of(article(3, "b2")))):
            stage(store.staging(f"b{n}"), rows, {"runs": [run(f"b{n}")]})
            store.seal(f"b{n}")
            store.commit(f"b{n}")
        correct(store, secret(9, "b1")["articles"][0])
        store.refresh()


def forget(data_dir: Path) -> None:
    forget_chosen([article(9).article_id[:8]], "", "", Settings(data_dir=data_dir), yes=True)


def look(data_dir: Path, into: int) -> None:
    found = contents(data_dir)
    found["tombstones"] = [{**row, "forgotten": None} for row in found["tombstones"]]
    left = remains(data_dir) + [str(p) for p in data_dir.glob("*.pending")]
    os.write(into, json.dumps({"left": left, "rows": found}, default=str, sort_keys=True).encode())


def child(work: Callable[[Path, int], None], data_dir: Path) -> Any:
    """What the work says; an engine that has started threads does not survive a fork, so each has a process of its own."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        work(data_dir, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        found = told.read()
    os.waitpid(pid, 0)
    return json.loads(found or "null")


def main() -> None:
    devnull = os.open(os.devnull, os.O_WRONLY)
    shown = os.fdopen(os.dup(1), "w")
    os.dup2(devnull, 1)
    for moment in sys.argv[2:]:
        data_dir = Path(sys.argv[1]) / moment
        child(lambda folder, _: prepare(folder), data_dir)
        status, seen = forked(data_dir, moment, forget)
        line = {"moment": moment, "killed": os.WIFSIGNALED(status)}
        if moment != "0":
            status, seen = forked(data_dir, "0", forget)
        print(json.dumps({**line, "status": status, "moments": seen, **child(look, data_dir)}), file=shown, flush=True)


if __name__ == "__main__":
    main()
