"""Codes again from the command line: as a flow run where a Prefect server is configured, else by plain calls."""

import json
from dataclasses import asdict, replace
from uuid import uuid4

import pyarrow as pa

from flows.local import quieten, say, server_configured
from flows.runs import Order, Outcome
from flows.staleness import what_is_due
from flows.windows import Request
from flows.wording import number_of
from schemas.settings import Settings
from warehouse.recoding import Selection, codings


def run_reprocess(selection: Selection, settings: Settings) -> Outcome:
    """Codes the selected articles again, and says on standard error what that changed."""
    from flows.recode import told

    outcome = reprocess_by_flow(selection, settings) if server_configured() else reprocess_here(selection, settings)
    say(told(outcome) if outcome.batches or outcome.failures else nothing_due(selection, settings))
    if any(outcome.rows.get(kind) for kind in ("added", "gone", "altered")):
        say("What changed, with examples: dateline report changes")
    return outcome


def nothing_due(selection: Selection, settings: Settings) -> str:
    """Why nothing was coded: all is up to date, or nothing is there."""
    if len(codings(settings.data_dir, replace(selection, stale_for=None))):
        return "Nothing is due: all these articles were coded by the present rules"
    return "Nothing is due: no stored original article fits"


def reprocess_here(selection: Selection, settings: Settings) -> Outcome:
    from flows.recode import recode_all
    from flows.shards import Threads

    return recode_all(order_here(settings, "reprocess", asdict(selection)), selection, Threads())


def reprocess_by_flow(selection: Selection, settings: Settings) -> Outcome:
    from flows.reprocess import reprocess

    quieten()
    ids = list(selection.ids) if selection.ids else None
    return reprocess(
        selection.since, selection.until, ids, selection.source, everything=selection.stale_for is None,
        data_dir=settings.data_dir, model=settings.model, workers=settings.workers,
    )  # fmt: skip


def run_backfill(request: Request, settings: Settings) -> None:
    """Does the windows of a backfill, and says on standard error what became of them; fails if one failed."""
    if server_configured():
        from flows.backfill import backfill

        quieten()
        say(
            backfill(
                list(request.sources), request.days, request.since, request.until, request.everything,
                data_dir=settings.data_dir, model=settings.model, workers=settings.workers,
            )
        )  # fmt: skip
        return
    from flows.fill import backfill_all, hold_windows
    from flows.shards import Threads

    order = order_here(settings, "backfill", asdict(request))
    filled = backfill_all(order, request, Threads())
    say(str(filled))
    hold_windows(filled, order)


def order_here(settings: Settings, flow: str, given: dict[str, object]) -> Order:
    parameters = json.dumps({**given, "data_dir": str(settings.data_dir)}, default=str, sort_keys=True)
    return Order((), settings, str(uuid4()), parameters, say, flow=flow)


def due(selection: Selection, settings: Settings) -> tuple[pa.Table, str]:
    """What a run would code again, and how many articles that are."""
    found = what_is_due(settings, selection)
    articles = sum(found["articles"].to_pylist())
    return found, f"{number_of(articles, 'article')} would be coded again in {settings.data_dir}"
