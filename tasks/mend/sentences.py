"""Mends of how the clauses of a sentence hang together: parted by a semicolon, robbed of a subject, hung on the wrong verb."""

import re

from spacy.tokens import Doc, Token

from lexicon.reporting import reporting
from tasks.mend.tree import FINITE, HELPERS, NOMINAL, SUBJECTS, attach, child, has, subject_of, words

ANY_SUBJECT = frozenset({*SUBJECTS, "csubj", "csubjpass", "expl"})
LOOSE = frozenset({"ccomp", "advcl", "parataxis", "dep"})
PREMODIFIERS = frozenset({"compound", "nmod", "nummod", "npadvmod", "amod"})
YEAR = re.compile(r"\d{4}s?")
LONGEST_DATE = 20  # tokens


def mend_sentences(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if token.text == ";" and (clause := clause_before(token)) is not None:
            part(clause)
        elif token.dep_ == "prep" and (date := stranded(token)):
            lead_in(token, date)
        elif (token.tag_ in FINITE or token.tag_ == "VBN") and (found := lost_subject(token)) is not None:
            give_back(token, *found)
        elif token.lower_ in words("captive") and (captive := captured(token)) is not None:
            take(captive, token)
        elif token.dep_ == "conj" and token.tag_ == "VBN" and (time := time_before(token)) is not None:
            subordinate(token, time)
        elif token.dep_ == "conj" and token.tag_ in ("VBD", "VBN") and (told := told_before(token)) is not None:
            attach(token, told, "conj")
        elif token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ") and (equal := finite_above(token)) is not None:
            attach(token, equal, "conj")
    return doc


# -- semicolons ------------------------------------------------------------------------------------------------------------


def clause_before(mark: Token) -> Token | None:
    """'Rebels took Bor; Juba did not reply': the clause before the semicolon that the parser subordinates to the one behind."""
    for below in mark.head.children:
        if below.dep_ in LOOSE and below.pos_ in ("VERB", "AUX") and below.right_edge.i + 1 == mark.i:
            subordinate = has(below, "mark")
            own = has(below, *ANY_SUBJECT)
            return below if own and not subordinate and mark.head.i > mark.i else None
    return None


def part(clause: Token) -> None:
    """Makes the clause before a semicolon the main one, and the one behind it its equal."""
    later, first = clause.head, clause.left_edge.i
    attach(clause, clause if later.dep_ == "ROOT" else later.head, later.dep_)
    for below in [c for c in later.children if c.i < first]:
        below.head = clause
    attach(later, clause, "conj")


# -- subjects --------------------------------------------------------------------------------------------------------------


def stranded(on: Token) -> list[Token]:
    """'On 3 May army units moved', 'In May 2014 jets bombed': a date read as an attribute of the subject behind it."""
    doc, end = on.doc, on.i + 1
    if on.lower_ not in words("dating"):
        return []
    while end < min(len(doc), on.i + LONGEST_DATE) and doc[end].ent_type_ in ("DATE", "TIME"):
        end += 1
    date = list(doc[on.i + 1 : end])
    if date and on.lower_ != "on" and date[-1].tag_ == "CD" and not YEAR.fullmatch(date[-1].text):
        date.pop()  # "in July 200 troops left"
    strays = [t for t in date if t.head not in date and t.head != on]
    if not strays or any(c.dep_ == "pobj" and c not in date for c in on.children):
        return []
    noun = noun_above(strays[-1])
    return date if noun.i > date[-1].i and noun.dep_ in ANY_SUBJECT else []


def noun_above(token: Token) -> Token:
    while token.dep_ in PREMODIFIERS and token.head.i > token.i:
        token = token.head
    return token


def lead_in(on: Token, date: list[Token]) -> None:
    """Makes the date the object of its preposition, and what hung on it the subject's."""
    noun = noun_above(next(t for t in reversed(date) if t.head not in date and t.head != on))
    head = next((t for t in reversed(date) if t.tag_ in ("NNP", "NN", "NNS")), date[-1])
    for token in date:
        for below in [c for c in token.children if c not in date]:
            below.head = noun
        if token != head:
            label = token.dep_ if token.dep_ in ("det", "amod") else "nummod" if token.tag_ == "CD" else "compound"
            attach(token, head, label)
    attach(head, on, "pobj")


def lost_subject(verb: Token) -> tuple[Token, int] | None:
    """'On 9 June border guards shot', 'In the port of Beira dockers struck': the noun right before a verb without a subject.

    With the index of its first token. The parser takes it for a part of the phrase of time or place that no comma parts
    from it.
    """
    if has(verb, *ANY_SUBJECT) or (verb.tag_ == "VBN" and not has(verb, "aux", "auxpass")):
        return None
    phrase = child(verb, "prep")
    if phrase is None or phrase.i > verb.i or any(t.is_punct and t.text != "-" for t in phrase.subtree):
        return None
    noun = phrase.right_edge
    behind = verb.doc[noun.i + 1 : verb.i]
    if noun.pos_ not in NOMINAL or noun.dep_ != "pobj" or any(t.dep_ not in HELPERS for t in behind):
        return None
    start = split_at(noun, phrase)
    return (noun, start) if start > noun.left_edge.i else None


def split_at(noun: Token, phrase: Token) -> int:
    """Where the subject begins within the noun phrase that a phrase of time or place ends with; its first token if nowhere."""
    first, doc = noun.left_edge.i, noun.doc
    at = first
    while at < noun.i and doc[at].ent_type_ == "DATE":
        at += 1
    if at > first:
        return at
    if phrase.lower_ not in words("placing") or noun.pos_ != "NOUN":
        return first
    while at < noun.i and doc[at].pos_ == "PROPN" and doc[at].ent_type_ not in ("ORG", "NORP", "PERSON"):
        at += 1
    return at


def give_back(verb: Token, noun: Token, start: int) -> None:
    """Makes the noun the subject of the verb, and what stands before it in its phrase the time or place."""
    preposition = noun.head
    last = noun.doc[start - 1]
    for below in [c for c in noun.children if c.i < start]:
        if below != last:
            below.head = last
    if noun.doc[start].dep_ in PREMODIFIERS and noun.doc[start].head.i < start:
        noun.doc[start].head = noun
    attach(last, preposition, "pobj")
    attach(noun, verb, subject_of(verb))


def time_before(verb: Token) -> Token | None:
    """'Clashed after a priest, Ali, was shot', read as 'clashed and was shot': the preposition that is a conjunction."""
    if not has(verb, "auxpass") or has(verb, *ANY_SUBJECT, "cc"):
        return None
    for time in reversed(list(verb.head.children)):
        if time.dep_ == "prep" and time.lower_ in words("timing") and verb.head.i < time.i < verb.i:
            noun = child(time, "pobj")
            apart = noun is not None and all(t.is_punct for t in verb.doc[noun.right_edge.i + 1 : verb.left_edge.i])
            joined = any(c.dep_ == "cc" and c.i < verb.i for c in verb.head.children)
            return time if apart and not joined else None
    return None


def subordinate(verb: Token, time: Token) -> None:
    noun = next(c for c in time.children if c.dep_ == "pobj")
    attach(verb, verb.head, "advcl")
    attach(time, verb, "mark")
    attach(noun, verb, subject_of(verb))


# -- captives --------------------------------------------------------------------------------------------------------------


def captured(state: Token) -> Token | None:
    """'Took ten soldiers hostage', 'held the guards captive': who is taken, read as a part of what he becomes."""
    noun = state.nbor(-1) if state.i else state
    if noun.tag_ not in ("NNS", "NNP", "NNPS", "PRP", "NN") or noun == state:
        return None
    if noun.head == state and noun.dep_ in ("compound", "nsubj", "nmod"):
        verb = state.head
        placed = state.dep_ in ("dobj", "ccomp", "xcomp", "oprd") and (noun.tag_ != "NN" or noun.dep_ == "nsubj")
    else:
        verb, placed = noun.head, state.head == noun and state.dep_ in ("amod", "acl") and noun.dep_ == "dobj"
    return noun if placed and verb.lemma_.lower() in words("capturing") and verb.i < noun.i else None


def take(captive: Token, state: Token) -> None:
    verb = captive.head if state.head == captive else state.head
    for below in [c for c in state.children if c != captive]:
        below.head = captive if below.i < captive.i else verb
    attach(captive, verb, "dobj")
    attach(state, verb, "oprd")
    state.tag_, state.pos_ = "NN", "NOUN"


# -- reports ---------------------------------------------------------------------------------------------------------------


def told_before(verb: Token) -> Token | None:
    """'Said he had ousted the king, dissolved parliament and closed the borders': a row of participles behind one 'had'."""
    cue, comma = verb.head, verb.nbor(-1)
    if comma.text != "," or cue.lemma_.lower() not in reporting().say or has(verb, *ANY_SUBJECT):
        return None
    told = next((c for c in cue.children if c.dep_ == "ccomp" and cue.i < c.i < verb.i), None)
    if told is None or told.right_edge.i + 1 != comma.i or not has(verb, "conj"):
        return None
    return told if any(c.dep_ == "aux" and c.lemma_ == "have" for c in told.children) else None


# -- infinitives -----------------------------------------------------------------------------------------------------------


def finite_above(verb: Token) -> Token | None:
    """'Ordered the army to fire and imposed a curfew': a past is no infinitive's equal, but that of the verb that rules it."""
    if verb.head.tag_ != "VB" or has(verb, "aux", "auxpass", *ANY_SUBJECT):
        return None
    ruler = verb.head
    while ruler.tag_ == "VB" and (ruler.dep_ == "conj" or is_infinitive_clause(ruler)):
        ruler = ruler.head
    return ruler if ruler.tag_ in ("VBD", "VBZ") and ruler.i < verb.i else None


def is_infinitive_clause(verb: Token) -> bool:
    return verb.dep_ in ("xcomp", "ccomp", "advcl") and any(c.lower_ == "to" for c in verb.children)
