"""Readers: one file of each format, and files that are broken."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codebook import PublishedSource, Reason
from schemas.raw import Brought, InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.normalize import Normalized, normalize
from tasks.read.formats import FORMATS, extension_of, format_of
from tasks.read.readers import READERS, read_file, read_record

SETTINGS = Settings()
NOW = datetime(2024, 5, 7, tzinfo=UTC)
TITLE = "Trawlers leave Kalna as navy lifts blockade"
BODY = (
    "Four trawlers left the port of Kalna on Monday after the navy lifted its blockade, the fishermen's union said.",
    "The union had asked the government for weeks to let the boats out. Nobody was hurt during the three weeks.",
    "The government said on Sunday that it would pay the fishermen for what they had lost since the first of May.",
)
PAGE = (
    f"<html lang='en'><head><title>{TITLE} | Example</title><meta property='og:title' content='{TITLE}'>"
    "<meta property='article:published_time' content='2015-10-07T10:00:00Z'><meta name='author' content='Jane Roe'></head>"
    f"<body><nav>Home &gt; World</nav><article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</article></body></html>"
)


def records(data: bytes, name: str) -> list[RawArticle | Reject]:
    """The records of bytes as if they were a file of this name."""
    return list(READERS[format_of(name)](data, InputFile(name, len(data), NOW), SETTINGS))


def article(data: bytes | str, name: str) -> RawArticle:
    (found,) = records(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(found, RawArticle), found
    return found


def rejects(data: bytes, name: str) -> list[Reason]:
    return [found.reason for found in records(data, name) if isinstance(found, Reject)]


FIELDS = {
    "Title": TITLE,
    "date": "2015-10-07",
    "BODY": "\n\n".join(BODY),
    "authors": ["Jane Roe", "John Smith"],
    "id": 7,
    "url": "http://x",
}
SAME = {
    "a.txt": f"{TITLE}\n2015-10-07\n\n" + "\n\n".join(BODY),
    "a.md": f"---\ntitle: {TITLE}\ndate: 2015-10-07\n---\n\n" + "\n\n".join(BODY),
    "b.md": f"# {TITLE}\n\n2015-10-07\n\n"
    + "\n\n".join(BODY).replace("Kalna", "**Kalna**").replace("union", "[union](http://x)"),
    "a.html": PAGE,
    "a.json": json.dumps(FIELDS),
    "b.json": json.dumps([FIELDS]),
    "c.json": json.dumps({"count": 1, "articles": [FIELDS]}),
    "d.json": json.dumps({"article": FIELDS, "source": "x"}),
    "e.json": json.dumps({**FIELDS, "BODY": [{"text": p} for p in BODY]}),
    "f.json": json.dumps({**FIELDS, "BODY": "".join(f"<p>{p}</p>" for p in BODY)}),
    "g.json": json.dumps({"html": PAGE}),
    "a.jsonl": json.dumps(FIELDS) + "\n",
}


@pytest.mark.parametrize("name", SAME)
def test_an_article_is_the_same_in_every_format(name: str) -> None:
    found = normalize(article(SAME[name], name), SETTINGS)
    assert isinstance(found, Normalized)
    reference = normalize(article(SAME["a.txt"], "a.txt"), SETTINGS)
    assert isinstance(reference, Normalized)
    assert found.article.content_hash == reference.article.content_hash
    assert (found.article.title, str(found.article.published)) == (TITLE, "2015-10-07")


def test_fields_of_a_record() -> None:
    found = article(json.dumps(FIELDS), "a.json")
    assert (found.byline, found.brought.external_id, found.url) == ("Jane Roe, John Smith", "7", "http://x")
    assert (found.published, found.published_source) == ("2015-10-07", PublishedSource.GIVEN)


def test_field_names_are_settings() -> None:
    file = InputFile("a.json", 1, NOW)
    settings = Settings(text_fields=("Inhalt",))
    (found,) = READERS["json"](b'{"inhalt": "Words.", "text": "Other."}', file, settings)
    assert isinstance(found, RawArticle)
    assert found.text == "Words."


def test_a_page_gives_its_own_date_author_and_language() -> None:
    found = article(PAGE, "a.html")
    assert (found.published, found.published_source, found.byline, found.language) == ("2015-10-07", "meta", "Jane Roe", "en")
    assert found.text.count("\n") >= 2


def test_old_pages_keep_their_dates() -> None:
    assert article(PAGE.replace("2015-10-07", "1987-03-02"), "a.html").published == "1987-03-02"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", Reason.EMPTY),
        (b" \n", "a.txt", Reason.EMPTY),
        (bytes(range(256)) * 8, "a.txt", Reason.BAD_ENCODING),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 99, "a.html", Reason.BAD_ENCODING),
        (b"<html><body><nav>Home</nav></body></html>", "a.html", Reason.BAD_HTML),
        (b"", "a.html", Reason.BAD_HTML),
        (b"", "a.json", Reason.BAD_JSON),
        (b"{", "a.json", Reason.BAD_JSON),
        (b"[" * 100_000, "a.json", Reason.BAD_JSON),
        (b'"words"', "a.json", Reason.BAD_JSON),
        (b"[]", "a.json", Reason.MISSING_TEXT),
        (b'{"title": "No body"}', "a.json", Reason.MISSING_TEXT),
        (b"", "a.jsonl", Reason.EMPTY),
        (b"---\ntitle: x\n---\n", "a.md", Reason.EMPTY),
    ],
)
def test_broken_files_are_rejects(data: bytes, name: str, reason: Reason) -> None:
    assert rejects(data, name) == [reason]


def test_a_bad_line_does_not_stop_the_rest() -> None:
    found = records(b'{"text": "One."}\n\n{"text": \n[1]\n{"text": "Two."}', "a.jsonl")
    assert [(r.record, type(r).__name__) for r in found] == [(0, "RawArticle"), (2, "Reject"), (3, "Reject"), (4, "RawArticle")]
    assert "line 3" in found[1].detail  # type: ignore[union-attr]


def test_one_bad_object_does_not_stop_the_rest() -> None:
    found = records(b'[{"text": "One."}, 5, {"x": 1}, {"text": "Two."}]', "a.json")
    assert [type(r).__name__ for r in found] == ["RawArticle", "Reject", "Reject", "RawArticle"]


@pytest.mark.parametrize(
    "data",
    [
        "Zoë – naïve".encode(),
        b"\xef\xbb\xbf" + "Zoë – naïve".encode(),
        "Zoë – naïve".encode("utf-16"),
        "Zoë – naïve".encode("utf-16-be").join((b"\xfe\xff", b"")),
        "Zoë – naïve".encode("utf-32"),
    ],
)
def test_encodings_with_a_mark(data: bytes) -> None:
    assert article(data, "a.txt").text == "Zoë – naïve"


def test_old_encodings_are_guessed_or_declared() -> None:
    text = "Der Außenminister erklärte am Montag, die Gespräche über den Hafen würden fortgesetzt. “Gut”, sagte Zoë. " * 3
    assert article(text.encode("cp1252"), "a.txt").text == text
    page = PAGE.replace("<head>", "<head><meta charset='iso-8859-1'>").replace("Kalna", "Kälna’s")
    assert "Kälna’s" in article(page.encode("cp1252"), "a.html").text


def test_markup_is_stripped_from_markdown() -> None:
    text = "# Head\n\nA *b* `c` [d](http://e) and\nh\n\n![f](g)\n\n- one\n- two\n\n"
    text += "> said\n\n<div>raw</div>\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
    assert article(text, "a.md").text.split("\n\n") == ["Head", "A b c d and h", "one", "two", "said", "x", "y", "1", "2"]


def test_front_matter_cannot_run_code_or_break_the_file() -> None:
    assert article("---\na: !!python/object/apply:os.system ['true']\n---\nWords.", "a.md").text == "Words."
    assert article("---\n: [\n---\nWords.", "a.md").text == "Words."


@pytest.mark.parametrize(
    ("uri", "extension", "name"),
    [
        ("/a/b.TXT", ".txt", "txt"),
        ("b.txt.gz", ".txt", "txt"),
        ("s3://x/y.z/b.HTM.GZ", ".htm", "html"),
        ("b.ndjson", ".ndjson", "jsonl"),
        ("b.pdf", ".pdf", ""),
        ("b", "", ""),
        (".txt", "", ""),
        ("b.gz", "", ""),
        ("a.b/c", "", ""),
    ],
)
def test_the_extension_names_the_format(uri: str, extension: str, name: str) -> None:
    assert (extension_of(uri), format_of(uri)) == (extension, name)


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS.values()) == set(READERS)


def input_file(path: Path) -> InputFile:
    return InputFile(str(path), path.stat().st_size, NOW)


def test_a_gzipped_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(json.dumps(FIELDS).encode()))
    found = read_file(input_file(path), SETTINGS)
    assert len(found.sha256) == 64
    assert isinstance(next(found.records), RawArticle)


@pytest.mark.parametrize(
    ("name", "data", "limit", "reason"),
    [
        ("bomb.txt.gz", gzip.compress(b"a " * 1_000_000, mtime=0), 0.5, Reason.TOO_LARGE),
        ("large.txt", b"a " * 1_000_000, 0.5, Reason.TOO_LARGE),
        ("cut.txt.gz", gzip.compress(b"words " * 1000, mtime=0)[:40], 64, Reason.BAD_GZIP),
        ("x.pdf", b"%PDF", 64, Reason.UNSUPPORTED_FORMAT),
    ],
)
def test_files_that_cannot_be_unpacked(tmp_path: Path, name: str, data: bytes, limit: float, reason: Reason) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = read_file(input_file(path), Settings(max_file_mb=limit)).records
    assert isinstance(found, Reject)
    assert found.reason == reason


def test_a_file_that_is_gone_is_a_reject(tmp_path: Path) -> None:
    found = read_file(InputFile(str(tmp_path / "gone.txt"), 1, NOW), SETTINGS)
    (only,) = found.records
    assert isinstance(only, Reject)
    assert (only.reason, found.sha256) == (Reason.UNREADABLE, "")


def test_a_remote_file_is_read_through_fsspec() -> None:
    with fsspec.open("memory://read/a.txt", "wb") as stream:
        stream.write(b"Words.")
    (found,) = read_file(InputFile("memory://read/a.txt", 6, NOW), SETTINGS).records
    assert isinstance(found, RawArticle)


@pytest.mark.parametrize(
    ("record", "text", "title"),
    [
        ({"id": 1, "text": "<p>Kept</p> as <p>given</p>"}, "<p>Kept</p> as <p>given</p>", ""),
        ({"id": 1, "text": "Words.", "title": None, "published": None}, "Words.", ""),
        ({"text": "Words.", "title": TITLE, "published": "2015-10-07"}, "Words.", TITLE),
    ],
)
def test_a_record_of_extract(record: dict[str, object], text: str, title: str) -> None:
    found = read_record(record, "-", 3, SETTINGS)
    assert isinstance(found, RawArticle)
    assert (found.text, found.title, found.record) == (text, title, 3)


def test_a_page_of_extract() -> None:
    found = read_record({"id": "x", "html": PAGE, "url": "http://x/y"}, "-", 0, SETTINGS)
    assert isinstance(found, RawArticle)
    assert (found.title, found.url, found.brought.external_id) == (TITLE, "http://x/y", "x")


@pytest.mark.parametrize("record", [{}, {"id": 1}, {"text": ""}, {"text": 5}, {"html": " "}])
def test_a_record_without_text(record: dict[str, object]) -> None:
    found = read_record(record, "-", 0, SETTINGS)
    assert isinstance(found, Reject)
    assert found.reason == Reason.MISSING_TEXT


NAMES = st.sampled_from(["text", "title", "article", "authors", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.sampled_from([".json", ".jsonl"]))
def test_any_json_gives_articles_or_rejects(value: object, extension: str) -> None:
    found = records(json.dumps(value).encode(), "a" + extension)
    assert found
    assert all(isinstance(record, RawArticle | Reject) for record in found)


@given(st.binary(max_size=200), st.sampled_from([".txt", ".md", ".json", ".jsonl"]))
def test_any_bytes_give_articles_or_rejects(data: bytes, extension: str) -> None:
    assert all(isinstance(record, RawArticle | Reject) for record in records(data, "a" + extension))


RECORD = {
    "id": "A-7", "title": "T", "text": "Words.", "published": "2015-10-07", "source": {"id": None, "name": "The Dorma Post"},
    "section": ["World", "Africa"], "authors": ["Jane Roe", "John Smith"], "url": "http://x/1", "canonical_url": "http://x/c",
    "updated_at": "2015-10-08T09:00:00Z", "timestamp": 1444176000, "PubCode": "DP", "tags": ["market", "raid"], "empty": "",
    "none": None,
}  # fmt: skip
BROUGHT = Brought(
    "A-7", "The Dorma Post", "World | Africa", "Jane Roe, John Smith", "http://x/c", "2015-10-08T09:00:00Z",
    '{"timestamp": 1444176000, "PubCode": "DP", "tags": ["market", "raid"]}',
)  # fmt: skip


@pytest.mark.parametrize(
    "held",
    [RECORD, [RECORD], {"count": 1, "items": [RECORD]}],
    ids=["object", "list", "held"],
)
def test_what_a_record_brought_is_kept(held: object) -> None:
    assert article(json.dumps(held), "a.json").brought == BROUGHT


def test_an_outer_object_adds_what_its_record_does_not_say() -> None:
    outer = {"meta": {"x": 1}, "id": "batch", "feed": "wire", "article": RECORD}
    found = article(json.dumps(outer), "a.json").brought
    assert (found.external_id, found.outlet) == ("A-7", "The Dorma Post")
    assert {"meta", "feed", "PubCode"} <= set(json.loads(found.extra))


def test_front_matter_and_pages_bring_it_too() -> None:
    text = "---\ntitle: T\npublisher: The Dorma Post\ncategories: [World, Africa]\nauthor: Jane Roe\nlayout: post\n---\nWords."
    assert article(text, "a.md").brought == Brought(
        "", "The Dorma Post", "World | Africa", "Jane Roe", extra='{"layout": "post"}'
    )
    head = (
        "<meta property='og:site_name' content='The Dorma Post'><meta property='article:section' content='World'>"
        "<meta property='article:modified_time' content='2015-10-08T09:00:00Z'><link rel='canonical' href='http://x.org/c'><title>"
    )
    found = article(PAGE.replace("<title>", head), "a.html").brought
    assert (found.outlet, found.section, found.author) == ("The Dorma Post", "World", "Jane Roe")
    assert (found.canonical_url, found.modified) == ("http://x.org/c", "2015-10-08T09:00:00Z")
    inside = article(json.dumps({"html": PAGE.replace("<title>", head), "outlet": "Own"}), "a.json").brought
    assert (inside.outlet, inside.section) == ("Own", "World")


def test_what_a_record_brought_is_bounded_valid_and_told_when_cut() -> None:
    fields = {f"k{i}": "x" * 100 for i in range(1_000)} | {"text": "Words.", "outlet": "y" * 9_000, "big": "z" * 90_000}
    found = article(json.dumps(fields), "a.json").brought
    extra = json.loads(found.extra)
    assert len(found.extra) + len(found.outlet) <= 20_000
    assert extra["_cut"] == 1_001 - (len(extra) - 1)
    odd = {
        "text": "Words.",
        "a": "\ud800",
        "\udfff": 1,
        "b": float("nan"),
        "c": 1e999,
        "d": "\0\x1b",
        "id": "x\ny\ud800",
        "e": 2**99,
    }
    found = article(json.dumps(odd), "a.json").brought
    assert json.loads(found.extra) == {"a": "\ufffd", "\ufffd": 1, "d": "\0\x1b", "e": str(2**99)}
    assert found.external_id == "x y\ufffd"
    assert (found.extra + found.external_id).encode("utf-8")


def test_names_of_what_a_record_brings_are_settings() -> None:
    settings = Settings(outlet_fields=("Zeitung",), id_fields=("nr",))
    (found,) = READERS["json"](
        b'{"text": "W.", "zeitung": "Die Post", "nr": 7, "id": 8}', InputFile("a.json", 1, NOW), settings
    )
    assert isinstance(found, RawArticle)
    assert (found.brought.outlet, found.brought.external_id, found.brought.extra) == ("Die Post", "7", '{"id": 8}')
