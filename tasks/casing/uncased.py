"""Whether the case of a text tells nothing: all capitals, none, or the title case of headlines."""

from lexicon.casing import WORD

LETTERS_ENOUGH = 12  # fewer letters in one case prove nothing: "OPINION", "UN"
MOST_SMALL = 0.06  # of the letters of upper-case text: "McCAIN", "10th"
MOST_CAPITAL = 0.005  # of the letters of lower-case text; a long sentence without names has more
LONGEST_TITLE = 160  # characters of a headline
TITLE_WORDS = 3  # longer words that must all have a capital
SHORT = 3  # letters of words that title case may leave small


def is_uncased(text: str) -> bool:
    """Whether the letters tell nothing: nearly all are capitals, or none is. Short text and other scripts never are."""
    if is_titled(text):
        return True
    upper = sum(map(str.isupper, text))
    if upper <= LETTERS_ENOUGH and not is_small(text):
        return False
    lower = sum(map(str.islower, text))
    if upper >= LETTERS_ENOUGH and lower <= MOST_SMALL * (upper + lower):
        return True
    return lower >= LETTERS_ENOUGH and upper <= MOST_CAPITAL * (upper + lower) and is_small(text)


def is_titled(text: str) -> bool:
    """A headline in title case: every longer word has a capital, so that it tells nothing ("Peru Lifts Ban on Protests")."""
    if len(text) > LONGEST_TITLE:
        return False
    long = [w[0] for w in WORD.finditer(text) if len(w[0]) > SHORT and w[0].isalpha()]
    return len(long) >= TITLE_WORDS and all(w[0].isupper() for w in long) and not all(map(str.isupper, long))


def is_small(text: str) -> bool:
    """Whether the first letter of a text is small, as it never is where capitals are kept."""
    return next((c.islower() for c in text if c.isalpha()), False)
