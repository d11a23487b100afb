"""Who denies it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from tasks.extract.factuality.cues import Cue, child, is_verb

MAX_STEPS = 10


def deniers_of(found: Iterable[Cue]) -> tuple[Token, ...]:
    """The heads of the noun phrases that do the denying, in the order of the text."""
    tokens = {t.i: t for c in found if c.name == "deny" for t in sources(c.token)}
    return tuple(tokens[i] for i in sorted(tokens))


def sources(word: Token) -> tuple[Token, ...]:
    """The subjects of a verb, the possessor or by-phrase of a noun."""
    head = subject(word) if is_verb(word) else owner(word)
    return (head, *conjuncts(head)) if head is not None else ()


def conjuncts(head: Token) -> tuple[Token, ...]:
    return tuple(t for t in head.conjuncts if t.i > head.i)


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, its agent, or one that it shares by coordination, control or a relative clause."""
    for _ in range(MAX_STEPS):
        if agent := child(verb, "agent"):
            return child(agent, "pobj")
        passive = child(verb, "auxpass") is not None
        own = None if passive else child(verb, "nsubj")
        if own is not None and not (verb.dep_ == "relcl" and own.tag_ in ("WDT", "WP")):
            return own
        if passive:
            return None
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "aux") or not is_verb(verb.head):
            return None
        verb = verb.head
    return None


def owner(noun: Token) -> Token | None:
    """The possessor of a denial, or the one it comes from."""
    if possessor := child(noun, "poss"):
        return possessor
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("by", "from"):
            return child(preposition, "pobj")
    return subject(noun.head) if noun.dep_ == "dobj" else None
