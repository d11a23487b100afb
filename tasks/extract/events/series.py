"""Acts told as several or as one of a kind: 'a series of raids', 'an act of sabotage'."""

from spacy.tokens import Token

from lexicon.grammar import grammar


def in_series(noun: Token) -> Token:
    """What stands in the sentence for an act told as several or as one of a kind: 'a series of raids' -> series."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in grammar().counting:
        noun = noun.head.head
    return noun
