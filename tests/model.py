"""A plain model of what a warehouse must hold after a history of runs. For test_stateful.py.

Files hold one record each: a text of TEXTS, maybe with a day. All that a run has decided is in the ledger, by checksums; the
model holds everything else against it, and what was done beside reading: prunes, `forget`, corrections, new codings.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.runs import story
from warehouse.query import rows

Key = tuple[int, str | None]  # of an article: its text, its day
Row = Mapping[str, Any]
TEXTS = tuple(story(n) for n in range(4))
DAYS = (None, "2015-10-07", "2015-10-09")  # the same text with another date is another article, and a copy
QUERIES = {
    "ledger": "SELECT source_id, uri, sha256, article_id, status, reason, gone FROM stored.sources ORDER BY ingested",
    "articles": """
        SELECT article_id, text, published, content_hash, text_id, copy_of, supersedes, superseded_by, fingerprint,
            (SELECT count(*) FROM stored.mentions AS m WHERE m.article_id = a.article_id) AS mentions
        FROM stored.articles AS a ORDER BY article_id""",
    "events": "SELECT * EXCLUDE (batch_id) FROM stored.events ORDER BY event_id",
    "current": "SELECT article_id FROM articles",
    "told": "SELECT event_id, dead FROM events ORDER BY event_id",
    "overrides": "SELECT article_id, event_id, field FROM stored.overrides ORDER BY ALL",
    "tombstones": "SELECT article_id, content_hash FROM stored.tombstones",
    "changes": "SELECT change_id, article_id FROM stored.changes",
}


def content(text: int, day: str | None) -> bytes:
    return json.dumps({"text": TEXTS[text]} | ({"published": day} if day else {})).encode()


def content_sum(key: Key) -> str:
    return sha256(content(*key)).hexdigest()


BY_SUM = {content_sum((text, day)): (text, day) for text in range(len(TEXTS)) for day in DAYS}


def key_of(article: Row) -> Key:
    day = article["published"]
    return TEXTS.index(article["text"]), day.isoformat() if day else None


def name_of(row: Row) -> str:
    return Path(row["uri"]).stem


@dataclass(frozen=True)
class Held:
    """What a warehouse holds, as far as the model tells it."""

    ledger: list[dict[str, Any]]
    articles: list[dict[str, Any]]
    events: list[dict[str, Any]]
    current: list[dict[str, Any]]
    told: list[dict[str, Any]]
    overrides: list[dict[str, Any]]
    tombstones: list[dict[str, Any]]
    changes: list[dict[str, Any]]

    @staticmethod
    def of(data_dir: Path) -> "Held":
        return Held(**{name: rows(data_dir, sql).to_pylist() for name, sql in QUERIES.items()})

    def together(self, article_id: str) -> set[int]:
        """The texts that are forgotten with an article: its copies and versions, and theirs."""
        columns = ("article_id", "content_hash", "text_id", "supersedes", "superseded_by")
        ties = [{a[c] for c in columns} - {None} for a in self.articles]
        known, before = {article_id}, 0
        while before < len(known):
            before = len(known)
            known = known.union(*(tie for tie in ties if tie & known))
        return {key_of(a)[0] for a in self.articles if a["article_id"] in known}

    def pruned(self, files: Collection[str]) -> set[str]:
        """The rows of the ledger whose articles go if these files are all there are."""
        names = {a["article_id"]: {a[c] for c in ("copy_of", "supersedes", "superseded_by")} - {None} for a in self.articles}
        stay, before = {row["article_id"] for row in self.ledger if name_of(row) in files} - {None}, 0
        while before < len(stay):
            before = len(stay)
            stay = stay.union(*(names[i] for i in stay))
        return {row["source_id"] for row in self.ledger if row["article_id"] is not None and row["article_id"] not in stay}


CODED: dict[tuple[Key, str], Any] = {}  # what an article is coded as by some rules: always the same
SUMS: dict[str, int] = {}  # content_hash -> text


@dataclass
class Model:
    """What is known to have happened. `perhaps_*`: what a killed run may have done, as a whole or not at all."""

    forgotten: set[int] = field(default_factory=set)
    pruned: set[str] = field(default_factory=set)
    perhaps_forgotten: set[int] = field(default_factory=set)
    perhaps_pruned: set[str] = field(default_factory=set)
    corrections: dict[tuple[str, str, str], Any] = field(default_factory=dict)  # (article, event, field) -> value
    rules: dict[str, str] = field(default_factory=dict)  # article -> the rules that coded it
    changes: set[str] = field(default_factory=set)
    ledger: set[str] = field(default_factory=set)
    certain: bool = True  # no run was killed since the warehouse was looked at

    def see(self, now: Held) -> None:
        """Holds the warehouse against all that is known, after a run that came to its end."""
        self.decide(now)
        said, articles = self.of_ledger(now)
        assert sorted(map(key_of, now.articles), key=str) == sorted(articles, key=str), "lost or doubled articles"
        check_copies(now, articles)
        check_versions(now, said, articles)
        check_codings(now)
        self.check_changes(now)
        self.check_corrections(now)
        self.certain = True

    def decide(self, now: Held) -> None:
        """Learns what the killed runs have done."""
        SUMS.update({a["content_hash"]: key_of(a)[0] for a in now.articles})
        found = {SUMS[row["content_hash"]] for row in now.tombstones}
        assert found in (self.forgotten, self.forgotten | self.perhaps_forgotten), "what is forgotten"
        self.forgotten, self.perhaps_forgotten = found, set()
        if any(row["source_id"] in self.perhaps_pruned and row["reason"] == "gone" for row in now.ledger):
            self.pruned |= self.perhaps_pruned
            self.rules = {}
        self.perhaps_pruned = set()

    def of_ledger(self, now: Held) -> tuple[dict[str, list[Key]], set[Key]]:
        """What each file has said, and all articles; every row of the ledger tells what must have become of it."""
        ids = {a["article_id"]: key_of(a) for a in now.articles}
        assert {row["source_id"] for row in now.ledger} >= self.ledger, "a row of the ledger is gone"
        self.ledger = {row["source_id"] for row in now.ledger}
        said: dict[str, list[Key]] = {}
        for row in now.ledger:
            key = BY_SUM[row["sha256"]]
            told = (row["status"], row["reason"]) if row["article_id"] is None else ids[row["article_id"]]
            if row["source_id"] in self.pruned:
                assert told == ("skipped", "gone"), "a pruned row"
            elif key[0] in self.forgotten:
                assert told == ("skipped", "forgotten"), "a forgotten text"
            else:
                assert told == key, "a row that was read"
                said.setdefault(name_of(row), []).append(key)
        return said, {key for there in said.values() for key in there}

    def check_changes(self, now: Held) -> None:
        """There are some of the articles that other rules have coded since, and of no others."""
        rules = {a["article_id"]: a["fingerprint"] for a in now.articles if a["fingerprint"]}
        other = {i for i, r in rules.items() if self.rules.get(i, r) != r}
        fresh = {row["article_id"] for row in now.changes if row["change_id"] not in self.changes}
        assert other <= fresh, "a change is not told"
        assert fresh == other or not self.certain, "a change is told where nothing changed"
        self.rules, self.changes = rules, {row["change_id"] for row in now.changes}

    def check_corrections(self, now: Held) -> None:
        """They stay until they are taken back or their article is forgotten, and readers see them where their event is."""
        gone = {row["article_id"] for row in now.tombstones}
        self.corrections = {key: value for key, value in self.corrections.items() if key[0] not in gone}
        assert sorted(tuple(row.values()) for row in now.overrides) == sorted(self.corrections), "corrections"
        current = {row["article_id"] for row in now.current}
        told = {e["event_id"]: e["dead"] for e in now.events if e["article_id"] in current}
        out = {event for _, event, name in self.corrections if name == "left_out"}
        right = {event: value for (_, event, name), value in self.corrections.items() if name == "dead" and event in told}
        wanted = {event: dead for event, dead in (told | right).items() if event not in out}
        assert {row["event_id"]: row["dead"] for row in now.told} == wanted, "events as readers see them"


def check_copies(now: Held, articles: set[Key]) -> None:
    owners = {e["article_id"] for e in now.events}
    for article in now.articles:
        text, day = key_of(article)
        original = day == min((d or "9", d) for t, d in articles if t == text)[1]
        assert (article["copy_of"] is None) == original, "the best copy is the original"
        assert (article["article_id"] in owners) == original, "the original has the events, no copy has any"


def check_versions(now: Held, said: Mapping[str, list[Key]], articles: set[Key]) -> None:
    gone, keys = superseded(said, articles), {a["article_id"]: key_of(a) for a in now.articles}
    assert {key_of(a) for a in now.articles if a["superseded_by"]} == gone, "what is superseded"
    assert {keys[row["article_id"]] for row in now.current} == articles - gone, "readers see the others"


def check_codings(now: Held) -> None:
    """The same rules always say the same of the same article, whatever happened to it in between."""
    for article in now.articles:
        told = [e for e in now.events if e["article_id"] == article["article_id"]]
        if article["fingerprint"]:
            what = (article["mentions"], told)
            assert CODED.setdefault((key_of(article), article["fingerprint"]), what) == what, "coded otherwise"


def superseded(said: Mapping[str, list[Key]], articles: set[Key]) -> set[Key]:
    """A file's last text has won there. What lost and won nowhere goes; a text with its best copy, if none of it won."""
    best = {t: min((k for k in articles if k[0] == t), key=lambda k: k[1] or "9") for t, _ in articles}
    won = {there[-1] for there in said.values()}
    lost = {k for there in said.values() for k in there if k[0] != there[-1][0]} - won
    kept = {t for t, _ in won} | {t for t, k in best.items() if k not in lost}
    return {k for k in articles if (k in lost and k != best[k[0]]) or k[0] not in kept}
