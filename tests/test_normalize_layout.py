"""Paragraphs: wrapped text is joined, one paragraph a line stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.layout import join_paragraphs, layout_of, lines_of, paragraph, spans_of
from tasks.text import MappedText

LONG = "The navy lifted its blockade of the port on Monday, three weeks after the fishermen's union had asked for it in court. "


def paragraphs(text: str) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in spans_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        (f"{LONG}\n{LONG}", [LONG.strip(), LONG.strip()]),
        (  # a wire: new paragraphs are indented
            "The navy lifted its blockade of the port on Monday, three\nweeks after the fishermen's union had asked for it.\n"
            "    The boats left at dawn and came back in the evening with\ntheir first catch since May.",
            [
                "The navy lifted its blockade of the port on Monday, three weeks after the fishermen's union had asked for it.",
                "The boats left at dawn and came back in the evening with their first catch since May.",
            ],
        ),
        (  # a short first line that goes on is no headline
            "The navy lifted its\nblockade of the port on Monday, three weeks after the fishermen's\nunion asked for it.",
            ["The navy lifted its blockade of the port on Monday, three weeks after the fishermen's union asked for it."],
        ),
        (  # a paragraph of one line between two others
            "    The navy lifted its blockade of the port on Monday, three\nweeks after the union had asked for it in\ncourt.\n"
            "    The minister said nothing about the boats that it had sunk\n"
            "    The union will ask for the money that its members lost in\nthese weeks.",
            [
                "The navy lifted its blockade of the port on Monday, three weeks after the union had asked for it in court.",
                "The minister said nothing about the boats that it had sunk",
                "The union will ask for the money that its members lost in these weeks.",
            ],
        ),
        (  # mail: wrapped, a blank line between paragraphs
            "The navy lifted its blockade of the port on Monday, three\nweeks after the union asked.\n\nBoats left at dawn.",
            [
                "The navy lifted its blockade of the port on Monday, three weeks after the union asked.",
                "Boats left at dawn.",
            ],
        ),
        (  # in capitals nothing tells a sentence's start but the width
            "THE NAVY LIFTED ITS BLOCKADE OF THE PORT ON MONDAY, THREE\n"
            "WEEKS AFTER THE FISHERMEN'S UNION HAD ASKED FOR IT IN THE\n"
            "HIGH COURT OF THE NORTHERN PROVINCE AND ITS NEIGHBOURS ON\nTHE COAST.",
            [
                "THE NAVY LIFTED ITS BLOCKADE OF THE PORT ON MONDAY, THREE WEEKS AFTER THE FISHERMEN'S UNION HAD ASKED "
                "FOR IT IN THE HIGH COURT OF THE NORTHERN PROVINCE AND ITS NEIGHBOURS ON THE COAST."
            ],
        ),
        (f"{LONG}and then\nthe boats left.", [f"{LONG}and then the boats left."]),  # a stray break in mid-sentence
        (
            "Army takes Kalna\nTalks fail in Port Ester\nUnion ends strike",
            ["Army takes Kalna", "Talks fail in Port Ester", "Union ends strike"],
        ),
        ("", []),
        (" \n \n", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_a_word_broken_at_its_hyphen_is_whole_again() -> None:
    text = "They carried anti-\ngovernment banners --\nmany of them."
    joined = paragraph(MappedText.of(text), lines_of(text))
    assert joined.text == "They carried anti-government banners -- many of them."
    assert joined.source(joined.text.index("anti"), joined.text.index(" banners")) == (13, 29)


def test_joined_paragraphs_point_to_the_gap_between_them() -> None:
    text = MappedText.of("One.  \n  Two.")
    joined = join_paragraphs([text.keep([(0, 4)]), text.keep([(9, 13)])])
    assert joined.text == "One.\n\nTwo."
    assert joined.source(4, 6) == (4, 9)


def test_one_paragraph_a_line_is_not_wrapped_text() -> None:
    text = f"{LONG}\n{LONG}\nShort one."
    assert layout_of(text, lines_of(text)).width == 0


@given(st.lists(st.sampled_from(["a b", "A.", " ", "    c", "d-", LONG]), max_size=10).map("\n".join))
def test_paragraphs_hold_all_words_in_order(text: str) -> None:
    assert " ".join(paragraphs(text)).split() == text.split()
