"""Random histories of a folder and its warehouse against a plain model of what the warehouse must hold.

DATELINE_STEPS=2000 pytest -m long tests/test_stateful.py        # longer; .ci/run takes a few dozen steps
"""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from flows.batches import recover
from flows.forget import forget_chosen
from flows.review.command import Said, review_event
from flows.review.making import Word
from flows.upkeep import keep_house
from schemas.settings import Settings
from tasks.fingerprint import fingerprint
from tests.boundaries import killed_at
from tests.conftest import MODEL
from tests.incidents import group
from tests.model import DAYS, TEXTS, Held, Key, Model, content, content_sum, name_of
from tests.runs import assert_in_order, ingest
from tests.test_reprocess import OWN, recode
from warehouse.store import Store

STEPS = int(os.environ.get("DATELINE_STEPS", "40"))
NAMES = ("a", "b", "c", "d")
HOURS = tuple(1_600_000_000 + 3600 * n for n in range(5))
MOMENTS = 60  # boundaries at which a run may be killed
BATCH = st.integers(1, 3)
MOMENT = st.just(0) | st.integers(1, MOMENTS)  # half of the runs come to their end
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
SAID = (Said(["dead=7"]), Said(["dead=none"]), Said(check=True), Said(leave_out=True))


class History(RuleBasedStateMachine):
    """A folder of files and a warehouse."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.source, self.data = self.root / "in", self.root / "data"
        self.source.mkdir()
        self.own = self.root / "own.toml"
        self.own.write_text(OWN, "utf-8")
        self.files: dict[str, Key] = {}
        self.model = Model()
        self.broken_off = ""

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def path(self, name: str) -> Path:
        return self.source / f"{name}.json"

    def settings(self, **changes: Any) -> Settings:
        return Settings(data_dir=self.data, model=MODEL, workers=1, **changes)

    @property
    def made(self) -> bool:
        return (self.data / "warehouse.json").exists()

    # -- files

    @rule(
        name=st.sampled_from(NAMES), text=st.integers(0, len(TEXTS) - 1), day=st.sampled_from(DAYS), hour=st.sampled_from(HOURS)
    )
    def write(self, name: str, text: int, day: str | None, hour: int) -> None:
        """Adds a file, or gives one another content, maybe with an older time."""
        self.path(name).write_bytes(content(text, day))
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

    # -- runs

    @precondition(lambda self: self.files)
    @rule(batch=BATCH)
    def ingest(self, batch: int) -> None:
        ingest(self.source, self.data, batch_files=batch)
        self.everything_is_read()

    @precondition(lambda self: self.files)
    @rule(batch=BATCH, moment=st.integers(1, MOMENTS))
    def kill(self, batch: int, moment: int) -> None:
        self.broken_off = f"run {random.Random(moment).random()}"
        if self.ends(moment, lambda: ingest(self.source, self.data, run_id=self.broken_off, batch_files=batch)):
            self.everything_is_read()

    @precondition(lambda self: self.files and self.broken_off)
    @rule(batch=BATCH)
    def retry(self, batch: int) -> None:
        """As the UI does: the same run goes on."""
        ingest(self.source, self.data, run_id=self.broken_off, batch_files=batch)
        self.everything_is_read()

    @precondition(lambda self: self.files and self.made)
    @rule(batch=BATCH, moment=MOMENT)
    def prune(self, batch: int, moment: int) -> None:
        self.model.perhaps_pruned = self.settled().pruned(self.files)
        if self.ends(moment, lambda: ingest(self.source, self.data, batch_files=batch, prune=True)):
            pruned, self.model.rules = self.model.perhaps_pruned, {}
            self.everything_is_read()
            assert pruned <= self.model.pruned, "it came to its end and has not pruned"

    @precondition(lambda self: self.made)
    @rule(batch=BATCH, moment=MOMENT, own=st.booleans(), everything=st.booleans())
    def reprocess(self, batch: int, moment: int, own: bool, everything: bool) -> None:
        changes = {"lexicon": self.own} if own else {}
        if self.ends(moment, lambda: recode(self.data, everything, batch_files=batch, **changes)):
            now, wanted = self.look(), fingerprint(self.settings(**changes))
            current = [a for a in now.articles if a["copy_of"] is None and a["superseded_by"] is None]
            assert {a["fingerprint"] for a in current} <= {wanted}, "an article was coded by other rules"

    @precondition(lambda self: self.made)
    @rule(data=st.data(), moment=MOMENT)
    def forget(self, data: st.DataObject, moment: int) -> None:
        if not (articles := self.settled().articles):
            return
        article = data.draw(st.sampled_from([a["article_id"] for a in articles]))
        self.model.perhaps_forgotten = self.settled().together(article)
        if self.ends(moment, lambda: forget_chosen([article], "", "", self.settings(), yes=True)):
            wanted = self.model.forgotten | self.model.perhaps_forgotten
            self.look()
            assert self.model.forgotten == wanted, "it came to its end and has not forgotten"

    @precondition(lambda self: self.made)
    @rule(data=st.data(), said=st.sampled_from(SAID))
    def correct(self, data: st.DataObject, said: Said) -> None:
        now = self.settled()
        if not now.told:
            return
        event = data.draw(st.sampled_from([row["event_id"] for row in now.told]))
        self.review(event, said)
        article = next(e["article_id"] for e in now.events if e["event_id"] == event)
        field, value = ("dead", None) if said.fields else ("checked" if said.check else "left_out", True)
        self.model.corrections[article, event, field] = 7 if said.fields == ["dead=7"] else value
        if said.leave_out:
            self.model.corrections.pop((article, event, "checked"), None)
        self.look()

    @precondition(lambda self: self.made and self.model.corrections)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        now = self.settled()
        current = {row["article_id"] for row in now.current}
        there = {e["event_id"] for e in now.events if e["article_id"] in current}
        if not (of := sorted({event for _, event, _ in self.model.corrections if event in there})):
            return
        event = data.draw(st.sampled_from(of))
        self.review(event, Said(undo=["all"]))
        self.model.corrections = {k: v for k, v in self.model.corrections.items() if k[1] != event}
        self.look()

    @precondition(lambda self: self.made)
    @rule(hours=st.sampled_from((0, 24)))
    def maintain(self, hours: int) -> None:
        keep_house(self.settings(retention_hours=hours), lambda line: None)
        self.look()

    # -- what is looked at

    def ends(self, moment: int, work: Callable[[], object]) -> bool:
        """Does some work, which is killed at a moment; True if it came to its end."""
        with killed_at(moment) as death:
            work()
        self.model.certain &= not death.struck
        return not death.struck

    def review(self, event: str, said: Said) -> None:
        review_event(event, said, lambda: Word("ann", "the text says so", WHEN), self.settings())

    def settled(self) -> Held:
        """What is there, once what killed runs began is finished."""
        if self.model.certain:
            return Held.of(self.data)
        with Store(self.data, 1, group=group) as store:
            recover(store)
        return self.look()

    def look(self) -> Held:
        now = Held.of(self.data)
        self.model.see(now)
        assert_in_order(self.data)
        return now

    def everything_is_read(self) -> None:
        """After a run of ingest that came to its end."""
        last = {name_of(row): row for row in self.look().ledger}
        for name, key in self.files.items():
            assert last[name]["sha256"] == content_sum(key), "a file is not in the ledger as it is now"
            assert last[name]["reason"] != "gone", "a file has come back and was not read"
        assert {name for name, row in last.items() if row["gone"]} == last.keys() - self.files.keys(), "what is noted as gone"

    @invariant()
    def nothing_is_left_held(self) -> None:
        if self.made:
            with Store(self.data, 1):
                pass


@pytest.mark.long
@pytest.mark.skipif(STEPS < 1, reason="DATELINE_STEPS is 0")
def test_random_histories() -> None:
    length = max(8, min(25, STEPS // 5))  # the first of all histories is always the simplest one
    chosen = settings(
        max_examples=max(1, STEPS // length), stateful_step_count=length, deadline=None, print_blob=True,
        suppress_health_check=list(HealthCheck), phases=set(Phase) - ({Phase.shrink, Phase.explain} if STEPS > 100 else set()),
    )  # fmt: skip
    run_state_machine_as_test(History, settings=chosen)
