"""Bylines and their near misses."""

import pytest

from tasks.normalize.byline import is_byline


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "by Jane Roe",
        "BY JANE ROE, ASSOCIATED PRESS",
        "By Jane Roe and John Smith",
        "By Jane Roe, Example News, in Kalna",
        "By Jane Roe | Example News",
        "From Jane Roe in Kalna",
        "Written by Jane van der Roe",
        "Jane Roe, Reuters",
        "Jane Roe | AFP",
        "By Reuters Staff",
        "By ANA Reporter",
        "By Jean-Pierre O’Roe",
    ],
)
def test_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By",
        "By Monday",
        "By the time police came, he was gone",
        "By Jane Roe.",
        "By Jane Roe, who was there when it happened",
        "From Kalna to Port Ester the roads are closed",
        "Jane Roe, a doctor",
        "Reuters",
        "AP",
        "Bystanders Hurt",
        "Jane Roe said so, Reuters",
        "By " + "Roe " * 60,
    ],
)
def test_no_byline(line: str) -> None:
    assert not is_byline(line)
