"""What passes between discovery, reading and normalizing, before there is a table row."""

from dataclasses import dataclass
from datetime import datetime

from schemas.codebook import Reason, Stage, Status


@dataclass(frozen=True, slots=True)
class Again:
    """What is read again of a file with this content: these records, and whatever stands behind the last that was known."""

    sha256: str
    records: frozenset[int]
    last: int

    def wants(self, record: int) -> bool:
        return record in self.records or record > self.last


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, as discovery found it. `sha256` is filled when the content had to be looked at.

    `again` is None for a file of which everything is read.
    """

    uri: str
    size: int
    mtime: datetime
    sha256: str = ""
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a record says of itself beside its text: kept, so that a row joins to the archive that the record came from.

    `extra` holds the fields that we make nothing of, as a JSON object. Empty strings where the record is silent.
    """

    external_id: str = ""
    outlet: str = ""
    section: str = ""
    author: str = ""
    canonical_url: str = ""
    modified: str = ""
    extra: str = ""


NOTHING = Brought()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it; nothing is cleaned yet.

    `title`, `byline` and `published` are as the record gives them and empty if it does not; `language` is an ISO 639-1 code
    if the record declares one. `published_source` says where `published` came from. `cut`: the record holds more text.
    """

    uri: str
    record: int
    format: str
    text: str
    title: str = ""
    byline: str = ""
    published: str = ""
    published_source: str = "none"
    language: str = ""
    url: str = ""
    brought: Brought = NOTHING
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that did not become an article: where, why, and what to do about it."""

    uri: str
    record: int
    format: str
    stage: Stage
    reason: Reason
    detail: str
    status: Status = Status.REJECTED


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be coded: a defect of ours, or too slow. The article is kept and can be extracted again."""

    article_id: str
    detail: str
    reason: Reason = Reason.EXTRACTION_FAILED


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """What a shard task returns: where its staged tables are and how much is in them; never the rows themselves."""

    shard: int
    folder: str
    rows: dict[str, int]
    statuses: dict[str, int]
    words: int
    seconds: float
    failures: tuple[Failure, ...] = ()
    versions: int = 0  # articles that came in as versions of others


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger knows of a file: discovery compares it with what is there now. One a file, however many records.

    `batch_id`, `run_id` and `reason` are those of its last reading. `waiting` are the records with this content that were left
    out and are to be tried again, `last` is the highest of all. `gone`: a run saw that it was not there.
    """

    uri: str
    size: int
    mtime: datetime
    sha256: str
    batch_id: str = ""
    run_id: str = ""
    ingested: datetime | None = None
    reason: str = ""
    waiting: tuple[int, ...] = ()
    last: int = 0
    gone: datetime | None = None
