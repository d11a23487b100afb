"""The parties of one side of an act, and where they are looked for when no slot of the frame has any."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from lexicon.events import Frame
from lexicon.grammar import grammar
from schemas.parts import Party
from tasks.extract.events.deeper import below, beneath
from tasks.extract.events.naming import parties
from tasks.extract.events.triggers import Trigger
from tasks.resolve.names import Names

FORCE = -7.5  # acts that score below this are uses of force: a bare country then acts through its military
THINGS = ("building", "vehicle", "weapon")


def names_of(parties: Iterable[Party]) -> frozenset[str]:
    """What parties are called but for pronouns; 'U.S embassies' are 'US embassies'."""
    return frozenset(p.name.casefold().replace(".", "") for p in parties) - grammar().pronouns


@dataclass(frozen=True)
class Filled:
    """The parties of one side, the tokens that name them, and the slot that gave them."""

    parties: tuple[Party, ...] = ()
    tokens: tuple[Token, ...] = ()
    slot: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        return names_of(self.parties)


def fill_deeper(trigger: Trigger, frame: Frame, names: Names, taken: frozenset[int]) -> Filled:
    """The parties of the first noun phrases below the trigger's own slots that name any."""
    for heads in below(trigger, frozenset(frame.deeper)):
        given, tokens = parties(heads, names, trigger.rule.score < FORCE, taken)
        if given:
            return Filled(given, tokens, "deeper")
    return Filled()


def fill_beneath(trigger: Trigger, names: Names, taken: frozenset[int]) -> Filled:
    """The first party anywhere under the trigger: words are had with no building, and a town is only where it is."""
    homes = {""} | {p.country for i in taken if (p := names.party(trigger.head.doc[i])) is not None}
    for noun in beneath(trigger):
        kind = names.kind(noun)
        if kind == "place" or (kind in THINGS and trigger.rule.quad.startswith("V")):
            continue
        given, tokens = parties([noun], names, trigger.rule.score < FORCE, taken)
        at_home = kind == "nation" and noun.dep_ == "pobj" and homes.issuperset(p.country for p in given)
        if given and not at_home:
            return Filled(given, tokens, "beneath")
    return Filled()


def indices(side: Filled) -> frozenset[int]:
    return frozenset(t.i for t in side.tokens)


def joined(a: Filled, b: Filled) -> Filled:
    """'The attack on the base killed six soldiers': the base and the soldiers."""
    slots = " and ".join(s for s in (a.slot, b.slot) if s)
    return Filled(a.parties + tuple(p for p in b.parties if p not in a.parties), a.tokens + b.tokens, slots)
