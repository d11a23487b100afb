"""Versions: which texts are versions of one article, which is the newest, and what becomes of the others."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.raw import Brought, InputFile, RawArticle, Reject
from schemas.versions import Reading
from tasks.places import address_of, place_of, with_alone
from tasks.versions import MOST, Marks, by_place, mark_all, mark_of, moment_of
from tests.boundaries import killed_at
from tests.incidents import group
from tests.runs import assert_in_order, held, ingest, put, story, titles
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.checking import run_checks
from warehouse.query import rows, run_report
from warehouse.store import Store

NOON = datetime(2021, 5, 3, 12, tzinfo=UTC)
PAGE = "example.org/2015/10/07/port-shelled"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"https://{PAGE}", PAGE),
        (f"http://www.{PAGE}/", PAGE),
        (f"https://M.Example.ORG:443{PAGE[11:]}#comments", PAGE),
        (f"//amp.{PAGE}/index.html?utm_source=a&utm_medium=b&fbclid=1", PAGE),
        (f"{PAGE}?at_medium=RSS", PAGE),
        ("https://example.org/story.php?id=7&ref=front", "example.org/story.php?id=7"),
        ("https://example.org/story.php?id=8", "example.org/story.php?id=8"),
        ("https://example.org/?p=12", "example.org?p=12"),
        ("https://example.org/s?b=2&a=1", "example.org/s?a=1&b=2"),
        ("https://news.example.org/a-b", "news.example.org/a-b"),
        ("https://example.org/Port-Shelled", "example.org/Port-Shelled"),  # other letters may be another page
        ("https://example.org/", ""),
        ("https://www.example.org", ""),
        ("https://example.org/index.html?utm_source=x", ""),
        ("https://example.org/en/world/", ""),
        ("https://example.org/news", ""),
        ("https://example.org/news?id=3", "example.org/news?id=3"),
        ("https://example.org/world/port-shelled", "example.org/world/port-shelled"),
        ("ftp://example.org/a", ""),
        ("file:///in/a.html", ""),
        ("localhost/a", ""),
        ("urn:uuid:12", ""),
        ("https://[::1/a", ""),
        ("see https://example.org/a", ""),
        ("https://example.org/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_addresses(url: str, address: str) -> None:
    assert address_of(url) == address


def raw(format_: str = "jsonl", url: str = "", **brought: str) -> RawArticle:
    return RawArticle("/in/a", 0, format_, "text", url=url, brought=Brought(**brought))


@pytest.mark.parametrize(
    ("record", "alone", "place"),
    [
        (raw("html", canonical_url=f"http://{PAGE}/"), True, f"at {PAGE}"),
        (raw("html", url=f"http://{PAGE}/"), True, f"at {PAGE}"),
        (raw("html", url="http://example.org/elsewhere", canonical_url=f"http://{PAGE}/"), True, f"at {PAGE}"),
        (raw("html", canonical_url="https://example.org/"), True, "in /in/a"),
        (raw("txt"), True, "in /in/a"),
        (raw("json"), True, "in /in/a"),
        (raw("json"), False, None),
        (raw("jsonl"), True, None),  # a line more tomorrow, and it is another one
        (raw("jsonl", external_id="17"), False, "id 17 of /in/a"),
        (raw("jsonl", external_id="17", outlet="The Daily"), False, "id 17 of /in/a"),  # a number within its file
        (raw("jsonl", external_id="nL8N12755E", outlet="The Daily"), False, "id nL8N12755E of The Daily"),
        (raw("jsonl", external_id="nL8N12755E"), False, "id nL8N12755E of /in/a"),
    ],
)
def test_places(record: RawArticle, alone: bool, place: str | None) -> None:
    assert place_of(InputFile("/in/a", 1, NOON), record, alone) == place


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_record_is_alone_if_its_file_holds_no_other(count: int) -> None:
    records: list[RawArticle | Reject] = [raw() for _ in range(count)]
    assert list(with_alone(records)) == [(record, count == 1) for record in records]


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("UPDATE 2-Port shelled", (2, 1)),
        ("UPDATE 10 - Port shelled", (10, 1)),
        ("CORRECTED-UPDATE 2-Port shelled", (2, 2)),
        ("Correction: Port shelled", (0, 1)),
        ("REFILE-Port shelled", (0, 1)),
        ("WRAPUP 3-Port shelled", (3, 1)),
        ("Port shelled (Updated)", (0, 1)),
        ("Port shelled [corrected]", (0, 1)),
        ("Port shelled", (0, 0)),
        ("Update on the port: it was shelled", (0, 0)),
        ("Updates 2", (0, 0)),
        ("Corrected figures-of-speech", (0, 0)),
        ("Prison term (corrected by the court) upheld", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_marks_of_headlines(title: str, mark: tuple[int, int]) -> None:
    assert mark_of(title) == mark


@pytest.mark.parametrize(
    ("told", "hour"),
    [
        ("2021-05-03T12:00:00Z", 12),
        ("2021-05-03 14:00:00+02:00", 12),
        ("2021-05-03", 0),
        ("Mon, 03 May 2021 14:00:00 +0200", 12),
        ("1620043200", 12),
        ("an hour ago", None),
        ("1e300", None),
        ("", None),
    ],
)
def test_times_of_change(told: str, hour: int | None) -> None:
    found = moment_of(told)
    assert found == (None if hour is None else datetime(2021, 5, 3, hour, tzinfo=UTC))


def reading(name: str, hour: int = 0, uri: str = "", place: str = "p", **changes: Any) -> Reading:
    """A text `name`, read at that hour, each in its own file."""
    base: dict[str, Any] = {
        "place": place, "uri": uri or f"/in/{name}", "record": 0, "ingested": NOON + timedelta(hours=hour), "modified": None,
        "article_id": name, "content_hash": name.rstrip("'"), "title": "", "published": None, "superseded_by": None,
    }  # fmt: skip
    return Reading(**(base | changes))


OLD_DAY, NEW_DAY = date(2021, 5, 1), date(2021, 5, 2)


@pytest.mark.parametrize(
    ("first", "second", "newest"),
    [
        ({}, {}, "b"),  # read later
        ({"published": NEW_DAY}, {"published": OLD_DAY}, "a"),  # the older one came later
        ({"published": NEW_DAY}, {}, "b"),  # one has no date: what was read last
        ({"title": "UPDATE 1-Port", "published": OLD_DAY}, {"title": "Port", "published": NEW_DAY}, "a"),
        ({"title": "UPDATE 2-Port"}, {"title": "UPDATE 10-Port"}, "b"),
        ({"title": "UPDATE 10-Port"}, {"title": "UPDATE 2-Port"}, "a"),
        ({"title": "CORRECTED-UPDATE 2-Port"}, {"title": "UPDATE 2-Port"}, "a"),
        ({"modified": "2021-05-03T10:00:00Z"}, {"modified": "2021-05-03T09:00:00Z", "title": "UPDATE 1-Port"}, "a"),
        ({"modified": "2021-05-03T10:00:00Z"}, {"title": "Port"}, "b"),  # only one tells a time
        ({"modified": "2021-05-03T10:00:00Z"}, {"modified": "yesterday"}, "b"),
        # A file says what it says last, whatever its dates are.
        ({"uri": "/in/x", "published": NEW_DAY}, {"uri": "/in/x", "published": OLD_DAY}, "b"),
        ({"uri": "/in/x", "title": "UPDATE 1-Port"}, {"uri": "/in/x", "title": "Port"}, "b"),
    ],
)
def test_which_is_the_newer(first: dict[str, Any], second: dict[str, Any], newest: str) -> None:
    pair = [reading("a", 0, **first), reading("b", 1, **second)]
    other = {"a": "b", "b": "a"}[newest]
    assert mark_all(pair, {"a": "a", "b": "b"}) == {newest: Marks(other, None), other: Marks(None, newest)}
    assert mark_all(pair[::-1], {"a": "a", "b": "b"}) == mark_all(pair, {"a": "a", "b": "b"})


@pytest.mark.parametrize(
    ("readings", "texts", "superseded"),
    [
        pytest.param([reading("a"), reading("a'", 1)], "", {}, id="the same text again"),
        pytest.param([reading("a"), reading("b", 1, place="q")], "", {}, id="elsewhere"),
        pytest.param([reading("a"), reading("b", 1), reading("c", 2)], "", {"a": "c", "b": "c"}, id="the newest directly"),
        pytest.param([reading("a", 0, "/x"), reading("b", 1, "/x"), reading("a", 2, "/x")], "", {"b": "a"}, id="back again"),
        pytest.param([reading("a"), reading("b", 1)], "k:a", {"a": "b", "k": "b"}, id="a copy goes with its original"),
        pytest.param([reading("a"), reading("b", 1)], "a:o", {"a": "b"}, id="an original does not go with its copy"),
        pytest.param(
            [reading("a"), reading("b", 1), reading("k", 2, place="q"), reading("z", 1, place="q")], "k:a", {"z": "k"},
            id="a copy that is the newest elsewhere keeps its text",
        ),
        pytest.param(
            [reading("a"), reading("b", 1), reading("b", 2, place="q"), reading("a", 3, place="q")], "", {}, id="both ways"
        ),
        pytest.param(
            [reading("a"), reading("b", 1), reading("a", 1, "/y", place="in /y")], "", {}, id="still told by another file"
        ),
        pytest.param(
            [reading("a"), reading("b", 1), reading("k", 1, "/y", place="in /y")], "k:a", {}, id="by another file's copy of it"
        ),
        pytest.param(
            [reading("a"), reading("b", 1), reading("k", 1, place="q")], "k:a", {"a": "b", "k": "b"},
            id="a copy on another page goes with its original",
        ),
        pytest.param(
            [reading("a"), reading("b", 1), reading("a", 1, "/y", place="in /y"), reading("c", 2, "/y", place="in /y")], "",
            {"a": "c"}, id="no longer told by another file",
        ),
        pytest.param([reading(f"a{n}", n) for n in range(MOST + 1)], "", {}, id="a home page"),
        pytest.param(
            [reading(f"a{n}", n, "/x") for n in range(MOST + 2)], "", {f"a{n}": f"a{MOST + 1}" for n in range(MOST + 1)},
            id="a file that was written often",
        ),
    ],
)  # fmt: skip
def test_what_is_superseded(readings: list[Reading], texts: str, superseded: dict[str, str]) -> None:
    """`texts`: the copies among them, 'copy:original'."""
    originals = {r.article_id: r.article_id for r in readings}
    for pair in texts.split():
        copy, original = pair.split(":")
        originals |= {copy: original, original: original}
    marks = mark_all(readings, originals)
    assert {i: m.superseded_by for i, m in marks.items() if m.superseded_by} == superseded


def test_steps_lead_back_from_the_newest() -> None:
    marks = mark_all([reading(n, h) for h, n in enumerate("abcd")], dict(zip("abcd", "abcd", strict=True)))
    assert [marks[n].supersedes for n in "abcd"] == [None, "a", "b", "c"]


NAMES = "abcdef"
READINGS = st.lists(
    st.builds(
        reading, st.sampled_from(NAMES), st.integers(0, 3), st.sampled_from(("/x", "/y", "/z")), st.sampled_from("pq"),
        published=st.sampled_from((None, OLD_DAY, NEW_DAY)), record=st.integers(0, 2),
    ),
    max_size=12, unique_by=lambda r: (r.uri, r.record, r.ingested, r.place),
)  # fmt: skip


@given(READINGS, st.dictionaries(st.sampled_from("def"), st.sampled_from("abc")), st.randoms())
def test_marks_lead_to_what_is_current(readings: list[Reading], copies: dict[str, str], random: Any) -> None:
    texts = {n: copies.get(n, n) for n in NAMES}
    marks = mark_all(readings, texts)
    for name, mark in marks.items():
        newest = mark.superseded_by
        assert newest is None or marks[newest].superseded_by is None, "it leads to what is current, at once"
        if marks[texts[name]].superseded_by:
            assert newest, "no copy of what is superseded is current"
        if mark.supersedes:
            assert marks[mark.supersedes].superseded_by == (newest or name)
    steps = [m.supersedes for m in marks.values() if m.supersedes]
    assert len(steps) == len(set(steps)), "one version follows another"
    for there in by_place(readings).values():
        assert marks[there[-1].article_id].superseded_by is None, "the newest of a place is current"
    random.shuffle(readings)
    assert mark_all(readings, texts) == marks, "whichever came first"


# -- ingested ----------------------------------------------------------------------------------------------------------------


def text(n: int, more: str = "") -> str:
    return f"{story(n)} {more}".strip()


LONG = f"{story(9)} " + " ".join(f"Villager {w} told of the shells that fell near the mill and the school." for w in "ABCDEFGH")
NEAR = LONG.replace("the mill", "a mill", 1)


def lines(*records: Mapping[str, str]) -> str:
    return "\n".join(map(json.dumps, records))


def current(data: Path) -> list[str]:
    return titles(data, "SELECT title FROM articles ORDER BY title")


def record(title: str, body: str, **more: str) -> dict[str, str]:
    return {"title": title, "text": body, **more}


A, B, C = "Port shelled", "Port shelled again", "Shelling of the port ends"
URL = f"https://{PAGE}"
UNCODED = "SELECT title FROM stored.articles ANTI JOIN stored.events USING (article_id) WHERE copy_of IS NULL"


@pytest.mark.parametrize(
    ("steps", "titles_now", "stored"),
    [
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), url=URL))}, {"b_jsonl": lines(record(B, text(2), url=f"{URL}/?utm_id=x"))}],
            [B], 2, id="same address, other text", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), url=URL)), "b_jsonl": lines(record(f"UPDATE 1-{A}", text(2), url=URL))}],
            [f"UPDATE 1-{A}"], 2, id="both at once", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(record(f"UPDATE 1-{A}", text(2), url=URL), record(A, text(1), url=URL))}],
            [f"UPDATE 1-{A}"], 2, id="both in one file, the newer first",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), url=URL))}, {"b_jsonl": lines(record(B, text(1), url=f"{URL}-again"))}],
            [A, B], 2, id="same text, other address: a copy",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, LONG, url=URL))}, {"b_jsonl": lines(record(B, NEAR, url=URL))}],
            [B], 2, id="nearly the same text, same address", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1)), record(B, text(2)))},
             {"a_jsonl": lines(record(C, text(3)), record(A, text(1)), record(B, text(2)))}],
            [A, B, C], 3, id="lines shift",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), id="1"), record(B, text(2), id="2"))},
             {"a_jsonl": lines(record(C, text(3), id="2"), record(A, text(1), id="1"))}],
            [A, C], 3, id="lines shift and have ids", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), id="1"))}, {"b_jsonl": lines(record(B, text(2), id="1"))}],
            [A, B], 2, id="another file counts from one, too", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(*(record(f"{A} {n}", text(n), url="https://example.org/") for n in range(3)))}],
            [f"{A} {n}" for n in range(3)], 3, id="a home page", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_json": json.dumps(record(A, text(1)))}, {"a_json": json.dumps(record(B, text(2)))}], [B], 2, id="same file",
        ),
        pytest.param(
            [{"a_json": json.dumps(record(A, text(n)))} for n in (1, 2, 1)], [A], 2, id="back to the first text",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(B, text(2), url=URL, published="2015-10-09"))},
             {"b_jsonl": lines(record(A, text(1), url=URL, published="2015-10-07"))}],
            [B], 2, id="the older one comes later",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), url=URL))}, {"b_jsonl": lines(record(C, text(1), url=f"{URL}-copied"))},
             {"c_jsonl": lines(record(B, text(2), url=URL))}],
            [B], 3, id="a copy goes with its original",
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, text(1), url=URL))}, {"c_jsonl": lines(record(B, text(2), url=URL))},
             {"b_jsonl": lines(record(C, text(1), url=f"{URL}-copied"))}],
            [B], 3, id="a copy of what was superseded before", marks=pytest.mark.long,
        ),
        pytest.param(
            [{"a_jsonl": lines(record(A, LONG, url=URL, published="2015-10-07"))},
             {"b_jsonl": lines(record(B, NEAR, url=URL, published="2015-10-08"))},
             {"c_jsonl": lines(record(C, NEAR, url=f"{URL}-copied", published="2015-10-09"))}],
            [B, C], 3, id="a copy of the newer text stays", marks=pytest.mark.long,
        ),
    ],
)  # fmt: skip
def test_histories(tmp_path: Path, steps: Sequence[dict[str, str]], titles_now: list[str], stored: int) -> None:
    data = tmp_path / "data"
    for step in steps:
        ingest(put(tmp_path / "in", **step), data)
    assert current(data) == sorted(titles_now)
    assert titles(data, "SELECT count(*) FROM stored.articles") == [stored]
    assert titles(data, UNCODED) == [], "what was superseded keeps its rows"
    assert titles(data, "SELECT count(*) FROM mentions ANTI JOIN articles USING (article_id)") == [0]
    assert_in_order(data)


DATED = (
    {"a_jsonl": lines(record(A, text(1), url=URL, published="2015-10-07"))},
    {"b_jsonl": lines(record(B, text(2), url=URL, published="2015-10-08"))},
    {"c_jsonl": lines(record(f"UPDATE 1-{A}", text(3), url=URL, published="2015-10-08"))},
    {"d_jsonl": lines(record(C, text(1), url=f"{URL}-copied", published="2015-10-09"))},
)
VERSIONS = "SELECT title, superseded_by, supersedes, copy_of FROM stored.articles ORDER BY title"


@pytest.mark.long
def test_whichever_comes_first_the_same_are_current(tmp_path: Path) -> None:
    """Batches in other orders, and all in one, leave the same marks."""
    found = []
    for number, order in enumerate([(0, 1, 2, 3), (3, 2, 1, 0)]):
        source, data = tmp_path / f"in{number}", tmp_path / f"data{number}"
        for step in order:
            ingest(put(source, **DATED[step]), data)
        assert_in_order(data)
        found.append(rows(data, VERSIONS).to_pylist())
    ingest(put(tmp_path / "in", **{k: v for step in DATED for k, v in step.items()}), tmp_path / "data")
    found.append(rows(tmp_path / "data", VERSIONS).to_pylist())
    assert current(tmp_path / "data") == [f"UPDATE 1-{A}"]
    assert all(one == found[0] for one in found)


@given(st.permutations(range(4)))
def test_marks_do_not_depend_on_the_order_of_batches(order: list[int]) -> None:
    """The same, of readings alone: dates decide, not when something was read."""
    days = [date(2015, 10, n) for n in (7, 8, 8, 9)]
    heads = [A, B, f"UPDATE 1-{A}", C]
    made = [reading("abcd"[n], hour, published=days[n], title=heads[n]) for hour, n in enumerate(order)]
    marks = mark_all(made, {n: n for n in "abcd"})
    assert [marks[n] for n in "abdc"] == [Marks(None, "c"), Marks("a", "c"), Marks("b", "c"), Marks("d", None)]


@pytest.mark.parametrize("moment", [9, *(pytest.param(n, marks=pytest.mark.long) for n in (4, 14, 19, 24, 29))])
def test_killed_on_the_way_it_ends_the_same(tmp_path: Path, moment: int) -> None:
    source, data = put(tmp_path / "in", a_json=json.dumps(record(A, text(1)))), tmp_path / "data"
    ingest(source, data)
    put(source, a_json=json.dumps(record(B, text(2))))
    with killed_at(moment):
        ingest(source, data)
    ingest(source, data)
    assert current(data) == [B]
    assert titles(data, "SELECT count(DISTINCT article_id) FROM stored.events") == [2]
    assert titles(data, "SELECT count(*) FROM stored.articles") == [2]
    assert rows(data, "SELECT version, title, events, events_before FROM history ORDER BY 1").to_pylist() == [
        {"version": 1, "title": A, "events": 1, "events_before": None},
        {"version": 2, "title": B, "events": 1, "events_before": 1},
    ]
    assert_in_order(data)


@pytest.mark.long
def test_nothing_gives_way_to_what_could_not_be_coded(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_json=json.dumps(record(A, text(1)))), tmp_path / "data"
    ingest(source, data)
    put(source, a_json=json.dumps(record(B, " ".join(text(n) for n in range(600)))))
    assert ingest(source, data, article_seconds=2).versions == 0
    assert current(data) == [A, B], "the old one is all there is of it"
    put(source, a_json=json.dumps(record(C, text(3))))
    assert ingest(source, data).versions == 1
    assert current(data) == [B, C]
    assert_in_order(data)


def test_what_is_told_of_versions(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_json=json.dumps(record(A, text(1))), b_txt=text(7)), tmp_path / "data"
    assert ingest(source, data).versions == 0
    assert rows(data, "FROM history").num_rows == 0
    put(source, a_json=json.dumps(record(B, text(2), url=URL)))
    assert ingest(source, data).versions == 0, "an address is another place than the file"
    put(source, a_json=json.dumps(record(C, text(3), url=URL)))
    assert ingest(source, data).versions == 1
    (line,) = run_report(data, "versions").to_pylist()
    assert (line["title"], line["address"], line["versions"], line["events"]) == (C, URL, 2, 1)
    assert run_report(data, "versions", since=date(2020, 1, 1)).num_rows == 0
    before = held(data)
    assert ingest(source, data).batches == 0
    assert held(data) == before


def marked(n: int, supersedes: int | None = None, superseded_by: int | None = None, copy_of: int | None = None) -> Any:
    ids = {k: None if v is None else article(v).article_id for k, v in
           (("supersedes", supersedes), ("superseded_by", superseded_by), ("copy_of", copy_of))}  # fmt: skip
    plain = article(n, copy_of=ids["copy_of"])
    return replace(plain, supersedes=ids["supersedes"], superseded_by=ids["superseded_by"])


@pytest.mark.parametrize(
    ("articles", "broken"),
    [
        pytest.param([marked(1), marked(2)], 0, id="no versions"),
        pytest.param([marked(1, None, 3), marked(2, 1, 3), marked(3, 2)], 0, id="three versions"),
        pytest.param([marked(1, None, 2), marked(2, 1), marked(3, None, 2, copy_of=1)], 0, id="a copy of the old one"),
        pytest.param([marked(1, None, 2), marked(2, 1), marked(3, None, None, copy_of=1)], 1, id="a copy that stayed"),
        pytest.param([marked(1, None, 9)], 1, id="by nobody"),
        pytest.param([marked(1, None, 2), marked(2, 1, 3), marked(3, 2)], 2, id="step by step"),
        pytest.param([marked(1, 2, 2), marked(2, 1, 1)], 2, id="a circle"),
        pytest.param([marked(1, 2, 3), marked(2, 1, 3), marked(3)], 2, id="a circle below the newest"),
        pytest.param([marked(1), marked(2, 1)], 1, id="the older one does not say so"),
        pytest.param([marked(1, None, 4), marked(2, 1, 4), marked(3, 1, 4), marked(4, 3)], 2, id="two follow one"),
    ],
)
def test_the_check_of_versions(tmp_path: Path, articles: list[Any], broken: int) -> None:
    with Store(tmp_path, group=group) as store:
        stage(store.staging("b1"), *(rows_of(a) for a in articles), {"runs": [run(loaded=len(articles))]})
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    for batch in (None, "b1"):
        assert [c.offending for c in run_checks(tmp_path, batch) if c.name == "versions"] == [broken]


def test_a_kept_article_keeps_its_rows(tmp_path: Path) -> None:
    """A row of `kept.parquet` takes the place of the article's alone, also where the commit is broken off and repeated."""
    first, second = replace(article(1), superseded_by=article(2).article_id), article(2, "b2")
    with Store(tmp_path, group=group) as store:
        stage(store.staging("b1"), rows_of(article(1)), {"runs": [run()]})
        store.seal("b1")
        store.commit("b1")
        folder = store.staging("b2")
        stage(folder, rows_of(second), {"runs": [run("b2")]})
        stage(folder, {"articles": [replace(first, batch_id="b2")]}, name="kept")
        assert store.seal("b2").kept == [first.article_id]
    with killed_at(3), Store(tmp_path, group=group) as store:
        store.recover()
    with Store(tmp_path, group=group) as store:
        store.recover()
        store.refresh()
    assert titles(tmp_path, "SELECT superseded_by FROM stored.articles ORDER BY 1 NULLS LAST") == [second.article_id, None]
    assert titles(tmp_path, "SELECT batch_id FROM stored.events ORDER BY 1") == ["b1", "b2"]
    assert titles(tmp_path, "SELECT batch_id FROM events") == ["b2"]
