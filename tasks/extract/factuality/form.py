"""The form of a predicate by itself, as far as readers' certainty depends on it: tense and aspect, or definiteness."""

from __future__ import annotations

from spacy.tokens import Token

from tasks.extract.factuality.cues import Cue, cue, is_noun, is_verb

DEFINITE = frozenset({"definite", "possessed", "name", "counted"})
INDEFINITE_DETERMINERS = frozenset({"a", "an", "any", "some", "another", "every", "each"})


def base(token: Token) -> Cue:
    """The predicate by itself."""
    return cue("base", form(token), token)


def form(token: Token) -> str:
    """The name of its form."""
    if is_verb(token):
        return verb_form(token)
    if token.pos_ in ("ADJ", "ADV"):
        return "attribute" if token.dep_ == "amod" else "adjective"
    return noun_form(token)


def verb_form(verb: Token) -> str:
    """Past, perfect, progressive, present, or how the verb stands in the sentence without a finite form."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.dep_ in ("amod", "compound", "nmod"):
        return "attribute"
    if auxiliaries & {"has", "have", "had", "'ve", "’ve"}:
        return "perfect"
    if verb.tag_ == "VBG":
        return "progressive" if auxiliaries else "gerund"
    if verb.tag_ == "VBD" or auxiliaries & {"was", "were", "did"}:
        return "past"
    if auxiliaries & {"is", "are", "am", "'s", "'re"}:
        return "passive"
    return {"VBN": "participle", "VB": "bare"}.get(verb.tag_, "present")


def noun_form(noun: Token) -> str:
    """How definite an event noun is."""
    if noun.dep_ == "compound":
        return "compound"
    if noun.pos_ == "PROPN":
        return "name"
    for c in noun.children:
        if c.dep_ == "det":
            return "indefinite" if c.lower_ in INDEFINITE_DETERMINERS else "definite"
        if c.dep_ == "poss":
            return "possessed"
        if c.dep_ == "nummod":
            return "counted"
    return "plural" if noun.tag_ == "NNS" else "mass"


def definite(token: Token) -> bool:
    """True for noun phrases that are taken for known, and for everything that is no noun."""
    return not is_noun(token) or noun_form(token) in DEFINITE


def sort(token: Token) -> str:
    """'' for definite nouns, '.any' for the others: a suffix of weight names."""
    return "" if definite(token) else ".any"
