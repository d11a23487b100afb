"""Mends of coordination: a noun hung beside a verb or a place's name belongs beside the noun that is like it, and a clause
that begins with a bare number is no noun.
"""

from spacy.tokens import Doc, Token

from tasks.mend.tree import HELPERS, SUBJECTS, attach, has, subject_of

PLACE = ("GPE", "LOC")
IN = frozenset({"in", "at", "near", "on", "outside"})
THINGS = frozenset({"NOUN", "NUM"})


def mend_coordination(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        clause = clause_behind(token) if token.dep_ == "conj" and token.tag_ == "CD" else None
        partner = partner_of(token) if token.dep_ == "conj" and token.pos_ in THINGS else None
        if clause is not None:
            attach(token, clause, subject_of(clause))
        elif partner is not None:
            token.head = partner
        elif token.tag_ == "VBN" and (verb := verb_before(token)) is not None:
            make_clause(token, verb)
        elif token.tag_ == "VBN" and (number := number_before(token)) is not None:
            make_active(token, number)
    return doc


def clause_behind(number: Token) -> Token | None:
    """'Killed nine people and 60 are missing': the clause without a subject right behind a number that is no second object."""
    if number.i + 1 >= len(number.doc):
        return None
    above, after = number.head if number.head.pos_ == "VERB" else number.head.head, number.nbor(1)
    verb = after.head if after.dep_ in HELPERS else after
    clausal = verb.dep_ == "conj" and verb.head == above and verb.i > number.i and verb.pos_ in ("VERB", "AUX")
    return verb if clausal and not has(verb, *SUBJECTS) else None


def verb_before(participle: Token) -> Token | None:
    """'Six died, two of them Danes, and over 90 injured': the verb that the participle behind a number is coordinated with."""
    number = participle.nbor(-1) if participle.i else participle
    elliptic = participle.dep_ == "acl" and number.dep_ == "conj" and number.tag_ == "CD" and number.head == participle.head
    if not elliptic or has(participle, "auxpass", "dobj"):
        return None
    return next((a for a in participle.ancestors if a.pos_ == "VERB"), None)


def make_clause(participle: Token, verb: Token) -> None:
    """Makes the number the participle's subject, and what hangs on the noun behind them its own."""
    noun, number = participle.head, participle.nbor(-1)
    for later in [c for c in noun.children if c.i > participle.i]:
        later.head = participle
    attach(participle, verb, "conj")
    attach(number, participle, "nsubjpass")


def number_before(participle: Token) -> Token | None:
    """'Killed nine people and 14 needed treatment': the number that counts no noun in the singular, but who needed it."""
    noun, number = participle.head, participle.nbor(-1) if participle.i else participle
    attribute = participle.dep_ == "amod" and noun.dep_ == "conj" and noun.tag_ == "NN" and number.head == noun
    return number if attribute and number.tag_ == "CD" and number.lower_ not in ("one", "1") else None


def make_active(participle: Token, number: Token) -> None:
    """Makes the participle the verb of a clause of its own, the number its subject, and the noun its object."""
    noun = participle.head
    first = next((a for a in noun.ancestors if a.pos_ == "VERB"), noun.head)
    attach(participle, first, "conj")
    participle.tag_, participle.pos_ = "VBD", "VERB"
    attach(noun, participle, "dobj")
    for counting in [c for c in noun.children if c.i < number.i]:
        counting.head = number
    attach(number, participle, "nsubj")


def partner_of(noun: Token) -> Token | None:
    """The noun that another one is coordinated with, where the parser hangs it elsewhere; None where it is right."""
    if noun.head.pos_ == "VERB":
        return object_beside(noun)
    return noun_in_place(noun)


def object_beside(noun: Token) -> Token | None:
    """'Killed 40 people in Gao and 9 in Kidal', 'hit depots in Gao and a mast in Kidal': the verb's object.

    Only where the second has a place of its own, as the first has.
    """
    found = [c for c in noun.head.children if c.dep_ == "dobj" and c.i < noun.i and c.pos_ in (*THINGS, "PROPN")]
    clause = has(noun, "nsubj", "cop", "aux")
    return found[-1] if found and located(noun) and not clause else None


def noun_in_place(noun: Token) -> Token | None:
    """'Depots in Gao and a mast in Kidal', where the mast is hung beside Gao: the depots."""
    place = noun.head
    if place.dep_ != "pobj" or place.ent_type_ not in PLACE or not located(noun):
        return None
    above = place.head.head
    return above if above.pos_ in THINGS and place.head.lower_ in IN else None


def located(noun: Token) -> bool:
    """Whether a phrase of place with a name hangs on it."""
    inner = (o for c in noun.children if c.dep_ == "prep" and c.lower_ in IN for o in c.children)
    return any(o.dep_ == "pobj" and o.pos_ == "PROPN" for o in inner)
