"""Which language a text is in."""

import re
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

NOT_LETTER = re.compile(r"[\W\d_]+")
SAMPLE = 800  # characters that are looked at
SURE = 0.95  # probability below which another language than the expected one is not believed
SHORT = 120  # letters: below this the guess is worse than the declaration


def language_of(text: str, declared: str, expected: str) -> str:
    """The ISO 639-1 code of a text. Short texts are in the declared language, else the expected one."""
    declared = declared.strip().replace("_", "-").partition("-")[0].casefold()
    sample = text[:SAMPLE]
    if len(NOT_LETTER.sub("", sample)) < SHORT:
        return declared if len(declared) == 2 and declared.isalpha() else expected
    code, sureness = identifier().classify(sample)
    return str(code) if sureness >= SURE else expected


@cache
def identifier() -> Any:
    """The classifier with probabilities, for the languages that have a two-letter code."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in found.labels if len(code) == 2])
    return found
