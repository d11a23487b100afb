"""Which language a text is in."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lexicon.files import read_toml

NOT_LETTER = re.compile(r"[\W\d_]+")
OTHER_SCRIPT = re.compile(r"[^\x00-\u024f]")
SAMPLE = 800  # characters that are looked at
SURE = 0.95  # probability below which another language than the expected one is not believed
SHORT = 120  # letters: below this the guess is worse than the declaration
SPOKEN = 0.04  # share of function words below which a text that the classifier is not sure of is none of that language
UNKNOWN = "und"  # ISO 639-3


def language_of(text: str, declared: str, expected: str) -> str:
    """The ISO 639-1 code of a text; `und` if it is none that we know, as text in a wrong encoding is.

    Short texts in Latin letters are in the declared language, else the expected one.
    """
    declared = declared.strip().replace("_", "-").partition("-")[0].casefold()
    sample = text[:SAMPLE]
    letters = NOT_LETTER.sub("", sample)
    foreign = len(OTHER_SCRIPT.findall(letters)) > len(letters) / 2
    if len(letters) < SHORT and not foreign:
        return declared if len(declared) == 2 and declared.isalpha() else expected
    code, sureness = identifier().classify(sample)
    if sureness >= SURE:
        return str(code)
    return expected if declared == expected or any(spoken(part, expected) for part in samples(text)) else UNKNOWN


def samples(text: str) -> Iterator[str]:
    """Five stretches of a text, its first and its last among them: what stands around an article may be no language at all."""
    last = max(0, len(text) - SAMPLE)
    return (text[at : at + SAMPLE] for at in sorted({last * i // 4 for i in range(5)}))


def spoken(sample: str, language: str) -> bool:
    """Has a text the function words of a language? True for languages of which we know none."""
    known = function_words().get(language)
    words = sample.casefold().split()
    return not known or sum(word in known for word in words) >= SPOKEN * len(words)


@cache
def function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in read_toml("languages.toml")["function_words"].items()}


@cache
def identifier() -> Any:
    """The classifier with probabilities, for the languages that have a two-letter code."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in found.labels if len(code) == 2])
    return found
