"""Which verbs tell what an act did to people: 'killed in a raid', 'a blast that killed four', 'died when police fired'."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.harm import harm
from tasks.extract.events import syntax
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.series import in_series

WITHIN = frozenset(
    {"in", "by", "during", "from", "with", "after", "following", "under"}
)  # "killed in a raid", "died from a beating"
MEANS = frozenset({"in", "by", "during", "through"})
CAUSES = frozenset({"in", "by", "from"})
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
    noun = in_series(noun)
    if noun.dep_ == "nsubj" and (noun.head == verb or follows(noun.head, verb)):  # "a blast hit the hotel, killing four"
        return True
    if verb.dep_ in ("relcl", "acl") and noun in (verb.head, *verb.head.ancestors):
        return all(t.dep_ in ("prep", "pobj", "conj") for t in between(verb.head, noun))
    if verb.dep_ == "relcl" and verb.head in noun.ancestors and noun.i < verb.i:  # "a protest over raids that killed six"
        return all(t.dep_ in ("prep", "pobj") for t in between(noun, verb.head))
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in harm().means_of:  # "died as a result of the raid"
        noun = noun.head.head
        return noun.dep_ == "pobj" and noun.head.head == verb
    succumbed = noun.dep_ == "pobj" and noun.head.lower_ == "to" and verb.lemma_.lower() in harm().suffering
    return noun.dep_ == "pobj" and noun.head.head == verb and (succumbed or noun.head.lower_ in WITHIN)


def was_means(act: Token, deed: Token) -> bool:
    """'The murder of two judges in a bomb attack': the noun of the killing and that of how it was done."""
    if deed.lemma_.lower() not in harm().victimizing or act.dep_ != "pobj" or act.head.lower_ not in MEANS:
        return False
    victims = syntax.own_prepositional(deed, frozenset({"of"}))
    return act.head.head in (deed, *(t for v in victims for t in coordinated(v)))


def between(low: Token, high: Token) -> list[Token]:
    """The tokens from `low` up to, but without, its ancestor `high`."""
    path = [low, *low.ancestors]
    return path[: path.index(high)]


def follows(first: Token, then: Token) -> bool:
    """'bombed the town, killing four', 'killed four and wounded 11': the second verb tells what the first one did."""
    then = leading_to(then)
    result = then.dep_ in ("advcl", "xcomp") and then.tag_ == "VBG" and not syntax.children(then, "nsubj", "nsubjpass")
    return (result and then.head == first) or beside(first, then)


def leading_to(verb: Token) -> Token:
    """The verb of leading that a clause stands under: of 'resulting in 30 being taken to hospital' resulting."""
    above = verb.head.head
    return above if verb.dep_ == "pcomp" and above.lemma_.lower() in harm().leading else verb


def beside(a: Token, b: Token) -> bool:
    """'Killed four and wounded 11', 'left four dead and wounded 11', whichever is told first."""
    hurt = all((harm().verbs.get(v.lemma_.lower()) or state_of(v)) in harm().bodily for v in (a, b))  # not "arrested 11"
    return "conj" in (a.dep_, b.dep_) and (a.head == b or b.head == a) and hurt


def is_relative(verb: Token) -> bool:
    """'Firing, in which two died': a relative clause by its label, or by its pronoun where the parser gives it another one."""
    pronouns = (o for p in syntax.children(verb, "prep") for o in syntax.children(p, "pobj"))
    return verb.dep_ == "relcl" or (verb.dep_ in ("ccomp", "advcl") and any(o.tag_ == "WDT" for o in pronouns))


def is_occasion(verb: Token, act: Token) -> bool:
    """'Three people were killed when police opened fire': the clause of time is the act, the verb before it the outcome."""
    clause = clause_of(act)
    if clause.dep_ == "pcomp" and clause.head.lower_ in WHEN:  # "died after being shot by the police"
        return clause.head.head == verb and suffers(verb)
    if clause.dep_ != "advcl" or verb_above(clause) != verb or not (is_harm(verb) or wrecks(verb)):
        return False
    opens = (c for c in clause.children if c.dep_ in ("mark", "advmod"))
    return suffers(verb) and any(c.lower_ in WHEN for c in opens)


def has_done(act: Token, verb: Token) -> bool:
    """'The riot left ten dead', 'a coup in which ten died', 'ten died in the riot': nobody else is told to have done it."""
    if act.dep_ == "nsubj" and act.head == verb:
        return True
    within = act.dep_ == "pobj" and act.head.head == verb and act.head.lower_ in CAUSES
    return (within or (is_relative(verb) and verb.head == act)) and suffers(verb)


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


def verb_above(token: Token) -> Token | None:
    """The verb that a clause belongs to, also where it hangs on a phrase of it: 'ten died, six of them boys, since a mine'."""
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


def suffers(verb: Token) -> bool:
    """'Was killed', 'died', but not 'was killed by rebels': nobody is told to have done it."""
    return (syntax.is_passive(verb) or verb.lemma_.lower() in harm().suffering) and syntax.agent(verb) is None


def is_harm(verb: Token) -> bool:
    return verb.lemma_.lower() in harm().verbs


def wrecks(verb: Token) -> bool:
    """'Two men were hurt and a shop was destroyed in the raid': what an act does to things."""
    return verb.lemma_.lower() in harm().wrecking


def both_harm(a: Token, b: Token) -> bool:
    return all(is_harm(v) or state_of(v) or wrecks(v) for v in (a, b))


def state_of(verb: Token) -> str:
    """What those whom a verb is about are left as: 'left five dead', 'left five dead or wounded', 'took 12 to hospital'."""
    if verb.lemma_.lower() in harm().carried and any(c.lemma_.lower() in harm().hospitals for c in brought_to(verb)):
        return "injured"
    told = (c for c in verb.children if c.dep_ in ("oprd", "acomp", "xcomp", "ccomp") or (c.dep_ == "dobj" and c.pos_ == "ADJ"))
    return next(filter(None, (harm().adjectives.get(c.lower_, "") for c in told)), "")


def brought_to(verb: Token) -> list[Token]:
    return [
        noun for c in syntax.children(verb, "prep") if c.lower_ in ("to", "in", "into") for noun in syntax.children(c, "pobj")
    ]


def raised(verb: Token) -> Token:
    """'Were reported killed': the participle that says what became of the subject, else the verb itself."""
    told = (c for c in syntax.children(verb, "xcomp", "oprd") if c.tag_ == "VBN" and is_harm(c))
    return next(told, verb) if syntax.is_passive(verb) else verb


def is_failed(act: Token) -> bool:
    """'The attempted murder of two judges': nobody died of it."""
    return any(c.lower_ in harm().failed for c in syntax.children(act, "amod"))


def disowned(verb: Token) -> bool:
    """'No group has claimed responsibility', 'the rebels were not behind it': whoever is named owns up to nothing."""
    subject = syntax.surface_subject(verb)
    words = [c for c in verb.children if c.dep_ == "neg"] + ([] if subject is None else [subject, *subject.children])
    return any(c.dep_ == "neg" or c.lower_ in grammar().disowning for c in words)
