"""The nouns that relative pronouns stand for."""

from spacy.tokens import Token

from lexicon.grammar import grammar

WORDS = grammar()
OBJECTS = frozenset({"dobj", "obj"})


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is itself."""
    if token.lower_ not in WORDS.relative or token.tag_ not in ("WDT", "WP", "WP$", "IN", "DT"):
        return token
    for ancestor in token.ancestors:
        if ancestor.dep_ in ("relcl", "acl"):
            return plural_of(ancestor.head) if is_plural_verb(ancestor) else ancestor.head
    return token


def is_plural_verb(verb: Token) -> bool:
    return any(c.lower_ in ("are", "were", "have") for c in (verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))))


def plural_of(noun: Token) -> Token:
    """'Relics to the ministry that were stolen': a plural verb is about the relics, on which the parser hung a phrase."""
    if noun.tag_ not in ("NN", "NNP") or noun.dep_ != "pobj":
        return whole_list(noun)
    governor = noun.head.head
    nouns = [c for c in governor.children if c.dep_ in OBJECTS] if governor.pos_ == "VERB" else [governor]
    return next((n for n in nouns if n.tag_ in ("NNS", "NNPS") and n.i < noun.i), noun)


def whole_list(noun: Token) -> Token:
    """'Six traders and a pilot who were held': a plural verb after one is about all that are listed, from the first."""
    if noun.dep_ != "conj" or noun.tag_ not in ("NN", "NNP", "JJ"):
        return noun
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        noun = noun.head
    return noun
