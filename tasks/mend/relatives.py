"""Mends of relative clauses that the parser hangs on the nearest noun, though they tell of one before it."""

from spacy.tokens import Doc, Token

from lexicon.grammar import grammar
from lexicon.harm import harm
from lexicon.world import equipment, names_person
from tasks.mend.tree import NOMINAL, SUBJECTS, attach

PHRASES = ("pobj", "prep", "conj", "compound", "appos")
BODIES = ("PERSON", "NORP", "ORG")


def mend_relatives(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if token.lower_ in ("which", "that") and token.tag_ == "WDT" and (act := deadly_act(token)) is not None:
            attach(token.head, act, "relcl")
    return doc


def deadly_act(pronoun: Token) -> Token | None:
    """'An attack on a hotel in Lima that killed six': neither the hotel nor Lima killed anybody."""
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "relcl" or not tells_toll(verb) or may_kill(verb.head):
        return None
    noun = verb.head
    while noun.dep_ in PHRASES and noun.head.i < noun.i:
        noun = noun.head
        if noun.pos_ in NOMINAL and noun.lemma_.lower() in harm().deadly:
            return noun
        if noun.pos_ in NOMINAL and may_kill(noun):
            return None
    return None


def tells_toll(verb: Token) -> bool:
    """'Killed six', 'left six dead'."""
    lemma = verb.lemma_.lower()
    felled = lemma == "leave" and any(c.dep_ == "oprd" and c.lower_ in harm().adjectives for c in verb.children)
    return felled or (lemma in harm().verbs and lemma not in harm().suffering)


def may_kill(noun: Token) -> bool:
    """Whether it may have done it: people, forces, bodies, weapons, and acts."""
    lemma = noun.lemma_.lower()
    named = noun.ent_type_ in BODIES or lemma in grammar().agents or lemma in harm().deadly
    return named or lemma in equipment()["weapon"] or names_person(lemma)
