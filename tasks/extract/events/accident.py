"""Deaths that nobody willed: an accident told as the cause of what a verb says."""

from collections.abc import Iterator

from spacy.tokens import Token

from lexicon.accident import accidents
from tasks.extract.events import syntax
from tasks.extract.events.outcome import WHEN
from tasks.resolve.nouns import noun_class

BY = frozenset({"in", "by", "of", "from", "during", "after", "following", "under"})
CRAFT = frozenset({"vehicle", "building"})


def accident(verb: Token) -> str:
    """The accident that a verb of harm has as its cause; empty if there is none, or if somebody willed it."""
    for cause in causes(verb):
        if cause.lemma_.lower() in accidents().nouns and not is_deliberate(cause):
            return cause.text
    for clause in occasions(verb):
        if happens(clause) and not is_deliberate(clause):
            return clause.text
    return ""


def causes(verb: Token) -> Iterator[Token]:
    """The nouns that may be the cause: subject, agent, objects of in/of/from/after, also of verbs beside it."""
    passive = syntax.is_passive(verb)
    subject = syntax.agent(verb) if passive else syntax.subject(verb)
    if subject is not None:
        yield subject
    for beside in together(verb):
        yield from syntax.own_prepositional(beside, BY)


def together(verb: Token) -> list[Token]:
    """The verb and those beside it: 'four were killed and nine injured when two trains collided'."""
    return [verb, *(v for v in verb.conjuncts if v.pos_ == "VERB")]


def occasions(verb: Token) -> Iterator[Token]:
    """The heads of its clauses of time and cause: 'killed when a bus overturned', '... hit by a train'."""
    for child in (c for v in together(verb) for c in v.children):
        opened = any(c.lower_ in WHEN for c in child.children if c.dep_ in ("mark", "advmod"))
        if child.dep_ == "advcl" and opened:
            yield child


def happens(clause: Token) -> bool:
    """Whether a thing does what things do in accidents: 'a bus plunged', 'their boat capsized', 'they were hit by a train'."""
    if clause.lemma_.lower() in accidents().mishaps:
        return True
    if clause.lemma_.lower() not in accidents().verbs:
        return False
    agent = syntax.agent(clause)
    doers = [agent] if agent is not None else syntax.children(clause, "nsubj", "nsubjpass")
    return any(is_thing(d) for d in doers)


def is_thing(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in accidents().things or lemma in accidents().nouns or noun_class(lemma) in CRAFT


def is_deliberate(cause: Token) -> bool:
    """Whether a word in the phrase or clause of the cause tells an act: 'a kamikaze rammed a boat'."""
    return any(t.lemma_.lower() in accidents().deliberate or t.lower_ in accidents().deliberate for t in cause.subtree)
