"""An event in the making: what the parse gave, before retellings are merged and the row is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.parts import Party, PlaceRef, Quantity
from schemas.tables import TimeExpression
from tasks.extract.events.filled import Filled
from tasks.extract.events.triggers import Trigger
from tasks.extract.factuality.judge import Judgement
from tasks.resolve.found import Found

SAME_SENTENCE = "the same sentence names it"  # the weakest reason of all that are told


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event and why it was chosen; `inferred` when it is not told of this very act.

    `of_story` when it is but where the story is: the place told last, the dateline, the country that the article is about.
    """

    place: PlaceRef | None = None
    reason: str = "no place told"
    inferred: bool = False
    of_story: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The date expression of an event and why it was chosen; `historical` when it lies before the story's own period.

    `recurrent` when it is told as what happens again and again, of no day. `undated` when it is told as done before the story,
    on a day that nobody tells. `inferred` when a clause above tells it: the act may still have been done where the story is.
    """

    expression: TimeExpression | None = None
    historical: bool = False
    reason: str = "no date told"
    recurrent: bool = False
    undated: bool = False
    inferred: bool = False

    @property
    def of_other_times(self) -> bool:
        """Told by its own words as of another time than the story's, and so perhaps of another place."""
        return self.historical and not self.inferred


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling of an event. An `echo` only adds to another telling."""

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
    people: Mapping[str, int]  # role to how many were killed, injured, arrested by the phrase that counts most
    speakers: tuple[Party, ...]
    deniers: tuple[Party, ...]
    headline: bool
    sentence: int  # its first token
    echo: bool = False
    companions: frozenset[str] = frozenset()  # names of those who died with its victims
