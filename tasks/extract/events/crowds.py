"""Crowds: what many do together in the street is a protest or a riot, what one or a few do is a crime."""

from spacy.tokens import Token

from lexicon.grammar import grammar
from tasks.resolve.numerals import parse_number

FEW = 9  # so many that are counted are no crowd: "three men"


def is_crowd(noun: Token) -> bool:
    """Whether a noun tells of many people: 'a mob', 'villagers', 'dozens of men', but neither 'two students' nor 'the men'."""
    words = grammar()
    if noun.lemma_.lower() in words.crowds:
        return True
    if noun.tag_ not in ("NNS", "NNPS"):
        return False
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None  # "dozens of men", "a mob of men"
    if above is not None and above.lemma_.lower() in words.quantifiers | words.crowds:
        return above.lemma_.lower() not in words.handfuls and not is_few(above)
    return not is_few(noun) and noun.lemma_.lower() not in words.individuals


def is_few(noun: Token) -> bool:
    """Whether a number on a noun, or its words ('a few', 'both'), tell that they are not many. Two groups are."""
    if noun.lemma_.lower() in grammar().quantifiers:
        return False
    counts = [parse_number(c.text) for c in noun.children if c.dep_ == "nummod"]
    return any(n is not None and n <= FEW for n in counts) or any(c.lower_ in grammar().handfuls for c in noun.children)
