"""Which personal names of an article are the same person: surnames and short forms to full names."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from lexicon.persons import person_key
from lexicon.world import abbreviations, titles
from tasks.resolve.labels import Named

PARTICLE = re.compile(r"^(?:al|el|ash|as|an|bin|ibn|abu|de|van|von)-", re.IGNORECASE)
FAMILY = 100  # full names with one surname that are compared


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
    longest, known = merge_fulls(fulls), Fulls(fulls)
    out = {}
    for name in names:
        owner = name if len(name.words) > 1 else known.owner(name)
        out[name.named.start] = longest[owner.words] if owner else name.text
    return out


def merge_fulls(fulls: list[PersonName]) -> dict[tuple[str, ...], str]:
    """The words of full names to the longest form of the same name: 'Hosni Mubarak' is 'Mohammed Hosni Mubarak'."""
    first: dict[tuple[str, ...], PersonName] = {}
    by_last: dict[str, list[PersonName]] = {}
    for name in fulls:
        if first.setdefault(name.words, name) is name and len(by_last.setdefault(name.words[-1], [])) < FAMILY:
            by_last[name.words[-1]].append(name)
    out = {}
    for words, name in first.items():
        same = [o for o in by_last[words[-1]] if is_form_of(words, o.words)]
        out[words] = max(same, key=lambda o: (len(o.words), -o.named.start), default=name).text
    return out


def is_form_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of the short form is in the long one, initials counting for names."""
    return all(w in long or any(len(w) == 1 and o.startswith(w) for o in long) for w in short)


class Fulls:
    """The full names of an article by their last word, their first, and any word of them, in text order."""

    def __init__(self, fulls: list[PersonName]) -> None:
        self.last: dict[str, list[PersonName]] = {}
        self.first: dict[str, list[PersonName]] = {}
        self.any: dict[str, list[PersonName]] = {}
        for name in fulls:
            self.last.setdefault(name.words[-1], []).append(name)
            self.first.setdefault(name.words[0], []).append(name)
            for word in dict.fromkeys(name.words):
                self.any.setdefault(word, []).append(name)

    def owner(self, name: PersonName) -> PersonName | None:
        """The full name that one word stands for: the nearest before it, else the first after it. Surnames come first."""
        for index in (self.last, self.first, self.any):
            if found := index.get(name.words[0]):
                at = bisect_left(found, name.named.start, key=lambda f: f.named.start)
                return found[max(at - 1, 0)]
        return None


def given_gender(name: str) -> str:
    """'f' or 'm' from the given name of a full name; empty for surnames and for names that women and men bear."""
    words = person_key(" ".join(name_words(name))).replace("-", " ").split()
    if len(words) < 2:
        return ""
    return "f" if words[0] in titles()["women"] else "m" if words[0] in titles()["men"] else ""
