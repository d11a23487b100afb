"""Runs of ingest without Prefect, and what a warehouse holds, for tests of what must never be lost."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from flows.batches import ingest_all
from flows.runs import IfBusy, Order, Outcome
from flows.shards import Shards, Threads
from schemas.settings import Settings
from warehouse.checking import run_checks
from warehouse.query import connect, rows
from warehouse.staging import OF_INCIDENTS
from warehouse.store import Store

MODEL = Settings().model
# A story, and how likely a report belongs to its incident, depend on what was there before, until housekeeping groups anew.
ODD = ("batch_id", "run_id", "ingested", "source_id", "story_id")
OF_CHANCE = {"incident_events": ("score", "reasons", "nearest")}
EVENTFUL = "Soldiers shelled the village of {place} on Tuesday, killing {n} farmers, the mayor of the town said."
CALM = "The army said nothing about it. The district hospital asked for medicine and blankets, its director told reporters."


def story(n: int) -> str:
    """An article of its own, with an event: no two are copies of one another."""
    places = ("Homs", "Aleppo", "Hama", "Idlib", "Daraa", "Raqqa", "Palmyra", "Mosul", "Basra", "Kirkuk", "Tikrit", "Ramadi")
    return f"{EVENTFUL.format(place=places[n % len(places)], n=n + 2)} It was attack number {n * 7 + 1} of the year. {CALM}"


def put(folder: Path, **texts: str) -> Path:
    """Writes files, 'name_txt' as name.txt, and gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, "utf-8")
    return folder


def order(
    sources: Sequence[Path | str], data_dir: Path, run_id: str = "", if_busy: IfBusy = IfBusy.WAIT,
    retry: Sequence[str] = (), tell: Callable[[str], None] = lambda line: None, prune: bool = False, **changes: Any,
) -> Order:  # fmt: skip
    settings = Settings(data_dir=data_dir, model=MODEL, **{"workers": 1, **changes})
    who = run_id or str(uuid4())
    return Order(tuple(map(str, sources)), settings, who, json.dumps({}), tell, if_busy, retry=tuple(retry), prune=prune)


def ingest(source: Path | str, data_dir: Path, shards: Shards | None = None, run_id: str = "", **changes: Any) -> Outcome:
    return ingest_all(order([source], data_dir, run_id, **changes), shards or Threads())


def held(data_dir: Path) -> dict[str, Any]:
    """What must be the same however it came about: every row but for what tells which run and batch wrote it and when."""
    found = {}
    with connect(data_dir) as connection:
        for table in ("articles", "mentions", "places", "dates", "quotes", "events", "sources", "incidents", "incident_events"):
            every = connection.sql(f"FROM {'' if table in OF_INCIDENTS else 'stored.'}{table}")
            kept = ", ".join(f'"{name}"' for name in every.columns if name not in (*ODD, *OF_CHANCE.get(table, ())))
            found[table] = every.project(kept).order("ALL").to_arrow_table().to_pylist()
    return found


def published(data: Path) -> Path:
    """A warehouse that was copied, ready to be read where it is now."""
    with Store(data) as store:
        store.publish()
    return data


def fates(data_dir: Path) -> Counter[str]:
    """How many records ended how: 'loaded', 'rejected too_slow' and so on."""
    found = rows(data_dir, "SELECT status, reason FROM sources").to_pylist()
    return Counter(f"{r['status']} {r['reason']}".strip() for r in found)


def titles(data_dir: Path, sql: str) -> list[Any]:
    """The first column of a query."""
    return [next(iter(row.values())) for row in rows(data_dir, sql).to_pylist()]


def assert_in_order(data_dir: Path) -> None:
    assert [c.told for c in run_checks(data_dir) if c.offending] == []
