"""One step up the parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.factuality.cues import Cue


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """The cues of a relation, and the governor to go on from; None ends the walk."""

    cues: tuple[Cue, ...]
    governor: Token | None
    shared: bool = True  # False if the governor's own cues do not reach down
    replaces: bool = False  # True if the cues stand for that of the noun in between ("denied the claim that")
