"""Which words of a text are predicates: verbs that are no auxiliaries, event nouns, predicate adjectives and nouns."""

from __future__ import annotations

from spacy.tokens import Token

from lexicon.eventive import event_nouns
from lexicon.factuality import cues
from tasks.extract.factuality.cues import is_verb

GRAMMAR = frozenset({"aux", "auxpass", "det", "mark", "cc", "neg", "prt", "punct", "prep", "agent", "case"})
PREDICATIVE = frozenset({"acomp", "oprd", "attr", "ROOT", "ccomp", "xcomp", "advcl", "conj", "relcl", "acl", "pcomp"})
CONTAINERS = frozenset({"achieve", "know", "stop", "able"})  # "series of", "victim of", "way to"
PARTICIPLES = ("ed", "ing", "en")


def is_predicate(token: Token) -> bool:
    """True if the token says that something happens or holds."""
    if token.is_punct or token.is_space or not token.text.strip():
        return False
    if is_verb(token):
        helping = token.lemma_.lower() in ("have", "do", "get") and token.dep_ in GRAMMAR
        return token.tag_ != "MD" and token.lemma_.lower() != "be" and not helping
    if token.pos_ in ("NOUN", "PROPN"):
        return predicate_noun(token)
    if token.pos_ in ("ADJ", "ADV"):
        return (token.dep_ in PREDICATIVE and token.pos_ == "ADJ") or participial(token)
    return False


def predicate_noun(noun: Token) -> bool:
    """True for event nouns, and for nouns that a copula says of something."""
    if event_nouns().names_event(noun.lemma_) or governs(noun):
        return noun.pos_ == "NOUN" or noun.lower_ == noun.text or noun.dep_ != "compound"
    return noun.pos_ == "NOUN" and noun.dep_ == "attr"


def governs(noun: Token) -> bool:
    """True for nouns of attitude that have a content: intent, chance, fear."""
    found = cues().find("noun", noun.lemma_.lower())
    return found is not None and found[0].name not in CONTAINERS


def participial(token: Token) -> bool:
    """True for attributes made from a verb ("suspected", "growing")."""
    return token.dep_ == "amod" and token.lower_.endswith(PARTICIPLES)
