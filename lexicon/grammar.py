"""The closed word classes of grammar.toml."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sets of lemmas or lower-case forms; what each is for stands in grammar.toml."""

    relative: frozenset[str]
    object_control: frozenset[str]
    subject_control: frozenset[str]
    charges: frozenset[str]
    accusing: frozenset[str]
    of_verbs: frozenset[str]
    circumstantial: frozenset[str]
    ditransitive: frozenset[str]
    roving: frozenset[str]
    quantifiers: frozenset[str]
    counting: frozenset[str]
    compound_prepositions: frozenset[str]
    intending: frozenset[str]
    ready: frozenset[str]
    placing: frozenset[str]
    plural_only: frozenset[str]
    expletive_verbs: frozenset[str]
    summary: frozenset[str]
    definite: frozenset[str]
    dual: frozenset[str]
    introducing: frozenset[str]
    pronouns: frozenset[str]
    hoping: frozenset[str]
    weighing: frozenset[str]
    agents: frozenset[str]
    mounts: frozenset[str]
    causing: frozenset[str]
    temporal: frozenset[str]
    act_gerunds: frozenset[str]
    moving: frozenset[str]
    helping: frozenset[str]
    making: frozenset[str]
    aside: frozenset[str]
    leaving_office: frozenset[str]
    motion: frozenset[str]
    documents: frozenset[str]
    granted: frozenset[str]
    reversing: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    manned: frozenset[str]
    several: frozenset[str]
    means: frozenset[str]
    blasts: frozenset[str]
    flown: frozenset[str]
    deeds: frozenset[str]
    plain_saying: frozenset[str]
    act_verbs: frozenset[str]
    perceiving: frozenset[str]
    adjectival: frozenset[str]
    gatherings: frozenset[str]
    crowds: frozenset[str]
    individuals: frozenset[str]
    handfuls: frozenset[str]
    disowning: frozenset[str]
    happening: frozenset[str]
    toppling: frozenset[str]
    aiming: frozenset[str]
    ideas: frozenset[str]
    proposing: frozenset[str]
    avenging: frozenset[str]
    vowing: frozenset[str]
    advising: frozenset[str]
    transferring: frozenset[str]
    awaiting: frozenset[str]
    countries: frozenset[str]
    sides: frozenset[str]
    fellows: frozenset[str]


@cache
def grammar() -> Grammar:
    return read_words("grammar.toml", Grammar)
