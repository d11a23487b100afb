"""Which personal names of an article are the same person: surnames and short forms to full names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from lexicon.persons import person_key
from lexicon.world import abbreviations, titles
from tasks.resolve.labels import Named

PARTICLE = re.compile(r"^(?:al|el|ash|as|an|bin|ibn|abu|de|van|von)-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name as written: its words in lower case without honorifics and Arabic articles."""

    named: Named
    text: str
    words: tuple[str, ...]


def name_words(text: str) -> tuple[str, ...]:
    """('bashar', 'assad') of 'Mr. Bashar al-Assad'."""
    words = [PARTICLE.sub("", w.strip(".,'\"’").lower()) for w in text.split()]
    light = titles()["honorific"]
    kept = [
        w for w in words if w and w not in light and w + "." not in light and w not in abbreviations() and w not in ("jr", "sr")
    ]
    return tuple(kept or words)


def person_names(doc: Doc, named: Iterable[Named]) -> list[PersonName]:
    found = []
    for n in named:
        if n.label == "PERSON":
            text = " ".join(doc[n.inner : n.end].text.split())
            found.append(PersonName(n, text, name_words(text)))
    return found


def canonical_names(names: list[PersonName]) -> dict[int, str]:
    """First token of each personal name to the canonical name of the person."""
    fulls = [n for n in names if len(n.words) > 1]
    groups = merge_fulls(fulls)
    out = {}
    for name in names:
        owner = full_of(name, fulls)
        out[name.named.start] = groups[owner.named.start] if owner else name.text
    return out


def merge_fulls(fulls: list[PersonName]) -> dict[int, str]:
    """Full names to the longest form of the same name: 'Hosni Mubarak' is 'Mohammed Hosni Mubarak'."""
    by_last: dict[str, list[PersonName]] = {}
    for name in fulls:
        by_last.setdefault(name.words[-1], []).append(name)
    out = {}
    for name in fulls:
        same = [o for o in by_last[name.words[-1]] if is_form_of(name.words, o.words)]
        out[name.named.start] = max(same, key=lambda o: (len(o.words), -o.named.start)).text
    return out


def is_form_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of the short form is in the long one, initials counting for names."""
    return all(w in long or any(len(w) == 1 and o.startswith(w) for o in long) for w in short)


def full_of(name: PersonName, fulls: list[PersonName]) -> PersonName | None:
    """The full name that a name stands for: the nearest before it, else the first after it. A surname beats a first name."""
    if len(name.words) > 1:
        return next((f for f in fulls if f.named.start == name.named.start), None)
    word = name.words[0]
    tests = (lambda f: f.words[-1] == word, lambda f: f.words[0] == word, lambda f: word in f.words)
    for test in tests:
        before = [f for f in fulls if test(f) and f.named.start < name.named.start]
        after = [f for f in fulls if test(f) and f.named.start > name.named.start]
        if before or after:
            return before[-1] if before else after[0]
    return None


def given_gender(name: str) -> str:
    """'f' or 'm' from the given name of a full name; empty for surnames and for names that women and men bear."""
    words = person_key(" ".join(name_words(name))).replace("-", " ").split()
    if len(words) < 2:
        return ""
    return "f" if words[0] in titles()["women"] else "m" if words[0] in titles()["men"] else ""
