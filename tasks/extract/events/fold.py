"""Types that an act takes on in the mouth of its actor: help that lies ahead is an agreement, help that is denied a refusal.

Which types fold into which is told by the rule files (`future`, `refused`); no type is known here by name.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from lexicon.countries import country_of_name
from lexicon.events import EventLexicon, Rule
from lexicon.grammar import grammar
from schemas.codebook import Factuality
from schemas.parts import Party
from tasks.extract.events import syntax
from tasks.extract.events.filled import Filled
from tasks.extract.events.triggers import OWN, Trigger
from tasks.extract.factuality.judge import Judgement

FRIENDLY = ("VC", "MC")
WILL = frozenset({"will", "wo", "'ll", "shall"})
BACKSHIFTED = frozenset({"would", "'d"})  # "will" as a report in the past has it
OF_WILL = WILL | BACKSHIFTED
NOT = frozenset({"not", "n't", "n’t", "never"})
OFFICIAL = frozenset({"GOV", "MIL"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What an event is coded as in the end, and the judgement that it rests on."""

    type: str
    mode: str | None
    score: float
    quad: str
    factuality: Factuality
    judgement: Judgement


def fold(trigger: Trigger, actors: Filled, judgement: Judgement, said_by: tuple[Party, ...], lexicon: EventLexicon) -> Coded:
    """The type, mode and factuality of an act, given whether it happened and who says so."""
    rule, factuality = trigger.rule, settle(judgement, trigger)
    if rule.refused and actors.parties and refuses(trigger):
        return coded(rule.refused, judgement, lexicon)
    if underway(trigger, judgement):
        factuality = Factuality.ASSERTED
    willed = would(trigger.head) or (conditional_will(trigger.head) and speaks_for_himself(actors, said_by))
    if factuality == Factuality.POSSIBLE and willed and announced(rule, trigger, actors, said_by):
        factuality, judgement = Factuality.PLANNED, replace(judgement, future=True)  # "X said it would attack"
    if rule.future and factuality == Factuality.PLANNED and judgement.future and announced(rule, trigger, actors, said_by):
        return coded(rule.future, judgement, lexicon)
    return Coded(rule.type, rule.mode, rule.score, rule.quad, factuality, judgement)


def coded(code: str, judgement: Judgement, lexicon: EventLexicon) -> Coded:
    kind, mode, score = lexicon.code(code)
    return Coded(kind.name, mode, score, kind.quad, Factuality.ASSERTED, judgement)


def announced(rule: Rule, trigger: Trigger, actors: Filled, said_by: tuple[Party, ...]) -> bool:
    """Whether a future act is told as one to come.

    Friendly acts are, unless their rule wants the actor to say so himself (`future_by = "speaker"`). Hostile acts are threats
    only in the mouth or by the will of those who would do them: 'to break up the rally', 'is to be deported' stay planned acts.
    """
    names = {p.name for p in actors.parties}
    said = bool(names & {p.name for p in said_by})
    if rule.future_by == "speaker":
        return said
    words = {a.lower_ for a in auxiliaries(trigger)}
    willed = bool(words & WILL) or (bool(said_by) and "have" not in words and bool(words & BACKSHIFTED))
    return rule.quad in FRIENDLY or said or (bool(names) and willed)


def auxiliaries(trigger: Trigger) -> list[Token]:
    """The auxiliaries of a trigger's verb and of its light verb."""
    return [a for verb in (trigger.head, trigger.light_head) if verb is not None for a in syntax.children(verb, "aux")]


def refuses(trigger: Trigger) -> bool:
    """'will not release the men', 'would never negotiate', 'cannot accept': the negation of a will is a refusal."""
    verbs = [trigger.light_head] if trigger.light_head is not None else [trigger.head] if trigger.verbal else []
    for verb in verbs:
        words = {a.lower_ for a in syntax.children(verb, "aux")}
        willed = words & OF_WILL or (trigger.rule.quad == "VC" and words & {"can", "ca"})
        if willed and "have" not in words and any(n.lower_ in NOT for n in syntax.children(verb, "neg")):
            return True
    return False


def underway(trigger: Trigger, judgement: Judgement) -> bool:
    """'soldiers flew in to rescue the crew': who has set out to help is helping."""
    if trigger.rule.quad != "MC" or judgement.factuality != Factuality.PLANNED:
        return False
    aim = trigger.head
    if aim.dep_ in ("xcomp", "ccomp") and aim.head.lemma_ == "help":
        aim = aim.head  # "to help rescue the crew"
    above = aim.head
    if aim.dep_ not in ("advcl", "xcomp") or not syntax.is_bare_infinitive(aim):
        return False
    return above.lemma_ in grammar().motion and above.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not syntax.children(above, "neg")


def would(head: Token) -> bool:
    """'said it would': the future of a past report; 'would have' and conditionals are none."""
    return "would" in will_words(head) and not has_condition(head)


def conditional_will(head: Token) -> bool:
    """'Will shoot them if you come', 'would shoot them if the army came': an announcement that hangs on a condition."""
    return bool(will_words(head)) and has_condition(head)


def will_words(head: Token) -> frozenset[str]:
    """The auxiliaries of will of a verb; 'would have done' has none."""
    words = frozenset(c.lower_ for c in syntax.children(head, "aux"))
    return frozenset() if "have" in words else words & OF_WILL


def has_condition(head: Token) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in head.children)


def speaks_for_himself(actors: Filled, said_by: tuple[Party, ...]) -> bool:
    """Whether those who would act, or theirs, say so: a condition then makes a threat or an offer, no guess.

    An official speaks for his state, and whoever speaks of 'his men' or 'our planes' for them.
    """
    names, states = {p.name for p in said_by}, {p.country for p in said_by if p.country and p.sector in OFFICIAL}
    return bool(said_by) and any(
        p.name in names or p.text.split()[0].lower() in OWN or (p.country in states and country_of_name(p.name) is not None)
        for p in actors.parties
    )


def settle(judgement: Judgement, trigger: Trigger) -> Factuality:
    """The sentence decides; where it merely asserts, a rule or a light verb may know better ('foiled a plot')."""
    light = trigger.light.factuality if trigger.light is not None else ""
    known = light or trigger.rule.factuality  # "foiled an assassination attempt": negated, although an attempt is planned
    if known == Factuality.ASSERTED and (judgement.factuality == Factuality.NEGATED or refuses(trigger)):
        return Factuality.ASSERTED  # the negation is part of the trigger: "will not lift the ban" is a refusal
    if judgement.factuality != Factuality.ASSERTED:
        return judgement.factuality
    return Factuality(known) if known else judgement.factuality
