"""Two who face each other: 'both sides' after a clause in which one acts on the other, 'the presidents of Chad and Niger'."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from lexicon.countries import country_of_demonym, country_of_name
from lexicon.grammar import grammar
from schemas.parts import Party
from tasks.extract.events import syntax
from tasks.extract.events.nominals import coordinated
from tasks.resolve.mentions import entity_id
from tasks.resolve.names import Names

SENTENCES_BACK = 3  # in which the two are looked for
FACING_PREPOSITIONS = frozenset({"with", "against", "on", "at", "to", "from", "between"})
OFFICES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "ELI"})
NOBODY = frozenset({"IGO", "NGO", "UNK", "JRN", "CVL"})  # those who look on, ask, and tell
OWNERS = frozenset({"amod", "compound", "nmod", "poss"})


# -- both sides --------------------------------------------------------------------------------------------------------------


def two_sides(noun: Token, names: Names) -> list[Token]:
    """Those whom 'both sides' or 'the two countries' stands for: a list of two, or who acts on whom in the nearest clause."""
    states = noun.lemma_.lower() in grammar().countries
    for found in pairs_before(noun):
        two = [as_state(t, names) for t in found] if states else [t if is_side(t, names) else None for t in found]
        one, other = two
        if one is not None and other is not None and names.canonical(one) != names.canonical(other):
            return [one, other]
    return []


def pairs_before(noun: Token) -> Iterator[tuple[Token, Token]]:
    """Two coordinated nouns, or subject and object of a verb, the nearest first."""
    ends = [s.end for s in noun.doc.sents if s.start <= noun.i]
    first = ends[-SENTENCES_BACK - 1] if len(ends) > SENTENCES_BACK else 0
    for token in reversed(noun.doc[first : noun.i]):
        members = coordinated(token) if token.dep_ != "conj" else []
        if len(members) == 2 and members[-1].i < noun.i:
            yield members[0], members[1]
        if token.pos_ != "VERB" or token in noun.ancestors:
            continue
        doer = syntax.subject(token) or syntax.agent(token)
        for thing in undergoers(token):
            if doer is not None and thing.i < noun.i and doer.i < noun.i:
                yield doer, thing


def undergoers(verb: Token) -> Iterator[Token]:
    direct = syntax.direct_object(verb)
    if direct is not None:
        yield direct
    yield from syntax.prepositional(verb, FACING_PREPOSITIONS)


def is_side(token: Token, names: Names) -> bool:
    """Armies, groups and states; neither 'two soldiers' nor drones."""
    if any(c.dep_ == "nummod" for c in token.children) or names.kind(token) in ("weapon", "vehicle"):
        return False
    party = names.party(token) if names.is_political(token) or names.kind(token) == "nation" else None
    return party is not None and party.sector not in NOBODY and token.tag_ not in ("PRP", "PRP$")


def as_state(token: Token, names: Names) -> Token | None:
    """The token that names a state: the noun itself, or its owner ('Chilean post')."""
    for one in (token, *(c for c in token.children if c.dep_ in OWNERS)):
        if names.kind(one) == "nation" and names.party(one) is not None:
            return one
    return None


# -- offices -----------------------------------------------------------------------------------------------------------------


def holders(noun: Token, names: Names) -> tuple[Party, ...]:
    """'The presidents of Chad and Niger', 'French and German envoys': one party for each state; () for any other noun."""
    states = states_of(noun)
    party = names.party(noun) if len(states) > 1 and noun.tag_ == "NNS" else None
    if party is None or party.sector not in OFFICES:
        return ()
    word = noun.lower_ if noun.lemma_.lower() in grammar().sides else noun.lemma_.lower()
    office = " ".join([*(c.lower_ for c in noun.lefts if c.dep_ in ("amod", "compound") and c not in states), word])
    return tuple(of_state(party, office, t) for t in states)


def states_of(noun: Token) -> list[Token]:
    """The names of states coordinated behind 'of', or of their peoples before the noun."""
    behind = [t for p in syntax.own_prepositional(noun, frozenset({"of"})) for t in coordinated(p)]
    # stacked adjectives are no list: "Bosnian Serb units"
    before = next(([c, *c.conjuncts] for c in noun.lefts if c.dep_ in OWNERS and c.conjuncts), [])
    if len(behind) > 1 and all(country_of_name(t.text) for t in behind):
        return behind
    return [t for t in before if country_of_name(t.text) or country_of_demonym(t.text)]


def of_state(party: Party, office: str, state: Token) -> Party:
    country = country_of_name(state.text)
    known = country or country_of_demonym(state.text)
    assert known is not None  # states_of has seen to it
    name = f"{office} of {known.name}" if country else f"{state.text} {office}"
    return replace(party, name=name, country=known.alpha3, entity_id=entity_id(name, known.alpha3, party.sector))
