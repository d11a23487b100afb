"""Which nouns tell of a crowd, and where the line runs between riot and assault."""

import pytest

from tasks.annotate import annotate
from tasks.extract.events.crowds import is_crowd
from tests.conftest import MODEL, make_article


@pytest.mark.parametrize(
    ("text", "noun", "crowd"),
    [
        ("A mob broke the windows.", "mob", True),
        ("Villagers broke the windows.", "Villagers", True),
        ("Forty students broke the windows.", "students", True),
        ("Dozens of men broke the windows.", "men", True),
        ("Two groups of villagers met.", "villagers", True),
        ("Two students broke the windows.", "students", False),
        ("A few students broke the windows.", "students", False),
        ("The men broke the windows.", "men", False),
        ("Robbers broke the windows.", "Robbers", False),
        ("A student broke the window.", "student", False),
        ("A couple of students broke the window.", "students", False),
    ],
)
def test_many_are_a_crowd(text: str, noun: str, crowd: bool) -> None:
    article = next(iter(annotate([make_article(text)], MODEL)))
    token = next(t for t in article.doc if t.text == noun)
    assert is_crowd(token) is crowd
