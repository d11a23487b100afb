"""Recipients that only an earlier sentence names: whose idea it is that is backed, who did what is to be avenged."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from lexicon.events import EventLexicon
from lexicon.grammar import grammar
from tasks.extract.events import syntax
from tasks.extract.events.filled import FORCE, Filled
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.triggers import Trigger

REACH = 150  # tokens back
NEAR = 80  # acts on each side that may lend a party; an article of a newspaper tells some 50
CONTENT = frozenset({"of", "for", "over", "about", "against", "at"})  # "criticism of the raid", "fury over the raid"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with its parties: everything that its rule demands is there.

    An `echo` lacks a party that its rule demands: 'the blast' tells of no event of its own, but may tell more of one.
    """

    trigger: Trigger
    actors: Filled
    recipients: Filled
    echo: bool = False


def near(candidate: Candidate, others: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of the others, in text order, that stand around a candidate."""
    at = bisect_left(others, candidate.trigger.head.i, key=lambda c: c.trigger.head.i)
    return others[max(at - NEAR, 0) : at + NEAR]


def bridged(candidates: Sequence[Candidate], lexicon: EventLexicon) -> list[Candidate]:
    """The candidates, those without recipients with the parties of an earlier act that they answer."""
    found: list[Candidate] = []
    for candidate in candidates:
        frame = lexicon.frames[candidate.trigger.rule.frame]
        if (
            not candidate.recipients.parties
            and (told := answered(candidate, found[-NEAR:], frame.doer or frame.answers)).parties
        ):
            candidate = replace(candidate, recipients=told)
        found.append(candidate)
    return found


def answered(candidate: Candidate, before: Sequence[Candidate], answers: bool) -> Filled:
    """Whose idea is judged or refused, who did what is warned against, and upon whom revenge is to be taken."""
    if is_revenge(candidate.trigger):
        return doers(candidate, [c for c in before if c.trigger.rule.score < FORCE], "attack before")
    for thing in syntax.own_prepositional(candidate.trigger.head, frozenset({"against"})):  # "a plea against such an act"
        if thing.lemma_.lower() in grammar().deeds:
            return replace(told_before(thing, before), slot=f"doer of '{thing}'")
    ideas = [t for t in judged_things(candidate.trigger) if is_known_idea(t)] if answers else []
    return doers(candidate, [c for c in before if proposes(c)], f"proposal of '{ideas[0]}'") if ideas else Filled()


def doers(candidate: Candidate, others: Sequence[Candidate], slot: str) -> Filled:
    """The actors of the nearest of the others that has any but the candidate's own."""
    mine = {p.name for p in candidate.actors.parties}
    here = candidate.trigger.head
    near = (c for c in reversed(others) if c.trigger.head.i < here.i < c.trigger.head.i + REACH)
    for other in near:
        if other.actors.parties and here not in other.trigger.words:
            return Filled() if mine & {p.name for p in other.actors.parties} else replace(other.actors, slot=slot)
    return Filled()


def judged_things(trigger: Trigger) -> list[Token]:
    """The nouns of what a verb or noun of judgement judges."""
    thing = syntax.direct_object(trigger.head) if trigger.verbal else None
    heads = syntax.own_prepositional(trigger.head, CONTENT) if thing is None else [thing]
    return [t for head in heads for t in coordinated(head) if t.pos_ in ("NOUN", "PROPN")]


def is_known_idea(noun: Token) -> bool:
    """'This idea', 'the plan': one told before that nothing on it says whose it is."""
    definite = any(c.dep_ == "det" and c.lower_ in grammar().definite for c in noun.children)
    owned = any(c.dep_ in ("poss", "prep", "acl", "relcl") for c in noun.children)
    return definite and not owned and noun.lemma_.lower() in grammar().ideas


def proposes(candidate: Candidate) -> bool:
    """An act of words that puts an idea forward: 'proposed', 'called for'."""
    return any(w.lemma_.lower() in grammar().proposing for w in candidate.trigger.words)


def is_revenge(trigger: Trigger) -> bool:
    """'Vowed retaliation', 'promised to hit back'."""
    return any(w.lemma_.lower() in grammar().avenging for w in trigger.words)


def told_before(thing: Token, others: Sequence[Candidate]) -> Filled:
    """The doers of the nearest telling before a noun that points back to it: 'the launch', 'this act', 'such an act'."""
    if not any(c.dep_ in ("det", "predet", "amod") and c.lower_ in (*grammar().definite, "such") for c in thing.children):
        return Filled()
    lemma = thing.lemma_.lower()
    for other in reversed(others):
        same = lemma in grammar().deeds if other.trigger.rule.quad == "MX" else False
        same = same or any(w.lemma_.lower() == lemma for w in other.trigger.words)
        if same and other.trigger.head.i < thing.i and other.actors.parties:
            return other.actors
    return Filled()
