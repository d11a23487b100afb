"""Runs a little history of a warehouse in child processes that kill themselves at a chosen moment. For test_warehouse_kill.py.

    python -m tests.warehouse_kill FOLDER MOMENT...

Each moment gets its own warehouse under FOLDER. Its first process dies at that moment, the next one runs to its end. Printed
is one line of JSON a moment, with every row of every table that a reader sees between the two and afterwards. Moment 0 is no
kill. Moment n > 0 is the n-th time that Python opens, renames, removes or makes a file, or a Delta write begins or ends. A
moment that begins with `t` is so many milliseconds after the start, wherever the process is then.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemas.tables import TABLES
from tests.incidents import group
from tests.warehouse_rows import article, event, rows_of, run, stage
from warehouse import delta
from warehouse.query import rows
from warehouse.store import Store

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


def batch(data_dir: Path, name: str, *groups: dict[str, list[Any]]) -> None:
    """What a run does: finish what was left, and then its own batch, unless the ledger knows it."""
    with Store(data_dir, group=group) as store:
        store.recover()
        store.refresh()
        if name in rows(data_dir, "SELECT DISTINCT batch_id FROM sources")["batch_id"].to_pylist():
            return
        stage(store.staging(name), *groups, {"runs": [run(name, len(groups))]})
        store.seal(name)
        store.commit(name)
        store.refresh()


def history(data_dir: Path) -> None:
    """Two batches; the second extracts an article of the first anew."""
    batch(data_dir, "b1", rows_of(article(1, "b1")), rows_of(article(2, "b1")))
    again = replace(article(1, "b2"), fingerprint="f2")
    batch(data_dir, "b2", {"articles": [again], "events": [event(again, 7)]}, rows_of(article(3, "b2")))


class Death:
    """Counts what happens to files and ends the process at the n-th time."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0

    def count(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[object, ...]) -> None:
        if name in EVENTS:
            self.count()

    def around(self, write: Callable[..., None]) -> Callable[..., None]:
        def counted(*args: Any, **kwargs: Any) -> None:
            self.count()
            write(*args, **kwargs)
            self.count()

        return counted


def child(data_dir: Path, moment: str, report: int, work: Callable[[Path], None]) -> None:
    """The work in this process, which dies at the moment; writes how many moments there were."""
    death = Death(0 if moment.startswith("t") else int(moment))
    if moment.startswith("t"):
        threading.Timer(int(moment[1:]) / 1000, os.kill, (os.getpid(), signal.SIGKILL)).start()
    delta.write_deltalake = death.around(delta.write_deltalake)  # type: ignore[assignment, attr-defined]
    sys.addaudithook(death.audit)
    work(data_dir)
    os.write(report, f"{death.seen}\n".encode())


def forked(data_dir: Path, moment: str, work: Callable[[Path], None] = history) -> tuple[int, int]:
    """Runs a child to its end. Returns its exit status and how many moments it had (0 if it died)."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        status = 1
        try:
            child(data_dir, moment, writing, work)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as report:
        seen = int(report.read() or 0)
    return os.waitpid(pid, 0)[1], seen


def contents(data_dir: Path) -> dict[str, Any]:
    """What a reader sees: nothing at all until something is published."""
    if not (data_dir / "catalog.duckdb").exists():
        return {t: [] for t in TABLES}
    return {t: rows(data_dir, f"SELECT * FROM {t} ORDER BY ALL").to_pylist() for t in TABLES}


def seen_by_reader(data_dir: Path) -> Any:
    """All rows, read by another child: an engine that has started threads does not survive a fork."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        with os.fdopen(writing, "w") as out:
            out.write(json.dumps(contents(data_dir), default=str, sort_keys=True))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as report:
        found = json.loads(report.read())
    os.waitpid(pid, 0)
    return found


def main() -> None:
    for moment in sys.argv[2:]:
        data_dir = Path(sys.argv[1]) / moment
        status, seen = forked(data_dir, moment)
        line = {"moment": moment, "killed": os.WIFSIGNALED(status), "between": seen_by_reader(data_dir)}
        if moment != "0":
            status, seen = forked(data_dir, "0")
        print(json.dumps({**line, "status": status, "moments": seen, "rows": seen_by_reader(data_dir)}), flush=True)


if __name__ == "__main__":
    main()
