"""Force told as what happens again and again, on no day of the story: 'an end to kidnappings', 'they kill whoever talks'."""

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.harm import harm
from tasks.extract.events import syntax
from tasks.extract.events.filled import FORCE
from tasks.extract.events.placed import LOCATIVE
from tasks.extract.events.triggers import Trigger

PRESENT = ("VBZ", "VBP")
CIRCUMSTANCE = frozenset({"in", "during", "after", "amid", "following", "at", "before", "since", "from", "into", "under", "on"})
TELLING = ("det", "nummod", "poss", "case")  # "the attack", "two attacks", "its attacks"


def recurs(trigger: Trigger) -> bool:
    """Whether a use of force is told as a habit or a kind, outside headlines (whose present tense is the news).

    A verb in the simple present; a bare noun that hangs on another noun ('a wave of kidnappings', 'fear of bombings'), while
    'died in clashes', 'clashes broke out' and 'bombings in Lima' tell of this time.
    """
    if trigger.rule.score >= FORCE or trigger.light is not None:
        return False
    return is_habit(trigger.head) if trigger.verbal else is_kind(trigger.head)


def is_habit(verb: Token) -> bool:
    return verb.tag_ in PRESENT and not syntax.children(verb, "aux", "auxpass", "neg")


def is_kind(noun: Token) -> bool:
    if noun.pos_ != "NOUN" or any(c.dep_ in TELLING or c.lower_ in grammar().introducing for c in noun.children):
        return False
    if any(syntax.own_prepositional(noun, LOCATIVE)):
        return False
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    if first != noun and any(c.dep_ in TELLING for c in first.children):
        return False
    above = first.head.head
    if first.dep_ != "pobj" or above.pos_ not in ("NOUN", "PROPN") or first.head.lower_ in CIRCUMSTANCE:
        return False
    return not measures(above)


def measures(noun: Token) -> bool:
    """'Dozens of attacks', 'ten days of fighting': a number of them, at this time."""
    lemma = noun.lemma_.lower()
    return lemma in grammar().quantifiers or harm().units.get(lemma) == "duration"
