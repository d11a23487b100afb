"""Did it happen? A graded, compositional reading of what the text says about a predicate.

The cues in whose scope a predicate stands (scope.py) are applied from the outermost to the innermost. Each turns the status of
its context into that of what it governs: as one of the codebook's five values, and as a number.
Sources: Karttunen (1971) on implicatives, Nairn, Condoravdi and Karttunen (2006) on composing them over a parse, Sauri and
Pustejovsky (2009) on degrees of factuality, Stanovsky et al. (2017) on the scale from -3 to 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from spacy.tokens import Token

from schemas.codebook import Factuality
from schemas.parts import Span
from tasks.annotate import Annotated
from tasks.extract.factuality.cues import Cue
from tasks.extract.factuality.denials import contradicted, denied_later
from tasks.extract.factuality.deniers import deniers_of
from tasks.extract.factuality.eventive import is_predicate
from tasks.extract.factuality.scope import scope

SCALE = 3.0
SILENT = frozenset({"base", "within"})  # cues that a reason need not name


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Whether a predicate is told as having happened, and why."""

    certainty: float  # -3 certainly did not happen, 0 unknown, 3 certainly happened
    factuality: Factuality
    future: bool  # lies in the future of the text, or is only announced, promised, intended; also if negated ("will not")
    deniers: tuple[Token, ...]  # heads of the noun phrases that deny it; empty unless denied
    reason: str  # in words: "object of 'deny'"
    contests: tuple[Token, ...] = ()  # the words that only deny it or hedge it: "denied that", "is alleged to"
    alleged: bool = False  # somebody is said, suspected or accused to have done it


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of the text and whether it happened."""

    span: Span
    factuality: str
    certainty: float  # -3..3


def judge(annotated: Annotated, trigger: Token) -> Judgement:
    """The judgement on a verb, an event noun or a predicate adjective."""
    found = scope(trigger)
    status = compose(found)
    if status == Factuality.DENIED:
        return judgement(found, status, deniers_of(found))
    if told(found, status) and (later := denied_later(trigger, found) or contradicted(trigger)):
        return judgement(found, Factuality.DENIED, later)
    return judgement(found, status, ())


def told(found: list[Cue], status: Factuality) -> bool:
    """True for what is told as fact or alleged: what somebody may deny further on."""
    return status == Factuality.ASSERTED or (status == Factuality.POSSIBLE and alleged(found))


def judgement(found: list[Cue], status: Factuality, deniers: tuple[Token, ...]) -> Judgement:
    """The judgement that cues and a status make."""
    return Judgement(
        certainty=round(SCALE * certainty(found), 2),
        factuality=status,
        future=compose(c for c in found if c.name != "not") == Factuality.PLANNED,
        deniers=deniers,
        reason=reason(found, status),
        contests=tuple(c.token for c in found if contests(c)),
        alleged=alleged(found),
    )


def alleged(found: list[Cue]) -> bool:
    return any(c.name == "allege" for c in found)


def contests(cue: Cue) -> bool:
    """True for words that tell no act of their own beside the one that they deny or hedge."""
    return cue.name == "deny" or (cue.name == "allege" and cue.slot == "to")


def compose(found: Iterable[Cue]) -> Factuality:
    """The status of the innermost predicate, from the outermost cue in."""
    return reduce(under, reversed(list(found)), Factuality.ASSERTED)


def under(context: Factuality, cue: Cue) -> Factuality:
    """The status of what a cue governs, given the status of the cue itself."""
    signature = cue.signature
    if signature.factive:
        return Factuality.ASSERTED
    if context == Factuality.ASSERTED:
        return signature.affirmed
    if context == Factuality.DENIED:
        return signature.negated if signature.negated == Factuality.ASSERTED else Factuality.DENIED
    if context == Factuality.NEGATED:
        return context if cue.slot == "modifier" else signature.negated  # the planned visit was called off
    return unsettled(context, cue)


def unsettled(context: Factuality, cue: Cue) -> Factuality:
    """The status under a context that is itself only possible or planned."""
    if context == Factuality.PLANNED and cue.name == "not":
        return Factuality.NEGATED  # "will not attack"
    real = cue.signature.affirmed in (Factuality.ASSERTED, Factuality.PLANNED)
    return context if real else Factuality.POSSIBLE


def certainty(found: Iterable[Cue]) -> float:
    """The number that goes with it, -1 to 1."""
    return reduce(lambda value, cue: cue.weight.apply(value), reversed(list(found)), 1.0)


def reason(found: list[Cue], status: Factuality) -> str:
    """The cues that count, in words, the innermost first."""
    counted = [cue.describe() for cue in found if cue.name not in SILENT and not cue.signature.factive]
    later = status == Factuality.DENIED and compose(found) != status
    return "; ".join([*counted, *(["denied later in the text"] if later else [])]) or "told as a fact"


def predicates(annotated: Annotated) -> tuple[Predicate, ...]:
    """Every predicate of the text in order: verbs that are no auxiliaries, event nouns, predicate adjectives and nouns."""
    return tuple(predicate(annotated, token) for token in annotated.doc if is_predicate(token))


def predicate(annotated: Annotated, token: Token) -> Predicate:
    """The predicate at a token. Only its own sentence counts here, as for the readers that certainty was learnt from."""
    found = scope(token)
    span = annotated.span(token.i, token.i + 1)
    return Predicate(span, compose(found).value, round(SCALE * certainty(found), 2))
