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
    if verb.head in act and is_relative(verb) and is_harm(verb):  # "opened fire in which two died"
        return True
    if head.pos_ == "VERB":
        return follows(head, verb) or any(v != head and is_occasion(v, head) for v in harms_with(verb))
    return any(governs(v, head) or is_aftermath(v, head) for v in harms_with(verb))


def harms_with(verb: Token) -> list[Token]:
    """The verb and the verbs of harm coordinated with it: 'four were killed and nine injured in a raid'."""
    return [verb, *(v for v in verb.conjuncts if both_harm(verb, v))]


def governs(verb: Token, noun: Token) -> bool:
    """Whether an event noun is what a verb tells the outcome of: its subject, the head of its clause, or in/by/during it."""
    if noun.dep_ == "nsubj" and noun.head == verb:
        return True
    if verb.dep_ in ("relcl", "acl") and noun in (verb.head, *verb.head.ancestors):
        return all(t.dep_ in ("prep", "pobj", "conj") for t in between(verb.head, noun))
    if verb.dep_ == "relcl" and verb.head in noun.ancestors and noun.i < verb.i:  # "a protest over raids that killed six"
        return all(t.dep_ in ("prep", "pobj") for t in between(noun, verb.head))
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


def is_relative(verb: Token) -> bool:
    """'Firing, in which two died': a relative clause by its label, or by its pronoun where the parser gives it another one."""
    pronouns = (o for p in syntax.children(verb, "prep") for o in syntax.children(p, "pobj"))
    return verb.dep_ == "relcl" or (verb.dep_ in ("ccomp", "advcl") and any(o.tag_ == "WDT" for o in pronouns))


def is_occasion(verb: Token, act: Token) -> bool:
    """'Three people were killed when police opened fire': the clause of time is the act, the verb before it the outcome."""
    clause = clause_of(act)
    if clause.dep_ == "pcomp" and clause.head.lower_ in WHEN:  # "died after being shot by the police"
        return clause.head.head == verb and suffers(verb)
    if clause.dep_ != "advcl" or clause.head != verb or not is_harm(verb):
        return False
    opens = (c for c in clause.children if c.dep_ in ("mark", "advmod"))
    return suffers(verb) and any(c.lower_ in WHEN for c in opens)


def is_aftermath(verb: Token, act: Token) -> bool:
    """'A boy died after he was hit by a police bullet': the act noun does what the clause of time tells."""
    above = act.head.head if act.dep_ == "pobj" and act.head.dep_ == "agent" else act.head if act.dep_ == "nsubj" else None
    return above is not None and above.pos_ == "VERB" and above != verb and is_occasion(verb, above)


def clause_of(act: Token) -> Token:
    """The verb of the clause that tells an act: of 'a bullet fired by the police hit him' hit, of a second verb the first.

    'When a crowd attacked the post and the police opened fire': both acts are the occasion.
    """
    if act.dep_ == "acl" and act.head.dep_ == "nsubj":
        act = act.head.head
    while act.dep_ == "conj" and act.head.pos_ == "VERB":
        act = act.head
    return act


def suffers(verb: Token) -> bool:
    """'Was killed', 'died', but not 'was killed by rebels': nobody is told to have done it."""
    return (syntax.is_passive(verb) or verb.lemma_.lower() in harm().suffering) and syntax.agent(verb) is None


def is_harm(verb: Token) -> bool:
    return verb.lemma_.lower() in harm().verbs


def both_harm(a: Token, b: Token) -> bool:
    return is_harm(a) and is_harm(b)
