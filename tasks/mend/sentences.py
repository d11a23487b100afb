"""Mends of how the clauses of a sentence hang together: parted by a semicolon, robbed of a subject, hung on the wrong verb."""

from spacy.tokens import Doc, Token

from lexicon.reporting import reporting
from tasks.mend.clauses import NOMINAL, attach, subject_of

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LOOSE = frozenset({"ccomp", "advcl", "parataxis", "dep"})
PREMODIFIERS = frozenset({"compound", "nmod", "nummod", "npadvmod", "amod"})
WHERE = frozenset({"in", "at", "near", "outside", "inside", "across"})


def mend_sentences(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if token.text == ";" and (clause := clause_before(token)) is not None:
            part(clause)
        elif token.dep_ in PREMODIFIERS and is_month(token):
            take_month(token)
        elif (token.tag_ in FINITE or token.tag_ == "VBN") and (noun := swallowed(token)) is not None:
            give_back(noun, token)
        elif token.dep_ == "conj" and token.tag_ in ("VBD", "VBN") and (told := told_before(token)) is not None:
            attach(token, told, "conj")
        elif token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ") and (equal := finite_above(token)) is not None:
            attach(token, equal, "conj")
    return doc


# -- semicolons ------------------------------------------------------------------------------------------------------------


def clause_before(mark: Token) -> Token | None:
    """'Rebels took Bor; Juba did not reply': the clause before the semicolon that the parser subordinates to the one behind."""
    for child in mark.head.children:
        if child.dep_ in LOOSE and child.pos_ in ("VERB", "AUX") and child.right_edge.i + 1 == mark.i:
            subordinate = any(c.dep_ == "mark" for c in child.children)
            own = any(c.dep_ in SUBJECTS for c in child.children)
            return child if own and not subordinate and mark.head.i > mark.i else None
    return None


def part(clause: Token) -> None:
    """Makes the clause before a semicolon the main one, and the one behind it its equal."""
    later, first = clause.head, clause.left_edge.i
    attach(clause, clause if later.dep_ == "ROOT" else later.head, later.dep_)
    for child in [c for c in later.children if c.i < first]:
        child.head = clause
    attach(later, clause, "conj")


# -- subjects --------------------------------------------------------------------------------------------------------------


def is_month(token: Token) -> bool:
    """'On 3 May army units moved', where the parser reads units of a May army: a bare number and a preposition before it."""
    if token.i < 2 or token.tag_ != "NNP" or token.head.i < token.i:
        return False
    day, on = token.nbor(-1), token.nbor(-2)
    noun = token.head
    while noun.dep_ in PREMODIFIERS and noun.head.i > noun.i:
        noun = noun.head
    dated = token.ent_type_ == day.ent_type_ == "DATE" and day.tag_ == "CD" and on.dep_ == "prep"
    return dated and day.head in (on, token.head, noun) and noun.dep_ in SUBJECTS


def take_month(month: Token) -> None:
    day, on = month.nbor(-1), month.nbor(-2)
    attach(month, on, "pobj")
    attach(day, month, "nummod")


def swallowed(verb: Token) -> Token | None:
    """'On 9 June border guards shot', 'In the port of Beira dockers struck': the noun right before a verb without a subject.

    The parser takes it for a part of the phrase of time or place that no comma parts from it.
    """
    own = list(verb.children)
    if any(c.dep_ in SUBJECTS for c in own) or (verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in own)):
        return None
    phrase = next((c for c in own if c.dep_ == "prep"), None)
    if phrase is None or phrase.i > verb.i or any(t.is_punct and t.text != "-" for t in phrase.subtree):
        return None
    noun = phrase.right_edge
    behind = range(noun.i + 1, verb.i)
    if (
        noun.pos_ not in NOMINAL
        or noun.dep_ != "pobj"
        or any(verb.doc[i].dep_ not in ("aux", "auxpass", "neg", "advmod") for i in behind)
    ):
        return None
    start = split_at(noun, phrase)
    return noun if noun.left_edge.i < start <= noun.i else None


def split_at(noun: Token, phrase: Token) -> int:
    """Where the subject begins within the noun phrase that a phrase of time or place ends with; its first token if nowhere."""
    first, doc = noun.left_edge.i, noun.doc
    at = first
    while at < noun.i and doc[at].ent_type_ == "DATE":
        at += 1
    if at > first:
        return at
    if phrase.lower_ not in WHERE or noun.pos_ != "NOUN":
        return first
    while at < noun.i and doc[at].pos_ == "PROPN" and doc[at].ent_type_ not in ("ORG", "NORP", "PERSON"):
        at += 1
    return at


def give_back(noun: Token, verb: Token) -> None:
    """Makes the noun the subject of the verb, and what stands before it in its phrase the time or place."""
    preposition = noun.head
    start = split_at(noun, next(c for c in verb.children if c.dep_ == "prep"))
    last = noun.doc[start - 1]
    for child in [c for c in noun.children if c.i < start]:
        if child != last:
            child.head = last
    if noun.doc[start].dep_ in PREMODIFIERS and noun.doc[start].head.i < start:
        noun.doc[start].head = noun
    attach(last, preposition, "pobj")
    attach(noun, verb, subject_of(verb))


# -- reports ---------------------------------------------------------------------------------------------------------------


def told_before(verb: Token) -> Token | None:
    """'Said he had ousted the king, dissolved parliament and closed the borders': a row of participles behind one 'had'."""
    cue, comma = verb.head, verb.nbor(-1)
    if comma.text != "," or cue.lemma_.lower() not in reporting().say or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    told = next((c for c in cue.children if c.dep_ == "ccomp" and cue.i < c.i < verb.i), None)
    if told is None or told.right_edge.i + 1 != comma.i or not any(c.dep_ == "conj" for c in verb.children):
        return None
    return told if any(c.dep_ == "aux" and c.lemma_ == "have" for c in told.children) else None


# -- infinitives -----------------------------------------------------------------------------------------------------------


def finite_above(verb: Token) -> Token | None:
    """'Told the guards to leave and shut the gate', shut a past: no infinitive's equal, but that of the verb that rules it."""
    if verb.head.tag_ != "VB" or any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in verb.children):
        return None
    ruler = verb.head
    while (
        ruler.tag_ == "VB"
        and ruler.dep_ in ("xcomp", "conj", "ccomp", "advcl")
        and any(c.lower_ == "to" or ruler.dep_ == "conj" for c in ruler.children)
    ):
        ruler = ruler.head
    return ruler if ruler.tag_ in ("VBD", "VBZ") and ruler.i < verb.i else None
