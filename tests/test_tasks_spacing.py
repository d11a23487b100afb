"""Blanks inside words: closed where a tokenizer left them, kept where they belong."""

import pytest

from tasks.spacing import close_gaps
from tasks.text import MappedText

ROWS = [
    ("Mali ’ s army said the workers ’ rights weren ’ t safe", "Mali’s army said the workers’ rights weren’t safe"),
    ("It is Mali 's turn", "It is Mali's turn"),
    ("rebel - held al - Zor", "rebel-held al-Zor"),
    ("a 95 - year - old man", "a 95-year-old man"),
    ("3, 500 tents and 12, 345, 678 coins", "3,500 tents and 12,345,678 coins"),
    ("$2. 5 million, 6. 3 percent", "$2.5 million, 6.3 percent"),
    ("U. S. troops of the U. N.", "U.S. troops of the U.N."),
    ("an F - 16 of COVID - 19 times", "an F-16 of COVID-19 times"),
    # near misses
    ("The ‘ boys ’ came home", "The ‘ boys ’ came home"),
    ("On March 3, 200 people met", "On March 3, 200 people met"),
    ("That was in 2003. 5 people died", "That was in 2003. 5 people died"),
    ("The group - led by Diallo - fled", "The group - led by Diallo - fled"),
    ("They fled - resulting in chaos", "They fled - resulting in chaos"),
]


@pytest.mark.parametrize(("text", "closed"), ROWS)
def test_gaps(text: str, closed: str) -> None:
    assert close_gaps(MappedText.of(text)).text == closed


def test_spans_lead_back_to_the_text_as_it_was() -> None:
    source = "In Mali ’ s capital"
    mapped = close_gaps(MappedText.of(source))
    start = mapped.text.index("Mali’s")
    a, b = mapped.source(start, start + len("Mali’s"))
    assert source[a:b] == "Mali ’ s"
