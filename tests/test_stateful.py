"""Random histories of a folder and its warehouse against a plain model of what the warehouse must hold.

DATELINE_STEPS=2000 pytest tests/test_stateful.py        # longer; the suite itself takes a few dozen steps
"""

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from flows.upkeep import keep_house
from schemas.settings import Settings
from tests.conftest import MODEL
from tests.runs import assert_in_order, ingest, story
from warehouse import delta
from warehouse.query import rows
from warehouse.store import Store

STEPS = int(os.environ.get("DATELINE_STEPS", "40"))
NAMES = ("a", "b", "c", "d")
TEXTS = tuple(story(n) for n in range(4))
DAYS = (None, "2015-10-07", "2015-10-09")  # the same text with another date is another article, and a copy
HOURS = tuple(1_600_000_000 + 3600 * n for n in range(5))
MOMENTS = 60  # boundaries at which a run may be killed: opened files and writes of tables


class Killed(BaseException):
    """What a process that is killed does not live to handle."""


class Death:
    """Ends a run at the n-th of its boundaries."""

    def __init__(self, at: int) -> None:
        self.left = at

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed

    def around(self, write: Any) -> Any:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count()
            result = write(*args, **kwargs)
            self.count()
            return result

        return counted


@contextmanager
def killed_at(moment: int) -> Iterator[None]:
    """Within it, what writes the warehouse ends at a boundary; what it holds is then as a killed process leaves it."""
    death = Death(moment)
    kept = {
        (o, n): getattr(o, n) for o, n in ((delta, "write_deltalake"), (Store, "seal"), (Store, "commit"), (Store, "refresh"))
    }
    for (owner, name), call in kept.items():
        setattr(owner, name, death.around(call))
    try:
        yield
    except Killed:
        pass
    finally:
        for (owner, name), call in kept.items():
            setattr(owner, name, call)


class History(RuleBasedStateMachine):
    """A folder of files and a warehouse; the model is what was read: of each file its last content, and every article."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.source, self.data = self.root / "in", self.root / "data"
        self.source.mkdir()
        self.files: dict[str, tuple[int, str | None]] = {}  # name -> (text, day)
        self.read: dict[str, tuple[int, str | None]] = {}  # as each file was last read
        self.articles: set[tuple[int, str | None]] = set()
        self.broken_off = ""

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def path(self, name: str) -> Path:
        return self.source / f"{name}.json"

    @rule(
        name=st.sampled_from(NAMES), text=st.integers(0, len(TEXTS) - 1), day=st.sampled_from(DAYS), hour=st.sampled_from(HOURS)
    )
    def write(self, name: str, text: int, day: str | None, hour: int) -> None:
        """Adds a file, or gives one another content, maybe with an older time."""
        record = {"text": TEXTS[text]} | ({"published": day} if day else {})
        self.path(name).write_text(json.dumps(record), "utf-8")
        os.utime(self.path(name), (hour, hour))
        self.files[name] = (text, day)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), hour=st.sampled_from(HOURS))
    def touch(self, data: st.DataObject, hour: int) -> None:
        os.utime(self.path(data.draw(st.sampled_from(sorted(self.files)))), (hour, hour))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.files)))
        self.path(name).unlink()
        del self.files[name]

    @precondition(lambda self: self.files)
    @rule(batch=st.integers(1, 3))
    def ingest(self, batch: int) -> None:
        ingest(self.source, self.data, batch_files=batch)
        self.everything_is_read()

    @precondition(lambda self: self.files)
    @rule(batch=st.integers(1, 3), moment=st.integers(1, MOMENTS))
    def kill(self, batch: int, moment: int) -> None:
        self.broken_off = f"run {random.Random(moment).random()}"
        with killed_at(moment):
            ingest(self.source, self.data, run_id=self.broken_off, batch_files=batch)

    @precondition(lambda self: self.files and self.broken_off)
    @rule(batch=st.integers(1, 3))
    def retry(self, batch: int) -> None:
        """As the UI does: the same run goes on."""
        ingest(self.source, self.data, run_id=self.broken_off, batch_files=batch)
        self.everything_is_read()

    @precondition(lambda self: (self.data / "warehouse.json").exists())
    @rule(hours=st.sampled_from((0, 24)))
    def maintain(self, hours: int) -> None:
        keep_house(Settings(data_dir=self.data, model=MODEL, retention_hours=hours), lambda line: None)
        self.look()

    def everything_is_read(self) -> None:
        """After a run that came to its end."""
        self.look()
        assert self.read | self.files == self.read, "a file is not in the ledger as it is now"

    def look(self) -> None:
        """Takes into the model what the ledger says was read, and holds everything else against it."""
        ledger = rows(self.data, "SELECT uri, article_id, status FROM sources ORDER BY ingested").to_pylist()
        stored = {row["article_id"]: row for row in rows(self.data, ARTICLES).to_pylist()}
        said: dict[str, list[Key]] = {}
        for row in ledger:
            key = key_of(stored[row["article_id"]])
            said.setdefault(Path(row["uri"]).stem, []).append(key)
            self.read[Path(row["uri"]).stem] = key
            self.articles.add(key)
        assert sorted(map(key_of, stored.values()), key=str) == sorted(self.articles, key=str), "lost or doubled articles"
        for text in {t for t, _ in self.articles}:
            best = min((day or "9", day) for t, day in self.articles if t == text)[1]
            for article in (a for a in stored.values() if key_of(a)[0] == text):
                original = key_of(article)[1] == best
                assert (article["copy_of"] is None) == original, "the best copy is the original"
                assert (article["events"] > 0) == original, "the original has the events, no copy has any"
        gone = superseded(said, self.articles)
        assert {key_of(a) for a in stored.values() if a["superseded_by"]} == gone, "what is superseded"
        assert {key_of(a) for a in rows(self.data, f"{ARTICLES} SEMI JOIN articles USING (article_id)").to_pylist()} == (
            self.articles - gone
        ), "readers see the others"
        assert_in_order(self.data)

    @invariant()
    def nothing_is_left_held(self) -> None:
        if (self.data / "warehouse.json").exists():
            with Store(self.data, 1):
                pass


ARTICLES = """
SELECT article_id, text, published, copy_of, superseded_by,
    (SELECT count(*) FROM stored.events AS e WHERE e.article_id = a.article_id) AS events
FROM stored.articles AS a
"""
Key = tuple[int, str | None]


def superseded(said: dict[str, list[Key]], articles: set[Key]) -> set[Key]:
    """A file's last text is the newest there. What lost and won nowhere goes; a text with its best copy, if none of it won."""
    best = {t: min((k for k in articles if k[0] == t), key=lambda k: k[1] or "9") for t, _ in articles}
    won = {there[-1] for there in said.values() if len({t for t, _ in there}) > 1}
    lost = {k for there in said.values() for k in there if k[0] != there[-1][0]} - won
    kept = {t for t, _ in won} | {t for t, k in best.items() if k not in lost}
    return {k for k in articles if (k in lost and k != best[k[0]]) or k[0] not in kept}


def key_of(article: dict[str, Any]) -> tuple[int, str | None]:
    day = article["published"]
    return TEXTS.index(article["text"]), day.isoformat() if day else None


@pytest.mark.skipif(STEPS < 1, reason="DATELINE_STEPS is 0")
def test_random_histories() -> None:
    length = min(STEPS, 25)
    chosen = settings(
        max_examples=max(1, STEPS // length), stateful_step_count=length, deadline=None, print_blob=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(History, settings=chosen)
