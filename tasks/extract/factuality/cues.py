"""A cue: one word or construction that bears on whether a predicate holds, and how words are looked up."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from lexicon.factuality import Signature, Weight, cues

WORDING = {
    "to": "infinitive under {!r}",
    "that": "clause under {!r}",
    "ing": "gerund under {!r}",
    "object": "object of {!r}",
    "subject": "subject of {!r}",
    "noun": "content of {!r}",
    "adjective": "under {!r}",
    "modifier": "modified by {!r}",
    "adverb": "modified by {!r}",
    "prep": "behind {!r}",
    "mark": "in a clause with {!r}",
    "modal": "under {!r}",
}


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A class of the lexicon at work: the slot that it acts through, the word, and the token of that word."""

    signature: Signature
    slot: str
    word: str
    token: Token

    @property
    def name(self) -> str:
        return self.signature.name

    @property
    def weight(self) -> Weight:
        return cues().weight(self.name, self.slot)

    def describe(self) -> str:
        """The cue in words: "object of 'deny'"."""
        pattern = WORDING.get(self.slot)
        return pattern.format(self.word) if pattern and self.slot in cues().words else f"{self.name} ({self.word})"


def cue(name: str, slot: str, token: Token, word: str = "") -> Cue:
    """A cue of a class that is known by name."""
    return Cue(cues().signatures[name], slot, word or token.lower_, token)


def find(slot: str, token: Token, *keys: str) -> Cue | None:
    """The cue that the first known of these keys makes at a token."""
    found = cues().find(slot, *keys)
    return Cue(found[0], slot, found[1], token) if found else None


def lemma_of(token: Token) -> str:
    """The lemma in lower case, with the lemmatizer's confusion of hoping and hopping undone."""
    lemma = token.lemma_.lower()
    return "hope" if lemma == "hop" and "hopp" not in token.lower_ else lemma


def keys(token: Token, *prepositions: str) -> tuple[str, ...]:
    """What a governor is looked up as, the longest first: with its particle and preposition, with one of them, alone."""
    lemma = lemma_of(token)
    particles = [child.lower_ for child in token.children if child.dep_ == "prt"]
    stems = [f"{lemma} {particle}" for particle in particles[:1]]
    found = [f"{stem} {preposition}" for stem in [*stems, lemma] for preposition in prepositions]
    if token.lower_ == "had":
        return (*found, *stems, "had", lemma)
    return (*found, *stems) if prepositions else (*stems, lemma)


def is_verb(token: Token) -> bool:
    """True for verbs and auxiliaries in any form."""
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


def is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")


def child(token: Token, *deps: str) -> Token | None:
    """The first child that hangs on one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def infinitive(token: Token) -> bool:
    """True for 'to V', also in the passive and the perfect."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
