"""The words in front of an event noun that may name a party: possessors, demonyms, names, forces."""

from spacy.tokens import Token

from lexicon.countries import country_of_place
from lexicon.grammar import grammar
from tasks.extract.events import syntax
from tasks.extract.events.filled import FORCE
from tasks.extract.events.naming import tells_kind
from tasks.extract.events.triggers import Trigger
from tasks.extract.events.undergoers import befell, is_prefixed, locates, target
from tasks.resolve.names import Names

MODIFIERS = frozenset({"nation", "org", "group", "person", "role"})  # not "place": "the Paris attacks" were in Paris


def possessor(t: Trigger) -> list[Token]:
    return [] if t.verbal else syntax.children(t.head, "poss")


def modifier(t: Trigger, names: Names) -> list[Token]:
    """Names that modify a noun: 'Russian strikes', 'US-China talks'; forces also where they are part of the trigger."""
    if t.verbal:
        return []
    found = [c for c in syntax.children(t.head, "compound", "amod", "nmod") if c not in t.words[1:] or is_agent(c)]
    inner = [g for c in found if not is_agent(c) for g in syntax.children(c, "compound", "amod", "nmod", "npadvmod")]
    found = [c for c in (*found, *inner) if names.kind(c) in MODIFIERS]
    return [c for c in found if (not tells_kind(c) or is_bearer(c, t)) and not is_prefixed(c)]


def own_modifier(t: Trigger, names: Names) -> list[Token]:
    """The modifiers of a noun that tell whose act it is: of a use of force not what it was aimed at."""
    aimed_at = {*target(t.rule.score < FORCE, t.head, names)}
    own = [c for c in modifier(t, names) if not {c, c.head} & aimed_at]  # "the Peruvian embassy attack" is not Peru's
    return [c for c in own if not locates(c, t.head, names)]


def doer(t: Trigger, names: Names) -> list[Token]:
    """The possessor of a noun whose deed it is: 'the guerrillas' kidnappings', 'the army's killing of a farmer'."""
    return [o for o in possessor(t) if not befell(o, t.head, names)]


def victim(t: Trigger, names: Names) -> list[Token]:
    """The possessor of a noun to whom it was done: 'the priests' murder', 'his abduction'."""
    return [o for o in possessor(t) if befell(o, t.head, names)]


def shooter(t: Trigger, names: Names) -> list[Token]:
    """Whose weapon hits: 'missiles fired by the rebels', 'the rebels' rockets', 'Peruvian shells'. It acts for its owner."""
    passive = syntax.is_passive(t.head)
    weapon = syntax.agent(t.head) if passive else syntax.surface_subject(t.head)
    if not t.verbal or weapon is None or names.kind(weapon) != "weapon":
        return []
    fired = [a for c in syntax.children(weapon, "acl", "relcl") if (a := syntax.agent(c)) is not None]
    named = [c for c in syntax.children(weapon, "compound", "amod", "nmod") if names.kind(c) in MODIFIERS]
    return fired or syntax.children(weapon, "poss") or [c for c in named if not tells_kind(c) and not is_prefixed(c)]


def is_bearer(adjective: Token, t: Trigger) -> bool:
    """'Military shelling' is done by the military; 'military aid' and 'military action' only tell what kind it is."""
    return adjective not in t.words and t.rule.score < FORCE and is_agent(adjective)


def demonym(t: Trigger, names: Names) -> list[Token]:
    """Of the modifiers those that are no place's name: 'the Israeli bombing', 'the U.S. bombing', but 'the Kenya bombing'."""
    return [c for c in own_modifier(t, names) if c.text.isupper() or (c.ent_type_ != "GPE" and not country_of_place(c.text))]


def is_agent(token: Token) -> bool:
    """'Police firing', 'army offensive': whose act it is."""
    return token.lemma_.lower() in grammar().agents
