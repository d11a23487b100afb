"""Whose dead and injured they are where two acts of one sentence would both have them."""

from collections.abc import Sequence
from dataclasses import replace

from lexicon.harm import harm
from schemas.codebook import QuantityRole
from schemas.parts import Quantity
from tasks.extract.events.counts import FORCE, is_violent
from tasks.extract.events.draft import Draft
from tasks.extract.events.totals import sums
from tasks.resolve.found import Found


def owned(drafts: Sequence[Draft]) -> list[Draft]:
    """'Ten people were killed in the protests': the killing has its dead alone, of the protests the number is a mere number.

    A riot kills as any use of force does and keeps them.
    """
    held = {(q.start, q.what.role) for d in drafts if d.type == FORCE for q in d.quantities}
    return [d if is_violent(d.type, d.mode) else without(d, held) for d in drafts]


def without(draft: Draft, held: set[tuple[int, str]]) -> Draft:
    kept = tuple(number(q) if q.what.role in harm().bodily and (q.start, q.what.role) in held else q for q in draft.quantities)
    return draft if kept == draft.quantities else replace(draft, quantities=kept, people=sums(draft.trigger, kept))


def number(found: Found[Quantity]) -> Found[Quantity]:
    return Found(replace(found.what, role=str(QuantityRole.OTHER)), found.start, found.end)
