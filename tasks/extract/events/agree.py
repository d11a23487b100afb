"""Whether two tellings may be of one event: type, parties, mode, day, place and toll agree, or one only points back."""

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.harm import harm
from schemas.codebook import Factuality, Sector
from schemas.parts import Party
from tasks.extract.events import syntax
from tasks.extract.events.draft import Draft, When, Where
from tasks.extract.events.filled import FORCE, Filled
from tasks.extract.events.retold import points_to
from tasks.resolve.nouns import noun_class

DAY = 1  # the precision of a date told to the day
RISE = 4  # how many times over the toll of one event may grow within an article
PLAIN = {Sector.CVL, Sector.UNK}  # of people of whom a telling says no more than the name
CLAIM = {Factuality.ASSERTED, Factuality.DENIED}  # a claim and its denial are one event


def compatible(a: Draft, b: Draft) -> bool:
    """Same type, parties that agree, and no conflict of mode, time, place or factuality."""
    if a.type != b.type or a.sentence == b.sentence or not modes_agree(a, b):
        return False
    if b.echo and b.mode is None:
        return False  # "the carnage" may be anything's; "the blast" is that of the bomb told before
    if is_summary(a.trigger.head) != is_summary(b.trigger.head):
        return False
    if points_back(b) or echoes(a, b):
        return a.factuality == b.factuality or (definite(b.trigger.head) and b.factuality != Factuality.NEGATED)
    if factualities_differ(a, b):
        return False
    if tolls_differ(a, b) or times_differ(a.when, b.when) or dates_differ(a, b) or places_differ(a.where, b.where):
        return False
    return parties_agree(a, b) or same_occasion(a, b)


def same_occasion(a: Draft, b: Draft) -> bool:
    """The same kind of act on the same day in the same country, as both tell, of which one telling names nobody."""
    x, y = a.where, b.where
    if x.place is None or y.place is None or x.inferred or y.inferred or not x.place.country == y.place.country != "":
        return False
    dated = all(d.when.expression is not None and d.when.expression.precision == DAY for d in (a, b))
    return dated and (nameless(a) or nameless(b))


def factualities_differ(a: Draft, b: Draft) -> bool:
    """Whether one telling is no claim as the other is. 'Suspects in the murder of X' still tells of the murder of X."""
    told = {Factuality(a.factuality), Factuality(b.factuality)}
    if len(told) == 1 or told <= CLAIM:
        return False
    known = definite(b.trigger.head) and Factuality.NEGATED not in told and a.factuality == Factuality.ASSERTED
    return not (known and side_agrees(a.recipients, b.recipients))


def is_summary(head: Token) -> bool:
    """'air campaign': many acts in one noun."""
    return head.lemma_.lower() in grammar().summary


def modes_agree(a: Draft, b: Draft) -> bool:
    """The same mode, or one that a telling leaves open, or two means against the same recipient: 'bombed', 'shelled'.

    A suicide bombing is a bombing too, a drone strike an air strike.
    """
    if a.mode == b.mode or a.mode is None or b.mode is None:
        return True
    if {a.mode, b.mode} <= grammar().blasts or {a.mode, b.mode} <= grammar().flown:
        return True
    return {a.mode, b.mode} <= grammar().means and bool(a.recipients.names & b.recipients.names)


def times_differ(a: When, b: When) -> bool:
    """Whether only one is background, by its own words."""
    known = not any(w.undated or w.inferred for w in (a, b))
    return known and a.historical != b.historical


def dates_differ(a: Draft, b: Draft) -> bool:
    x, y = a.when.expression, b.when.expression
    if x is None or y is None or x.date_start is None or y.date_start is None or x.date_end is None or y.date_end is None:
        return False
    return x.date_end < y.date_start or y.date_end < x.date_start


def places_differ(a: Where, b: Where) -> bool:
    """Two places conflict when both are towns or districts and differ, or their countries do. Inferred ones never do."""
    x, y = a.place, b.place
    if x is None or y is None or a.inferred or b.inferred or x.name == y.name:
        return False
    return (bool(x.country) and bool(y.country) and x.country != y.country) or (x.geo_precision < 3 and y.geo_precision < 3)


def tolls_differ(a: Draft, b: Draft) -> bool:
    """Whether the dead of one telling are a multiple of the other's: a toll may rise, but 20 and 900 are two events."""
    x, y = toll(a), toll(b)
    return bool(x and y) and max(x, y) > RISE * min(x, y)


def toll(draft: Draft) -> float:
    return max((q.what.value or 0 for q in draft.quantities if q.what.role == "dead"), default=0)


def points_back(draft: Draft) -> bool:
    """An event noun that tells nothing of its own, only a mention: 'the attack', 'since the bombings', 'his ouster'."""
    return bare(draft) and not any(introduces(c) for c in draft.trigger.head.children)


def introduces(word: Token) -> bool:
    """'another attack', 'two attacks': words on an event noun that tell a new event. 'The two attacks' were told before."""
    return word.lower_ in grammar().introducing or (word.dep_ == "nummod" and not definite(word.head))


def echoes(a: Draft, b: Draft) -> bool:
    """The same bare event noun again, even with an article or a number: 'a series of 30 assaults ... 30 assaults'."""
    return bare(b) and bare(a) and a.trigger.head.lemma_.lower() == b.trigger.head.lemma_.lower()


def bare(draft: Draft) -> bool:
    """An event noun with no party, no date and no place that its own sentence tells."""
    if draft.trigger.verbal or draft.trigger.light is not None or not nameless(draft) or draft.when.expression is not None:
        return False
    return draft.where.place is None or draft.where.inferred


def parties_agree(a: Draft, b: Draft) -> bool:
    """Each side shares a party or is empty on one telling; at least one side must be shared unless a telling names nobody."""
    known = b.score < FORCE
    actors = side_agrees(a.actors, b.actors, known)
    recipients = side_agrees(a.recipients, b.recipients, known)
    if recipients is False and (of_kind(a) or of_kind(b)):
        recipients = None
    if b.companions & a.recipients.names:
        recipients = True
    if actors is False or recipients is False:
        return False
    if actors or recipients:
        return True
    pointed = definite(a.trigger.head) or (a.headline and heralds(a, b))
    return (nameless(b) and (definite(b.trigger.head) or outcome(b))) or (nameless(a) and pointed)


def heralds(headline: Draft, text: Draft) -> bool:
    """'Gao market attack kills 12', without a party and without 'the', as headlines are: the text has its words or its toll."""
    words, told = nouns_beside(headline), nouns_beside(text)
    return bool(words & told) or toll(headline) == toll(text) != 0


def nouns_beside(draft: Draft) -> set[str]:
    """The nouns of a telling's sentence but for its trigger."""
    sentence, own = draft.trigger.head.sent, draft.trigger.words
    return {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN")} - {t.lemma_.lower() for t in own}


def nameless(draft: Draft) -> bool:
    """A telling that names nobody: no parties, or only 'people', 'others'."""
    return not (draft.actors.names or (not of_kind(draft) and draft.recipients.names))


def outcome(draft: Draft) -> bool:
    """'... which killed 224 people': a count of victims without an actor looks back to the act."""
    return not draft.actors.parties and draft.trigger.head.lemma_.lower() in harm().verbs


def side_agrees(a: Filled, b: Filled, known: bool = False) -> bool | None:
    """True if a party is shared, None if a side is empty, False if both name others.

    Whoever is `known` may be told by a noun alone: after 'killed two priests', 'the murder of the priests'.
    """
    x, y = a.names, b.names
    if not x or not y:
        return None
    return bool(x & y) or any(alike(p, q) for p in a.parties for q in b.parties) or (known and points_to(b, a))


def alike(a: Party, b: Party) -> bool:
    """'rebels' and 'Syrian rebels', 'Jorge Salas' and 'Jorge Salas Rojas': one name ends in the other or begins it.

    Neither their countries nor, of a beginning, their sectors conflict.
    """
    x, y = a.name.casefold(), b.name.casefold()
    nested = x.endswith(" " + y) or y.endswith(" " + x) or (kindred(a, b) and (begins(x, y) or begins(y, x)))
    return nested and (a.country == b.country or not a.country or not b.country)


def kindred(a: Party, b: Party) -> bool:
    return a.sector == b.sector or bool({a.sector, b.sector} & PLAIN)


def begins(full: str, short: str) -> bool:
    """'Jorge Salas Rojas' begins with 'Jorge Salas': a second surname is often left out, a first one never."""
    return " " in short and full.startswith(short + " ")


def distinct(a: Filled, b: Filled) -> bool:
    """Whether both sides tell of somebody, and neither of anybody whom the other tells of."""
    return bool(a.parties) and bool(b.parties) and not a.names & b.names


def definite(head: Token) -> bool:
    """'the attack', 'this strike': an event noun that may point back; 'the bomb went off': a deed of a known weapon."""
    if head.pos_ == "VERB":
        weapon = syntax.surface_subject(head)
        return weapon is not None and noun_class(weapon.lemma_.lower()) == "weapon" and definite(weapon)
    if head.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(c.dep_ == "det" and c.lower_ in grammar().definite for c in head.children)


def of_kind(draft: Draft) -> bool:
    """'The bus bombing': the noun in front tells what kind of act it was rather than whom it struck."""
    return draft.recipients.slot == "target" and not any(t.ent_type_ == "PERSON" for t in draft.recipients.tokens)
