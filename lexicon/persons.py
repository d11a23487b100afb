"""Personal names as keys: one key for all the spellings that newspapers have for a name."""

import re
import unicodedata
from functools import cache, lru_cache

from lexicon.files import read_toml
from lexicon.lists import words

# Letters that Unicode does not take apart into a base letter and an accent.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "’": "'", "‘": "'"})
ARTICLE = re.compile(r"\b(?:al|el|ash|as|an|ad|ar)-(?=\w)")


@cache
def spellings() -> dict[str, str]:
    """A spelling of a given name to the first of its family: 'Mohamed' to 'mohammed'."""
    families = read_toml("world/titles.toml")["spelling"]
    return {spelling: first for first, others in families.items() for spelling in words(others)}


@lru_cache(maxsize=65536)
def person_key(text: str) -> str:
    """The key of a personal name: lower case, without accents and Arabic articles, given names in one spelling."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(STROKES))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(spellings().get(w, w) for w in ARTICLE.sub("", plain).split())
