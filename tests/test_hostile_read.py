"""Hostile files: each gives exactly its records, in time that grows with its size, and what is good in it is found.

Kinds of fault, each small; sizes and seconds are those of a laptop, ten times over.
"""

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.codebook import Reason, Status
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.contract import parse_line
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_file
from tasks.read.thin import MAX_ELEMENTS, thin

SETTINGS = Settings()
NOW = datetime(2024, 5, 7, tzinfo=UTC)
BODY = (
    "Gunmen raided the market of Dorma on Friday, wounding six traders, the governor said.\n\n"
    'The police denied that they had fled. "We came within the hour," said Captain Ruth Ansah.\n\n'
    "Neighbouring Talia sent two ambulances and closed its border posts.\n"
)
GOOD = "Neighbouring Talia sent two ambulances"
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY.strip().split("\n\n"))


def page(head: str = "", top: str = "", end: str = "") -> str:
    return f"<html><head><title>Raid on Dorma</title>{head}</head><body><article>{top}{PARAGRAPHS}{end}</article></body></html>"


def record(**more: object) -> str:
    return json.dumps({"title": "Raid on Dorma", "text": BODY} | more)


def found_in(folder: Path, name: str, data: bytes | str, settings: Settings = SETTINGS) -> list[Normalized | Reject]:
    """What becomes of a file."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    raws = read_file(InputFile(str(path), path.stat().st_size, NOW), settings).records
    return [normalize(raw, settings) if isinstance(raw, RawArticle) else raw for raw in raws]


NESTED = '{"a":' * 3_000 + "1" + "}" * 3_000
READ: dict[str, tuple[str, bytes | str]] = {
    "one word": ("a.txt", f"{BODY}\n{'a' * 60_000}\n\n{BODY}"),
    "no letters": ("a.txt", BODY + "\n" + "'" * 20_000),
    "NUL": ("a.txt", BODY.replace("the", "t\0he", 1)),
    "overlong": ("a.txt", BODY.encode() + b"\xc0\xaf\xe0\x80\xaf"),
    "cut within a character": ("a.txt", (BODY + "Ænes, Ødis og Åsa. " * 9 + "é").encode()[:-1]),
    "a bad byte far behind": ("a.txt", (BODY * 1_000).encode() + b"\x81\xff"),
    "UTF-16 little": ("a.txt", BODY.encode("utf-16-le")),
    "UTF-16 big": ("a.txt", BODY.encode("utf-16-be") + b"\0"),
    "gzip with a tail": ("a.txt.gz", gzip.compress(BODY.encode()) + b"GARBAGE"),
    "two gzip members": ("a.txt.gz", b"".join(gzip.compress(half.encode()) for half in (BODY[:90], BODY[90:]))),
    "links": ("a.html", page(end="".join(f'<a href="/{i}">More {i}</a> ' for i in range(9_000)))),
    "short paragraphs": ("a.html", page(end="<p>Soon.</p>" * 9_000)),
    "links before": ("a.html", page(top='<a href="/">x</a>' * 9_000)),
    "nested": ("a.html", page(top="<div>" * 9_000)),
    "nested lists": ("a.html", page(top="<ul><li>" * 3_000)),
    "attributes": ("a.html", page(top="<div " + " ".join(f'a{i}="x"' for i in range(9_000)) + "></div>")),
    "attributes with marks": ("a.html", page(top="<div " + "".join(f"/a{i}='>'" for i in range(9_000)) + "></div>")),
    "a comment": ("a.html", page(end=f"<!-- {'x' * 200_000} -->")),
    "metas": ("a.html", page(head="<meta name=a content=b>" * 9_000)),
    "charset of a codec": ("a.html", page(head='<meta charset="base64">').encode() + b"\xff"),
    "charset that lies": ("a.html", page(head='<meta charset="utf-16">').encode() + b"\xff"),
    "nested data": ("a.html", page(head=f'<script type="application/ld+json">{NESTED}</script>')),
    "brackets": ("a.md", f"# Raid\n\n{'[' * 9_000}\n\n{BODY}"),
    "emphasis": ("a.md", f"# Raid\n\n{'*a **b ' * 4_000}\n\n{BODY}"),
    "a fence left open": ("a.md", f"# Raid\n\n{'`' * 9_000}\n\n{BODY}"),
    "aliases": ("a.md", f"---\na: &a [{'x,' * 999}]\nb: &b [{'*a,' * 999}]\ntitle: [{'*b,' * 999}]\n---\n{BODY}"),
    "a tag of Python": ("a.md", f"---\ntitle: !!python/object/apply:os.system ['false']\n---\n{BODY}"),
    "a long number": ("a.json", record(published="@").replace('"@"', "9" * 6_000)),
    "NaN": ("a.json", record(published=float("nan"), score=float("inf"))),
    "half a character": ("a.json", record(title="\ud800 raid", **{"\ud800": "\udfff"})),
    "keys": ("a.json", record(**{f"k{i}": i for i in range(9_000)})),
    "a long title": ("a.json", record(title="raid " * 20_000)),
    "markup in a field": ("a.json", record(text=f"<p>x</p>{'<div>' * 9_000}{BODY}")),
    "nested markup in a field": ("a.json", record(text=f"<p>x</p>{'<div>' * 999}{BODY}")),
    "a date far off": ("a.json", record(published="99999-01-01")),
    "a date long gone": ("a.json", record(published=-1e300)),
    "a date of the wrong kind": ("a.json", record(published={"$date": [None]}, authors=[[[[[["x"]]]]]])),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_good_in_a_hostile_file_is_read(tmp_path: Path, name: str) -> None:
    (found,) = found_in(tmp_path, *READ[name])
    assert isinstance(found, Normalized), found
    article = found.article
    assert GOOD in article.text
    assert len(article.title) <= 300
    assert (article.title + article.text + article.published_text + article.byline).encode("utf-8")


REJECTED: dict[str, tuple[str, bytes | str, Reason]] = {
    "nested": ("a.json", "[" * 50_000, Reason.BAD_JSON),
    "nested objects": ("a.jsonl", '{"a":' * 50_000, Reason.BAD_JSON),
    "names of fields": ("a.json", json.dumps({"\ud800\x1b[2J" + "k" * 9_000: 1}), Reason.MISSING_TEXT),
    "random": ("a.txt", bytes(range(256)) * 20, Reason.BAD_ENCODING),
    "cut gzip": ("a.txt.gz", gzip.compress(BODY.encode())[:-20], Reason.BAD_GZIP),
    "a second member cut": ("a.txt.gz", gzip.compress(BODY.encode()) + gzip.compress(BODY.encode())[:-9], Reason.BAD_GZIP),
    "no gzip": ("a.txt.gz", b"\x1f\x8bGARBAGE", Reason.BAD_GZIP),
    "entities that multiply": (
        "a.html",
        "<!DOCTYPE r [<!ENTITY a 'ha'>]><html><body><p>&a;</p></body></html>",
        Reason.BAD_HTML,
    ),
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_cannot_be_read_is_one_reject_that_can_be_shown(tmp_path: Path, name: str) -> None:
    file, data, reason = REJECTED[name]
    (found,) = found_in(tmp_path, file, data)
    assert isinstance(found, Reject)
    assert found.reason is reason
    assert found.detail.isprintable()
    assert len(found.detail) <= 600
    assert ";" in found.detail, "it names no remedy"


def kinds(found: list[Normalized | Reject]) -> str:
    return "".join("R" if isinstance(item, Reject) else "a" for item in found)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jsonl", f"{record()}\r{record(text=BODY * 2)}\r", "aa"),
        ("a.jsonl", f"{record()}\r\n\r\n{{broken\r\n{record(text=BODY * 2)}", "aRa"),
        ("a.jsonl", f"{record()}\n{'[' * 9_000}\n{record()}", "aRa"),
        ("a.json", f"[{record()}, 5, [], {record()}]", "aRRa"),
        ("a.json", f"[{record()}, {record()[:-9]}", "aR"),
        ("a.json", f"[{record()}] tail", "aR"),
        ("a.json", f' {{"count": 2, "found": [{record()}, {record()}]}} ', "aa"),
        ("a.json", "[]", "R"),
        ("a.json", f'{{"source": {{"id": 1}}, "article": {record()}}}', "a"),
    ],
)
def test_a_bad_record_costs_itself(tmp_path: Path, name: str, data: str, expected: str) -> None:
    assert kinds(found_in(tmp_path, name, data)) == expected


def test_a_record_of_too_many_values_is_told_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.read.parse.MAX_VALUES", 1_000)
    big = record(tables=[[]] * 2_000)
    for name, data, expected in (
        ("a.json", f"[{record()}, {big}, {record()}]", "aRa"),
        ("a.jsonl", f"{record()}\n{big}\n{record()}", "aRa"),
        ("a.json", big, "R"),
        ("a.json", "[" + ", ".join([record()] * 900) + "]", "a" * 900),  # many values in all, few in each
    ):
        found = found_in(tmp_path, name, data)
        assert kinds(found) == expected
        assert {r.reason for r in found if isinstance(r, Reject)} <= {Reason.TOO_LARGE}


WORDS = ["the", "market", "and", "the", "stalls", "of", "traders"] * 20_000


@pytest.mark.parametrize(("words", "cut"), [(90, False), (101, True), (100_000, True)])
def test_an_article_is_carried_on_as_far_as_it_can_be_coded_and_says_so(tmp_path: Path, words: int, cut: bool) -> None:
    for name, data in (
        ("a.txt", " ".join(WORDS[:words])),
        ("a.json", json.dumps({"text": " ".join(WORDS[:words])})),
        ("a.md", " ".join(WORDS[:words])),
    ):
        (found,) = found_in(tmp_path, name, data, Settings(max_words=100))
        assert isinstance(found, Normalized)
        assert found.article.cut is cut
        assert len(found.article.text) <= 40 * 100


def test_a_page_is_cut_too(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, "a.html", page(end="<p>market stalls</p>" * 9_000), Settings(max_words=100))
    assert isinstance(found, Normalized)
    assert found.article.cut
    assert GOOD in found.article.text


FONT_ENCODING = (
    "lSfudksa us eaxyokj dks ckank xkao ij xksykckjh dh] ftlesa pkj fdlku ekjs x,] es;j us dgkA lsuk us geys ls bUdkj fd;kA "
)


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (
            "Солдаты обстреляли деревню во вторник, убив четырёх фермеров, сообщил мэр. Армия отрицает.".encode("koi8-r"),
            "the text is in",
        ),
        (
            "Солдаты обстреляли деревню во вторник, убив четырёх фермеров, сообщил мэр. Армия отрицает.".encode("cp866"),
            "the text is in",
        ),
        (FONT_ENCODING.encode() * 2, "no language that is known"),
        ("सैनिकों ने मंगलवार को गांव पर गोलाबारी की, जिसमें चार किसान मारे गए। ".encode().decode("latin-1").encode() * 3, "is in hi"),
    ],
)
def test_text_that_is_not_english_is_not_loaded_as_english(tmp_path: Path, data: bytes, detail: str) -> None:
    (found,) = found_in(tmp_path, "a.txt", data)
    assert isinstance(found, Reject)
    assert (found.status, found.reason) == (Status.SKIPPED, Reason.LANGUAGE)
    assert detail in found.detail


def test_a_list_of_names_is_english_where_its_record_says_so(tmp_path: Path) -> None:
    names = "Zlatko Mrkonjić, Ljubomir Kvrgić, Srđan Hrstić, Blagoje Vrbaški, Mrđan Krstić, Žarko Smrdelj, Grgur Prcović. " * 3
    (found,) = found_in(tmp_path, "a.json", json.dumps({"text": names, "language": "en"}))
    assert isinstance(found, Normalized) or "in " in found.detail


def test_a_line_of_the_contract_that_is_nested_too_deep_is_a_bad_line() -> None:
    _, found, _ = parse_line("[" * 50_000, 0, SETTINGS)
    assert isinstance(found, Reject)
    assert found.reason is Reason.BAD_JSON


def test_an_ordinary_page_is_left_as_it_is() -> None:
    ordinary = page(head="<script>var a = '<div>';</script><!-- x -->", top="<div class='a' data-x='>'>" * 20, end="<p>x" * 900)
    assert thin(ordinary).markup is ordinary
    assert not thin(ordinary).heavy
    assert thin(page(end="<p>x" * MAX_ELEMENTS)).heavy


GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "attributes": ("a.html", lambda n: page(top="<div " + " ".join(f"a{i}" for i in range(10 * n)) + "></div>")),
    "unclosed tags": ("a.html", lambda n: page(end='<a x="' * 10 * n)),
    "unclosed navigation": ("a.html", lambda n: page(end="<nav>" * 10 * n)),
    "blanks": ("a.html", lambda n: page(top="<p>" * MAX_ELEMENTS, end=" " * 60 * n)),
    "brackets": ("a.md", lambda n: "[" * 10 * n + "\n\n" + BODY),
    "backticks": ("a.md", lambda n: " ".join("`" * i for i in range(n // 10)) + "\n\n" + BODY),
    "lines": ("a.txt", lambda n: BODY + "\nTroops left." * n),
    "paragraphs": ("a.txt", lambda n: BODY + "\n\nThe army said nothing." * n),
    "blank lines": ("a.jsonl", lambda n: "\n" * 50 * n + record()),
    "objects": ("a.json", lambda n: "[" + ", ".join([record(text="")] * n) + "]"),
    "titles": ("a.json", lambda n: record(title="raid | " * 20 * n)),
}


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_size_and_not_with_its_square(tmp_path: Path, name: str) -> None:
    file, make = GROWING[name]
    seconds = []
    for size in (1_000, 8_000):
        begun = time.process_time()
        found_in(tmp_path, file, make(size))
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 1 or seconds[1] < 24 * seconds[0], f"{seconds}: eight times the size"
