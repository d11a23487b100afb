"""Editors' notes are no words of a text; what brackets say in its stead is."""

import pytest

from tasks.notes import drop_notes
from tasks.text import MappedText


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("He said [sic] no.", "He said no."),
        ("REBELS [WORDS INDISTINCT] ATTACKED THE TOWN.", "REBELS ATTACKED THE TOWN."),
        ("Luis Soto [spelled phonetically] left.", "Luis Soto left."),
        ("We won. [Applause] Thank you.", "We won. Thank you."),
        ("[passage omitted] They left.", " They left."),
        # near misses
        ("The [Peruvian] army left.", "The [Peruvian] army left."),
        ("The United Front [UF] left.", "The United Front [UF] left."),
        ('"They [the rebels] left," he said.', '"They [the rebels] left," he said.'),
        ("He recorded the applause.", "He recorded the applause."),
        ("An open [sic bracket.", "An open [sic bracket."),
    ],
)
def test_notes(text: str, kept: str) -> None:
    found = drop_notes(MappedText.of(text))
    assert found.text == kept
    assert all(text[a] == c for a, c in zip(found.starts, found.text, strict=True))
