"""Which verbs tell what an act did to people: 'killed in a raid', 'a blast that killed four', 'died when police fired'."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.harm import harm
from tasks.extract.events import syntax

WITHIN = frozenset(
    {"in", "by", "during", "from", "with", "after", "following", "under"}
)  # "killed in a raid", "died from a beating"
WHEN = frozenset({"when", "after", "as", "since", "while", "because"})


def tells_outcome(verb: Token, act: Sequence[Token]) -> bool:
    """Whether a verb tells the outcome of an act, given by the words of its trigger, however the two hang together."""
    head = act[0]
    if head.pos_ == "VERB":
        inside = verb.dep_ == "relcl" and verb.head in act and is_harm(verb)  # "opened fire in which two died"
        return inside or follows(head, verb) or any(v != head and is_occasion(v, head) for v in harms_with(verb))
    return any(governs(v, head) for v in harms_with(verb))


def harms_with(verb: Token) -> list[Token]:
    """The verb and the verbs of harm coordinated with it: 'four were killed and nine injured in a raid'."""
    return [verb, *(v for v in verb.conjuncts if both_harm(verb, v))]


def governs(verb: Token, noun: Token) -> bool:
    """Whether an event noun is what a verb tells the outcome of: its subject, the head of its clause, or in/by/during it."""
    if noun.dep_ == "nsubj" and noun.head == verb:
        return True
    if verb.dep_ in ("relcl", "acl") and noun in (verb.head, *verb.head.ancestors):
        return all(t.dep_ in ("prep", "pobj", "conj") for t in between(verb.head, noun))
    succumbed = noun.dep_ == "pobj" and noun.head.lower_ == "to" and verb.lemma_.lower() in harm().suffering
    return noun.dep_ == "pobj" and noun.head.head == verb and (succumbed or noun.head.lower_ in WITHIN)


def between(low: Token, high: Token) -> list[Token]:
    """The tokens from `low` up to, but without, its ancestor `high`."""
    path = [low, *low.ancestors]
    return path[: path.index(high)]


def follows(first: Token, then: Token) -> bool:
    """'bombed the town, killing four', 'killed four and wounded 11': the second verb tells what the first one did."""
    if then.head != first:
        return False
    result = then.dep_ in ("advcl", "xcomp") and then.tag_ == "VBG" and not syntax.children(then, "nsubj", "nsubjpass")
    return result or (then.dep_ == "conj" and both_harm(first, then))


def is_occasion(verb: Token, act: Token) -> bool:
    """'Three people were killed when police opened fire': the clause of time is the act, the verb before it the outcome."""
    if act.dep_ != "advcl" or act.head != verb or not is_harm(verb):
        return False
    opens = (c for c in act.children if c.dep_ in ("mark", "advmod"))
    suffered = syntax.is_passive(verb) or verb.lemma_.lower() in harm().suffering
    return suffered and syntax.agent(verb) is None and any(c.lower_ in WHEN for c in opens)


def is_harm(verb: Token) -> bool:
    return verb.lemma_.lower() in harm().verbs


def both_harm(a: Token, b: Token) -> bool:
    return is_harm(a) and is_harm(b)
