"""Who does it and to whom: the slots of a frame, filled from the parse around a trigger."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from lexicon.events import Frame
from schemas.parts import Party
from tasks.extract.events import syntax
from tasks.extract.events.deeds import is_deed
from tasks.extract.events.deeper import leaves_office
from tasks.extract.events.filled import FORCE, Filled, fill_beneath, fill_deeper, indices, joined
from tasks.extract.events.naming import MODIFYING, parties, respan
from tasks.extract.events.slots import light_role, slot_tokens
from tasks.extract.events.triggers import Trigger
from tasks.extract.events.undergoers import target
from tasks.resolve.names import Names


def fill(
    slots: Iterable[str], trigger: Trigger, names: Names, taken: frozenset[int], every: bool = False, acting: bool = False
) -> Filled:
    """The parties of the first slot that has any; of all slots if `every`. `acting` for the actors."""
    force = trigger.rule.score < FORCE
    heads: list[Token] = []
    used = []
    for slot in slots:
        found = slot_tokens(slot, trigger, names)
        given, tokens = parties(found, names, force, taken, acting)
        if given and not every:
            return Filled(given, tokens, slot)
        if given:
            heads += found
            used.append(slot)
    given, tokens = parties(heads, names, force, taken, acting)
    return Filled(given, tokens, ", ".join(used))


def with_things(side: Filled, trigger: Trigger, frame: Frame, names: Names) -> Filled:
    """The parties with the spans of the things of theirs that the act is aimed at: 'rejected the Peruvian and Chilean terms'.

    As positions and convoys stand for whoever holds them, so does what somebody says, wants or owns ('backed Peru's plan').
    Not what is itself a deed, whose doer is meant, nor what somebody is asked for ('demanded Peru's withdrawal').
    """
    deps = MODIFYING if frame.owner else MODIFYING | {"poss"}
    given = (whole_thing(p, t, trigger, deps, names) for p, t in zip(side.parties, side.tokens, strict=True))
    return replace(side, parties=tuple(given))


def whole_thing(party: Party, token: Token, trigger: Trigger, deps: frozenset[str], names: Names) -> Party:
    first = next((t for t in (token, *token.conjuncts) if t.dep_ in deps), None)
    if first is None or first.head == trigger.head or is_deed(first.head):
        return party
    return respan(party, names.span(first.head))


def arguments(trigger: Trigger, frame: Frame, names: Names) -> tuple[Filled, Filled]:
    """Actors and recipients of a trigger: what the light verb says of its own arguments, and the slots of the frame."""
    undergoing = light_recipients(trigger, names)
    actors = fill(
        frame.actor if trigger.rule.actor is None else trigger.rule.actor,
        trigger,
        names,
        indices(undergoing),
        frame.mutual,
        acting=True,
    )
    if actors.slot == "shooter":  # "Peruvian shells hit the port"
        actors = with_things(actors, trigger, frame, names)
    slots = frame.recipient if trigger.rule.recipient is None else trigger.rule.recipient
    if not slots:
        return actors, undergoing
    taken = indices(actors) | indices(undergoing)
    own = fill(slots, trigger, names, taken)
    open_ = not undergoing.parties and not is_done_to_somebody(trigger)
    if not own.parties and open_ and frame.deeper:
        own = fill_deeper(trigger, frame, names, taken)
    # whom a duty is laid on is told by its clause: "said that the persecution of the Karen must end"
    anywhere = frame.anywhere and not trigger.rule.modal and not any(map(leaves_office, trigger.words))
    if not own.parties and open_ and anywhere:
        own = fill_beneath(trigger, names, taken)
    return actors, joined(with_things(own, trigger, frame, names), undergoing)


def is_done_to_somebody(trigger: Trigger) -> bool:
    """'They jailed him for mocking the king': whoever he is, it was not done to the king."""
    thing = syntax.direct_object(trigger.head) if trigger.verbal else None
    return thing is not None and thing.tag_ == "PRP" and thing.lower_ != "it"


def aimed(trigger: Trigger, actors: Filled, recipients: Filled, names: Names) -> Filled:
    """The recipients; of an act that names none what stands in front of its noun. That alone makes no act: 'the hotel raid'."""
    heads = [] if recipients.parties else target(trigger.rule.score < FORCE, trigger.head, names)
    given, tokens = parties(heads, names, trigger.rule.score < FORCE, indices(actors))
    return Filled(given, tokens, "target") if given else recipients


def light_recipients(trigger: Trigger, names: Names) -> Filled:
    """'came under attack', 'faces charges': the light verb says that its subject undergoes the noun."""
    heads = light_role(trigger, "recipient")
    if not heads:
        return Filled()
    given, tokens = parties(heads, names, trigger.rule.score < FORCE, frozenset())
    return Filled(given, tokens, f"light verb '{trigger.light_head}'")
