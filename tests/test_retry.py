"""What was left out is tried again when what decided it has changed: each remedy that a message names works."""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.retry import with_reasons
from flows.shards import Call, Threads
from schemas.arrow import arrow_schema, from_table
from schemas.codebook import Reason, Stage
from schemas.errors import SettingsError
from schemas.raw import Again, Failure, ShardSummary
from schemas.settings import Settings
from schemas.tables import Source
from tasks.batch import staged
from tasks.decided import ALL, SETTINGS, deciders, due
from tasks.discover import digest_of
from tasks.settle import read_articles
from tasks.shard import read_shard
from tests.runs import MODEL, assert_in_order, fates, held, ingest, put, story, titles
from tests.shards import GERMAN, batch
from tests.shards import put as put_files
from tests.test_cli import run
from tests.test_lexicon_lint import SOUND
from warehouse.query import rows
from warehouse.store import Store
from warehouse.waiting import waiting

CODED = "SELECT fingerprint <> '' FROM articles ORDER BY ALL"


def lines(*records: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)


def last_run(data: Path) -> dict[str, Any]:
    found = rows(data, "SELECT run_id, inputs, unchanged, loaded, duplicate, rejected, skipped FROM runs ORDER BY started DESC")
    return {k: v for k, v in found.to_pylist()[0].items() if v}


def packed(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    return folder


# -- the remedies that messages name -----------------------------------------------------------------------------------------

LONG = " ".join(story(n) for n in range(20))
BARE = lines({"id": 1, "corpus": story(1)})
NEWS = lines({"id": 1, "corpus": story(1)}, {"text": story(2)}, {"corpus": story(3)})
REMEDIES: dict[str, tuple[dict[str, str], dict[str, Any], dict[str, Any], dict[str, int], str]] = {
    # files, settings at first, settings then, fates at first, the words of the message
    "name-it-in-text-fields": (
        {"a_jsonl": NEWS}, {}, {"text_fields": ("text", "corpus")}, {"loaded": 1, "rejected missing_text": 2}, "text_fields",
    ),
    "raise-max-file-mb": ({"a_txt": LONG}, {"max_file_mb": 0.001}, {}, {"rejected too_large": 1}, "raise max_file_mb"),
    "add-it-to-languages": ({"a_txt": GERMAN}, {}, {"languages": ("en", "de")}, {"skipped language": 1}, "languages"),
}  # fmt: skip


@pytest.mark.parametrize("name", REMEDIES)
def test_a_remedy_that_a_message_names_works(tmp_path: Path, name: str) -> None:
    files, first, then, before, words = REMEDIES[name]
    source, data = put(tmp_path / "in", **files), tmp_path / "data"
    ingest(source, data, **first)
    assert fates(data) == before
    assert all(words in d for d in titles(data, "SELECT detail FROM sources WHERE status <> 'loaded'"))
    ingest(source, data, **then)
    left_out = sum(n for fate, n in before.items() if fate != "loaded")
    assert fates(data) - Counter(before) == {"loaded": left_out}
    assert titles(data, "SELECT count(*) FROM articles") == [sum(before.values())]
    assert_in_order(data)
    was = held(data)
    assert ingest(source, data, **then).batches == 0, "once"
    assert held(data) == was


def test_a_packed_file_that_was_too_large(tmp_path: Path) -> None:
    source, data = packed(tmp_path / "in", LONG), tmp_path / "data"
    ingest(source, data, max_file_mb=0.001)
    assert fates(data) == {"rejected too_large": 1}
    assert ingest(source, data, max_file_mb=0.001).batches == 0
    assert ingest(source, data).statuses["loaded"] == 1
    assert_in_order(data)


def test_one_record_of_many_costs_one_row(tmp_path: Path) -> None:
    """And the counts of the run are of what it read."""
    records = [{"text": story(n)} for n in range(5)] + [{"corpus": story(6)}] + [{"text": story(n)} for n in range(7, 9)]
    source, data = put(tmp_path / "in", a_jsonl=lines(*records), b_txt=story(9)), tmp_path / "data"
    ingest(source, data)
    outcome = ingest(source, data, text_fields=("corpus", "text"))
    assert (outcome.unchanged, outcome.statuses) == (1, {"loaded": 1, "duplicate": 0, "rejected": 0, "skipped": 0})
    assert titles(data, "SELECT count(*) FROM sources") == [len(records) + 2]
    assert last_run(data) | {"run_id": ""} == {"run_id": "", "inputs": 2, "unchanged": 1, "loaded": 1}
    assert_in_order(data)


# -- what changes nothing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [{}, {"workers": 2}, {"languages": ("en", "de")}, {"max_file_mb": 32}, {"article_seconds": 90}, {"date_fields": ("when",)}],
    ids=str,
)
def test_what_had_no_part_in_it_changes_nothing(tmp_path: Path, changes: dict[str, Any]) -> None:
    source, data = put(tmp_path / "in", a_jsonl=NEWS, b_json="{", c_pdf="x"), tmp_path / "data"
    ingest(source, data)
    before = held(data)
    assert ingest(source, data, **changes).batches == 0
    assert held(data) == before


def test_what_is_left_out_again_is_told_once_more_and_then_waits(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_jsonl=NEWS), tmp_path / "data"
    ingest(source, data)
    for fields in (("text", "body"), ("text", "main")):
        assert ingest(source, data, text_fields=fields).statuses["rejected"] == 2
        assert ingest(source, data, text_fields=fields).batches == 0
    assert fates(data) == {"loaded": 1, "rejected missing_text": 6}
    assert_in_order(data)


def test_what_an_older_dateline_left_out_is_tried_once(tmp_path: Path) -> None:
    """Its rows do not say what decided them."""
    source, data = put(tmp_path / "in", a_jsonl=NEWS, b_txt=story(5), c_pdf="x"), tmp_path / "data"
    ingest(source, data)
    with Store(data) as store:
        old = rows(data, "SELECT * REPLACE (NULL::VARCHAR AS decided_by) FROM sources")
        store.tables.replace("sources", old.cast(arrow_schema(Source)).to_reader(), "size >= 0")
        store.refresh()
    assert ingest(source, data).statuses == {"loaded": 0, "duplicate": 0, "rejected": 2, "skipped": 0}
    assert ingest(source, data).batches == 0
    assert_in_order(data)


# -- on demand ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retry", "tried"),
    [
        ([ALL], {"rejected": 3, "skipped": 1}),
        (["missing_text"], {"rejected": 2}),
        (["language", "bad_json"], {"rejected": 1, "skipped": 1}),
        (["too_slow"], {}),
        ([], {}),
    ],
    ids=str,
)
def test_retry_on_demand(tmp_path: Path, retry: list[str], tried: dict[str, int]) -> None:
    source = put(tmp_path / "in", a_jsonl=NEWS, b_json="{", c_pdf="x", d_txt=GERMAN)
    data = tmp_path / "data"
    ingest(source, data)
    outcome = ingest(source, data, retry=retry)
    assert {k: v for k, v in outcome.statuses.items() if v} == tried
    assert_in_order(data)


def test_an_unknown_reason_is_refused_naming_the_known(tmp_path: Path) -> None:
    for wrong in ("nonsense", "exact_copy", "", "gone"):
        with pytest.raises(SettingsError, match=r"Known reasons: .*missing_text.* or all"):
            ingest(put(tmp_path / "in", a_txt=story(1)), tmp_path / "data", retry=["language", wrong])
    assert not fates_if_any(tmp_path / "data")


def fates_if_any(data: Path) -> bool:
    return (data / "catalog.duckdb").exists()


@pytest.mark.long
def test_a_retry_that_is_killed_and_goes_on_tries_each_record_once(tmp_path: Path) -> None:
    source = put(tmp_path / "in", **{f"{n}_jsonl": lines({"nothing": n}, {"text": story(n)}) for n in range(4)})
    data = tmp_path / "data"
    ingest(source, data)

    class Dying(Threads):
        batches = 0

        def read(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
            Dying.batches += 1
            if Dying.batches == 3:
                raise RuntimeError("it broke")
            return super().read(calls, settings)  # type: ignore[arg-type]

    with pytest.raises(RuntimeError):
        ingest(source, data, Dying(), run_id="r2", retry=[ALL], batch_files=1)
    outcome = ingest(source, data, run_id="r2", retry=[ALL], batch_files=1)
    assert outcome.statuses == {"loaded": 0, "duplicate": 0, "rejected": 4, "skipped": 0}
    assert titles(data, "SELECT count(*) FROM sources WHERE run_id = 'r2'") == [4]
    assert outcome.unchanged == 0
    assert_in_order(data)


# -- coding that failed ------------------------------------------------------------------------------------------------------


class Failing(Threads):
    """As if a defect of ours had shown in each article."""

    def extract(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
        done = super().extract(calls, settings)  # type: ignore[arg-type]
        for path in (p for c in calls for p in c[2].folder.glob("*/part-*.parquet")):
            path.unlink()
        ids = [i for _, _, batch in calls for i in staged_ids(batch)]
        return [ShardSummary(s.shard, s.folder, {}, {}, 0, 0.0, tuple(Failure(i, "boom") for i in ids)) for s in done[:1]]


def staged_ids(batch: Any) -> list[str]:
    return list(read_articles(batch))


def test_run_it_again_after_an_update(tmp_path: Path) -> None:
    """The message says so of coding that failed; rules of one's own are as good as an update."""
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    ingest(source, data, Failing())
    assert fates(data) == {"loaded extraction_failed": 1}
    assert titles(data, CODED) == [False]
    assert ingest(source, data).batches == 0, "nothing has changed"
    (tmp_path / "own.toml").write_text(SOUND, "utf-8")
    ingest(source, data, lexicon=tmp_path / "own.toml")
    assert fates(data) == {"loaded extraction_failed": 1, "loaded": 1}
    assert titles(data, CODED) == [True]
    assert titles(data, "SELECT count(*) > 0 FROM events") == [True]
    assert_in_order(data)
    reference = tmp_path / "reference"
    ingest(source, reference, lexicon=tmp_path / "own.toml")
    assert {k: v for k, v in held(data).items() if k != "sources"} == {
        k: v for k, v in held(reference).items() if k != "sources"
    }


@pytest.mark.long
def test_an_article_that_was_too_slow(tmp_path: Path) -> None:
    """A remedy of the message is to raise article_seconds; the article's copy waits with it."""
    source, data = put(tmp_path / "in", a_txt=LONG * 4, b_txt=story(30)), tmp_path / "data"
    ingest(source, data, article_seconds=0.4)
    slow = titles(data, "SELECT count(*) FROM sources WHERE reason = 'too_slow'")[0]
    assert slow
    assert ingest(source, data).statuses["loaded"] == slow
    assert titles(data, "SELECT count(*) FROM articles") == [2]
    assert titles(data, "SELECT count(*) FROM articles WHERE fingerprint = ''") == [0]
    assert_in_order(data)


def test_a_copy_that_is_not_coded_is_none_of_them(tmp_path: Path) -> None:
    """A copy has no fingerprint either: its events are its original's."""
    source, data = put(tmp_path / "in", a_txt=story(1), b_txt=f"{story(1)}\n"), tmp_path / "data"
    ingest(source, data)
    put(source, c_json=json.dumps({"text": story(1), "published": "2015-10-07"}))
    ingest(source, data)
    put(source, d_txt=story(1))
    before = titles(data, "SELECT count(*) FROM articles")
    assert ingest(source, data).statuses["duplicate"] == 1
    assert titles(data, "SELECT count(*) FROM articles") == before
    assert_in_order(data)


# -- files -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "last", "read"),
    [({2}, 2, [2, 3, 4]), ({1}, 4, [1]), ({0}, 0, [0, 1, 2, 3, 4]), ({0, 3}, 4, [0, 3])],
)
def test_what_is_read_again(tmp_path: Path, records: set[int], last: int, read: list[int]) -> None:
    """The last row of a file may stand for all that was not read of it."""
    work = batch(tmp_path)
    (file,) = put_files(tmp_path / "in", a_jsonl=lines(*({"text": story(n)} for n in range(5))))
    read_shard([replace(file, again=Again(digest_of(file), frozenset(records), last))], 0, work, Settings())
    assert [s.record for s in from_table(staged(work, "sources"), Source)] == read


def test_a_record_that_is_not_found_any_more_has_an_answer(tmp_path: Path) -> None:
    work = batch(tmp_path)
    (file,) = put_files(tmp_path / "in", a_jsonl=lines({"text": story(1)}, {"text": story(2)}, {"text": story(3)}))
    again = replace(file, again=Again(digest_of(file), frozenset({1, 7}), 9))
    read_shard([again], 0, work, Settings())
    found = {s.record: s.reason for s in from_table(staged(work, "sources"), Source)}
    assert found == {1: "", 7: "unreadable"}


def test_a_file_that_changes_under_us_is_read_whole(tmp_path: Path) -> None:
    work = batch(tmp_path)
    (file,) = put_files(tmp_path / "in", a_jsonl=lines({"text": story(1)}, {"text": story(2)}))
    assert read_shard([replace(file, again=Again("other", frozenset({1}), 1))], 0, work, Settings()).rows["sources"] == 2


UNREADABLE = """
import sys
from pathlib import Path
from tests.runs import fates, ingest
source, data = Path(sys.argv[1]), Path(sys.argv[2])
for _ in range(3):
    print(ingest(source, data).batches, sorted(fates(data).items()))
"""


def test_a_file_that_may_not_be_read_is_told_of_once_and_read_when_it_may(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_txt=story(1), b_txt=story(2)), tmp_path / "data"
    (source / "a.txt").chmod(0)
    powerless = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    call = [*powerless, sys.executable, "-c", UNREADABLE, str(source), str(data)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, cwd=Path(__file__).parent.parent)
    if "setpriv" in done.stderr:
        pytest.skip("whoever runs this may read everything")
    told = "[('loaded', 1), ('rejected unreadable', 1)]"
    assert done.stdout.splitlines() == [f"1 {told}", f"0 {told}", f"0 {told}"], done.stderr
    (source / "a.txt").chmod(0o644)
    assert ingest(source, data).statuses["loaded"] == 1
    assert_in_order(data)


# -- what decides ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "stages", "reasons"),
    [
        ({"text_fields": ("x",)}, "read normalize", {"bad_html", "missing_text", "empty", "language"}),
        ({"languages": ("de",)}, "read normalize", {"language"}),
        ({"max_file_mb": 1}, "read normalize", {"too_large"}),
        ({"article_seconds": 1}, "read normalize extract", {"too_slow", "unreadable", "extraction_failed"}),
        ({"workers": 3, "url_fields": ("x",), "near_copy": 0.5}, "", set()),
    ],
    ids=["text_fields", "languages", "max_file_mb", "article_seconds", "others"],
)
def test_what_decides(changes: dict[str, Any], stages: str, reasons: set[str]) -> None:
    before, now = deciders(Settings(model=MODEL)), deciders(Settings(**{"model": MODEL, **changes}))
    changed = {key for key in before if before[key] != now[key]}
    assert {reason for _, reason in changed} == {str(r) for r in reasons}
    assert set(stages.split()) <= {str(s) for s in Stage}
    if reasons:
        assert {stage for stage, _ in changed} >= set(stages.split()[:1])


def test_reasons_that_can_be_retried() -> None:
    assert {r for r in Reason if r not in SETTINGS} == {
        Reason.NONE,
        Reason.EXACT_COPY,
        Reason.NEAR_COPY,
        Reason.GONE,
        Reason.FORGOTTEN,
    }
    forced = due(Settings(model=MODEL), ["language"])
    assert {r for (_, r), digest in forced.items() if not digest} == {"language", "gone"}


# -- on the command line -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ingest a --retry", "ingest a --retry all"),
        ("ingest a --retry --workers 1", "ingest a --retry all --workers 1"),
        ("ingest --retry language a", "ingest --retry language a"),
        ("ingest --retry ./a", "ingest --retry all ./a"),
        ("ingest --retry docs", "ingest --retry all docs"),  # a folder that is there
        ("ingest a --retry langage", "ingest a --retry langage"),  # refused, with the known ones
        ("ingest a --retry=language", "ingest a --retry=language"),
        ("ingest a --retry language --retry", "ingest a --retry language --retry all"),
        ("status", "status"),
    ],
)
def test_a_reason_may_be_left_out(given: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert with_reasons(given.split()) == meant.split()


def test_the_command_and_status(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.local.server_configured", lambda: False)
    source, data = str(put(tmp_path / "in", a_jsonl=NEWS, b_pdf="x", c_txt=GERMAN)), str(tmp_path / "data")
    assert run(capsys, "ingest", source, "-d", data, "-w", "1")[0] == 0
    code, _, err = run(capsys, "ingest", source, "-d", data, "-w", "1", "--retry", "langage")
    assert code == 2
    assert "missing_text" in err
    assert waits(data) == {"missing_text": (2, 0), "language": (1, 0), "unsupported_format": (1, 0)}
    assert waits(data, text_fields=("corpus",)) == {"missing_text": (2, 2), "language": (1, 1), "unsupported_format": (1, 0)}
    out = run(capsys, "status", "-d", data)[1]
    assert "missing_text" in out
    assert "text_fields" in out
    assert run(capsys, "ingest", source, "-d", data, "-w", "1", "--retry", "missing_text")[0] == 0
    assert fates(Path(data))["rejected missing_text"] == 4
    assert waits(data)["missing_text"] == (2, 0), "each record once, as it was read last"
    assert "2" in run(capsys, "report", "left_out", "-d", data, "-f", "csv")[1]


def waits(data: str, **changes: Any) -> dict[str, tuple[int, int]]:
    """Reason -> (left out, waiting)."""
    found = waiting(data, due(Settings(model=MODEL, **changes))).to_pylist()
    return {row["reason"]: (row["records"], row["waiting"]) for row in found}
