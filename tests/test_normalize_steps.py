"""Normalizing as a whole: tables of articles, and what holds for any text at all."""

from dataclasses import replace
from itertools import pairwise

import pytest
from ftfy import fix_encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.codebook import Reason, Status, ZoneKind
from schemas.raw import RawArticle, Reject
from schemas.settings import Settings
from tasks.normalize import Normalized, normalize
from tasks.normalize.unicode import clean_string
from tasks.normalize.zones import zones

SETTINGS = Settings()

BODY = (
    "Four trawlers left the port of Kalna on Monday after the navy lifted its blockade, the fishermen's union said.\n\n"
    "The union had asked the government for weeks to let the boats out. Nobody was hurt."
)
TITLE = "Trawlers leave Kalna as navy lifts blockade"


def raw(text: str, **more: str) -> RawArticle:
    return RawArticle("file", 0, "txt", text, **more)


def article_of(text: str, **more: str) -> Normalized:
    found = normalize(raw(text, **more), SETTINGS)
    assert isinstance(found, Normalized), found
    return found


PAGES = {
    "plain": (BODY, ""),
    "title": (f"{TITLE}\n\n{BODY}", TITLE),
    "title and byline": (f"{TITLE}\nBy Jane Roe\n\n{BODY}", TITLE),
    "title and date": (f"{TITLE}\n2015-10-07\n\n{BODY}", TITLE),
    "breadcrumb": (f"Home / World / {TITLE}\n\n{TITLE}\n\n{BODY}", TITLE),
    "repeated title": (f"{TITLE}\n\n{BODY[:111]}\n\n{TITLE}\n\n{BODY[111:]}", TITLE),
    "page furniture": (
        f"Share this article\n\n{TITLE}\n\nAdvertisement\n\n{BODY}\n\nRead more: Port strike ends\n\n© 2015 Example",
        TITLE,
    ),
    "one paragraph a line": (f"{TITLE}\n{BODY.replace(chr(10) * 2, chr(10))}", TITLE),
    "wrapped": (
        f"{TITLE}\n2015-10-07\n\nFour trawlers left the port of Kalna on Monday after the\nnavy lifted its blockade, "
        "the fishermen's union said.\n    The union had asked the government for weeks to let the\nboats out. "
        "Nobody was hurt.\n REUTER\n\x03",
        TITLE,
    ),
    "sign-off": (f"{BODY} - Example News Agency (ANA)", ""),
    "invisible characters": (
        f"\ufeff{TITLE}\r\n\r\n{BODY}".replace("Kalna", "Kal\u00adna\u200b").replace(" on", "\u00a0on"),
        TITLE,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_dress_of_an_article_gives_the_same_text_and_hash(name: str) -> None:
    text, title = PAGES[name]
    plain = article_of(BODY).article
    found = article_of(text).article
    assert found.title == title
    assert found.text == (f"{title}\n\n{BODY}" if title else BODY)
    assert found.content_hash == plain.content_hash


def test_a_given_title_is_kept_and_the_text_left_alone() -> None:
    found = article_of(BODY, title=TITLE).article
    assert (found.title, found.text) == (TITLE, BODY)
    assert [zone.kind for zone in zones(found)] == [ZoneKind.BODY, ZoneKind.BODY]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (TITLE.upper(), TITLE),  # another case
        (TITLE + ".", TITLE),  # a full stop
        ("Trawlers leave Kalna; \nas navy lifts blockade", TITLE),  # broken into two
        (TITLE, TITLE + " | Example News"),  # a site's name behind it
        ("World\n\n" + TITLE, TITLE),  # a section's name above it
    ],
)
def test_a_given_title_is_found_in_the_text(head: str, title: str) -> None:
    found = article_of(f"{head}\n\n{BODY}", title=title).article
    assert zones(found)[0].kind == ZoneKind.HEADLINE
    assert found.text.endswith(BODY)
    assert found.title == TITLE


def test_zones_of_a_dispatch() -> None:
    found = article_of(f"{TITLE}\nBy Jane Roe\nKALNA, Oct. 7, 2015 (Reuters) - {BODY}").article
    marks = [(zone.kind.value, found.text[zone.start : zone.end]) for zone in zones(found)]
    first, second = BODY.split("\n\n")
    assert marks == [("headline", TITLE), ("dateline", "KALNA, Oct. 7, 2015 (Reuters) - "), ("body", first), ("body", second)]
    assert (found.dateline, found.byline) == ("KALNA, Oct. 7, 2015 (Reuters)", "By Jane Roe")
    assert (str(found.published), found.published_source) == ("2015-10-07", "dateline")
    assert found.content_hash == article_of(BODY).article.content_hash


def test_a_dateline_behind_title_and_byline_on_one_line_is_found() -> None:
    found = article_of(f"Two held after raid Jane Roe KALNA, October 24 (ANA) - {BODY}").article
    assert [zone.kind.value for zone in zones(found)] == ["headline", "dateline", "body", "body"]


def test_a_stored_byline_is_a_zone() -> None:
    found = article_of(BODY).article
    stored = replace(found, text=f"By Jane Roe\n\n{found.text}", byline="By Jane Roe")
    assert [zone.kind.value for zone in zones(stored)] == ["byline", "body", "body"]


def test_furniture_points_into_the_given_text() -> None:
    text = f"Home > World\n\n{TITLE}\n\n{BODY}\n\nAdvertisement\n"
    found = article_of(text).article
    assert [(text[f.start : f.end], f.kind) for f in found.furniture] == [
        ("Home > World", "breadcrumb"),
        ("Advertisement", "advertisement"),
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "\x03", "Advertisement\n\nShare", "\u200b"])
def test_nothing_left_is_a_reject(text: str) -> None:
    found = normalize(raw(text), SETTINGS)
    assert isinstance(found, Reject)
    assert found.reason == Reason.EMPTY


def test_other_languages_are_skipped_unless_asked_for() -> None:
    text = (
        "El ministro de Defensa dijo el lunes que las tropas saldrían de la ciudad antes de que termine la semana, según "
        "informó "
        "la agencia estatal. Los vecinos pidieron al gobierno que garantice la seguridad de los mercados y de las escuelas."
    )
    found = normalize(raw(text), SETTINGS)
    assert isinstance(found, Reject)
    assert (found.status, found.reason) == (Status.SKIPPED, Reason.LANGUAGE)
    kept = normalize(raw(text), SETTINGS, any_language=True)
    assert isinstance(kept, Normalized)
    assert kept.article.language == "es"
    assert isinstance(normalize(raw(text), Settings(languages=("en", "es"))), Normalized)


@pytest.mark.parametrize(("declared", "language"), [("", "en"), ("en-GB", "en"), ("EN_us", "en"), ("?", "en")])
def test_short_texts_are_what_they_are_declared(declared: str, language: str) -> None:
    assert article_of("Police fired tear gas", language=declared).article.language == language


SENTENCE = "The rebels shelled the town of Kalna, killing 12 people, officials said."
PIECES = [
    TITLE,
    TITLE,
    "World",
    "By Jane Roe, Reuters",
    "October 7, 2015",
    "Updated: 2016-01-02 08:15",
    "Home / World / " + TITLE,
    "KALNA, Ruritania (AP) _",
    "MOSCOW, Oct 7 (Reuters) - " + SENTENCE,
    "new delhi: " + SENTENCE,
    SENTENCE,
    SENTENCE + " " + SENTENCE,
    "Advertisement",
    "Share",
    "Read more: " + TITLE,
    "    The talks go on and on and",
    "nobody knows when they will end.",
    " REUTER",
    "Sapa",
    "\x03",
    "A tank in Kalna. (AP Photo/Jane Roe)",
    "[TEXT] " + SENTENCE,
    "Photos: A tank Hide Caption 1 of 8",
    "…",
    "(",
    "it’s â€™ bad",
    "&amp;amp;",
    "03/04/2015",
    "This story is from May 1, 2003",
    "- African News Agency (ANA)",
    "1",
    "U.S. -- ",
    ": ",
    "By",
    "e\u0301",
    "\u1112\u1161\u11ab",
]
NEWS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", " ", "\r\n", "\n    "])), max_size=12).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
ANY = st.text(st.characters(codec=None), max_size=200)  # lone surrogates and control characters as well
TEXTS = st.one_of(NEWS, ANY, st.tuples(NEWS, ANY).map("".join))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS, st.sampled_from(["", TITLE, "World"]))
def test_normalizing_again_changes_nothing(text: str, title: str) -> None:
    first = normalize(raw(text, title=title), SETTINGS, any_language=True)
    if isinstance(first, Reject):
        return
    one = first.article
    again = normalize(
        raw(one.text, title=one.title, byline=one.byline, published=str(one.published or "")), SETTINGS, any_language=True
    )
    assert isinstance(again, Normalized)
    two = again.article
    assert (two.text, two.title, two.dateline, two.published) == (one.text, one.title, one.dateline, one.published)
    assert (two.content_hash, zones(two)) == (one.content_hash, zones(one))


@QUICK
@given(TEXTS)
def test_every_character_points_to_where_it_came_from(text: str) -> None:
    found = normalize(raw(text), SETTINGS, any_language=True)
    if isinstance(found, Reject):
        return
    last = 0
    for i, char in enumerate(found.article.text):
        start, end = found.offsets.source(i, i + 1)
        assert last <= end <= len(text)
        last = start
        if not char.isspace():
            source = text[start:end]
            assert char == source or char in clean_string(fix_encoding(source))


@QUICK
@given(TEXTS)
def test_zones_are_in_order_and_cover_the_words(text: str) -> None:
    found = normalize(raw(text), SETTINGS, any_language=True)
    if isinstance(found, Reject):
        return
    marks = zones(found.article)
    spans = [(zone.start, zone.end) for zone in marks]
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(found.article.text[a:b] for a, b in spans).split()) == "".join(found.article.text.split())
