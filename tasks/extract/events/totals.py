"""How many people suffered what, over all numbers of a telling."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.harm import harm
from schemas.parts import Quantity
from tasks.extract.events import syntax
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import Found


def sums(trigger: Trigger, bound: Sequence[Found[Quantity]]) -> dict[str, int]:
    """Role to the number of people in the phrase that counts most of them: 15 for 'arrested six in Lima and nine in Quito'.

    'Ten people, four nurses and six guards' are ten.
    """
    groups: dict[tuple[str, int], list[float]] = {}
    for found in bound:
        if found.what.role in harm().roles and found.what.value is not None:
            first = first_counted(trigger.head.doc[found.start : found.end].root)
            groups.setdefault((found.what.role, first.i), []).append(found.what.value)
    out: dict[str, int] = {}
    for (role, _), values in groups.items():
        broken_down = len(values) > 2 and values[0] == sum(values[1:])
        out[role] = max(out.get(role, 0), int(values[0] if broken_down else sum(values)))
    return out


def first_counted(noun: Token) -> Token:
    """The first noun of a coordination, also of a bare number beside the verb: 'killed 40 here and 9 there'."""
    while noun.dep_ in ("conj", "nummod"):
        noun = noun.head
    thing = syntax.direct_object(noun) if noun.pos_ == "VERB" else None
    return noun if thing is None else thing


def total(quantities: Sequence[Found[Quantity]], role: str, least: int = 0) -> int | None:
    """The count of the dead, injured or arrested: the largest told, because smaller ones are parts of it; `least` or more."""
    values = [q.what.value for q in quantities if q.what.role == role and q.what.value is not None]
    return int(max((*values, least))) or None
