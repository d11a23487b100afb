"""MappedText: whatever is cut, kept or replaced, every character knows the stretch of the source that it stands for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text import MappedText

BLANKS = re.compile(r"\s+")
VOWELS = re.compile("[aeiou]")
DOUBLES = re.compile(r"bb|cc")
TEXTS = st.text(alphabet="abcei  \n\t\u00a0é🙂\ud800", max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, MappedText]:
    """A source and what is left of it after up to four edits."""
    source = draw(TEXTS)
    mapped = MappedText.of(source)
    for edit in draw(st.lists(st.sampled_from(["keep", "cut", "shrink", "grow", "same", "drop"]), max_size=4)):
        points = sorted(draw(st.lists(st.integers(0, len(mapped.text)), min_size=4, max_size=4)))
        spans = [(points[0], points[1]), (points[2], points[3])]
        steps = {
            "keep": lambda m=mapped, s=spans: m.keep(s),
            "cut": lambda m=mapped, s=spans: m.cut(s),
            "shrink": lambda m=mapped: m.sub(BLANKS, " "),
            "grow": lambda m=mapped: m.sub(DOUBLES, "xyz"),
            "same": lambda m=mapped: m.sub(VOWELS, "o"),
            "drop": lambda m=mapped: m.sub(VOWELS, ""),
        }
        mapped = steps[edit]()
    return source, mapped


@given(edited())
def test_every_character_stands_for_a_stretch_of_the_source_in_order(case: tuple[str, MappedText]) -> None:
    source, mapped = case
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert all(0 <= a < b <= len(source) for a, b in zip(mapped.starts, mapped.ends, strict=True))
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)


@given(edited())
def test_what_is_unlike_its_source_was_replaced(case: tuple[str, MappedText]) -> None:
    source, mapped = case
    for i, char in enumerate(mapped.text):
        a, b = mapped.source(i, i + 1)
        assert char == source[a:b] or char in " oxyz", "a character kept is the source's own"


@given(edited(), st.integers(0, 60), st.integers(0, 60))
def test_spans_map_to_spans(case: tuple[str, MappedText], start: int, end: int) -> None:
    source, mapped = case
    start, end = min(start, len(mapped.text)), min(end, len(mapped.text))
    a, b = mapped.source(start, end)
    assert 0 <= a <= b <= len(source)
    assert (a == b) == (start >= end), "empty spans alone are empty in the source"


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_keep_and_cut_are_opposites(source: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(source)), min(other, len(source))))
    text = MappedText.of(source)
    assert text.keep([(start, end)]).text == source[start:end]
    assert text.cut([(start, end)]).text == source[:start] + source[end:]
    assert text.cut([]).text == source
    assert text.keep([]).text == ""


@given(TEXTS)
def test_sub_is_that_of_re(source: str) -> None:
    for pattern, new in ((BLANKS, " "), (VOWELS, ""), (DOUBLES, "xyz")):
        assert MappedText.of(source).sub(pattern, new).text == pattern.sub(new, source)
    assert MappedText.of(source).sub(VOWELS, lambda m: m[0].upper()).text == VOWELS.sub(lambda m: m[0].upper(), source)


SOURCE = "By  A. Nyman\n\nOSLO -- Talks   began."


@pytest.mark.parametrize(
    ("wanted", "stands_for"),
    [
        pytest.param("Talks began", "Talks   began", id="across-a-folded-blank"),
        pytest.param("Talks", "Talks", id="one-word"),
        pytest.param(" ", "   ", id="the-folded-blank-itself"),
        pytest.param("began.", "began.", id="to-the-end"),
    ],
)
def test_composed_edits_lead_back(wanted: str, stands_for: str) -> None:
    text = MappedText.of(SOURCE).cut([(0, 14)]).sub(BLANKS, " ").cut([(0, len("OSLO -- "))])
    assert text.text == "Talks began."
    at = text.text.index(wanted)
    a, b = text.source(at, at + len(wanted))
    assert SOURCE[a:b] == stands_for


@pytest.mark.parametrize(
    ("text", "at", "source"),
    [
        pytest.param(MappedText.of("abc"), 0, 0, id="at-the-start"),
        pytest.param(MappedText.of("abc"), 2, 2, id="inside"),
        pytest.param(MappedText.of("abc"), 3, 3, id="at-the-end"),
        pytest.param(MappedText.of(""), 0, 0, id="of-nothing"),
        pytest.param(MappedText.of("abc").cut([(0, 3)]), 0, 0, id="of-what-is-all-cut"),
        pytest.param(MappedText.of("abcdef").keep([(2, 4)]), 2, 4, id="after-the-last-kept"),
        pytest.param(MappedText.of("abcdef").keep([(2, 4)]), 0, 2, id="before-the-first-kept"),
    ],
)
def test_empty_spans(text: MappedText, at: int, source: int) -> None:
    assert text.source(at, at) == (source, source)
