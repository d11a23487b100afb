"""Corrections bound to the events that they are about: what the catalog holds of them, made anew whenever it is published.

A correction names words of an article, as an event's id changes with its coding. It applies to the event whose trigger
overlaps them; of several to the one that has its id, else its rule, else the nearest. No two go to one event: the better fit
has it. The corrected rows are few and stand in a table of the catalog, so that a query costs what it cost without them, and
values that a person typed never become SQL.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, cast, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

from schemas.arrow import from_table, split_optional, to_table
from schemas.corrections import (
    ADDED,
    Binding,
    Judgement,
    anchor,
    corrected,
    judgements,
    missed,
    problem_of,
    read_value,
)
from schemas.curation import Override
from schemas.tables import Event
from warehouse.sqlfiles import identifier

BINDINGS, CORRECTED, JUDGEMENTS = "override_bindings", "corrected_events", "judgements"
COLUMNS = ", ".join(identifier(f.name) for f in fields(Event))
DOCS: Mapping[str, tuple[type, str]] = {
    BINDINGS: (Binding, "Which event each correction applies to, as the articles are coded now."),
    CORRECTED: (Event, "Events that people corrected, checked or added, as in `events`; a row without an id holds nothing."),
    JUDGEMENTS: (Judgement, "What reviewers say of fields of events, and whether the coder says the same now."),
}
# The coder's rows without those that a correction is bound to, and these as corrected.
VIEW = f"""
SELECT {COLUMNS} FROM {{coded}}
WHERE {{condition}} AND event_id NOT IN (SELECT event_id FROM {BINDINGS} WHERE event_id IS NOT NULL)
UNION ALL SELECT {COLUMNS} FROM {CORRECTED} WHERE {{guarded}} AND event_id <> ''
"""
TOLD_THERE = f"""
SELECT {COLUMNS} FROM ({{events}}) AS e
SEMI JOIN _words AS w ON e.article_id = w.article_id AND w.start < e.trigger.end AND e.trigger.start < w.end
"""
Anchor = tuple[str, int, int, str]


@dataclass(slots=True)
class Settled:
    """What comes of all corrections together."""

    bindings: list[Binding] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)


def create_corrections(
    connection: duckdb.DuckDBPyConnection, overrides: str | None, articles: str, events: str
) -> bool:  # fmt: skip
    """Creates the three tables from the given SQL of rows as coded; False if there are no corrections and they are empty."""
    rows: list[Override] = from_table(connection.sql(overrides).to_arrow_table(), Override) if overrides else []
    settled = settled_rows(connection, rows, articles, events) if rows else Settled()
    create(connection, BINDINGS, settled.bindings)
    create(connection, CORRECTED, [nothing(Event), *settled.events])
    create(connection, JUDGEMENTS, settled.judgements)
    return bool(rows)


def nothing(hint: Any) -> Any:
    """A value of no meaning. DuckDB 1.0 cannot read a table whose lists are all empty: so one row has something in each."""
    kind, _ = split_optional(hint)
    if get_origin(kind) is tuple:
        return (nothing(get_args(kind)[0]),)
    if is_dataclass(kind):
        return cast(Any, kind)(**{name: nothing(inner) for name, inner in get_type_hints(kind).items()})
    return date.min if kind is date else kind()


def settled_rows(connection: duckdb.DuckDBPyConnection, rows: Sequence[Override], articles: str, events: str) -> Settled:
    """Reads what the corrections are about: which of their articles are current, and what these tell in their words."""
    words = sorted({(row.article_id, row.start, row.end) for row in rows})
    connection.register("_words", pa.table(dict(zip(("article_id", "start", "end"), zip(*words, strict=True), strict=True))))
    found = connection.sql(f"SELECT article_id FROM ({articles}) SEMI JOIN _words USING (article_id)").fetchall()
    coded = from_table(connection.sql(TOLD_THERE.format(events=events)).to_arrow_table(), Event)
    connection.unregister("_words")
    return settle(rows, {str(row[0]) for row in found}, coded)


def create(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[object]) -> None:
    table = to_table(rows, DOCS[name][0]).replace_schema_metadata(None)
    connection.register("_rows", table)
    connection.execute(f"CREATE TABLE {identifier(name)} AS SELECT * FROM _rows")
    connection.unregister("_rows")


def settle(rows: Sequence[Override], current: Collection[str], coded: Sequence[Event]) -> Settled:
    """What comes of corrections, given which of their articles are current and the events that these are coded as."""
    out = Settled()
    of_event: defaultdict[Anchor, list[Override]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r.made, r.override_id)):
        if problem := problem_of(row):
            out.bindings.append(Binding(row.override_id, None, problem))
        else:
            of_event[anchor(row)].append(row)
    bound = bind(of_event, coded)
    for key, group in of_event.items():
        add(out, group, bound.get(key), key[0] in current)
    return out


def add(out: Settled, group: Sequence[Override], coded: Event | None, current: bool) -> None:
    """The corrections of one event."""
    is_added = any(row.field == ADDED for row in group)
    event = corrected(coded, group) if coded else missed(group) if is_added and current else None
    event_id = coded.event_id if coded else event.event_id if event else None
    out.bindings += [Binding(row.override_id, event_id, None) for row in group]
    if event is not None:
        out.events.append(event)
    if event_id is not None:
        kind = coded.type if coded else event.type if event else ""
        out.judgements += judgements(coded, group, event_id, kind)


def bind(of_event: Mapping[Anchor, Sequence[Override]], coded: Sequence[Event]) -> dict[Anchor, Event]:
    """Which event each group of corrections applies to. The best pairs first, and no event twice."""
    by_article: defaultdict[str, list[Event]] = defaultdict(list)
    for event in coded:
        by_article[event.article_id].append(event)
    pairs = sorted(
        (fit, key, event.event_id, i)
        for key, group in of_event.items()
        for i, event in enumerate(by_article.get(key[0], ()))
        if (fit := fitness(group, event)) is not None
    )
    bound: dict[Anchor, Event] = {}
    taken: set[str] = set()
    for _, key, event_id, i in pairs:
        if key not in bound and event_id not in taken:
            bound[key] = by_article[key[0]][i]
            taken.add(event_id)
    return bound


def fitness(group: Sequence[Override], event: Event) -> tuple[int, int] | None:
    """How well an event fits corrections, small is good; None if it is told in other words."""
    first, trigger = group[0], event.trigger
    if not (first.start < trigger.end and trigger.start < first.end):
        return None
    distance = abs(first.start - trigger.start)
    if any(row.field == ADDED for row in group):  # the coder finds it now
        kind = next((read_value("type", row.value) for row in group if row.field == "type"), None)
        return (3, distance) if event.type == kind else None
    rank = 0 if event.event_id == first.event_id else 1 if event.rule_id == first.rule_id else 2
    return rank, distance


def comments() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Name, comment and columns' comments of each table."""
    for name, (record, doc) in DOCS.items():
        yield name, doc, {f.name: f.metadata["doc"] for f in fields(record)}
