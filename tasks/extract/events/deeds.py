"""Which nouns name a deed, a material act of the codebook: 'bombing', 'arrest'."""

from functools import cache

from spacy.tokens import Token

from lexicon.events import load_events

MATERIAL = ("MC", "MX")


def is_deed(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in material_nouns()


@cache
def material_nouns() -> frozenset[str]:
    """Nouns that alone name a material act: 'bombing', 'arrest', 'strike'."""
    alone = {lemma: [r for p, r in rules if not p.rest and not p.after_of] for lemma, rules in load_events().nouns.items()}
    return frozenset(lemma for lemma, rules in alone.items() if any(r.quad in MATERIAL for r in rules))
