"""Numbers as newspapers write them, in figures and in words."""

import re

ONES = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    "dozen": 12, "mn": 1_000_000, "bn": 1_000_000_000, "m": 1_000_000, "k": 1_000,
}  # fmt: skip
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "half": 0.5, "quarter": 0.25}
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MIXED = re.compile(r"(\d{1,4})[ -](\d{1,2})/(\d{1,2})")
PART = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[½¼¾]")
SMALL_WORDS = ("and", "a", "an")

# A number as a regular expression fragment: figures, or up to five number words.
NUMBER_WORD = "|".join([*TENS, *reversed(ONES), "hundred", "thousand", "million", "billion"])
IN_WORDS = rf"(?:(?:a|an)\s(?:hundred|thousand|million|dozen)|(?:{NUMBER_WORD})(?:[\s-](?:and\s)?(?:{NUMBER_WORD})){{0,5}})"
IN_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,4})?(?:[ -]\d/\d)?"
NUMBER = rf"(?:{IN_FIGURES}|{IN_WORDS})"


def parse_number(text: str) -> float | None:
    """The number that a phrase such as '1,200', '2 1/2', 'twenty-five thousand' or 'a dozen' stands for; None if it is none."""
    if mixed := MIXED.fullmatch(text.strip()):
        whole, top, bottom = map(int, mixed.groups())
        return whole + top / bottom if bottom else None
    total, current, seen = 0.0, 0.0, False
    for word in PART.findall(text.casefold().replace(",", "")):
        value = word_value(word)
        if value is None:
            if word in SMALL_WORDS:
                current = max(current, 1.0) if word != "and" and not seen else current
                continue
            return None
        if word in SCALES:
            current = max(current, 1.0) * value
            if value >= 1000:
                total, current = total + current, 0.0
        else:
            current += value
        seen = True
    return total + current if seen else None


def word_value(word: str) -> float | None:
    if word[0].isdigit():
        return float(word)
    for table in (ONES, TENS, SCALES, FRACTIONS):
        if word in table:
            return float(table[word])
    return None


def whole(value: float) -> str:
    """'2' for 2.0, '1.5' for 1.5."""
    return str(int(value)) if value == int(value) else f"{value:g}"
