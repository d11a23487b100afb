"""An event in the making: what the parse gave, before retellings are merged and the row is written."""

from dataclasses import dataclass

from schemas.parts import Party, PlaceRef, Quantity
from schemas.tables import TimeExpression
from tasks.extract.events.filled import Filled
from tasks.extract.events.triggers import Trigger
from tasks.extract.factuality.judge import Judgement
from tasks.resolve.found import Found


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event and why it was chosen; `inferred` when another sentence or the dateline names it."""

    place: PlaceRef | None = None
    reason: str = "no place told"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The date expression of an event and why it was chosen; `historical` when it lies before the story's own period.

    `recurrent` when it is told as what happens again and again, of no day.
    """

    expression: TimeExpression | None = None
    historical: bool = False
    reason: str = "no date told"
    recurrent: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling of an event. `code` is its type and mode after folding ('THREATEN/violence')."""

    trigger: Trigger
    type: str
    mode: str | None
    score: float
    quad: str
    actors: Filled
    recipients: Filled
    judgement: Judgement
    factuality: str
    where: Where
    when: When
    quantities: tuple[Found[Quantity], ...]
    victims: int  # people killed, named one by one; 0 if unknown
    speakers: tuple[Party, ...]
    deniers: tuple[Party, ...]
    headline: bool
