"""Names in front of an event noun: whose deed it is ('the rebels' killings', 'the army raid'), and whom it befell ('the
priest's murder', 'the embassy bombing')."""

from spacy.tokens import Token

from lexicon.countries import country_of_demonym, country_of_place
from lexicon.grammar import grammar
from lexicon.harm import harm
from tasks.extract.events import syntax
from tasks.resolve.names import Names

ARMED = frozenset({"MIL", "COP", "SPY", "REB", "PRM", "UAF", "CRM"})  # sectors of those who live by force
# sectors of bodies that do not live by force
CIVILIAN = frozenset({"LAB", "JRN", "EDU", "REL", "BUS", "NGO", "MED", "SOC", "LEG", "JUD", "AGR"})
STRUCK = frozenset({"building", "vehicle"})
THIRD = frozenset({"its", "their"})
PLURAL = ("NNS", "NNPS")


def befell(owner: Token, deed: Token, names: Names) -> bool:
    """Whether the possessor of a deed against people is the one it was done to: 'the priests' murder', 'his abduction'.

    Not where the deed has its victim behind it ('the army's killing of a farmer'), nor the many deeds of armed men
    ('the guerrillas' kidnappings', 'its massacres').
    """
    if any(names.party(o) is not None for o in syntax.own_prepositional(deed, frozenset({"of"}))):
        return False
    many = deed.tag_ in PLURAL
    if owner.lower_ in THIRD and many:
        return False
    kind = names.kind(owner)
    if kind == "nation" and owner.tag_ not in PLURAL:  # "Peru's massacre", but "the Franciscans' murder"
        return False
    party = names.party(owner)
    armed = party is not None and party.sector in ARMED
    return not (armed and (many or kind in ("group", "org")))


def struck(word: Token, deed: Token, names: Names) -> bool:
    """Whether a noun in front of a use of force is what it was aimed at: 'the bus bombing', 'the newspaper attack'.

    People and bodies that live by force, states and parties are whose deed it is; of a deed that is done to people
    (`victimizing`) a person is the victim: 'the Ortega murder'.
    """
    kind, party = names.kind(word), names.party(word)
    armed = party is not None and party.sector in ARMED
    if kind in STRUCK:
        return kind == "building" or not armed  # a jet attack is one by jets
    if party is None or armed or word.lemma_.lower() in grammar().agents:
        return False
    if deed.lemma_.lower() in harm().victimizing:
        return kind in ("person", "role", "org") and party.sector not in ("GOV", "PTY", "OPP")
    return kind in ("org", "group") and party.sector in CIVILIAN


def locates(word: Token, deed: Token, names: Names) -> bool:
    """'The Peru mosque attack', 'a Peruvian mosque attack': a country right before what was struck tells where it is."""
    country = country_of_place(word.text) or country_of_demonym(word.text)
    return word.i + 1 < deed.i and bool(country) and struck(word.nbor(1), deed, names)


def target(force: bool, deed: Token, names: Names) -> list[Token]:
    """'The bus bombing', 'the Ortega murder': what a use of force was aimed at, in front of its noun."""
    if deed.pos_ == "VERB" or not force:
        return []
    return [c for c in syntax.children(deed, "compound", "amod", "nmod") if struck(c, deed, names) and not is_prefixed(c)]


def is_prefixed(token: Token) -> bool:
    """'Anti-government protests' are not the government's."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("anti", "pro", "non", "ex")
