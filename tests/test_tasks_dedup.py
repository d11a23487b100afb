"""Copies are linked, series are not."""

import random
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.arrow import to_table
from schemas.codebook import Reason
from schemas.ids import content_id
from schemas.tables import Article
from tasks.copies import is_copy, names_of, numbers_of, traits_of
from tasks.dedup import BANDS, Copy, corrects, find_copies, fingerprints, sign
from tests.conftest import make_article

DAY = date(2022, 3, 7)
STORY = """The harbour authority of Tressin closed its northern basin on Monday after a grain carrier ran aground at the
entrance, officials said. The 190-metre ship, the Albertine, was bound for Port Maud with 31,000 tonnes of
wheat when its rudder failed. Nobody was hurt. Two tugs tried for six hours to pull it free before the tide
went out. Harbour master Ilse Brandow told reporters that a salvage company from Kolberg would make another
attempt on Wednesday, when the water is expected to be forty centimetres higher. Until then some 25 ships have
to wait outside or sail on to Maristow, where dock workers have refused overtime since last month. The owner
of the Albertine, the Norden line, said that it would pay for the damage, which insurers put at 3.5 million
euros. Fishermen complained that nobody had told them of the closure. "We saw it on television," said Jan
Petersen, who has fished here for thirty years. The basin was last closed in 1998, when a ferry sank within
sight of the pier."""


def weekly(rate: str, volume: str, bank: str = "the central bank of Ostrava") -> str:
    return (
        f"Dealers said {bank} lent commercial houses {volume} million crowns in its weekly tender, against securities that"
        f" it takes back after fourteen days. The average rate was {rate} pct. Bids came from all over the country and were"
        " met in full, the dealers said, adding that money was ample and that no change of policy was expected before the"
        " next meeting of the board."
    )


def changed(text: str, every: int, word: str = "also") -> str:
    words = text.split()
    picks = random.Random(3).sample(range(len(words)), len(words) // every)
    return " ".join(word if i in picks else w for i, w in enumerate(words))


def made(text: str, name: str = "a", published: date | None = DAY, title: str = "") -> Article:
    """A signed article; its id is its name, so that tests can say which comes first."""
    return sign(replace(make_article(text, title=title, published=published), article_id=name, text_id=name))


def copies(new: Collection[Article], stored: Collection[Article] = (), near_copy: float = 0.8) -> dict[str, Copy]:
    known = {a.article_id: a for a in (*stored, *new)}
    prints = [fingerprints(to_table(list(group), Article)) for group in (new, stored)]
    return find_copies(prints[0], prints[1], lambda ids: [known[i] for i in ids], near_copy)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (STORY, Reason.EXACT_COPY),
        (STORY.upper(), Reason.EXACT_COPY),
        (re.sub(r"\s+", "\n", STORY).replace('"', "“"), Reason.EXACT_COPY),
        (changed(STORY, 60), Reason.NEAR_COPY),
        (STORY[: int(len(STORY) * 0.85)], Reason.NEAR_COPY),
        (STORY[: int(len(STORY) * 0.6)], Reason.NEAR_COPY),
        (STORY + " The port was founded by monks.", Reason.NEAR_COPY),
        (STORY.replace("31,000", "31000").replace("Two tugs", "2 tugs"), Reason.NEAR_COPY),
        (STORY.replace("complained", "grumbled").replace("hurt", "injured"), Reason.NEAR_COPY),
    ],
)
def test_copies_of_a_story(text: str, reason: Reason) -> None:
    assert copies([made(STORY, "a"), made(text, "b", DAY + timedelta(1))]) == {"b": Copy("a", reason)}


@pytest.mark.parametrize(
    "text",
    [
        STORY.replace("31,000", "13,000"),
        STORY.replace("Two tugs", "Three tugs"),
        STORY.replace("3.5 million", "5.3 million"),
        STORY.replace("Tressin", "Rostow").replace("Maud", "Elsa").replace("Brandow", "Krull").replace("Kolberg", "Danzig"),
        changed(STORY, 4),
        "The wheat market was calm on Monday, dealers in Port Maud said. " * 3,
    ],
)
def test_not_copies_of_a_story(text: str) -> None:
    assert not copies([made(STORY, "a"), made(text, "b")])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly("6.25", "450"), weekly("6.5", "450")),
        (weekly("6.25", "450"), weekly("6.25", "two hundred")),
        (weekly("6-1/4", "450"), weekly("6-3/16", "450")),
        (weekly("6.25", "450", "the National Bank of Velia"), weekly("6.25", "450", "the National Bank of Karsu")),
    ],
)
def test_reports_of_a_series_are_no_copies(one: str, other: str) -> None:
    assert not copies([made(one, "a"), made(other, "b", DAY + timedelta(1))])


@pytest.mark.parametrize(("days", "linked"), [(0, True), (2, True), (7, False), (14, False)])
def test_a_short_text_word_for_word_weeks_later_is_news(days: int, linked: bool) -> None:
    text = weekly("6.25", "450")
    assert bool(copies([made(text, "a"), made(text, "b", DAY + timedelta(days))])) == linked


def test_a_long_text_is_a_copy_at_any_time_and_so_is_an_undated_one() -> None:
    assert copies([made(STORY, "a"), made(STORY, "b", DAY + timedelta(400))]).keys() == {"b"}
    assert copies([made(weekly("6", "4"), "a"), made(weekly("6", "4"), "b", None)]).keys() == {"b"}


def test_titles_and_datelines_do_not_matter_but_to_a_text_without_content() -> None:
    assert copies([made(f"UPDATE\n\n{STORY}", "a", title="UPDATE"), made(STORY, "b")])
    empty = "Full text follows."
    assert not copies([made(empty, "a", title="Tressin closes basin"), made(empty, "b", title="Velia votes")])
    assert copies([made(empty, "a", title="Velia votes"), made(empty, "b", title="VELIA VOTES")])


def test_the_first_is_the_original_whatever_the_order() -> None:
    texts = [made(STORY, "c", DAY), made(changed(STORY, 60), "a", DAY + timedelta(2)), made(STORY, "b", DAY + timedelta(1))]
    for seed in range(4):
        random.Random(seed).shuffle(texts)
        assert {k: c.copy_of for k, c in copies(texts).items()} == {"a": "c", "b": "c"}


def test_of_one_day_the_longest_is_the_original() -> None:
    assert copies([made(STORY[:700], "a"), made(STORY, "b")]) == {"a": Copy("b", Reason.NEAR_COPY)}


EDITED = changed(STORY, 60)
STORED = [made(STORY, "s"), replace(made(EDITED, "t"), copy_of="s", text_id="s")]
UNDATED = [made(STORY, "s", None), replace(made(EDITED, "t", None), copy_of="s", text_id="s")]


@pytest.mark.parametrize(
    ("stored", "new", "expected"),
    [
        pytest.param(STORED, [made(EDITED + " Cranes stood still.", "b", DAY + timedelta(1))], {"b": "s"}, id="a-later-copy"),
        pytest.param(STORED, [made(EDITED, "u", None)], {"u": "s"}, id="an-undated-copy-of-a-copy"),
        pytest.param(STORED, [made(STORY, "s"), made(STORY, "v")], {"v": "s"}, id="what-is-stored-is-passed-over"),
        pytest.param(STORED, [made(STORY, "a", DAY - timedelta(9))], {"s": "a", "t": "a"}, id="an-earlier-one"),
        pytest.param(UNDATED, [made(EDITED, "d", DAY)], {"s": "d", "t": "d"}, id="a-dated-one"),
        pytest.param(UNDATED, [made(EDITED, "d"), made(STORY, "e")], {"e": "d", "s": "d", "t": "d"}, id="the-best-of-two"),
        pytest.param(STORED, [replace(made(STORY, "y"), byline="By Jan Roe")], {"s": "y", "t": "y"}, id="one-with-a-byline"),
        pytest.param(STORED, [replace(made(EDITED, "z"), url="http://x/y")], {"s": "z", "t": "z"}, id="one-with-an-address"),
        pytest.param(STORED, [made(STORY[: len(STORY) // 2], "h")], {"h": "s"}, id="a-shorter-one"),
        pytest.param(STORED[:1], [made(weekly("6", "4"), "w")], {}, id="another-text"),
    ],
)
def test_the_best_copy_is_the_original_also_of_stored_ones(
    stored: list[Article], new: list[Article], expected: dict[str, str]
) -> None:
    assert {k: c.copy_of for k, c in copies(new, stored).items()} == expected


@given(
    st.permutations([("a", None, ""), ("b", DAY, ""), ("c", DAY, "http://x"), ("d", DAY + timedelta(1), ""), ("e", None, "x")])
)
@settings(max_examples=40, deadline=None)
def test_the_original_does_not_depend_on_the_order(order: list[tuple[str, date | None, str]]) -> None:
    """However five copies come in, one after the other: in the end all are copies of the same."""
    stored: dict[str, Article] = {}
    for n, (name, day, url) in enumerate(order):
        text = STORY[: len(STORY) * 2 // 3] if name == "e" else changed(STORY, 60) if n % 2 else STORY
        new = replace(made(text, name, day), url=url)
        found = copies([new], list(stored.values()))
        stored[name] = new
        for key, copy in found.items():
            stored[key] = replace(stored[key], copy_of=copy.copy_of, text_id=copy.copy_of)
    assert {a.text_id for a in stored.values()} == {"c"}
    assert {a.article_id for a in stored.values() if a.copy_of} == {"a", "b", "d", "e"}


def test_a_threshold_of_one_leaves_equal_texts_only() -> None:
    group = [made(STORY, "a"), made(STORY, "b"), made(changed(STORY, 60), "c")]
    assert copies(group, near_copy=1.0) == {"b": Copy("a", Reason.EXACT_COPY)}


def test_signatures_never_change() -> None:
    """Stored signatures are compared with new ones: if this fails, a library has changed its algorithm. Pin it."""
    signed = made(STORY)
    assert len(signed.bands) == BANDS == len(set(signed.bands))
    assert content_id(signed.content_hash, signed.minhash.hex(), signed.bands) == "5fb408040def6abca881"


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800" * 30, "a " * 50_000, "1" * 100_000, "數" * 5000, "A.B," * 20_000])
def test_odd_texts(text: str) -> None:
    signed = made(text)
    assert signed.content_hash
    assert not is_copy(traits_of(text), traits_of(STORY), 0.8)


@pytest.mark.parametrize(
    ("text", "numbers", "names"),
    [
        ("In May 1,200 people left Karsu for Velia.", {"1200"}, {"may", "karsu", "velia"}),
        ("Twelve died. Nine were hurt.", {"12", "9"}, set()),
        ("rates of 6-3/16 and 4.5 pct", {"6-3/16", "4.5"}, set()),
        ("REBELS SHELLED KARSU", set(), {"rebels", "shelled", "karsu"}),
    ],
)
def test_numbers_and_names(text: str, numbers: set[str], names: set[str]) -> None:
    assert (numbers_of(text), names_of(text)) == (numbers, names)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_every_text_with_words_to_compare_is_its_own_copy(text: str) -> None:
    traits = traits_of(text)
    assert is_copy(traits, traits, 0.8) == bool(traits.shingles)


def test_a_correction_is_no_near_copy() -> None:
    titles = {"CORRECTED - Ridge Co profit": True, "Correction: toll": True, "Bill corrects tax law": False}
    assert {title: corrects(make_article("x", title=title)) for title in titles} == titles
