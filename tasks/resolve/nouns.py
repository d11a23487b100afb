"""What a common noun says: whom it names, of which sector, of which semantic class."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from lexicon.lists import word_list
from lexicon.world import Role, abbreviations, equipment, modifier_sectors, roles, titles
from tasks.resolve.phrases import lemma, of_complement, words_before

LONGEST = 4  # words in the longest role noun
OFFICES = frozenset(["GOV", "LEG", "SPY", "MIL", "COP", "JUD", "PTY"])  # whose former holders are the elite
RELATIONS = word_list("relations")  # whose sector is not their owner's
CHAMBERS = word_list("chambers")
BUILT = word_list("built")
PERSON_ENDINGS = ("woman", "man", "ist", "crat")


@dataclass(frozen=True, slots=True)
class Reading:
    """A common noun read as a party: the role noun that matched, its role, and its sector with modifiers."""

    word: str
    role: Role
    sector: str
    past: bool
    fixed: bool  # the sector is certain; otherwise an owner or complement may give it


def expand(words: list[str]) -> list[str]:
    """Abbreviated ranks in full; hyphenated words also by their last part, if only so they are known."""
    out = []
    for word in words:
        word = abbreviations().get(word, word)
        if "-" in word and word not in roles() and word not in modifier_sectors():
            word = word.rsplit("-", 1)[-1]
        out.append(word)
    return [w for w in out if w]


def match(words: list[str]) -> tuple[str, Role] | None:
    """The longest role noun that the words end in."""
    for size in range(min(LONGEST, len(words)), 0, -1):
        key = " ".join(words[-size:])
        if role := roles().get(key):
            return key, role
    return guess(words[-1]) if words else None


def guess(word: str) -> tuple[str, Role] | None:
    """Nouns in -man, -woman, -ist that no list knows are people."""
    if word.endswith(PERSON_ENDINGS) and len(word) > 5:
        return word, Role("CVL", True, generic=True)
    return None


def modifier_sector(words: list[str]) -> str:
    """The sector that the words before a generic head give, the nearest first; empty if none does."""
    for end in range(len(words), 0, -1):
        for size in (2, 1):
            key = " ".join(words[max(0, end - size) : end])
            role = roles().get(key)
            if found := modifier_sectors().get(key):
                return found
            if role and not role.generic and role.sector not in ("CVL", "UNK"):
                return role.sector
    return ""


def takes_modifier(word: str, role: Role) -> bool:
    return role.generic or role.sector == "SOC" or word in equipment()["building"] or word in equipment()["civilian"]


def read_words(words: list[str]) -> Reading | None:
    """The reading of a phrase's words (lemmas, head last); None if the head names no party."""
    words = expand(words)
    found = match(words)
    if not found:
        return None
    word, role = found
    before = words[: len(words) - len(word.split())]
    sector = modifier_sector(before) if takes_modifier(word, role) else ""
    if word in RELATIONS and sector == "PTY":  # 'liberal activists' are of no party
        sector = ""
    past = bool(titles()["past"] & set(before)) or word.startswith("ex-")
    if past and role.person and (sector or role.sector) in OFFICES:
        return Reading(word, role, "ELI", True, True)
    return Reading(word, role, sector or role.sector, past, bool(sector) or not role.generic)


def read_title(words: list[str]) -> Reading | None:
    """The office in the words before a personal name: the first that names a person's role.

    'police spokesman Capt.' is a police spokesman, 'Vice Minister of Transport Major' a vice minister.
    """
    words = expand(words[words.index("turned") + 1 :] if "turned" in words else words)
    best: Reading | None = None
    for end in range(1, len(words) + 1):
        reading = read_words(words[:end])
        if reading and reading.role.person:
            longer = read_words(words[: end + 1]) if end < len(words) else None
            if longer and longer.role.person and " " in longer.word:
                reading = longer
            if reading.fixed:
                return reading
            best = best or reading
    return best


def is_activity(words: list[str], head: Token) -> bool:
    """'Peace building', 'the installation of wells': what is done, no place where somebody is."""
    if head.tag_ != "NN":
        return False
    if words[-1:] == ["installation"]:
        return of_complement(head) is not None
    determined = any(c.dep_ == "det" for c in head.children)  # "the state building"
    return words[-1:] == ["building"] and not BUILT.isdisjoint(words[-2:-1]) and not determined


def read_head(head: Token, start: int) -> Reading | None:
    """The reading of a noun phrase that begins at token `start`."""
    if head.pos_ in ("VERB", "AUX", "ADP", "ADV", "PRON", "NUM", "DET") and lemma(head) not in roles():
        return None
    words = words_before(head, start)
    if is_activity(words, head):
        return None
    if words[-1:] and words[-1] in CHAMBERS and head.tag_ == "NNP":  # "the House", but "a house"
        words = [*words[:-1], "parliament"]
    return read_words(words)


@cache
def noun_class(word: str) -> str:
    """Semantic class of a lemma: weapon vehicle building money role group other."""
    for name, label in (("weapon", "weapon"), ("building", "building"), ("military", "vehicle"), ("civilian", "vehicle")):
        if word in equipment()[name]:
            return label
    if word in equipment()["money"]:
        return "money"
    role = roles().get(word) or (found[1] if (found := guess(word)) else None)
    if role is None:
        return "other"
    return "role" if role.person else "group"
