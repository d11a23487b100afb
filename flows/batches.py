"""One run of ingest, batch by batch: what the sources hold that the ledger does not know becomes rows.

Each batch is read, coded, committed and published before the next begins: a stop loses minutes, and memory is that of a batch.
The warehouse is given up between two batches, so that whoever waits for it goes first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.checks import hold_checks
from flows.clock import Clock
from flows.gone import news
from flows.gone import note as note_news
from flows.runs import IfBusy, Order, Outcome, run_row, stage_run
from flows.shards import MOST, Shards
from flows.trouble import storage_trouble
from flows.whole import for_all
from flows.wording import number_of
from flows.writer import writer
from schemas.errors import BusyError, WarehouseError
from schemas.raw import InputFile, LedgerEntry
from schemas.settings import Settings
from schemas.stories import BOUNDS
from tasks.batch import NEIGHBOURS, READ, Batch, batch_id_of, deal, staged
from tasks.crew.worker import MEGABYTE
from tasks.decided import deciders, due
from tasks.discover import Discovery, Refused, compare, list_sources, uri_of
from tasks.forgotten import TOMBSTONES
from tasks.groups import groups
from tasks.mark import STORED_ARTICLES, STORED_READINGS, at_places, own_places
from tasks.memory import give_back
from tasks.settle import STORED_SOURCES, Plan, finish, settle
from tasks.supervise import added, shards_of
from warehouse.forget import sweep
from warehouse.present import Present
from warehouse.store import Store

SKIP_SECONDS = 60.0  # a run that is to give way to others waits so long first: housekeeping takes seconds
PACKED = 10  # times that a gzip file grows when it is unpacked
WORDS = 400  # of an article, about: a shard of articles holds so many words for each


def ingest_all(order: Order, shards: Shards) -> Outcome:
    """Reads, codes, commits and publishes what is new. Finishes first what a run that was killed left behind."""
    settings, clock = order.settings, Clock()
    with storage_trouble(settings.data_dir), clock.stage("discover"):
        try:
            outcome, found = discover(order)
        except BusyError as busy:
            if order.if_busy is IfBusy.WAIT:
                raise
            return Outcome(skipped_for=busy.problem)
    parts = list(parts_of(found, settings))
    if not parts:
        order.tell(f"Nothing new: {number_of(found.unchanged, 'file')} unchanged")
    for number, part in enumerate(parts, 1):
        with storage_trouble(settings.data_dir), opened(order, settings.lock_seconds) as store:
            outcome = ingest_batch(store, part, outcome, order, shards, clock)
        give_back()
        order.tell(f"batch {number} of {len(parts)}: {told(outcome)}")
    return replace(outcome, seconds={t.stage: t.seconds for t in clock.timings})


def discover(order: Order) -> tuple[Outcome, Discovery]:
    """What is new in the sources, against what is known when all that killed runs had sealed is in; notes what is gone.

    The tables are asked while nobody else can change them: a `forget` removes files for good.
    """
    wanted, listed = due(order.settings, order.retry), list_sources(order.sources)
    with opened(order, patience(order)) as store:
        recover(store)
        present = store.present()
        known = present.ledger([uri_of(item) for item in listed], wanted, order.run_id)
        before = present.run(order.run_id)
        note_news(news(present, order.sources, listed, known), order, store)
    found = compare(listed, known, order.settings)
    return Outcome.of(before, found.unchanged - own_files(found, known, order.run_id)), found


def patience(order: Order) -> float | None:
    """Seconds to wait for another writer at first; None: as long as it takes."""
    seconds = order.settings.lock_seconds
    return SKIP_SECONDS if order.if_busy is IfBusy.SKIP and seconds is None else seconds


def recover(store: Store) -> None:
    """Brings in what another run had sealed: committed, published and checked as its own batches are. Forgets the forgotten."""
    finished = store.recover()
    sweep(store)
    store.refresh()
    for batch_id in finished:
        hold_checks(store.layout.root, batch_id)


def opened(order: Order, seconds: float | None, create: bool = True) -> Store:
    """The warehouse; without `create` it has to be there."""
    return writer(order.settings.model_copy(update={"lock_seconds": seconds}), order.work, order.tell, create)


def own_files(found: Discovery, known: Mapping[str, LedgerEntry], run_id: str) -> int:
    """The unchanged files that this very run has read, before it was broken off: they are counted as what became of them."""
    again = {f.uri for f in found.files} | {r.file.uri for r in found.refused}
    return sum(e.run_id == run_id and uri not in again for uri, e in known.items())


Part = Sequence[InputFile | Refused]  # what one batch reads


def parts_of(found: Discovery, settings: Settings) -> Iterator[Part]:
    """The batches, by the sorted list of files alone: a run that goes on where another was killed makes the same ones."""
    items: list[InputFile | Refused] = [*found.files, *found.refused]
    return groups(sorted(items, key=uri_of), weight, settings.batch_mb * MEGABYTE, settings.batch_files)


def weight(item: InputFile | Refused) -> int:
    """Bytes to read, about: what is packed holds more than it shows."""
    if isinstance(item, Refused):
        return 0
    return item.size * (PACKED if item.uri.endswith(".gz") else 1)


def ingest_batch(store: Store, part: Part, outcome: Outcome, order: Order, shards: Shards, clock: Clock) -> Outcome:
    """One batch from files to published rows; what another run has read since discovery is passed over."""
    settings = order.settings
    recover(store)
    present = store.present()
    known = present.ledger([uri_of(item) for item in part], due(settings, order.retry), order.run_id)
    still = compare(part, known, settings)
    outcome = replace(outcome, unchanged=outcome.unchanged + still.unchanged)
    if not still.files and not still.refused:
        note(store, order, outcome, clock)
        return outcome
    batch = batch_of(still, known, order.run_id, store)
    with clock.stage("read"):
        records = read_batch(batch, still.files, shards, settings) + len(still.refused)
    with clock.stage("dedup"):
        plan = settle_batch(batch, present, settings)
    with clock.stage("extract"):
        calls = [(p, n, batch) for n, p in enumerate(shards_of(plan, words_of_shard(plan, settings), MOST))]
        done = shards.extract(calls, settings) if calls else []
    with clock.stage("commit"):
        failures = [f for summary in done for f in summary.failures]
        finished = for_all(finish, batch, failures, still.refused, deciders(settings), settings=settings)
        agree(batch.folder, "records", records, sum(finished.statuses.values()))
        outcome = outcome.after(finished, done)
        stage_run(order, outcome, batch, clock)
        store.seal(batch.batch_id, {**added(0, "", [*done, finished]).rows, "runs": 1})
    publish_batch(store, batch.batch_id, clock)
    return outcome


def publish_batch(store: Store, batch_id: str, clock: Clock) -> None:
    """Commits a sealed batch, makes the incidents that it changes, publishes it and checks it."""
    with clock.stage("commit"):
        store.commit(batch_id)
    give_back()
    with clock.stage("publish"):
        store.refresh()
        give_back()
        hold_checks(store.layout.root, batch_id)


def note(store: Store, order: Order, outcome: Outcome, clock: Clock) -> None:
    """Brings the run's row up to date, if it has one, where there is no batch to do it."""
    if (row := store.present().run(order.run_id)) is not None:
        store.record_run(run_row(order, outcome, row.batch_id, clock))
        store.refresh()


def batch_of(found: Discovery, known: Mapping[str, LedgerEntry], run_id: str, store: Store) -> Batch:
    files = [*found.files, *(r.file for r in found.refused)]
    batch_id = batch_id_of(files, [known[f.uri].batch_id for f in files if f.uri in known])
    return Batch(batch_id, run_id, store.staging(batch_id), later_than(known.values()))


def later_than(entries: Iterable[LedgerEntry]) -> datetime:
    """Now, or just after these files were read last, should the clock have gone back since: the ledger goes by it."""
    return max([datetime.now(UTC), *(e.ingested + timedelta(microseconds=1) for e in entries if e.ingested is not None)])


def read_batch(batch: Batch, files: Sequence[InputFile], shards: Shards, settings: Settings) -> int:
    """Stages what the files hold; the number of records. Raises WarehouseError if less is there than the shards said."""
    size = max(1, min(settings.shard_size, -(-len(files) // settings.processes)))
    done = shards.read([(f, n, batch) for n, f in enumerate(deal(files, size, MOST))], settings) if files else []
    rows = added(0, "", done).rows
    for table, wanted in rows.items():
        agree(batch.folder / READ, table, wanted, len(staged(batch, table, columns=[f"{table[:-1]}_id"])))
    return rows.get("sources", 0)


def agree(folder: Path, what: str, wanted: int, found: int) -> None:
    if found != wanted:
        problem = f"{wanted} {what} were read, {found} are there"
        raise WarehouseError(str(folder), problem, "Run it again, on storage that all workers share")


def settle_batch(batch: Batch, present: Present, settings: Settings) -> Plan:
    """Decides what is a copy or a version of what, against what is stored."""
    new = staged(batch, "articles", columns=["article_id", "content_hash", "bands", "published", "story_keys"])
    if len(new):
        with present:
            present.write_tombstones(new, batch.folder / TOMBSTONES)
            gather(batch, new, present)
    plan = for_all(settle, batch, settings, settings=settings)
    if plan.demoted:
        present.write_sources(plan.demoted, batch.folder / STORED_SOURCES)
    return plan


def gather(batch: Batch, new: pa.Table, present: Present) -> None:
    """Puts into the batch's folder the stored articles that its own may be copies or versions of, and what was read of them.

    Asked twice at most: whatever stands at the places of the articles that were found has to be among them.
    """
    path, places = batch.folder / STORED_ARTICLES, own_places(batch)
    around = at_places(present.readings(places))
    present.write_same_texts(new, path, around)
    present.write_neighbours(new, batch.folder / NEIGHBOURS, **BOUNDS)
    readings = present.readings(places, ids := ids_in(path))
    if further := at_places(readings) - ids:
        present.write_same_texts(new, path, around | further)
        readings = present.readings(places, ids_in(path))
    pq.write_table(readings, batch.folder / STORED_READINGS)


def ids_in(path: Path) -> set[str]:
    return set(pq.read_table(path, columns=["article_id"])["article_id"].to_pylist())


def words_of_shard(plan: Plan, settings: Settings) -> int:
    """Shards of the usual size, but enough of them to keep all processes busy."""
    return max(1, min(settings.shard_size * WORDS, -(-plan.words // settings.processes)))


def told(outcome: Outcome) -> str:
    counts = ", ".join(f"{n} {status}" for status, n in outcome.statuses.items())
    return f"{counts or 'nothing new'}; {number_of(outcome.rows.get('events', 0), 'event')} so far"
