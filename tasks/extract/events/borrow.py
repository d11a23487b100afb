"""Recipients that another act of the article lends: the act agreed to, the act that is backed, the act that is condemned."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from lexicon.events import EventLexicon, Frame
from lexicon.grammar import grammar
from tasks.extract.events import syntax
from tasks.extract.events.bridge import Candidate, bridged, judged_things, near, told_before
from tasks.extract.events.filled import Filled

AGAINST = frozenset({"against", "on", "upon", "at", "toward", "towards"})


def with_borrowed(kept: Sequence[Candidate], every: Sequence[Candidate], lexicon: EventLexicon) -> list[Candidate]:
    """The candidates that are kept, with the recipients that others lend them; one that is dropped for them may lend too."""
    lent = [borrowed_recipients(c, near(c, every), lexicon) for c in kept]
    lent = [shared_recipients(c, near(c, lent)) for c in lent]
    lent = [judged(c, near(c, lent), lexicon.frames[c.trigger.rule.frame]) for c in lent]
    return bridged(lent, lexicon)


def borrowed_recipients(candidate: Candidate, others: Sequence[Candidate], lexicon: EventLexicon) -> Candidate:
    """'Refused to mediate between X and Y', 'agreed to deploy peacekeepers in X': to whom the act that is agreed to is done.

    Of an act without recipients, such as a mediation, all other parties are meant.
    """
    rule, words = candidate.trigger.rule, candidate.trigger.words[1:]
    if candidate.recipients.parties or not (lexicon.frames[rule.frame].recipient if rule.recipient is None else rule.recipient):
        return candidate
    mine = {p.name for p in candidate.actors.parties}
    for other in (c for c in others if c.trigger.verbal and (c.trigger.head in words or is_content(c.trigger.head, words))):
        for side in (other.recipients, other.actors):
            found = [(p, t) for p, t in zip(side.parties, side.tokens, strict=True) if p.name not in mine]
            if found:
                told, tokens = zip(*found, strict=True)
                return replace(candidate, recipients=Filled(told, tokens, f"{side.slot} of '{other.trigger.head}'"))
    return candidate


def is_content(verb: Token, words: Sequence[Token]) -> bool:
    """'Reiterated its commitment to support X': the infinitive of a noun of the trigger."""
    return verb.dep_ == "acl" and verb.head in words and syntax.is_bare_infinitive(verb)


def shared_recipients(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """'attacks on rebel positions, backed by air strikes': what backs an act is aimed at whom the act is aimed at."""
    head = candidate.trigger.head
    if candidate.recipients.parties or candidate.trigger.verbal or head.dep_ != "pobj" or head.head.dep_ != "agent":
        return candidate
    above = {t.i for t in head.ancestors}
    for other in others:
        mine = {t.i for t in (*other.trigger.words, *other.recipients.tokens)}
        if other is not candidate and other.trigger.rule.quad == candidate.trigger.rule.quad and above & mine:
            return replace(candidate, recipients=replace(other.recipients, slot=f"recipients of '{other.trigger.head}'"))
    return candidate


def judged(candidate: Candidate, others: Sequence[Candidate], frame: Frame) -> Candidate:
    """'Condemned the attacks on X', 'praised the arrest of X': who did it is meant, never those to whom it was done.

    An act without a doer that points back to a telling before it has the doer of that: 'condemned the raid'.
    """
    if not frame.doer:
        return candidate
    for thing in judged_things(candidate.trigger):
        act = next((c for c in others if c is not candidate and thing in c.trigger.words and not c.trigger.verbal), None)
        sufferers = set(act.recipients.tokens) if act is not None else set(victims_of(thing))
        if candidate.recipients.parties and not set(candidate.recipients.tokens) <= sufferers:
            continue
        doers = act.actors if act is not None and act.actors.parties else told_before(thing, others)
        mine = {p.name for p in candidate.actors.parties}
        if doers.parties and not mine & {p.name for p in doers.parties}:
            return replace(candidate, recipients=replace(doers, slot=f"doer of '{thing}'"))
        if sufferers:
            return replace(candidate, recipients=Filled())
    return candidate


def victims_of(thing: Token) -> list[Token]:
    """'Deplored these acts against the monks': whom a deed in a general word was done to."""
    return syntax.own_prepositional(thing, AGAINST) if thing.lemma_.lower() in grammar().deeds else []
