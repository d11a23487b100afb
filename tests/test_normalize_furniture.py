"""Furniture: the examples in lexicon/furniture.toml are the table; here they are run."""

import time

import pytest

from tasks.normalize.furniture import cut_ending, cut_inline, entries, kind_of
from tasks.text import MappedText

LINES = [(entry["kind"], text) for entry in entries("line") for text in entry["yes"]]
PROSE = [text for entry in entries("line") for text in entry["no"]]
CUTS = {"inline": cut_inline, "ending": cut_ending}
CUT = [(section, entry["kind"], text) for section in CUTS for entry in entries(section) for text in entry["yes"]]
UNCUT = [(section, text) for section in CUTS for entry in entries(section) for text in entry["no"]]


@pytest.mark.parametrize(("kind", "text"), LINES)
def test_a_line_of_furniture(kind: str, text: str) -> None:
    assert kind_of(text) is not None
    assert kind_of(f"  {text} ") is not None


@pytest.mark.parametrize("text", PROSE)
def test_a_line_of_prose(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(("section", "kind", "text"), CUT)
def test_furniture_inside_a_paragraph(section: str, kind: str, text: str) -> None:
    part, cuts = CUTS[section](MappedText.of(text))
    assert [cut.kind for cut in cuts] == [kind] * len(cuts) != []
    assert len(part.text) + sum(cut.end - cut.start for cut in cuts) == len(text)


@pytest.mark.parametrize(("section", "text"), UNCUT)
def test_a_paragraph_of_prose(section: str, text: str) -> None:
    part, cuts = CUTS[section](MappedText.of(text))
    assert (part.text, cuts) == (text, [])


def test_every_entry_has_examples_of_both_kinds() -> None:
    for section in ("line", *CUTS):
        for entry in entries(section):
            assert entry["yes"], entry["kind"]
            assert entry["no"], entry["kind"]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "(",
        "A ",
        "A/",
        "> ",
        "Home > ",
        "share ",
        "by A ",
        "[A] ",
        "photo ",
        "Photo by A, ",
        "read more: ",
        "1",
        "-",
        ".",
    ],
)
def test_hostile_lines_take_no_time(unit: str) -> None:
    text = (unit * 300)[:300]
    start = time.process_time()
    kind_of(text)
    kind_of(text[:-1] + "\u2603")
    long = MappedText.of(unit * 20_000)
    cut_inline(long)
    cut_ending(long)
    assert time.process_time() - start < 1
