"""One run of reprocess, batch by batch: the texts of stored articles, coded as the present rules would code them.

No source file is read. Each batch replaces the rows of its articles in one commit and tells in `changes` what differs now.
What is stale has another fingerprint, so a run that was broken off goes on where it was.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.batches import note, opened, publish_batch, recover, words_of_shard
from flows.clock import Clock
from flows.runs import Order, Outcome, stage_run
from flows.shards import MOST, Shards
from flows.trouble import storage_trouble
from flows.whole import for_all
from flows.wording import number_of
from schemas.errors import QueryError
from schemas.ids import content_id
from schemas.raw import ShardSummary
from schemas.settings import Settings
from tasks.batch import Batch
from tasks.crew.worker import MEGABYTE
from tasks.fingerprint import fingerprint
from tasks.groups import groups
from tasks.mark import STORED_ARTICLES
from tasks.memory import give_back
from tasks.recode import STORED_EVENTS, write_changes, write_stored
from tasks.settle import STORED_SOURCES, Plan
from tasks.supervise import added, shards_of
from warehouse.recoding import Selection, chosen, write_articles, write_events
from warehouse.store import Store

BYTES_A_WORD = 6  # of text, about
TOLD = 3  # failures that are named


def recode_all(order: Order, selection: Selection, shards: Shards) -> Outcome:
    """Codes the selected articles again. Finishes first what a run that was killed left behind."""
    settings, clock = order.settings, Clock()
    with storage_trouble(settings.data_dir), clock.stage("discover"), stored(order) as store:
        recover(store)
        present = store.present()
        if selection.ids is not None:
            check_ids(chosen(present, Selection(ids=selection.ids)), selection.ids)
        todo = chosen(present, selection)
        outcome = Outcome.of(present.run(order.run_id), 0)
    parts = list(parts_of(todo, settings))
    for number, ids in enumerate(parts, 1):
        with storage_trouble(settings.data_dir), stored(order) as store:
            outcome = recode_batch(store, replace(selection, ids=ids), outcome, order, shards, clock)
        give_back()
        order.tell(f"batch {number} of {len(parts)}: {told(outcome)}")
    return replace(outcome, seconds={t.stage: t.seconds for t in clock.timings})


def selection_of(
    settings: Settings,
    since: date | None = None,
    until: date | None = None,
    ids: Sequence[str] | None = None,
    source: str | None = None,
    everything: bool = False,
) -> Selection:
    """What a caller means: within the limits given, what is stale, or all. Raises QueryError for days that end too early."""
    if since and until and since > until:
        raise QueryError("--since", f"since {since} is after until {until}", "Exchange them")
    place = absolute(source) if source else None
    return Selection(since, until, tuple(ids) if ids else None, place, None if everything else fingerprint(settings))


def absolute(source: str) -> str:
    """As the ledger has it: a path in full, a folder without its last slash; a URI stays as it is."""
    return source.rstrip("/") if "://" in source else os.path.normpath(Path(source).expanduser().absolute())


def stored(order: Order) -> Store:
    """The warehouse, which has to be there."""
    return opened(order, order.settings.lock_seconds, create=False)


def check_ids(found: pa.Table, ids: Sequence[str]) -> None:
    """Raises QueryError if ids were given that no original article has."""
    if missing := sorted(set(ids) - set(found["article_id"].to_pylist())):
        more = f" and {len(missing) - TOLD} more" if len(missing) > TOLD else ""
        problem = f"no original article has the id {', '.join(missing[:TOLD])}{more}"
        raise QueryError("--id", problem, 'Look for it: dateline sql "SELECT article_id, copy_of, superseded_by FROM articles"')


def parts_of(todo: pa.Table, settings: Settings) -> Iterator[tuple[str, ...]]:
    """The articles of each batch: of bounded size, and the same ones when what was done before is left out."""
    articles = zip(todo["article_id"].to_pylist(), todo["words"].to_pylist(), strict=True)
    for part in groups(articles, lambda a: a[1] * BYTES_A_WORD, settings.batch_mb * MEGABYTE, settings.batch_files):
        yield tuple(article_id for article_id, _ in part)


def recode_batch(
    store: Store, selection: Selection, outcome: Outcome, order: Order, shards: Shards, clock: Clock
) -> Outcome:  # fmt: skip
    """One batch from stored texts to published rows; what another run has coded or taken out meanwhile is passed over."""
    recover(store)
    settings, todo = order.settings, chosen(store.present(), selection)
    if not len(todo):
        return outcome
    batch = batch_of(todo, order, store)
    with clock.stage("read"):
        plan = read_stored(batch, todo, store, settings)
    with clock.stage("extract"):
        calls = [(p, n, batch) for n, p in enumerate(shards_of(plan, words_of_shard(plan, settings), MOST))]
        done = shards.extract(calls, settings)
    with clock.stage("commit"):
        compared = for_all(write_changes, batch, settings=settings)
        outcome = after(outcome, done, compared)
        if coded := any(summary.rows.get("articles") for summary in done):
            stage_run(order, outcome, batch, clock)
            store.seal(batch.batch_id, {**added(0, "", [*done, compared]).rows, "runs": 1})
    if coded:
        publish_batch(store, batch.batch_id, clock)
    else:
        note(store, order, outcome, clock)
    return outcome


def batch_of(todo: pa.Table, order: Order, store: Store) -> Batch:
    """The same articles, as the same batches left them, coded by the same rules, are the same batch: it replaces itself."""
    held = zip(todo["article_id"].to_pylist(), todo["batch_id"].to_pylist(), strict=True)
    batch_id = content_id("recoded", fingerprint(order.settings), *(f"{article} {batch}" for article, batch in held))
    return Batch(batch_id, order.run_id, store.staging(batch_id), datetime.now(UTC))


def read_stored(batch: Batch, todo: pa.Table, store: Store, settings: Settings) -> Plan:
    """The texts in portions, beside the events that they tell until now, and what the ledger says where there are none."""
    uncoded = todo.filter(pc.equal(todo["fingerprint"], ""))["article_id"].to_pylist()
    with store.present() as present:
        write_articles(present, todo["article_id"].to_pylist(), batch.folder / STORED_ARTICLES)
        write_events(present, todo["article_id"].to_pylist(), batch.folder / STORED_EVENTS)
        if uncoded:
            present.write_sources(uncoded, batch.folder / STORED_SOURCES)
    portions = for_all(write_stored, batch, settings=settings)
    return Plan(portions, {}, frozenset(), {}, {})


def after(outcome: Outcome, done: Sequence[ShardSummary], compared: ShardSummary) -> Outcome:
    """With one batch more. Changes are counted by kind among the rows."""
    kinds = ShardSummary(0, "", compared.statuses, {}, 0, 0.0)
    total = added(0, "", done)
    failures = (*outcome.failures, *total.failures)
    recoded = outcome.recoded + total.rows.get("articles", 0)
    return replace(outcome.after(ShardSummary(0, "", {}, {}, 0, 0.0), [*done, kinds]), recoded=recoded, failures=failures)


def told(outcome: Outcome) -> str:
    """What a run of reprocess has done so far."""
    kinds = ", ".join(f"{outcome.rows.get(kind, 0)} {kind}" for kind in ("added", "gone", "altered"))
    return f"{number_of(outcome.recoded, 'article')} coded again; events: {kinds}{not_coded(outcome)}"


def not_coded(outcome: Outcome) -> str:
    """Articles that could not be coded; empty if all could."""
    if not outcome.failures:
        return ""
    named = "; ".join(f"{f.article_id}: {f.detail}" for f in outcome.failures[:TOLD])
    more = "; ..." if len(outcome.failures) > TOLD else ""
    return f"; {len(outcome.failures)} could not be coded and keep their rows ({named}{more})"
