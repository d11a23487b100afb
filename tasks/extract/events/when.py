"""When an event happened: the time expression that the parse ties to its trigger, else to its clause."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from spacy.tokens import Token

from lexicon.events import load_events
from lexicon.files import read_toml
from lexicon.reporting import reporting
from schemas.codebook import Factuality
from schemas.tables import TimeExpression
from tasks.extract.events.deeds import MATERIAL, is_deed
from tasks.extract.events.draft import When
from tasks.extract.events.past import (
    before_court,
    carried,
    clause_of,
    compares,
    hung,
    long_after,
    of_above,
    of_toll,
    open_period,
    remembered,
    toll_above,
    within,
)
from tasks.extract.events.placed import elsewhere
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import OUTSIDE, Found

# what is claimed, denied or negated is of the story's own day and place unless told otherwise; a plan or a guess is of none
CURRENT = (Factuality.ASSERTED, Factuality.DENIED, Factuality.NEGATED)
DAYS_OF_OWN_PERIOD = 100  # an October told in January still belongs to the story (codebook section 9)
DURING = frozenset({"during", "in", "throughout", "under", "before", "at", "after"})
POINTS = ("DATE", "TIME")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
PRESENT = frozenset({"VBZ", "VBP"})
STALE = 31  # days after which a date is no news
OPENED = frozenset({"VBD", "VBN"})  # 'On May 3 they met', 'had met'
SAME_CLAUSE = "the same clause tells it"  # the weakest reason of all that are told
BEFORE = {
    "a court's case of it came later": before_court,
    "it is remembered": remembered,
    "it was long before what the clause tells": long_after,
    "its dead were counted later": toll_above,
}
OPENING = 2  # tokens before a date that opens its sentence: 'On the'


def date_event(trigger: Trigger, dates: Sequence[Found[TimeExpression]], published: date | None) -> When:
    """The date of one event; `When()` if its clause tells none."""
    inside = [d for d in dates if d.start != OUTSIDE and d.what.type in POINTS and dated(d.what)]
    heads = {t.i for t in trigger.words} | ({trigger.light_head.i} if trigger.light_head is not None else set())
    inside = [d for d in inside if not outdated(d, trigger, published) and not of_statement(d, trigger, published)]
    inside = [d for d in inside if not compares(d, trigger) and not of_toll(d, trigger)]
    if (period := open_period(trigger, inside, published)) is not None:
        return period
    tied = [d for d in inside if governor(d, trigger).i in heads]
    if tied:
        return told(tied[0].what, published, "a phrase on the trigger tells it")
    if opened := next((d for d in inside if opens(d, trigger)), None):
        return told(opened.what, published, "'when' takes it up")
    if (before := done_before(trigger, inside, published)) is not None:
        return before
    clause = clause_of(trigger.head)
    same = [d for d in inside if clause_of(trigger.head.doc[d.start]) == clause and not inside_noun(d, trigger)]
    same = [d for d in same if not elsewhere(d.start, trigger)]
    if same:
        nearest = min(same, key=lambda d: abs(d.start - trigger.head.i))
        return told(nearest.what, published, SAME_CLAUSE)
    if shared := next((d for d in inside if shares(governor(d, trigger), trigger)), None):
        return told(shared.what, published, "a coordinated verb tells it")
    if over := next((d for d in inside if is_over(d, trigger, published)), None):
        return told(over.what, published, "a past date cannot belong to what is still to be done")
    if strayed := next((d for d in inside if strays(d, governor(d, trigger), trigger, published)), None):
        return told(strayed.what, published, "a past date cannot belong to the present tense that it hangs on")
    if promised := next((d for d in inside if promises(governor(d, trigger), trigger)), None):
        return told(promised.what, published, "the verb that announces it tells it")
    if (name := closed_period(trigger.head)) is not None:
        return When(None, True, f"'{name}' is long over")
    if opening := fronted(trigger, inside):
        return told(opening.what, published, "the sentence before begins with it")
    old = [(d, governor(d, trigger)) for d in inside if is_historical(d.what, published)]
    if (year := carried(trigger, old)) is not None:
        return told(year, published, "the deed that the sentence before tells")
    return of_above(trigger, old) or When()


def done_before(trigger: Trigger, dates: Sequence[Found[TimeExpression]], published: date | None) -> When | None:
    """The date that the phrase of a deed of before the story tells, else that it has none; None if it is no such deed."""
    found = ((why, top) for why, find in BEFORE.items() if (top := find(trigger)) is not None)
    why, top = next(found, ("", None))
    if top is None:
        return None
    own = (d for d in dates if d.start in within(top) and not inside_noun(d, trigger))
    old = any(is_historical(d.what, published) and d.start < top.i for d in dates)  # "in 2013 a court convicted him of"
    return next((told(d.what, published, why) for d in own), When(None, old, why, undated=True, inferred=old))


def shares(verb: Token, trigger: Trigger) -> bool:
    """'On Sunday the army shelled the town and arrested residents': a verb without a subject of its own shares the date."""
    head = trigger.light_head or trigger.head
    return verb.i < head.i and verb in head.conjuncts and not any(c.dep_ in SUBJECTS for c in head.children)


def opens(found: Found[TimeExpression], trigger: Trigger) -> bool:
    """'Quiet since May 3, when rebels burned the mill': the clause that begins with 'when' tells of the time before it."""
    if hung(found, trigger):
        return True
    doc = trigger.head.doc
    when = next((t for t in doc[found.end : found.end + 2] if t.text != ","), None)
    if when is None or when.lower_ != "when" or not found.end <= trigger.head.i or when.sent != trigger.head.sent:
        return False
    return clause_of(when) == clause_of(trigger.head)


def strays(found: Found[TimeExpression], verb: Token, trigger: Trigger, published: date | None) -> bool:
    """'It lists those who killed four people, among them nurses, on May 3': the parser hangs the last phrase too high."""
    head, end = trigger.head, found.what.date_end
    if verb.tag_ not in PRESENT or end is None or published is None or end >= published or head.sent != verb.sent:
        return False
    between = head.doc[head.i + 1 : found.start]
    return (
        head.tag_ == "VBD"
        and verb in head.ancestors
        and not any(t.pos_ in ("VERB", "AUX") and t.dep_ != "prep" for t in between)
    )


def of_statement(found: Found[TimeExpression], trigger: Trigger, published: date | None) -> bool:
    """'Condemned on Monday the bombing in Gao', 'condemned the bombing in Gao on Monday': the day of what is said of a deed.

    The second is only sure on the day that the story was published.
    """
    if not is_deed(trigger.head) or trigger.light_head is not None:
        return False
    verb = next((a for a in trigger.head.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in verbal_verbs() or found.start > trigger.head.sent.end:
        return False
    if found.start < trigger.head.i:
        return governor(found, trigger) == verb
    return found.what.date_start == published and found.end >= trigger.head.right_edge.i


def promises(verb: Token, trigger: Trigger) -> bool:
    """'Announced on Monday that it would send aid': what is promised is done in words on the day that it is promised."""
    head = trigger.light_head or trigger.head
    ahead = any(c.tag_ == "TO" or c.lower_ in ("will", "would") for c in head.children)
    return ahead and head.dep_ in ("ccomp", "xcomp") and head.head == verb and verb.lemma_.lower() in reporting().say


def is_over(found: Found[TimeExpression], trigger: Trigger, published: date | None) -> bool:
    """'Invited them to join in July 1997': the parser hangs the date of the invitation on the infinitive."""
    verb, end = verb_of(found, trigger), found.what.date_end
    past = end is not None and published is not None and end < published
    ahead = verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head == trigger.head
    return past and ahead and trigger.head.tag_ == "VBD" and any(c.tag_ == "TO" for c in verb.children)


def outdated(found: Found[TimeExpression], trigger: Trigger, published: date | None) -> bool:
    """'Has been held over the bombing last year': the perfect tells of now, an old date of the noun before it."""
    verb, end = trigger.light_head or trigger.head, found.what.date_end
    if end is None or published is None or (published - end).days <= STALE:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in PRESENT for c in verb.children)
    return perfect and any(is_deed(t) for t in verb.doc[verb.i + 1 : found.start])


def fronted(trigger: Trigger, dates: Sequence[Found[TimeExpression]]) -> Found[TimeExpression] | None:
    """'On May 3, he opened a bridge. He was on it when rebels attacked': a day that opens a sentence holds in the next.

    Only for what is told in the simple past: the present and the perfect speak of now.
    """
    first = trigger.head.sent.start
    verbs = [t for t in (trigger.head, *trigger.head.ancestors) if is_past(t) and t.lemma_.lower() not in reporting().say]
    if not first or not verbs:
        return None
    before = trigger.head.doc[first - 1].sent
    opening = (d for d in dates if before.start <= d.start <= before.start + OPENING and verb_of(d, trigger).tag_ in OPENED)
    return next(opening, None)


def is_past(verb: Token) -> bool:
    """'They killed', 'they were killed'."""
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children))


def verb_of(found: Found[TimeExpression], trigger: Trigger) -> Token:
    """The verb of the clause that a time expression stands in."""
    return clause_of(trigger.head.doc[found.start])


def closed_period(head: Token) -> str | None:
    """The name of a closed period of history that the clause of a trigger is told in: 'during the Cold War'."""
    clause = clause_of(head)
    for preposition in head.sent:
        if preposition.dep_ == "prep" and preposition.lower_ in DURING and clause_of(preposition) == clause:
            for noun in preposition.children:
                phrase = head.doc[noun.left_edge.i : noun.i + 1].text.lower().removeprefix("the ")
                if noun.dep_ == "pobj" and phrase in periods():
                    return phrase
    return None


@cache
def verbal_verbs() -> frozenset[str]:
    """Verbs that alone name an act of words: 'condemn', 'welcome', 'discuss'."""
    alone = {lemma: [r for p, r in rules if not p.rest] for lemma, rules in load_events().verbs.items()}
    return frozenset(lemma for lemma, rules in alone.items() if rules and not any(r.quad in MATERIAL for r in rules))


@cache
def periods() -> frozenset[str]:
    return frozenset(name.lower() for name in read_toml("time.toml")["periods"]["closed"])


def dated(expression: TimeExpression) -> bool:
    """A point in time, resolved or not; 'now' and 'recently' say nothing that the publication date does not."""
    return not expression.value.endswith("_REF")


def governor(found: Found[TimeExpression], trigger: Trigger) -> Token:
    """What a time expression hangs on, prepositions aside."""
    token = trigger.head.doc[found.start : found.end].root.head
    while token.dep_ in ("prep", "pcomp", "pobj", "npadvmod", "compound", "nmod") and token.head != token:
        if token.pos_ in ("NOUN", "PROPN", "VERB") and token.dep_ not in ("compound", "nmod"):
            return token
        token = token.head
    return token


def inside_noun(found: Found[TimeExpression], trigger: Trigger) -> bool:
    """'the 2011 uprising': the date belongs to the uprising, not to the clause."""
    root = trigger.head.doc[found.start : found.end].root
    return root.dep_ in ("compound", "nmod", "nummod", "poss", "amod") and root.head.i != trigger.head.i


def told(expression: TimeExpression, published: date | None, reason: str) -> When:
    return When(expression, is_historical(expression, published), reason)


def is_historical(expression: TimeExpression, published: date | None) -> bool:
    """True for an earlier year, unless it lies within the story's own weeks; without a publication date nothing is."""
    end = expression.date_end
    if end is None or published is None:
        return False
    return end.year < published.year and (published - end).days > DAYS_OF_OWN_PERIOD
