"""Rows of generated articles, ten events each: every table, keys unique, spans that stand in their texts.

One record of each table is the pattern; SQL gives each copy its keys, its dates and words of its own. Number n gives the same
rows always.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema, to_table
from schemas.incidents import Incident, IncidentEvent
from schemas.parts import Party, PlaceRef, Span, StageTime, Why
from schemas.tables import TABLES, Article, Event, Mention, Place, Quote, Run, Source, TimeExpression

EVENTS = 10  # an article
PER_BATCH = 100  # articles
TEXT = "Rebels shelled the harbour of Karsu on Monday. Velia denied it. “We did not,” Mira Sool said."
DAY, NOON = date(2015, 1, 1), datetime(2026, 5, 3, 12, tzinfo=UTC)


def span(text: str) -> Span:
    return Span(TEXT.index(text), TEXT.index(text) + len(text), text)


REBELS = Party(0, 6, "Rebels", "Rebels", "VEL", "REB", "e1")
MIRA = Party(TEXT.index("Mira"), TEXT.index("Mira") + 9, "Mira Sool", "Mira Sool", "VEL", "GOV", "e2")
KARSU = PlaceRef(TEXT.index("Karsu"), TEXT.index("Karsu") + 5, "Karsu", "Karsu", 1, 10.5, 20.25, "VEL", "", "PPL", 1, 0.9)
MONDAY, SENTENCE = span("Monday"), Span(0, 46, TEXT[:46])
PATTERNS = {
    "articles": Article(
        "", "Harbour", "", "", DAY, "2015-01-01", "given", "en", "", TEXT, 300, (), "", b"", (), None, "", "f1", ""
    ),
    "sources": Source("", "", 0, 2000, NOON, "ab" * 32, "txt", "loaded", "extract", "", "", "", None, "", "", NOON),
    "mentions": Mention("", "", 0, 6, "Rebels", "ORG", "Rebels", "e1", "VEL", "REB", ""),
    "places": Place("", "", KARSU, ""),
    "dates": TimeExpression(
        "", "", MONDAY.start, MONDAY.end, "Monday", "DATE", "2015-01-01", date(2015, 1, 1), date(2015, 1, 1), 1, ""
    ),
    "quotes": Quote("", "", MIRA, span("said"), (span("We did not"),), "direct", ""),
    "events": Event(
        "", "", "ASSAULT", "heavy-weapons", (), "MX", -9.5, span("shelled"), (), (REBELS,), (MIRA,), "asserted", False, (), (),
        KARSU, DAY, DAY, "on Monday", 1, "text", (), 12, None, None, 0.8, "assault.shell", SENTENCE, (Why("type", "x"),), "",
    ),
    "incidents": Incident(
        "", "ASSAULT", "heavy-weapons", "asserted", False, KARSU, DAY, DAY, 1, (REBELS,), (MIRA,), *(12,) * 4, *(None,) * 8,
        1, 1, 0, DAY, DAY, False, (), "",
    ),
    "incident_events": IncidentEvent("", "", "", 1.0, ("the only report",), None, ""),
    "runs": Run("", "", "ingest", "{}", NOON, NOON, 0, 0, 0, 0, 0, 0, 0, (StageTime("read", 1.5),), "0.1.0", "lex", "model"),
}  # fmt: skip
SQL = {
    "articles": """
        SELECT t.* REPLACE (
            article(i) AS article_id, 'Harbour ' || i AS title, day(i) AS published, t.text || ' ' || words(i, 80) AS text,
            md5('hash ' || twin(i)) AS content_hash,
            unhex(array_to_string([md5(k || ' signs ' || twin(i)) FOR k IN range(32)], '')) AS minhash,
            [(hash(twin(i), k) >> 1)::BIGINT FOR k IN range(32)] AS bands,
            [CASE WHEN k < 4 THEN told(i, k) ELSE word(hash(i, 'word', k)) END FOR k IN range(10)] AS story_keys,
            article(i) AS story_id,
            article(i) AS text_id, batch(i) AS batch_id
        ) FROM numbers, pattern AS t""",
    "sources": """
        SELECT t.* REPLACE (
            md5('source ' || i) AS source_id, uri(i) AS uri, article(i) AS article_id, batch(i) AS batch_id, run(i) AS run_id
        ) FROM numbers, pattern AS t""",
    "mentions": """
        SELECT t.* REPLACE (key('mention', i, k) AS mention_id, article(i) AS article_id, batch(i) AS batch_id)
        FROM numbers, range(20) AS r(k), pattern AS t""",
    "places": """
        SELECT t.* REPLACE (key('place', i, k) AS place_id, article(i) AS article_id, batch(i) AS batch_id)
        FROM numbers, range(5) AS r(k), pattern AS t""",
    "dates": """
        SELECT t.* REPLACE (key('date', i, k) AS date_id, article(i) AS article_id, batch(i) AS batch_id)
        FROM numbers, range(5) AS r(k), pattern AS t""",
    "quotes": """
        SELECT t.* REPLACE (key('quote', i, k) AS quote_id, article(i) AS article_id, batch(i) AS batch_id)
        FROM numbers, range(2) AS r(k), pattern AS t""",
    "events": """
        SELECT t.* REPLACE (
            key('event', i, k) AS event_id, article(i) AS article_id, batch(i) AS batch_id, day(i) AS date_start,
            day(i) AS date_end, struct_update(t.place, name := 'Place ' || (hash(i, k) % 500)) AS place,
            [struct_pack(field := 'place', reason := words(i * 10 + k, 4))] AS reasons
        ) FROM numbers, range(10) AS r(k), pattern AS t""",
    "incidents": """
        SELECT t.* REPLACE (
            key('incident', i, k) AS incident_id, batch(i) AS batch_id, day(i) AS date_start, day(i) AS date_end,
            day(i) AS first_report, day(i) AS last_report,
            struct_update(t.place, name := 'Place ' || (hash(i, k) % 500)) AS place
        ) FROM numbers, range(10) AS r(k), pattern AS t""",
    "incident_events": """
        SELECT t.* REPLACE (
            key('incident', i, k) AS incident_id, key('event', i, k) AS event_id, article(i) AS article_id, batch(i) AS batch_id
        ) FROM numbers, range(10) AS r(k), pattern AS t""",
    "runs": """
        SELECT t.* REPLACE (
            run(i) AS run_id, batch(i) AS batch_id, count(*) AS inputs, count(*) AS loaded, 10 * count(*) AS events
        ) FROM numbers, pattern AS t GROUP BY ALL""",
}
MACROS = """
CREATE MACRO word(h) AS (300000 * pow(h % 1000000 / 1000000, 3))::BIGINT;  -- one in twenty is one of forty words
CREATE MACRO home(i) AS CASE WHEN i >= 1000000000 THEN i * 7919 % 1000 ELSE i END;  -- new articles tell what stored ones do
CREATE MACRO told(i, k) AS (hash(home(i) // 80, k) >> 1)::BIGINT;  -- in any warehouse as many as one is compared with
CREATE MACRO article(i) AS md5('article ' || i)[:20];
CREATE MACRO key(kind, i, k) AS md5(concat_ws(' ', kind, i, k))[:20];
CREATE MACRO batch(i) AS md5('batch ' || (i // 100))[:20];
CREATE MACRO run(i) AS 'run-' || (i // 100);
CREATE MACRO uri(i) AS '/archive/2015/harbour-' || i || '.txt';
CREATE MACRO day(i) AS DATE '2015-01-01' + (home(i) // 100 % 4000)::INTEGER;
CREATE MACRO words(i, n) AS array_to_string([md5(concat_ws(' ', i, w)) FOR w IN range(n)], ' ');
CREATE MACRO twin(i) AS CASE WHEN i >= 1000000000 AND i % 10 = 0 THEN i % 1000 ELSE i END;
"""
OF_INCIDENTS = ("incidents", "incident_events")  # each stored event is one; those of new articles are made
NEW = 1_000_000_000  # from here on numbers are new articles; every tenth has the signature of the stored one


def generated(table: str, first: int, count: int) -> pa.Table:
    """The rows of one table for articles `first` to `first + count`."""
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(MACROS)
        connection.register("pattern", to_table([PATTERNS[table]], TABLES[table]))
        connection.execute(f"CREATE VIEW numbers AS SELECT range AS i FROM range({first}, {first + count})")
        return connection.sql(SQL[table]).to_arrow_table().cast(arrow_schema(TABLES[table]))


def chunks(first: int, count: int, size: int) -> Iterator[tuple[int, int]]:
    """(first, count) of pieces of at most `size` articles."""
    for start in range(first, first + count, size):
        yield start, min(size, first + count - start)
