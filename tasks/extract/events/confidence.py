"""How likely an event is right: a logistic model over what is known of it. Its weights are data: lexicon/confidence.toml."""

from math import exp

from spacy.tokens import Token

from lexicon.harm import harm
from lexicon.weights import confidence_weights, least_confidence
from schemas.codebook import Factuality, QuantityRole
from schemas.parts import Quantity
from tasks.extract.events.draft import Draft
from tasks.extract.events.merge import Cluster
from tasks.resolve.found import Found

SUBORDINATE = frozenset({"advcl", "relcl", "acl", "pcomp"})
REPORTED = frozenset({"ccomp", "conj", "parataxis"})  # a main clause by its content: what is said, what is added
DEEPEST = 4
DOERS = {"subject": "subject", "modifier": "modifier", "poss": "owner", "light_subject": "light"}  # slot -> feature
VICTIMS = ("dead", "injured", "arrested")
FAR = ("deeper", "beneath")


def features(cluster: Cluster) -> dict[str, float]:
    """Feature name -> value, each 0 to 4."""
    best = cluster.best
    parties = best.actors.parties + best.recipients.parties
    verb = best.trigger.light_head or best.trigger.head
    doers = best.actors.slot.split(", ")
    return {
        "verbal": best.trigger.verbal,
        "light": best.trigger.light is not None,
        "words": min(2, len(best.trigger.words) - 1),
        "conditions": min(2, best.trigger.rule.conditions),
        "actor": bool(best.actors.parties),
        "recipient": bool(best.recipients.parties),
        "named": any(p.country for p in parties),
        "pronoun": any(t.pos_ == "PRON" for t in best.actors.tokens),
        "headline": best.headline,
        "main": is_main(verb),
        "subordinate": any(t.dep_ in SUBORDINATE for t in (verb, *verb.ancestors)),
        "depth": min(DEEPEST, sum(t.pos_ in ("VERB", "AUX") for t in verb.ancestors)),
        "length": min(DEEPEST, len(verb.sent) / 20),
        "tellings": min(3, len(cluster.all) - 1),
        "quoted": bool(best.speakers),
        "dated": best.when.expression is not None,
        "placed": best.where.place is not None,
        **{f"is_{f}": best.factuality == f for f in Factuality if f is not Factuality.ASSERTED},
        **{f"quad_{quad}": best.quad == quad for quad in ("VC", "MC", "VX")},
        "folded": is_folded(best),
        **{f"actor_{name}": slot in doers for slot, name in DOERS.items()},
        "actor_agent": any(slot.startswith("by") for slot in doers),
        "recipient_far": best.recipients.slot in FAR,
    }


def is_main(verb: Token) -> bool:
    """Whether a verb heads the sentence, or heads what the head of the sentence reports or adds."""
    while verb.dep_ in REPORTED:
        verb = verb.head
    return verb.dep_ == "ROOT"


def is_folded(draft: Draft) -> bool:
    return draft.type != draft.trigger.rule.type


def confidence(cluster: Cluster) -> float:
    """Between 0 and 1, rounded to three places so that rows are equal on every machine."""
    intercept, weights = confidence_weights()
    known = features(cluster)
    total = intercept + sum(weight * known[name] for name, weight in weights.items())
    return round(1 / (1 + exp(-total)), 3)


def died_beside(draft: Draft, found: Found[Quantity]) -> bool:
    """'Three died as demonstrations turned violent': the victims of another act that is told with this one."""
    verb = draft.trigger.head.doc[found.start : found.end].root.head
    return found.what.role == QuantityRole.OTHER and harm().verbs.get(verb.lemma_.lower()) in harm().bodily


def is_doubtful(cluster: Cluster, likely: float) -> bool:
    """Whether an event of this confidence is too unlikely to be told at all. How likely it must be depends on its quad class.

    Told however unlikely: what is not told as a fact, which is marked and never dropped (codebook, section 1); what the main
    clause tells of an actor; what a speaker said: who says it is news; counted victims, of this act or beside it.
    """
    best = cluster.best
    plain = bool(best.actors.parties) and is_main(best.trigger.light_head or best.trigger.head)
    counted = any(q.what.role in VICTIMS or died_beside(d, q) for d in cluster.all for q in d.quantities)
    if best.factuality != Factuality.ASSERTED or best.speakers or counted or plain:
        return False
    return likely < least_confidence().get(best.quad, 0.0)
