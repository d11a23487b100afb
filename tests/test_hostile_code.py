"""Texts that no newspaper prints: coded in bounded time, in bounded memory, and what is good beside them is found."""

import time
from collections.abc import Callable
from dataclasses import replace
from timeit import timeit

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.raw import Failure
from schemas.settings import Settings
from schemas.tables import Article
from tasks.annotate import Annotated, annotate_each, load_model, nowhere, parsed, prepare
from tasks.extract.article import Extraction, extract_all
from tasks.normalize.zones import zones
from tasks.prose import CHARS_A_WORD, TOKENS_A_WORD, parse_text
from tests.conftest import MODEL, make_article

SETTINGS = Settings()
GOOD = (
    "Gunmen abducted two nurses in Gao on Monday, the governor said.\n\n"
    '"We are looking for them," Major Issa Diarra told reporters. Mali condemned the abduction.'
)

# What stands between two good articles: a unit, and how often.
HOSTILE = {
    "brackets": ("[", 30_000), "round": ("(", 30_000), "percent": ("%", 30_000), "underscores": ("_", 30_000),
    "apostrophes": ("'", 30_000), "backticks": ("`", 30_000), "dollars": ("$", 30_000), "dots": (".", 30_000),
    "letters": ("a", 100_000), "digits": ("7", 100_000), "decimal": ("1." + "3" * 9, 1_000), "path": ("a-b/", 20_000),
    "marks": ("e\u0301\u0301", 10_000), "emoji": ("\U0001f468\u200d", 5_000), "base64": ("QUJD", 20_000),
    "and": ("the army attacked rebels and ", 60), "that": ("Kenya said that ", 80), "names": ("John Okot, ", 100),
    "ones": ("1 ", 400), "slashes": ("1/2/15 ", 300), "months": ("May 3, ", 200), "ranges": ("2001-2002 ", 200),
    "retold": ("Soldiers killed four farmers in Banda. ", 60), "quotes": ('"We will fight," he said. ', 60),
    "nested": ('"He said "', 60), "short-lines": ("Troops left.\n\n", 80), "datelines": ("NAIROBI, March 4 - ", 60),
    "capitals": ("SOLDIERS SHELLED THE VILLAGE OF BANDA ON TUESDAY. ", 40), "commas": ("rebels, ", 300),
}  # fmt: skip


def told(text: str) -> set[str]:
    """The triggers of the events of a text."""
    (found,) = extract_all([make_article(text)], SETTINGS)
    assert isinstance(found, Extraction), found
    return {e.trigger.text for e in found.events}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_good_is_found_beside_it(kind: str) -> None:
    unit, times = HOSTILE[kind]
    assert "abducted" in told(f"{GOOD}\n\n{unit * times}\n\n{GOOD}")


# text, what is parsed of it
PROSE = [
    pytest.param("Talks [" + "[" * 200 + " began.", "Talks  began.", id="marks"),
    pytest.param("Talks" + "=" * 200 + "began.", "Talks began.", id="marks-between-words"),
    pytest.param("Talks " + "x" * 100 + " began.", "Talks began.", id="letters"),
    pytest.param("Talks " + "7" * 5000 + " began.", "Talks began.", id="digits"),
    pytest.param("a/b-" * 200 + " began.", "began.", id="endless"),
    pytest.param("%" * 5000, "", id="nothing-else"),
    pytest.param("Talks " + "x" * 99 + " began.", None, id="a-long-word"),
    pytest.param("Talks\n" + "-" * 80 + "\nbegan.", "Talks " + "-" * 80 + " began.", id="a-rule"),
    pytest.param("See https://example.org/" + "news/world-" * 20 + "1.html now.", None, id="an-address"),
    pytest.param("It cost 1,234,567,890,123,456,789.50 dollars.", None, id="a-long-number"),
]


@pytest.mark.parametrize(("text", "parsed_text"), PROSE)
def test_what_is_no_word_is_not_parsed(text: str, parsed_text: str | None) -> None:
    prose = parse_text(text, zones(make_article(text)), 100)
    assert prose.text.text == (text if parsed_text is None else " ".join(parsed_text.split()))
    assert not prose.cut
    for i, char in enumerate(prose.text.text):
        a, b = prose.text.source(i, i + 1)
        assert char == " " or text[a:b] == char


# text, words that may be coded, whether it is cut
ROOM = [
    pytest.param("word " * 120, 120, False, id="as-many-as-may-be"),
    pytest.param("word " * 121, 120, True, id="one-more"),
    pytest.param("word, " * 90, 120, False, id="marks-of-prose"),
    pytest.param("(a/b) " * 90, 120, True, id="marks"),
    pytest.param("1 " * 5000, 120, True, id="figures"),
    pytest.param("abcdefghijklmnopqrstuvwxyz " * 100, 120, True, id="long-words"),
    pytest.param("[" * 5000 + " word" * 100, 120, False, id="what-is-no-word-does-not-count"),
    pytest.param("One.\n\n" + "word " * 100 + "\n\n" + "word " * 100, 120, True, id="paragraphs"),
]


@pytest.mark.parametrize(("text", "words", "cut"), ROOM)
def test_no_more_is_parsed_than_there_is_room_for(text: str, words: int, cut: bool) -> None:
    (found,) = annotate_each([make_article(text)], MODEL, words)
    assert isinstance(found, Annotated)
    assert found.article.cut is cut
    assert len(found.doc) <= words * TOKENS_A_WORD
    assert len(found.doc.text) <= words * CHARS_A_WORD


def test_a_text_over_a_million_characters_is_coded() -> None:
    (found,) = extract_all([make_article(GOOD + "\n\n" + "The market opened at noon. " * 60_000)], Settings(max_words=200))
    assert isinstance(found, Extraction)
    assert found.article.cut
    assert found.events


# sentences that repeat themselves, and more and more of them
GROWING = {
    "retold": "Soldiers killed four farmers in Banda on Tuesday. ",
    "quotes": '"We will fight," he said. ',
    "names": "John Okot met Mary Okot and the minister. ",
    "ministry": "The ministry said it met rebels. ",
    "figures": "Some 12 of 30 men and 14 others left on May 3. ",
}


@pytest.mark.parametrize("kind", GROWING)
def test_four_times_the_text_takes_no_more_than_six_times_the_time(kind: str) -> None:
    def seconds(times: int) -> float:
        text = make_article(GROWING[kind] * times)
        return timeit(lambda: list(extract_all([text], SETTINGS)), number=1, timer=time.process_time)  # no garbage is collected

    seconds(5)  # what is read once
    assert seconds(240) < 6 * seconds(60)


def numbered(texts: list[str]) -> list[Article]:
    return [replace(make_article(text), article_id=str(n)) for n, text in enumerate(texts)]


BROKEN = "Troops left \ud800 town."  # half a character, which no tokenizer takes


def test_an_article_that_cannot_be_parsed_costs_itself() -> None:
    found = list(extract_all(numbered([GOOD, BROKEN, GOOD]), SETTINGS))
    assert [(f.article_id, isinstance(f, Failure)) for f in found] == [("0", False), ("1", True), ("2", False)]
    assert isinstance(found[1], Failure)
    assert found[1].detail.startswith("UnicodeEncodeError")


@Language.component("refuses_poison")
def refuses_poison(doc: Doc) -> Doc:
    if "poison" in doc.text:
        raise ValueError("poison")
    return doc


def test_an_article_that_breaks_its_group_costs_itself() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("refuses_poison")
    group: list[Annotated | Failure] = [prepare(a, nlp, 100, nowhere) for a in numbered(["One.", "A poison.", "Two."])]
    found = parsed(group, nlp, 100, nowhere)
    assert [f.doc.text if isinstance(f, Annotated) else f.detail.split(" (")[0] for f in found] == [
        "One.", "ValueError: poison", "Two.",
    ]  # fmt: skip


def test_the_stage_of_an_article_is_told() -> None:
    seen: list[tuple[str, str]] = []
    report: Callable[[str, str], None] = lambda article, stage: seen.append((article, stage))  # noqa: E731
    list(extract_all(numbered(["Talks began.", BROKEN]), SETTINGS, at=report))
    assert dict.fromkeys(seen) == dict.fromkeys([("0", "parse"), ("1", "parse"), ("0", "resolve"), ("0", "extract")])


def test_the_model_takes_texts_of_any_length() -> None:
    assert load_model(MODEL).max_length > 1_000_000
