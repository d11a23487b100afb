"""How statements are reported: `reporting.toml`, read once."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml
from schemas.errors import LexiconError

LISTS = (
    "say",
    "utter",
    "think",
    "promise",
    "urge",
    "label",
    "quoted",
    "nouns",
    "adjectives",
    "documents",
    "voices",
    "programmes",
    "issue",
    "sources",
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Lemmas by what they take as content; the lists are explained where they stand, in reporting.toml."""

    say: frozenset[str]
    utter: frozenset[str]
    think: frozenset[str]
    promise: frozenset[str]
    urge: frozenset[str]
    label: frozenset[str]
    quoted: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    documents: frozenset[str]
    voices: frozenset[str]
    programmes: frozenset[str]
    issue: frozenset[str]
    sources: frozenset[str]

    def reports(self, lemma: str) -> bool:
        """Whether the verb may govern quoted words."""
        return lemma in self.say or lemma in self.quoted or lemma in self.label

    def tells(self, lemma: str) -> bool:
        """Whether the verb has a clause or an infinitive as content."""
        return lemma in self.say or lemma in self.promise or lemma in self.urge or lemma == "hope"


@cache
def reporting() -> Reporting:
    """The reporting expressions. Raises LexiconError if a list is missing or unknown."""
    data = read_toml("reporting.toml")
    data.pop("version", None)
    if wrong := set(data) ^ set(LISTS):
        raise LexiconError(
            "lexicon/reporting.toml", f"missing or unknown list: {', '.join(sorted(wrong))}", "See lexicon/reporting.py"
        )
    return Reporting(**{name: frozenset(data[name]) for name in LISTS})
