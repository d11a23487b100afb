"""One shard, done by workers in small calls: what takes too much or kills its process is found, and costs itself alone.

Only the workers load what reading and coding need: a run that finds nothing new starts without it, and stays small.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from schemas.codebook import Reason, Stage, Status
from schemas.raw import Failure, InputFile, Reject, ShardSummary
from schemas.settings import Settings
from tasks.batch import READ, At, Batch, item_of, pending, rejected_row, write_rows
from tasks.crew import Crew, Limits, WorkerLost
from tasks.crew.worker import MEGABYTE
from tasks.discover import digest_of
from tasks.groups import groups
from tasks.read.formats import format_of
from tasks.settle import Plan

CALLS = 100_000  # numbers of parts that a shard may use
CALL_MB, CALL_FILES = 8.0, 100  # what one call reads
TRIES = 5  # records of one file that may be lost, before all of it is

Call = Callable[[tuple[str, ...], int], ShardSummary]  # (items, number of the part) -> what was staged under that number


def reading(
    files: Sequence[InputFile], part: int, batch: Batch, settings: Settings, lost: Mapping[str, Reject], at: At
) -> ShardSummary:
    """`read_shard`, in a worker."""
    from tasks.shard import read_shard

    return read_shard(files, part, batch, settings, lost, at)


def coding(portion: int, batch: Batch, settings: Settings, only: Collection[str], part: int, at: At) -> ShardSummary:
    """`extract_shard`, in a worker."""
    from tasks.shard import extract_shard

    return extract_shard(portion, batch, settings, only, part, at)


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.article_seconds, settings.worker_mb)


def supervised(
    items: Sequence[str], numbers: Iterator[int], call: Call, drop: Callable[[int], None]
) -> tuple[list[ShardSummary], list[WorkerLost]]:
    """call() for all items. Where a worker is lost, without the item at fault; where that is unknown, for each item alone.

    Each call stages a part under the next of `numbers`; `drop` removes what a lost one had staged. Returns what was done and,
    each with its item, what was not.
    """
    done: list[ShardSummary] = []
    lost: list[WorkerLost] = []
    waiting: list[tuple[str, ...]] = [tuple(items)] if items else []
    while waiting:
        group, number = waiting.pop(0), next(numbers)
        try:
            done.append(call(group, number))
        except WorkerLost as error:
            drop(number)
            if guilty := item_at_fault(group, error):
                lost.append(WorkerLost(error.reason, error.why, guilty, error.stage))
                rest = tuple(i for i in group if i != guilty)
                waiting = [rest, *waiting] if rest else waiting
            else:
                waiting = [*((i,) for i in group), *waiting]
    return done, lost


def item_at_fault(group: Sequence[str], lost: WorkerLost) -> str:
    """The item that a call was lost for, if that is known: processor time is counted by item, a death may have other causes."""
    if len(group) == 1:
        return group[0]
    return lost.item if lost.reason is Reason.TOO_SLOW and lost.item in group else ""


def added(number: int, folder: str, parts: Sequence[ShardSummary], failures: Sequence[Failure] = ()) -> ShardSummary:
    """A shard's summary from those of its calls."""
    rows = {t: sum(p.rows.get(t, 0) for p in parts) for t in sorted({t for p in parts for t in p.rows})}
    statuses = {s: sum(p.statuses.get(s, 0) for p in parts) for s in sorted({s for p in parts for s in p.statuses})}
    failed = (*(f for p in parts for f in p.failures), *failures)
    return ShardSummary(number, folder, rows, statuses, sum(p.words for p in parts), sum(p.seconds for p in parts), failed)


def drop_read(batch: Batch, number: int) -> None:
    """Removes what a call to read that was lost had staged, whole or in part."""
    remove((batch.folder / READ).glob(f"*-{number:08}-*.parquet"))


def drop_extracted(batch: Batch, number: int) -> None:
    """Removes what a call to extract that was lost had staged, whole or in part."""
    remove(batch.folder.glob(f"*/part-{number:08}.parquet"))


def remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink()


def read_files(files: Sequence[InputFile], number: int, batch: Batch, settings: Settings, crew: Crew) -> ShardSummary:
    """Reads one shard of files; every record becomes a staged row of `sources`."""
    by_uri = {f.uri: f for f in files}
    parts: list[ShardSummary] = []
    numbers = count(number * CALLS)

    def call(uris: tuple[str, ...], part: int) -> ShardSummary:
        return read_call([by_uri[u] for u in uris], part, batch, settings, crew)

    for group in groups(files, lambda f: f.size, CALL_MB * MEGABYTE, CALL_FILES):
        done, lost = supervised([f.uri for f in group], numbers, call, lambda n: drop_read(batch, n))
        parts += done
        parts += [reject_file(by_uri[w.item], w, next(numbers), batch) for w in lost]
    return added(number, str(batch.folder / READ), parts)


def read_call(files: Sequence[InputFile], part: int, batch: Batch, settings: Settings, crew: Crew) -> ShardSummary:
    """One call; of a single file a few records may be lost without the others."""
    skipped: dict[str, Reject] = {}
    while True:
        try:
            return crew.call(reading, files, part, batch, settings, skipped, limits=limits_of(settings))
        except WorkerLost as lost:
            uri, _, record = lost.item.rpartition("#")
            if len(files) > 1 or uri != files[0].uri or len(skipped) >= TRIES:
                raise
            drop_read(batch, part)
            skipped[item_of(uri, int(record))] = reject_of(uri, int(record), lost)


def reject_of(uri: str, record: int, lost: WorkerLost) -> Reject:
    reason = lost.reason if lost.reason is Reason.TOO_SLOW else Reason.UNREADABLE
    remedy = "raise article_seconds" if reason is Reason.TOO_SLOW else "raise worker_mb, or split the file"
    stage = Stage.NORMALIZE if lost.stage == Stage.NORMALIZE else Stage.READ
    return Reject(uri, record, format_of(uri), stage, reason, f"not read: {lost}; look at the file, {remedy}")


def reject_file(file: InputFile, lost: WorkerLost, part: int, batch: Batch) -> ShardSummary:
    """The row of a file that cost its process, or of what was to be read again of it. Its digest is kept: what had a part in
    it decides when it is tried again.
    """
    file, records = replace(file, sha256=digest_of(file)), sorted(file.again.records) if file.again else [0]
    rows = [rejected_row(file, reject_of(file.uri, record, lost), batch) for record in records]
    folder = batch.folder / READ
    write_rows(rows, "sources", folder / f"sources-{part:08}-0000.parquet")
    return ShardSummary(part, str(folder), {"sources": len(rows)}, {str(Status.REJECTED): len(rows)}, 0, 0.0)


def extract_portions(portions: Sequence[int], number: int, batch: Batch, settings: Settings, crew: Crew) -> ShardSummary:
    """Extracts one shard of portions. Articles that took too much are failures; the others are staged."""
    parts: list[ShardSummary] = []
    failures: list[Failure] = []
    numbers = count(number * CALLS)
    for portion in portions:

        def call(ids: tuple[str, ...], part: int, portion: int = portion) -> ShardSummary:
            return crew.call(coding, portion, batch, settings, ids, part, limits=limits_of(settings))

        ids = [a.article_id for a in pending(batch, portion)]
        done, lost = supervised(ids, numbers, call, lambda n: drop_extracted(batch, n))
        parts += done
        failures += [Failure(w.item, str(w), w.reason) for w in lost]
    return added(number, str(batch.folder), parts, failures)


def shards_of(plan: Plan, words: int, most: int) -> list[list[int]]:
    """The portions of a plan in shards of about so many words each, about so many shards at most."""
    size = max(words, -(-plan.words // most))
    return list(groups(range(len(plan.portions)), lambda number: plan.portions[number], size))
