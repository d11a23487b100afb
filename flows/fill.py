"""One run of backfill, window by window. Each window that is done has a row in `backfills` and is not done again.

A window that fails is noted with the reason, and the others are done all the same.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.batches import ingest_all, opened, recover
from flows.inert import line
from flows.recode import not_coded, recode_all, selection_of, stored
from flows.runs import Order
from flows.shards import Shards
from flows.trouble import storage_trouble
from flows.windows import Request, Span, spans_of_days, spans_of_files
from flows.wording import number_of
from schemas.curation import Window
from schemas.errors import DatelineError, WindowError
from tasks.fingerprint import fingerprint
from warehouse.recoding import Selection, chosen, counted, days_of, ids_of_files, windows_done
from warehouse.store import Store

DONE, FAILED = "done", "failed"
LONGEST = 500  # characters of a reason


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the windows of a backfill: those that this run did, and how many others had done."""

    windows: tuple[Window, ...]
    before: int

    @property
    def failed(self) -> tuple[Window, ...]:
        return tuple(w for w in self.windows if w.status == FAILED)

    def __str__(self) -> str:
        articles, events = (sum(getattr(w, name) for w in self.windows) for name in ("articles", "events"))
        done = len(self.windows) - len(self.failed)
        windows = f"{number_of(done, 'window')} done, {len(self.failed)} failed, {self.before} done before"
        return f"{windows}: {number_of(articles, 'article')} with {number_of(events, 'event')}"


def backfill_all(order: Order, request: Request, shards: Shards) -> Filled:
    """Does the windows that are not done yet, from the first to the last."""
    backfill_id = request.backfill_id(fingerprint(order.settings))
    spans = spans_of_files(request) if request.kind == "ingest" else spans_of_articles(order, request)
    with storage_trouble(order.settings.data_dir), to_fill(order, request) as store:
        recover(store)
        done = windows_done(store.present(), backfill_id)
    todo = [span for span in spans if span.window_id(backfill_id) not in done]
    rows = []
    for number, span in enumerate(todo, 1):
        rows.append(fill(span, backfill_id, order, request, shards))
        order.tell(f"window {number} of {len(todo)}, {span.first} to {span.last}: {rows[-1].status}{line(told(rows[-1]))}")
    return Filled(tuple(rows), len(done))


def told(window: Window) -> str:
    more = f"; {window.detail}" if window.detail else ""
    return f", {number_of(window.articles, 'article')} with {number_of(window.events, 'event')}{more}"


def to_fill(order: Order, request: Request) -> Store:
    """The warehouse; files may come into one that is made for them."""
    return opened(order, order.settings.lock_seconds, create=request.kind == "ingest")


def spans_of_articles(order: Order, request: Request) -> list[Span]:
    """The windows in which stored articles lie, stale or not: where nothing is stale there is nothing to do but to note it."""
    with storage_trouble(order.settings.data_dir), stored(order) as store:
        present = store.present()
        days, stale = days_of(present, Selection(request.since, request.until)), days_of(present, selection(request, order))
    if None in stale:
        undated = number_of(stale[None], "article")
        order.tell(f"In no window, for want of a day of publication: {undated}; dateline reprocess codes such")
    return spans_of_days((day for day in days if day is not None), request)


def selection(request: Request, order: Order, span: Span | None = None) -> Selection:
    first, last = (span.first, span.last) if span else (request.since, request.until)
    return selection_of(order.settings, first, last, everything=request.everything)


def fill(span: Span, backfill_id: str, order: Order, request: Request, shards: Shards) -> Window:
    """One window, and its row. Whatever goes wrong in it goes wrong in it alone."""
    own = order_of(span, order)
    status, detail = DONE, ""
    try:
        detail = ingest_span(span, own, shards) if request.kind == "ingest" else recode_span(span, own, request, shards)
    except Exception as error:
        status, detail = FAILED, reason(error)
    with storage_trouble(own.settings.data_dir), to_fill(own, request) as store:
        recover(store)
        articles, events = held(span, store, own, request)
        row = Window(
            span.window_id(backfill_id), backfill_id, request.kind, span.first, span.last, status, articles, events,
            detail[:LONGEST], own.run_id, datetime.now(UTC),
        )  # fmt: skip
        store.record_window(row)
        store.refresh()
    return row


def order_of(span: Span, order: Order) -> Order:
    """A window is a run of its own, with a row of `runs`; tried again under the same id it goes on where it was."""
    given = {**json.loads(order.parameters), "first": str(span.first), "last": str(span.last)}
    return replace(
        order, sources=span.files, run_id=f"{order.run_id}-{span.first}", parameters=json.dumps(given, sort_keys=True)
    )


def ingest_span(span: Span, order: Order, shards: Shards) -> str:
    ingest_all(order, shards)
    return ""


def recode_span(span: Span, order: Order, request: Request, shards: Shards) -> str:
    """What it left as it was, if anything."""
    return not_coded(recode_all(order, selection(request, order, span), shards)).removeprefix("; ")


def held(span: Span, store: Store, order: Order, request: Request) -> tuple[int, int]:
    """The window's articles that are coded, and their events: counted where they are stored, however often it was begun."""
    with store.present() as present:
        if request.kind == "ingest":
            return counted(present, ids_of_files(present, span.files))
        ids = chosen(present, Selection(span.first, span.last))["article_id"].to_pylist()
        return counted(present, ids, fingerprint(order.settings))


def reason(error: Exception) -> str:
    return str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"


def hold_windows(filled: Filled, order: Order) -> None:
    """Raises WindowError if windows failed, naming them."""
    if failed := filled.failed:
        raise WindowError(str(order.settings.data_dir), named(failed), "Run it again: what is done is passed over")


def named(failed: Sequence[Window]) -> str:
    told = "; ".join(f"{w.first} to {w.last} ({w.detail})" for w in failed)
    return f"{number_of(len(failed), 'window')} failed: {told}"
