"""Characters: what is mended, what is left, and that every character knows where it came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.unicode import clean, clean_string
from tasks.text import MappedText


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("plain", "plain"),
        ("“typographic” ‘quotes’ stay — so do dashes", "“typographic” ‘quotes’ stay — so do dashes"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\u2029b", "a\n\nb"),
        ("a\u00a0b\tc\u3000d", "a b c d"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark \u202ebidi", "softhyphen zerowidth mark bidi"),
        ("end\x03", "end "),
        ("lone \ud800 surrogate", "lone   surrogate"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("o\ufb03ce", "office"),
        ("the ministerâ€™s â€œplanâ€\x9d", "the minister’s “plan”"),
        ("SÃ£o Paulo", "São Paulo"),
        ("São Paulo, Âge d’or", "São Paulo, Âge d’or"),
        ("Â£5", "£5"),
        ("Q&amp;A &#8217;tis &quot;so&quot;", 'Q&A ’tis "so"'),
        ("AT&T & co; 5 &lt 6", "AT&T & co; 5 &lt 6"),
        ("Zoë Åsa naïve Ørsted Łódź Dvořák", "Zoë Åsa naïve Ørsted Łódź Dvořák"),
        ("Привет 你好 مرحبا", "Привет 你好 مرحبا"),
    ],
)
def test_characters(given_: str, expected: str) -> None:
    assert clean(MappedText.of(given_)).text == expected


def test_a_mended_character_stands_for_all_that_it_was() -> None:
    text = clean(MappedText.of("the generalâ€™s cafe\u0301"))
    assert text.source(11, 12) == (11, 14)
    at = text.text.index("é")
    assert text.source(at, at + 1) == (len("the generalâ€™s caf"), len("the generalâ€™s caf") + 2)


def test_fields_are_on_one_line() -> None:
    assert clean_string(" A\r\n  title\u200b ") == "A title"


@given(st.text(st.characters(codec=None), max_size=100))
def test_cleaning_is_stable_composed_and_mapped(text: str) -> None:
    cleaned = clean(MappedText.of(text))
    assert clean(MappedText.of(cleaned.text)).text == cleaned.text
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert list(cleaned.ends) == sorted(cleaned.ends)
    cleaned.text.encode("utf-8")
