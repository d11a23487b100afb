"""Which language a text is in."""

import py3langid

SAMPLE = 3000  # characters that are looked at
SHORT = 120  # letters: below this the guess is worse than the declaration


def language_of(text: str, declared: str, expected: str) -> str:
    """The ISO 639-1 code of a text. Short texts are in the declared language, else the expected one."""
    declared = declared.strip().replace("_", "-").partition("-")[0].casefold()
    sample = text[:SAMPLE]
    if sum(char.isalpha() for char in sample) < SHORT:
        return declared if len(declared) == 2 and declared.isalpha() else expected
    # The classifier has seen little text in capitals.
    code, _ = py3langid.classify(sample.lower())
    return str(code)
