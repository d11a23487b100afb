"""Files that are no longer there: noted, and with `prune` their articles are taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.checks import hold_checks
from flows.inert import line
from flows.runs import Order
from flows.wording import number_of
from schemas.raw import InputFile, LedgerEntry
from tasks.discover import uri_of
from tasks.gone import Missing, missing, prefixes, returned
from tasks.listing import Refused
from warehouse.present import Present
from warehouse.removal import absent, doomed, note_gone, remove_articles
from warehouse.store import Store

STAY = "Gone: {n}, of which the articles stay (dateline ingest --prune takes them out)"
PRUNED = "Taken out: {n}, of which no source is left"
UNCLEAR = "Not there: {n}, in folders that are empty or closed: not noted as gone (is all mounted?), such as {first}"


@dataclass(frozen=True, slots=True)
class News:
    """What a listing says of files that the ledger knows: newly gone, back again, and all that are not there."""

    gone: tuple[str, ...]
    back: tuple[str, ...]
    missing: Missing


def news(
    present: Present, sources: Sequence[str], listed: Sequence[InputFile | Refused], known: Mapping[str, LedgerEntry]
) -> News:
    seen = absent(present, prefixes(sources), [uri_of(item) for item in listed])
    found = missing(sources, seen)
    return News(tuple(u for u in found.gone if seen[u] is None), tuple(returned(known)), found)


def note(found: News, order: Order, store: Store) -> None:
    """Writes down what is gone and what is back, and prunes where that is asked for."""
    if found.missing.unclear:
        order.tell(UNCLEAR.format(n=number_of(len(found.missing.unclear), "file"), first=line(found.missing.unclear[0])))
    if found.gone and not order.prune:
        order.tell(STAY.format(n=number_of(len(found.gone), "file")))
    if not (found.gone or found.back or (order.prune and found.missing.gone)):
        return
    note_gone(store, found.gone, datetime.now(UTC))
    note_gone(store, found.back, None)
    batches = prune(store, found.missing.gone, order) if order.prune else ()
    store.refresh()
    for batch in batches:
        hold_checks(store.layout.root, batch)


def prune(store: Store, gone: Sequence[str], order: Order) -> tuple[str, ...]:
    ids = doomed(store.present(), gone)["article_id"].to_pylist()
    order.tell(PRUNED.format(n=number_of(len(ids), "article")))
    return remove_articles(store, ids)
