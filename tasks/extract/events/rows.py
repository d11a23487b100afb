"""From a cluster of tellings to the row of the events table."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from spacy.tokens import Token

from lexicon.contexts import context_cues
from lexicon.harm import harm
from schemas.codebook import Factuality
from schemas.ids import content_id
from schemas.parts import Party, Quantity, Span, Why
from schemas.tables import Event, TimeExpression
from tasks.annotate import Annotated
from tasks.extract.events.agree import alike, outcome
from tasks.extract.events.confidence import confidence
from tasks.extract.events.counts import is_refuted
from tasks.extract.events.draft import SAME_SENTENCE, Draft, When, Where
from tasks.extract.events.filled import FORCE, Filled, names_of
from tasks.extract.events.merge import Cluster
from tasks.extract.events.tolls import number
from tasks.extract.events.totals import total
from tasks.extract.events.triggers import Trigger
from tasks.extract.events.when import CURRENT, SAME_CLAUSE
from tasks.resolve.found import Found
from tasks.resolve.nouns import noun_class

PEOPLE = ("role", "group")
GAP = 3  # words of a trigger that stand further apart than this are shown by their head alone


def event_row(annotated: Annotated, cluster: Cluster) -> Event:
    """The event that a cluster of tellings makes. Place, date and quantities come from any telling, the rest from the best."""
    best, article = cluster.best, annotated.article
    trigger = trigger_span(annotated, best.trigger)
    when = choose_when(cluster)
    where = choose_where(cluster, when)
    start, end, text, precision, source = dates(when, best, article.published)
    quantities = gather_quantities(cluster)
    return Event(
        event_id=content_id("event", article.article_id, best.type, trigger.start, trigger.end),
        article_id=article.article_id, type=best.type, mode=mode(cluster), contexts=contexts(best), quad=best.quad,
        score=best.score, trigger=trigger,
        other_mentions=tuple(trigger_span(annotated, d.trigger) for d in cluster.all if d is not best),
        actors=parties(cluster, "actors"), recipients=parties(cluster, "recipients"),
        factuality=factuality(cluster), historical=when.historical, attributed_to=best.speakers, denied_by=denied_by(cluster),
        place=where.place, date_start=start, date_end=end, date_text=text, time_precision=precision, date_source=source,
        quantities=tuple(q.what for q in quantities),
        dead=people(cluster, quantities, "dead"), injured=people(cluster, quantities, "injured"),
        arrested=people(cluster, quantities, "arrested"),
        confidence=confidence(cluster), rule_id=best.trigger.rule.id,
        sentence=annotated.span(best.trigger.head.sent.start, best.trigger.head.sent.end),
        reasons=reasons(cluster, where, when), batch_id=article.batch_id,
    )  # fmt: skip


def trigger_span(annotated: Annotated, trigger: Trigger) -> Span:
    """The words of the trigger with its light verb where they stand together, else its head."""
    tokens = sorted({t.i for t in trigger.words})
    if any(b - a > GAP for a, b in pairwise(tokens)):
        tokens = [trigger.head.i]
    return annotated.span(tokens[0], tokens[-1] + 1)


def mode(cluster: Cluster) -> str | None:
    """The best telling's mode; failing that, the first that has one."""
    return cluster.best.mode or next((d.mode for d in cluster.all if d.mode), None)


def parties(cluster: Cluster, side: str) -> tuple[Party, ...]:
    """The best telling's parties; where it names nobody ('people'), those of another telling that does.

    'Shelled the port and sank two ferries': of a use of force the recipients of tellings that are one act with it count too.
    """
    sides: list[Filled] = [getattr(d, side) for d in (cluster.best, *cluster.all)]
    told = [s.parties for s in sorted(sides, key=lambda s: s.slot == "target")]  # "the bus bombing" names it least
    found = next((p for p in told if names_of(p)), next(filter(None, told), ()))
    force = side == "recipients" and cluster.best.score < FORCE
    return found + (also_struck(cluster, found) if force and names_of(found) else ())


def also_struck(cluster: Cluster, found: Sequence[Party]) -> tuple[Party, ...]:
    """Recipients that the best telling leaves out: things struck by another verb of its sentence, and who was hurt by name.

    People without a name that an attack on a place killed are told by their number.
    """
    more: list[Party] = []
    for draft in (d for d in cluster.all if d is not cluster.best and d.recipients.slot != "target"):
        same_sentence = draft.trigger.head.sent.start == cluster.best.trigger.head.sent.start
        beside = same_sentence and cluster.best.trigger.head.lemma_.lower() not in harm().verbs  # not where the killed were
        for party, token in zip(draft.recipients.parties, draft.recipients.tokens, strict=True):
            known = any(same_party(party, p) for p in (*found, *more))
            thing = noun_class(token.lemma_.lower()) not in PEOPLE
            if not known and names_of([party]) and ((beside and thing) or (outcome(draft) and token.ent_type_ == "PERSON")):
                more.append(party)
    return tuple(more)


def same_party(a: Party, b: Party) -> bool:
    return bool(names_of([a]) & names_of([b])) or alike(a, b) or (a.start is not None and a.start == b.start)


def factuality(cluster: Cluster) -> str:
    """A claim with a denial is denied, whichever is told first."""
    return str(Factuality.DENIED) if any(d.factuality == Factuality.DENIED for d in cluster.all) else cluster.best.factuality


def denied_by(cluster: Cluster) -> tuple[Party, ...]:
    return tuple({p.name: p for d in cluster.all for p in d.deniers}.values())


def choose_where(cluster: Cluster, when: When) -> Where:
    """The best telling's place, or a more precise one that another telling adds; told places before inferred ones.

    What another telling dates to years ago is not where the story is.
    """
    told = [d.where for d in (cluster.best, *cluster.all) if d.where.place is not None]
    if when.of_other_times:
        told = [w for w in told if not w.of_story]
    return min(told, key=lambda w: (w.inferred, w.reason == SAME_SENTENCE, precision_at(w)), default=Where())


def precision_at(where: Where) -> int:
    return where.place.geo_precision if where.place is not None else 9


def choose_when(cluster: Cluster) -> When:
    """The best telling's date, or the most precise one that another telling adds."""
    every = [d.when for d in (cluster.best, *cluster.all)]
    told = [w for w in every if w.expression is not None]
    resolved = [w for w in told if w.expression is not None and w.expression.date_start is not None]
    sure = [w for w in resolved if w.reason != SAME_CLAUSE]
    agreed = [w for w in resolved if w in sure or not any(apart(w, s) for s in sure)]
    before = next((w for w in every if w.undated), None)
    once = (w for w in every if not w.recurrent)
    return min(agreed, key=precision_of, default=told[0] if told else before or next(once, cluster.best.when))


def apart(a: When, b: When) -> bool:
    """Whether two dates have no day in common."""
    x, y = a.expression, b.expression
    if x is None or y is None or not (x.date_start and x.date_end and y.date_start and y.date_end):
        return False
    return x.date_end < y.date_start or y.date_end < x.date_start


def precision_of(when: When) -> int:
    return when.expression.precision if when.expression is not None else 9


def dates(when: When, best: Draft, published: date | None) -> tuple[date | None, date | None, str, int | None, str | None]:
    """(start, end, text, precision, source): the expression's own; for current acts the publication date where none is told."""
    expression: TimeExpression | None = when.expression
    if expression is not None:
        known = expression.date_start is not None
        return (
            expression.date_start, expression.date_end, expression.text, expression.precision if known else None,
            "text" if known else None,
        )  # fmt: skip
    if published is not None and best.factuality in CURRENT and not (when.historical or when.recurrent or when.undated):
        return published, published, "", 1, "published"
    return None, None, "", None, None


def gather_quantities(cluster: Cluster) -> list[Found[Quantity]]:
    """Quantities of all tellings, the best telling's first; what another one told before, by value and role, is left out.

    A count that a telling refutes ("killed 17, not 19") is a mere number wherever it is told.
    """
    found: dict[int, Found[Quantity]] = {}
    wrong = refuted(cluster)
    for telling in (cluster.best, *cluster.all):
        known = {(q.what.value, q.what.role) for q in found.values()}
        fresh = (q for q in telling.quantities if (q.what.value, q.what.role) not in known)  # "six Malians and six Chadians"
        found.update({q.start: q for q in fresh})
    return [number(q) if q.what.value in wrong else q for _, q in sorted(found.items())]


def refuted(cluster: Cluster) -> frozenset[float]:
    """The counts that are told not to be right: 19 of 'killed 17, not 19'."""
    told = (q for d in cluster.all for q in d.quantities if is_refuted(d.trigger.head.doc, q))
    return frozenset(q.what.value for q in told if q.what.value is not None)


def people(cluster: Cluster, quantities: Sequence[Found[Quantity]], role: str) -> int | None:
    """How many suffered it, by the telling that counts most."""
    wrong = refuted(cluster)
    return total(quantities, role, max((n for d in cluster.all if (n := d.people.get(role, 0)) not in wrong), default=0))


def contexts(best: Draft) -> tuple[str, ...]:
    """The rule's own contexts, and those that words of the sentence tell."""
    cues = context_cues()
    told = {context for token in best.trigger.head.sent for context in cues.get(lemma(token), ())}
    return tuple(sorted({*best.trigger.rule.contexts, *told}))


def lemma(token: Token) -> str:
    return token.lemma_.lower()


def reasons(cluster: Cluster, where: Where, when: When) -> tuple[Why, ...]:
    """Why each field has its value, for `dateline explain`."""
    best = cluster.best
    trigger = best.trigger
    light = f" under the light verb '{trigger.light_head}'" if trigger.light_head is not None else ""
    found = [
        Why("type", f"'{trigger.pattern.text}' of rule {trigger.rule.id}{light}{folded(best)}"),
        Why("actors", slot_reason(best.actors.slot)),
        Why("recipients", slot_reason(best.recipients.slot)),
        Why("factuality", best.judgement.reason),
        Why("place", where.reason),
        Why("date", when.reason),
    ]
    if len(cluster.all) > 1:
        found.append(Why("other_mentions", f"{len(cluster.all) - 1} further tellings with agreeing parties, time and place"))
    return tuple(found)


def folded(best: Draft) -> str:
    rule = best.trigger.rule
    return "" if best.type == rule.type else f"; a future {rule.type} is {best.type}"


def slot_reason(slot: str) -> str:
    return f"{slot} of the trigger" if slot else "no phrase names any"
