"""Denials told after the claim: "Officials said troops fired on the crowd. The army rejected the accusation."

A denial reaches back if it names what it denies by a pronoun, by a noun for claims, by the same verb under negation, or as
"no such". It must stand in the same sentence behind the claim or in one of the next two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from lexicon.factuality import cues
from tasks.extract.factuality.cues import Cue, find, is_verb, keys, lemma_of
from tasks.extract.factuality.deniers import sources, subject
from tasks.extract.factuality.local import negations

REACH = 2  # sentences
MAX_TOKENS = 200  # as far as a denial is looked for
DENYING = frozenset({"deny", "dismiss"})
CONTESTED = frozenset({"report", "allege", "believe", "opine"})
BACKWARD = frozenset({"the", "these", "those", "such", "all", "this", "that", "any", "both"})
PRONOUNS = frozenset({"it", "this", "that", "them"})
NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
WITHHOLDING = frozenset({"refuse", "decline", "fail"})
STEM = 5  # letters by which a noun echoes a verb: request, requested
SHARED = 2  # content words that a claim and the clause of its denial have in common
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
DEEDS = CONTENT - {"PROPN"}


def denied_later(trigger: Token, found: Iterable[Cue]) -> tuple[Token, ...]:
    """The heads of those who deny it further on; empty if nobody does. `found` is the scope of the trigger."""
    verbs = denial_verbs()
    candidates = [(token, distance) for token, distance in following(trigger) if token.lemma_ in verbs and is_verb(token)]
    if not candidates:
        return ()
    attributed = any(c.name in CONTESTED and c.slot != "adverb" for c in found) or accusing(trigger) or reporting(trigger)
    denial = next((token for token, distance in candidates if denies(token, trigger, attributed, distance)), None)
    return sources(denial) if denial is not None else ()


@cache
def denial_verbs() -> frozenset[str]:
    """The verbs of the classes that deny, without particles."""
    return frozenset(word.split()[0] for word, known in cues().words["object"].items() if known.name in DENYING)


def following(trigger: Token) -> Iterator[tuple[Token, int]]:
    """The tokens behind the trigger in its sentence and the next two, with their distance in sentences."""
    distance = 0
    for token in trigger.doc[trigger.i + 1 : trigger.i + 1 + MAX_TOKENS]:
        distance += bool(token.is_sent_start)
        if distance > REACH:
            return
        yield token, distance


def accusing(trigger: Token) -> bool:
    """True for verbs and nouns of accusation, which are contested themselves."""
    found = find("ing", trigger, f"{lemma_of(trigger)} of") or find("noun", trigger, lemma_of(trigger))
    return found is not None and found.name == "allege"


def denies(token: Token, trigger: Token, attributed: bool, distance: int) -> bool:
    """True if a word denies what was told before."""
    found = find("object", token, *keys(token))
    if found is None or found.name not in DENYING or withheld(token):
        return False
    strict = found.name == "deny"
    if strict and sentential(token):
        return True
    if strict and attributed and token.dep_ == "relcl" and lemma_of(token.head) in cues().claims:
        return True  # "a charge that he denies"
    if strict and attributed and any(c.dep_ in ("ccomp", "xcomp") and echoes(c, trigger) for c in token.children):
        return True
    return any(reaches_back(c, strict, attributed, distance) for c in token.children)


def withheld(denial: Token) -> bool:
    """True for 'neither confirmed nor denied it', 'did not deny it', 'declined to confirm or deny it': no denial."""
    chain = [denial]
    while chain[-1].dep_ in ("conj", "xcomp"):
        chain.append(chain[-1].head)
    own = {c.lower_ for verb in chain for c in verb.children if c.i < denial.i and c.dep_ in ("neg", "cc", "preconj", "advmod")}
    return bool(own & NOT) or any(verb.lemma_.lower() in WITHHOLDING for verb in chain[1:])


def sentential(denial: Token) -> bool:
    """True for ', which he denies': the relative clause speaks of the whole sentence, whatever noun the parser hung it on."""
    which = next((c for c in denial.children if c.dep_ == "dobj" and c.lower_ == "which"), None)
    found = find("object", denial, *keys(denial)) if which is not None else None
    return which is not None and found is not None and found.name == "deny" and which.i > 0 and which.nbor(-1).lower_ == ","


def echoes(denied: Token, trigger: Token) -> bool:
    """True if the denied clause speaks of the same as the claim: not only of the same place, day and people."""
    claim = clause_of(trigger)
    shared = content_words(denied) & content_words(claim)
    return len(shared) >= SHARED and bool(shared & deed_words(claim))


def clause_of(token: Token) -> Token:
    """The verb of the clause that a word stands in."""
    return token if is_verb(token) else next((above for above in token.ancestors if is_verb(above)), token)


def content_words(clause: Token) -> set[str]:
    """The lemmas of a clause that carry meaning."""
    return {lemma_of(t) for t in clause.subtree if t.pos_ in CONTENT}


def deed_words(clause: Token) -> set[str]:
    """Of these the ones that tell what was done: no names, days or words of the subject."""
    doer = {t.i for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree}
    return {lemma_of(t) for t in clause.subtree if t.pos_ in DEEDS and t.i not in doer and t.ent_type_ not in ("DATE", "TIME")}


def reporting(trigger: Token) -> bool:
    """True for verbs of saying with a clause of content."""
    found = find("that", trigger, lemma_of(trigger)) if is_verb(trigger) else None
    return found is not None and found.name == "report" and any(c.dep_ == "ccomp" for c in trigger.children)


def reaches_back(thing: Token, strict: bool, attributed: bool, distance: int) -> bool:
    """True if an object or clause of a denial points to something told before."""
    if thing.dep_ in ("dobj", "nsubjpass"):
        if thing.lower_ in PRONOUNS:
            return strict and distance <= 1
        content = any(c.dep_ in ("acl", "prep") and c.lower_ != "as" for c in thing.children)
        return attributed and lemma_of(thing) in cues().claims and not content and points(thing)
    clause = thing.dep_ in ("xcomp", "ccomp") and any(c.lower_ in ("so", "this", "it") and pointing(c) for c in thing.children)
    return strict and clause and distance <= 1


def pointing(word: Token) -> bool:
    """'Denied doing it', 'denied that it had happened'; but 'the firm denied it had paid' speaks of the firm."""
    return word.lower_ != "it" or word.dep_ not in ("nsubj", "nsubjpass") or word.head.lemma_ in ("happen", "occur")


def points(noun: Token) -> bool:
    """True for noun phrases that can stand for something told before: 'the claim', 'such claims', 'accusations'."""
    determiners = [c.lower_ for c in noun.children if c.dep_ in ("det", "predet", "amod", "poss")]
    return not determiners or any(word in BACKWARD for word in determiners) or any(c.dep_ == "poss" for c in noun.children)


def contradicted(trigger: Token) -> tuple[Token, ...]:
    """The heads of those who say that it did not happen, by the same verb under negation or by 'no such'."""
    for token, distance in following(trigger):
        if distance and (echo_negated(token, trigger) or no_such(token, trigger)) and (speaker := reporter(token)):
            return (speaker,)
    return ()


def echo_negated(token: Token, trigger: Token) -> bool:
    """True for the trigger's own verb again, under 'not'."""
    if token.lemma != trigger.lemma or token.lemma_ == "be" or not (is_verb(token) and is_verb(trigger)):
        return False
    future = any(c.tag_ == "MD" for c in token.children)
    return not future and any(c.name == "not" for c in negations(token))


def no_such(token: Token, trigger: Token) -> bool:
    """True for 'no such request' after 'requested'."""
    alike = token.lemma_[:STEM].lower() == trigger.lemma_[:STEM].lower()
    return alike and {"no", "such"} <= {c.lower_ for c in token.children}


def reporter(token: Token) -> Token | None:
    """The speaker under whose verb of saying a word stands."""
    for above in token.ancestors:
        if is_verb(above) and (found := find("that", above, *keys(above))) and found.name in ("report", "know"):
            return subject(above)
    return None
