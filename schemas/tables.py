"""One row type a table: the dataclass is the table. Column documentation stands beside the field."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas.curation import Change, Override, Tombstone, Window
from schemas.incidents import Incident, IncidentAlias, IncidentEvent, RetiredIncident
from schemas.parts import Furniture, Party, PlaceRef, Quantity, Span, StageTime, Why, col

BATCH = "The batch that wrote the row; a repeated batch replaces its rows."
ARTICLE = "The article it stands in."
START, END = "First code point in articles.text.", "One past the last code point."


@dataclass(frozen=True, slots=True)
class Source:
    """One input record ever seen: a file, a JSONL line. The ledger that makes re-runs idle."""

    source_id: str = col("Hash of uri, record and the file's content: a changed file is a new row.")
    uri: str = col("Where the record came from: an absolute path or an fsspec URI.")
    record: int = col("The record's number within the file, from 0; 0 for one-article files.")
    size: int = col("Size of the file in bytes.")
    mtime: datetime = col("Modification time of the file, UTC.")
    sha256: str = col("SHA-256 of the file's bytes, hex; empty if they could not be read.")
    format: str = col("txt, md, html, json, jsonl; empty if unknown.")
    status: str = col("loaded, duplicate, rejected or skipped.")
    stage: str = col("The step that decided: discover, read, normalize, dedup, extract.")
    reason: str = col("Why it was not loaded, from a closed list; empty when loaded.")
    detail: str = col("What exactly was wrong and what to do about it.")
    article_id: str | None = col("The article that the record holds; null when there is none.")
    copy_of: str | None = col("The article of which the record is an exact or near copy; null if it is no copy.")
    batch_id: str = col(BATCH)
    run_id: str = col("The run that read it.")
    ingested: datetime | None = col("When the record was read, UTC; null if an older Dateline read it.", default=None)
    external_id: str | None = col("The record's own id, as its archive knows it.", default=None)
    outlet: str | None = col("Who published it: the newspaper, agency or site.", default=None)
    section: str | None = col("The outlet's section or desk; several are joined by ' | '.", default=None)
    author: str | None = col("Who wrote it, as a field of the record says.", default=None)
    canonical_url: str | None = col("The address that the record itself names as its own.", default=None)
    modified: str | None = col("When the record was last changed, as it says.", default=None)
    extra: str | None = col("The record's other fields, as a JSON object; cut at a bound.", default=None)
    decided_by: str | None = col(
        "Digest of the code and settings that left it out: with others it is tried again.",
        default=None,
    )
    gone: datetime | None = col("When a run first saw that the file is no longer there, UTC.", default=None)
    place: str | None = col(
        "What it is a version at: address, id or file; null if nothing tells, or if an older Dateline read it.", default=None
    )


@dataclass(frozen=True, slots=True)
class Article:
    """One distinct article, its text cleaned of page furniture."""

    article_id: str = col("Hash of title, publication date and text.")
    title: str = col("The headline; empty if none was found.")
    byline: str = col("Who wrote it, as printed.")
    dateline: str = col("The agency dateline as printed, such as 'MOSCOW, Oct 7 (Reuters)'.")
    published: date | None = col("Publication date; null if none was found.")
    published_text: str = col("The publication date as found.")
    published_source: str = col("given, meta, text, dateline, url or none.")
    language: str = col("ISO 639-1 code of the text's language.")
    url: str = col("Where the article was published; empty if unknown.")
    text: str = col("The clean text that every offset points into.")
    words: int = col("Number of words in text.")
    furniture: tuple[Furniture, ...] = col("What was taken out of the given text.")
    content_hash: str = col("Hash of the letters and digits of the text: equal for exact copies.")
    minhash: bytes = col("MinHash signature of the word shingles, little-endian 32-bit values.")
    bands: tuple[int, ...] = col("Locality-sensitive hash bands of the signature: near copies share one.")
    copy_of: str | None = col("The article of which this is a near copy; null if it is the first.")
    text_id: str = col("copy_of, or the article's own id: the same for all copies of one text.")
    fingerprint: str = col("Code, lexicon and model that extracted its events; stale ones can be extracted again.")
    batch_id: str = col(BATCH)
    outlet: str | None = col(
        "Who published it, as its record says; all that the record brought stands in `sources`.", default=None
    )
    cut: bool | None = col("True when only the first `max_words` words were coded.", default=None)
    supersedes: str | None = col("The version before it: one step back in the history of an article.", default=None)
    superseded_by: str | None = col(
        "The newest version, however many lie between, or that of its original; it and its rows are out of all views then.",
        default=None,
    )
    story_keys: tuple[int, ...] | None = col(
        "Hashes of the words that say most of it: articles of one story share some. Null until its story was looked for.",
        default=None,
    )
    story_id: str | None = col(
        "The story that it tells: the same for all articles about a happening or its aftermath. Null until it was looked for.",
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A named or nominal entity in an article."""

    mention_id: str = col("Hash of article, span and label.")
    article_id: str = col(ARTICLE)
    start: int = col(START)
    end: int = col(END)
    text: str = col("The mention as written.")
    label: str = col("OntoNotes label (PERSON, NORP, ORG, GPE, ...) or WEAPON.")
    name: str = col("The canonical name within the article.")
    entity_id: str = col("The same for the same name, country and sector in every article; empty for values.")
    country: str = col("ISO 3166 alpha-3, IGO, NSA or empty.")
    sector: str = col("Primary sector; empty for values and places.")
    batch_id: str = col(BATCH)


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved toponym in an article."""

    place_id: str = col("Hash of article and span.")
    article_id: str = col(ARTICLE)
    place: PlaceRef = col("The toponym and the gazetteer entry it stands for.")
    batch_id: str = col(BATCH)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A resolved time expression (TIMEX3) in an article."""

    date_id: str = col("Hash of article and span.")
    article_id: str = col(ARTICLE)
    start: int = col(START)
    end: int = col(END)
    text: str = col("The expression as written.")
    type: str = col("TIMEX3 type: DATE, TIME, DURATION, SET.")
    value: str = col("TIMEX3 value: 2015-10-07, 2015-W41, 2015-10, P3D, PRESENT_REF.")
    date_start: date | None = col("First day it covers; null for durations and unresolved ones.")
    date_end: date | None = col("Last day it covers, inclusive.")
    precision: int = col("1 day, 2 week, 3 month, 4 year or vaguer.")
    batch_id: str = col(BATCH)


@dataclass(frozen=True, slots=True)
class Quote:
    """A reported statement."""

    quote_id: str = col("Hash of article and content.")
    article_id: str = col(ARTICLE)
    speaker: Party | None = col("Who says so; null if unknown.")
    cue: Span | None = col("The reporting expression: said, according to; null for a continued quotation.")
    content: tuple[Span, ...] = col("What is said; several spans when the cue interrupts it.")
    kind: str = col("direct, indirect or mixed.")
    batch_id: str = col(BATCH)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where, when, who says so, and whether it happened."""

    event_id: str = col("Hash of article, type and trigger.")
    article_id: str = col(ARTICLE)
    type: str = col("One of the 16 PLOVER types.")
    mode: str | None = col("The type's mode; null if none applies.")
    contexts: tuple[str, ...] = col("PLOVER contexts, sorted.")
    quad: str = col("VC, MC, VX or MX.")
    score: float = col("Conflict-cooperation value, -10 to 10.")
    trigger: Span = col("The word or phrase that tells the event.")
    other_mentions: tuple[Span, ...] = col("Triggers of further tellings in the article.")
    actors: tuple[Party, ...] = col("Who does it.")
    recipients: tuple[Party, ...] = col("To whom it is done.")
    factuality: str = col("asserted, negated, denied, possible or planned.")
    historical: bool = col("True when it is background before the story's own period.")
    attributed_to: tuple[Party, ...] = col("Who says so; empty for the article's own voice.")
    denied_by: tuple[Party, ...] = col("Who denies it.")
    place: PlaceRef | None = col("The most specific place where it happened.")
    date_start: date | None = col("First day; null if unknown.")
    date_end: date | None = col("Last day, inclusive.")
    date_text: str = col("The date expression as written; empty if none.")
    time_precision: int | None = col("1 day, 2 week, 3 month, 4 year or vaguer; null without a date.")
    date_source: str | None = col("text, published or null.")
    quantities: tuple[Quantity, ...] = col("Numbers that count something in the event.")
    dead: int | None = col("People killed; null if not told.")
    injured: int | None = col("People injured.")
    arrested: int | None = col("People arrested.")
    confidence: float = col("How likely the row is right, 0 to 1.")
    rule_id: str = col("The lexicon rule that fired.")
    sentence: Span = col("The sentence that tells it.")
    reasons: tuple[Why, ...] = col("Why each field has its value.")
    batch_id: str = col(BATCH)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: parameters, counts, durations, versions."""

    run_id: str = col("Prefect flow run id, or a random id outside Prefect.")
    batch_id: str = col("The batch that it wrote.")
    flow: str = col("ingest, reprocess, backfill or maintain.")
    parameters: str = col("The flow's parameters as JSON.")
    started: datetime = col("Start, UTC.")
    finished: datetime = col("End, UTC.")
    inputs: int = col("Input records seen, unchanged ones included.")
    unchanged: int = col("Records known from earlier runs and passed over.")
    loaded: int = col("New articles.")
    duplicate: int = col("Copies of known articles.")
    rejected: int = col("Records that could not be read.")
    skipped: int = col("Records passed over by rule: other language, no article.")
    events: int = col("Events written.")
    timings: tuple[StageTime, ...] = col("Seconds by stage.")
    code_version: str = col("Version of Dateline.")
    lexicon_digest: str = col("Digest of all lexicon files.")
    model: str = col("spaCy model, its version and digest.")
    recoded: int | None = col("Stored articles that it coded again.", default=None)
    coded_by: str | None = col("What its coding depended on, as JSON: the fingerprint, and each of its parts.", default=None)


TABLES: dict[str, type] = {
    "sources": Source,
    "articles": Article,
    "mentions": Mention,
    "places": Place,
    "dates": TimeExpression,
    "quotes": Quote,
    "events": Event,
    "incidents": Incident,
    "incident_events": IncidentEvent,
    "incident_aliases": IncidentAlias,
    "retired_incidents": RetiredIncident,
    "runs": Run,
    "changes": Change,
    "overrides": Override,
    "tombstones": Tombstone,
    "backfills": Window,
}

# Columns that had another name once: {table: {old name: new name}}, of several old names the latest first. What is stored under
# an old one is read under the new one, and the first writer writes such a table anew. An older Dateline would miss the column:
# raise FORMAT of warehouse/layout.py. Another column may take the old name, if it may be null and the renamed one may not.
RENAMED: dict[str, dict[str, str]] = {"articles": {"story_id": "text_id"}}
