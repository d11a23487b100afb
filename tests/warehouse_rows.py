"""Records for the warehouse's tests: small, complete, and each a function of a few arguments."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas.arrow import to_table
from schemas.ids import content_id
from schemas.parts import Party, PlaceRef, Quantity, Span, StageTime, Why
from schemas.tables import TABLES, Article, Event, Mention, Place, Quote, Run, Source, TimeExpression

DAY = date(2021, 5, 3)
NOON = datetime(2021, 5, 3, 12, tzinfo=UTC)
TEXT = "Rebels shelled the harbour of Karsu on Monday. At least 12 people died. Velia denied it. “We did not,” Mira Sool said."


def article(n: int, batch: str = "b1", published: date | None = DAY, text: str = TEXT, copy_of: str | None = None) -> Article:
    key = content_id("article", n)
    return Article(
        article_id=key, title=f"Harbour {n}", byline="", dateline="", published=published, published_text=str(published or ""),
        published_source="given" if published else "none", language="en", url="", text=text, words=len(text.split()),
        furniture=(), content_hash=content_id("hash", copy_of or n), minhash=bytes(512), bands=(n, n + 1_000_000),
        copy_of=copy_of, text_id=copy_of or key, fingerprint="f1", batch_id=batch,
    )  # fmt: skip


def party(name: str = "Velia", country: str = "VEL", sector: str = "MIL") -> Party:
    return Party(None, None, name, name, country, sector, content_id(name, country, sector))


def place(name: str = "Karsu", country: str = "VEL", precision: int = 1) -> PlaceRef:
    start = TEXT.index("Karsu")
    return PlaceRef(start, start + 5, "Karsu", name, 1, 10.5, 20.25, country, "", "PPL", precision, 0.9)


def span(text: str, within: str = TEXT) -> Span:
    start = within.index(text)
    return Span(start, start + len(text), text)


def event(of: Article, n: int = 0, **changes: Any) -> Event:
    """An ASSAULT at Karsu on DAY; changes replace its fields."""
    twelve = span("12 people")
    base = Event(
        event_id=content_id("event", of.article_id, n), article_id=of.article_id, type="ASSAULT", mode="heavy-weapons",
        contexts=(), quad="MX", score=-9.5, trigger=span("shelled"), other_mentions=(), actors=(party("Rebels", "VEL", "REB"),),
        recipients=(party(),), factuality="asserted", historical=False, attributed_to=(), denied_by=(), place=place(),
        date_start=DAY, date_end=DAY, date_text="on Monday", time_precision=1, date_source="text",
        quantities=(Quantity(twelve.start, twelve.end, twelve.text, 12.0, 12.0, None, False, "people", "dead"),), dead=12,
        injured=None, arrested=None, confidence=0.8, rule_id="assault.shell", sentence=span(TEXT[:46]),
        reasons=(Why("type", "shell"),), batch_id=of.batch_id,
    )  # fmt: skip
    return replace(base, **changes)


def rows_of(of: Article, events: Sequence[Event] | None = None) -> dict[str, list[Any]]:
    """One row of every table for an article."""
    key, batch = of.article_id, of.batch_id
    monday, rebels, said = span("Monday"), span("Rebels"), span("said")
    quote = Quote(content_id("quote", key), key, party("Mira Sool"), said, (span("We did not"),), "direct", batch)
    mention = Mention(
        content_id("mention", key), key, rebels.start, rebels.end, "Rebels", "ORG", "Rebels", "e", "VEL", "REB", batch
    )
    when = TimeExpression(
        content_id("date", key), key, monday.start, monday.end, "Monday", "DATE", "2021-05-03", DAY, DAY, 1, batch
    )
    return {
        "articles": [of], "mentions": [mention], "places": [Place(content_id("place", key), key, place(), batch)],
        "dates": [when], "quotes": [quote], "events": list(events if events is not None else [event(of)]),
        "sources": [source(of)],
    }  # fmt: skip


def source(of: Article, uri: str = "", record: int = 0, **changes: Any) -> Source:
    uri = uri or f"/in/{of.title}.txt"
    base = Source(
        content_id("source", uri, record), uri, record, 10, NOON, "ab" * 32, "txt", "duplicate" if of.copy_of else "loaded",
        "dedup" if of.copy_of else "extract", "exact_copy" if of.copy_of else "", "", of.article_id, of.copy_of, of.batch_id,
        f"run-{of.batch_id}",
    )  # fmt: skip
    return replace(base, **changes)


def run(batch: str = "b1", loaded: int = 1, **changes: Any) -> Run:
    base = Run(
        f"run-{batch}", batch, "ingest", json.dumps({}), NOON, NOON, loaded, 0, loaded, 0, 0, 0, loaded,
        (StageTime("read", 1.5),), "0.1.0", "lex", "model",
    )  # fmt: skip
    return replace(base, **changes)


def stage(folder: Path, *groups: dict[str, list[Any]], name: str = "part-0") -> None:
    """Writes rows into a staging folder, one file a table."""
    for table in TABLES:
        if rows := [row for group in groups for row in group.get(table, [])]:
            (folder / table).mkdir(parents=True, exist_ok=True)
            pq.write_table(to_table(rows, TABLES[table]), folder / table / f"{name}.parquet")
