"""Acts that are told as done before the story: those of a court case, of a memorial, of a clause that has a year of its own.

Of these the day of publication is never the day; where nobody tells one they have none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Token

from lexicon.events import load_events
from lexicon.files import read_toml
from lexicon.harm import harm
from schemas.tables import TimeExpression
from tasks.extract.events import syntax
from tasks.extract.events.draft import When
from tasks.extract.events.filled import FORCE
from tasks.extract.events.outcome import is_relative, suffers
from tasks.extract.events.placed import CLAUSE_HEADS
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import Found

GROUNDS = frozenset({"for", "of", "over", "in", "on", "to"})  # "jailed for", "guilty of", "tried over", "pleaded guilty to"
APART = frozenset({"for", "of", "over", "to"})  # of a gerund that tells another time than its verb: "jailed for killing"
AFTER = frozenset({"after", "since", "before"})
SAME_TIME = frozenset({"when", "as", "while"})
PRESENT = ("VBZ", "VBP")
YEAR = 4  # the precision of a date that is told to the year or vaguer
LONG = 31  # days; a period that has gone on for longer is of no month
GOES_ON = "it has gone on since"
UP = 12  # words above a deed that are looked at

Dates = Sequence[Found[TimeExpression]]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `past` in lexicon/time.toml."""

    verdicts: frozenset[str]
    remembrance: frozenset[str]
    spans: frozenset[str]
    latest: frozenset[str]


@cache
def words() -> Words:
    return Words(**{name: frozenset(told) for name, told in read_toml("time.toml")["past"].items()})


def lemma(token: Token) -> str:
    return token.lemma_.lower()


# Dates that are not the act's own


def compares(found: Found[TimeExpression], trigger: Trigger) -> bool:
    """'The deadliest attack since 2013': what it is set against."""
    preposition = preposition_of(found, trigger)
    if preposition is None or preposition.lower_ not in ("since", "in") or trigger.head in preposition.subtree:
        return False
    noun, since = preposition.head, preposition.lower_ == "since"
    return any(t.tag_ == "JJS" or (since and t.lower_ in words().latest) for t in (noun, *noun.children))


def of_toll(found: Found[TimeExpression], trigger: Trigger) -> bool:
    """'The toll of the raid rose on Monday': the day of the count."""
    toll = toll_above(trigger)
    return toll is not None and trigger.head.doc[found.start] not in toll.subtree


def toll_above(trigger: Trigger) -> Token | None:
    return next((a for a in trigger.head.ancestors if lemma(a) == "toll"), None)


def preposition_of(found: Found[TimeExpression], trigger: Trigger) -> Token | None:
    head = trigger.head.doc[found.start : found.end].root
    return next((a for a in (head, head.head) if a.dep_ == "prep"), None)


# Deeds of before the story: each function gives the top of the phrase that tells the deed, in which a date is still the deed's


def before_court(trigger: Trigger) -> Token | None:
    """'Jailed for killing six', 'the trial of two men for the murder of a judge', 'pardoned five soldiers who shot a nun'."""
    head = trigger.head
    for grounds in (a for a in above_deed(head) if a.lower_ in GROUNDS and a.dep_ == "prep"):
        if any(lemma(t) in words().verdicts for t in accused(grounds)):
            return grounds
    clause = clause_of(head)
    whose = clause.head
    judged = clause.dep_ in ("relcl", "acl") and whose.dep_ in ("dobj", "nsubjpass") and lemma(whose.head) in words().verdicts
    return clause if judged else None


def above_deed(head: Token) -> Iterator[Token]:
    """The words that a deed hangs on by prepositions, as one of several too; not past a verb that is not a gerund of these."""
    token = head
    for _ in range(UP):
        if token.dep_ not in ("pobj", "pcomp", "conj", "prep", "compound", "dobj", "acl") or token.head == token:
            return
        if token.dep_ in ("acl", "dobj") and token.head.dep_ not in ("pobj", "pcomp"):
            return
        token = token.head
        yield token


def accused(preposition: Token) -> Iterator[Token]:
    """What a preposition of grounds may hang on, wherever the parser puts it: what is above it up to the verb, with objects."""
    for above in preposition.ancestors:
        yield above
        yield from syntax.children(above, "dobj", "acomp", "oprd", "attr", "xcomp")
        yield from (o for p in syntax.children(above, "prep") if p != preposition for o in syntax.children(p, "pobj"))
        if above.pos_ in ("VERB", "AUX"):
            return


def remembered(trigger: Trigger) -> Token | None:
    """'The anniversary of the massacre', 'laid a wreath for the victims of a raid', 'a memorial to 40 dead of the raid'."""
    top = trigger.head
    for above in trigger.head.ancestors:
        if lemma(above) in words().remembrance:
            return top
        if above.pos_ in ("VERB", "AUX"):
            things = syntax.children(above, "dobj") if top.dep_ == "prep" else []
            return top if any(lemma(c) in words().remembrance for c in things) else None
        top = above
    return None


def long_after(trigger: Trigger) -> Token | None:
    """'Twenty years after soldiers shelled the town', 'a decade after the raid'."""
    for token in (trigger.head, *trigger.head.ancestors):
        clause = token.pos_ in ("VERB", "AUX")
        opening = [c for c in token.children if c.dep_ == "mark"] if clause else [token.head]
        after = next((t for t in opening if t.lower_ in AFTER and t.i), None)
        if after is not None and lemma(after.nbor(-1)) in words().spans:
            return token
        if clause and token.dep_ not in ("relcl", "acl"):
            return None
    return None


# Years of the clauses above


def clause_of(token: Token) -> Token:
    """The verb of the clause that a token stands in; a gerund of grounds has one of its own."""
    return next((a for a in (token, *token.ancestors) if a.pos_ in ("VERB", "AUX") and heads_clause(a)), token.sent.root)


def heads_clause(verb: Token) -> bool:
    return verb.dep_ in CLAUSE_HEADS or (verb.dep_ == "pcomp" and verb.head.lower_ in APART)


def hung(found: Found[TimeExpression], trigger: Trigger) -> bool:
    """'A war in 2020 in which 6,000 died': the parser hangs the clause on the year."""
    clause = clause_of(trigger.head)
    return clause.dep_ == "relcl" and found.start <= clause.head.i < found.end


def of_above(trigger: Trigger, old: Sequence[tuple[Found[TimeExpression], Token]]) -> When | None:
    """What years of the clauses above, each given with what it hangs on, tell of an act that has none.

    It is of the same year, or was done long ago, on a day that nobody tells.
    """
    clause = clause_of(trigger.head)
    for _ in range(UP):
        above = clause_of(clause.head)
        if above == clause or is_present(clause):
            return None
        for found, governor in old:
            if (governor in (above, clause.head) or reports(governor, clause)) and found.start not in within(clause):
                same = is_same_time(clause, governor) or (clause.dep_ == "conj" and found.start < above.i)
                if same or found.start < clause.left_edge.i:
                    what = found.what if same else None
                    return When(what, True, "the clause above is of a past year", undated=not same, inferred=True)
        clause = above
    return None


def reports(noun: Token, clause: Token) -> bool:
    """'A 2003 report said that soldiers killed 40'."""
    return clause.dep_ == "ccomp" and noun.dep_ == "nsubj" and noun.head == clause_of(clause.head)


def carried(trigger: Trigger, old: Sequence[tuple[Found[TimeExpression], Token]]) -> TimeExpression | None:
    """'Rebels shelled the town in 1982. Thirty farmers were killed': the next sentence tells who suffered from the deed."""
    head = trigger.head
    if head.dep_ != "ROOT" or not suffers(head) or head.lemma_.lower() not in harm().verbs or is_present(head):
        return None
    before = head.doc[head.sent.start - 1].sent.root if head.sent.start else head
    return next((d.what for d, governor in old if governor == before != head and lemma(before) in forceful()), None)


@cache
def forceful() -> frozenset[str]:
    """Verbs that alone name a use of force: 'shell', 'attack'."""
    alone = {lemma: [r for p, r in rules if not p.rest] for lemma, rules in load_events().verbs.items()}
    return frozenset(lemma for lemma, rules in alone.items() if any(r.score < FORCE for r in rules))


def is_present(verb: Token) -> bool:
    """'Strikes', 'is striking', 'has struck'."""
    return any(t.tag_ in PRESENT for t in (verb, *syntax.children(verb, "aux", "auxpass")))


def within(clause: Token) -> range:
    return range(clause.left_edge.i, clause.right_edge.i + 1)


def is_same_time(clause: Token, governor: Token) -> bool:
    """'Died in 1999 when rebels attacked', 'fought a war in 1992 that killed 20,000', 'attacked in 1992, killing 40'."""
    if clause.dep_ == "advcl" and not is_relative(clause):
        marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod")}
        return bool(marks & SAME_TIME) or (clause.tag_ == "VBG" and not marks)
    thing = clause.head
    told = governor == thing or (thing.dep_ == "dobj" and thing.head == governor)
    return clause.dep_ == "relcl" and told and thing.pos_ == "NOUN" and not of_person(clause)


def of_person(clause: Token) -> bool:
    """'Who killed', but not 'which killed', 'that killed', 'in which they died'."""
    return any(t.lower_ in ("who", "whom", "whose") for t in clause.subtree if t.i < clause.i)


# Periods that are still open


def open_period(trigger: Trigger, dates: Dates, published: date | None) -> When | None:
    """'Has killed 300 since 2011', 'the war, which began in 2011, has killed 300': from then to the day of the story.

    'Have been killed since then' is of no day.
    """
    verb = trigger.light_head or trigger.head
    if published is None or not any(c.dep_ == "aux" and c.tag_ in PRESENT and lemma(c) == "have" for c in verb.children):
        return None
    since = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "since"]
    subject = syntax.surface_subject(verb) if trigger.verbal else None
    begun = [c for c in subject.children if c.dep_ == "relcl"] if subject is not None else []
    spans = [within(t) for t in (*since, *begun)]
    first = next((d.what for d in dates if any(d.start in span for span in spans)), None)
    if first is None or first.date_start is None or first.date_start >= published:
        return When(reason=GOES_ON, undated=True) if any(c.lower_ == "then" for s in since for c in s.children) else None
    precision = YEAR if (published - first.date_start).days > LONG else first.precision
    return When(replace(first, date_end=published, precision=precision), False, GOES_ON)
