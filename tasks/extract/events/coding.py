"""Events from triggers: parties, factuality, speakers, place, time, quantities. Knows no event type by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from lexicon.events import EventLexicon
from lexicon.grammar import grammar
from lexicon.sport import sport
from lexicon.where import where_words
from schemas.codebook import Factuality
from schemas.parts import Party, PlaceRef, Quantity
from schemas.tables import TimeExpression
from tasks.annotate import Annotated
from tasks.extract.events import counts, syntax
from tasks.extract.events.agree import definite
from tasks.extract.events.arguments import aimed, arguments
from tasks.extract.events.borrow import with_borrowed
from tasks.extract.events.bridge import Candidate
from tasks.extract.events.draft import Draft, When
from tasks.extract.events.filled import FORCE, Filled
from tasks.extract.events.fold import FRIENDLY, Coded, fold
from tasks.extract.events.jurisdiction import home_of
from tasks.extract.events.placed import Inside, Places
from tasks.extract.events.presumed import presumed
from tasks.extract.events.recurrent import recurs
from tasks.extract.events.slots import duty_bearer
from tasks.extract.events.tolls import owned
from tasks.extract.events.triggers import Conditions, Refusal, Trigger, matches, superfluous
from tasks.extract.events.venue import with_venues
from tasks.extract.events.victims import companions
from tasks.extract.events.when import CURRENT, date_event
from tasks.extract.events.where import locate, sentences_back
from tasks.extract.factuality.cues import lemma_of
from tasks.extract.factuality.denials import sentential
from tasks.extract.factuality.judge import Judgement, judge
from tasks.extract.factuality.scope import scope
from tasks.extract.quotes.attribution import Reports, speakers
from tasks.extract.quotes.find import FoundQuote
from tasks.extract.quotes.marks import Quoted
from tasks.resolve.found import OUTSIDE, Found, Located
from tasks.resolve.names import Names

STATE = ("GOV", "MIL", "SPY")


@dataclass(frozen=True)
class Setting:
    """What was found in an article before its events: everything that an event may be bound to."""

    annotated: Annotated
    names: Names
    places: tuple[Found[PlaceRef], ...]
    dates: tuple[Found[TimeExpression], ...]
    quantities: tuple[Found[Quantity], ...]
    quotes: tuple[FoundQuote, ...]
    quoted: tuple[Quoted, ...]
    seats: tuple[Found[PlaceRef], ...]  # capitals told without their names

    @cached_property
    def inside(self) -> Inside:
        return Inside((*self.places, *self.seats))

    @cached_property
    def dateline(self) -> tuple[Found[PlaceRef], ...]:
        return tuple(p for p in self.places if p.start == OUTSIDE)

    @cached_property
    def dated(self) -> Located[TimeExpression]:
        return Located(self.dates)

    @cached_property
    def counted(self) -> Located[Quantity]:
        return Located(self.quantities)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.quotes)

    def locations(self, actors: Sequence[Party], mode: str | None) -> Places:
        """Where an act of these actors may have happened. A state's own forces may strike anywhere; it rules at home."""
        focus = self.names.scene.focus
        home = focus.home_of_all
        ruling = mode in where_words().policing | where_words().internal | where_words().searching
        roving = not ruling and any(p.country == home and p.sector in STATE for p in actors)
        return Places(self.annotated, self.inside, self.dateline, "" if roving else home, focus.counts, self.quoted)


def find_drafts(setting: Setting, lexicon: EventLexicon) -> tuple[list[Draft], list[Refusal]]:
    """Every telling of every event, in text order, and the rules that were considered and refused."""
    refusals: list[Refusal] = []
    if is_sports_report(setting.annotated):
        return [], refusals
    conditions = Conditions(setting.names)
    chosen = (choose(token, setting, lexicon, conditions, refusals) for token in setting.annotated.doc)
    candidates = [c for c in chosen if c is not None]
    dropped = superfluous([c.trigger for c in candidates])
    refusals += [Refusal(candidates[n].trigger.head, candidates[n].trigger.rule.id, why) for n, why in dropped.items()]
    kept = with_borrowed([c for n, c in enumerate(candidates) if n not in dropped], candidates, lexicon)
    drafts = list(meant((told for c in kept for told in tellings(c, setting, lexicon)), refusals))
    drafts = owned(with_venues(drafts, setting.locations((), None), setting.names))
    contested = {t.i: d for d in drafts for t in d.judgement.contests}
    accused = accusations(drafts)
    idle = [mere(d, contested) or answers(d, accused) for d in drafts]
    idlers = (d for d, is_idle in zip(drafts, idle, strict=True) if is_idle)
    refusals += [Refusal(d.trigger.head, d.trigger.rule.id, "only denies or hedges another") for d in idlers]
    return [d for d, is_idle in zip(drafts, idle, strict=True) if not is_idle], refusals


def mere(draft: Draft, contested: dict[int, Draft]) -> bool:
    """'X rejected reports that Y bombed Z', 'is alleged to have bombed Z': a claim and its denial are one event, the bombing.

    Who rejects what he is himself accused of denies an accusation, which the codebook codes.
    """
    head = draft.trigger.head
    if sentential(head):
        return True  # "..., which X denied"
    claim = contested.get(head.i)
    above = claim.trigger.light_head or claim.trigger.head if claim is not None else head
    if claim is None or head not in (above.head, above.head.head):
        return False  # further down it is only part of what is claimed
    if draft.factuality == Factuality.DENIED:
        return not {p.name for p in claim.actors.parties} & {p.name for p in draft.recipients.parties}
    return not draft.actors.parties or draft.trigger.rule.quad == "VX"


def accusations(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """The accusations by the tokens of those who deny them."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        for token in draft.judgement.deniers if draft.type == "ACCUSE" and not mere(draft, {}) else ():
            found.setdefault(token.i, []).append(draft)
    return found


def answers(denial: Draft, accused: dict[int, list[Draft]]) -> bool:
    """'X accused Y of it. Y denied the charge': the denial of an accusation that an earlier sentence tells is no second one."""
    if denial.type != "ACCUSE" or denial.factuality != Factuality.DENIED or denial.actors.parties:
        return False
    return any(d is not denial for t in denial.recipients.tokens for d in accused.get(t.i, ())[:2])


def meant(told: Iterable[Draft], refusals: list[Refusal]) -> Iterator[Draft]:
    """Leaves out what is only hoped for and the friendly acts that are only weighed; they are noted as refused."""
    for event in told:
        if word := only_imagined(event):
            refusals.append(Refusal(event.trigger.head, event.trigger.rule.id, f"only under '{word}'"))
        else:
            yield event


def only_imagined(event: Draft) -> str:
    """The word that makes an act a mere hope or option; empty if there is none.

    The codebook codes no hopes. A strike that is weighed may yet come and is possible; but to weigh help is not to agree to it.
    """
    if event.judgement.factuality not in (Factuality.POSSIBLE, Factuality.PLANNED):
        return ""
    words = grammar()
    lists = words.hoping | words.weighing if event.trigger.rule.quad in FRIENDLY else words.hoping
    return next((c.token.lower_ for c in scope(event.trigger.head) if lemma_of(c.token) in lists), "")


def is_sports_report(annotated: Annotated) -> bool:
    """Contests are told in the words of war: 'shot', 'attacked', 'strike'. The codebook codes none of them."""
    known, words = sport(), [t.lemma_.lower() for t in annotated.doc if t.is_alpha]
    found = [w for w in words if w in known.words]
    return len(set(found)) >= known.distinct and len(found) >= known.share * len(words)


def choose(
    token: Token, setting: Setting, lexicon: EventLexicon, conditions: Conditions, refusals: list[Refusal]
) -> Candidate | None:
    """The first rule that a token triggers and whose demands on the parties are met, else a noun that may echo a deed."""
    echo = None
    for trigger in matches(token, lexicon, conditions, refusals):
        actors, recipients = arguments(trigger, lexicon.frames[trigger.rule.frame], conditions.names)
        actors = presumed(actors, recipients, trigger.head, trigger.rule, setting.annotated, setting.names)
        if why := lacking(trigger, actors, recipients, conditions.names):
            refusals.append(Refusal(token, trigger.rule.id, why))
            if echo is None and trigger.rule.quad == "MX" and not trigger.verbal and definite(token):
                echo = Candidate(trigger, actors, recipients, echo=True)
        else:
            return Candidate(trigger, actors, aimed(trigger, actors, recipients, conditions.names))
    return echo


def lacking(trigger: Trigger, actors: Filled, recipients: Filled, names: Names) -> str:
    """Which demand of the rule on its parties is not met; empty when all are."""
    rule = trigger.rule
    several = actors.parties if states(actors) > 1 else ()
    anyone = actors.parties + recipients.parties
    sides = {"actor": actors.parties, "recipient": recipients.parties, "party": anyone, "several": several}
    unnamed = agentless(trigger, actors, recipients)
    if rule.needs and not sides[rule.needs] and not (unnamed or (rule.needs != "actor" and counts_victims(trigger))):
        return f"no {rule.needs}"
    bearers = duty_bearer(trigger) if "duty_bearer" in (rule.recipient or ()) else []
    if {p.name for p in actors.parties} & {p.name for t in bearers if (p := names.party(t))}:
        return "a duty of one's own"
    if rule.modal and recipients.tokens and not any(map(names.is_political, recipients.tokens)):
        return "a duty of nobody political"
    political = any(names.is_political(t) for t in actors.tokens + recipients.tokens)
    relief = rule.quad == "MC" and any(p.sector == "NGO" for p in actors.parties)  # help by a relief organization counts
    if rule.needs_political and not (political or relief):
        return "no political party to it"
    for wanted, given in ((rule.actor_sector, actors), (rule.recipient_sector, recipients)):
        if wanted and not (given is actors and unnamed) and not any(p.sector in wanted for p in given.parties):
            return f"no party of sector {'|'.join(wanted)}"
    if rule.only_sector and not (actors.parties and all(p.sector in rule.only_sector for p in actors.parties)):
        return f"not all of {'|'.join(rule.only_sector)}"
    return ""


def states(actors: Filled) -> int:
    """How many states act together: "the navies of Peru and Chile", "the allies". One state's army and navy are one."""
    plural = any(t.tag_ in ("NNS", "NNPS") and t.lemma_.lower() in grammar().several for t in actors.tokens)
    return max(len({p.country for p in actors.parties if p.country}), 2 * plural)


def agentless(trigger: Trigger, actors: Filled, recipients: Filled) -> bool:
    """'A Greek tanker was seized', 'asylum was granted to a Chadian': the passive leaves out who did it."""
    if actors.parties or not trigger.verbal or not syntax.children(trigger.head, "auxpass"):
        return False
    return any(p.country for p in recipients.parties)


def counts_victims(trigger: Trigger) -> bool:
    """'killed 12': the number stands for the people."""
    thing = syntax.direct_object(trigger.head) if trigger.verbal else None
    return thing is not None and thing.pos_ == "NUM"


def draft(candidate: Candidate, setting: Setting, lexicon: EventLexicon) -> Draft:
    """Binds everything around one trigger to it."""
    trigger, actors, recipients = candidate.trigger, candidate.actors, candidate.recipients
    annotated = setting.annotated
    said_by = speakers(trigger.head, setting.reports, setting.names)
    coded = fold(trigger, actors, judge(annotated, trigger.head), said_by, lexicon)
    when = date_of(trigger, setting)
    quantities, suffered = count(candidate, setting, coded.type)
    inside = setting.locations(actors.parties, trigger.rule.mode)
    where = locate(trigger, actors.tokens, recipients.tokens, inside, of_story(coded, when))
    home = home_of(trigger.rule.mode, actors, recipients, setting.names)
    return Draft(
        trigger, coded.type, coded.mode, coded.score, coded.quad, actors, recipients, coded.judgement, str(coded.factuality),
        where if home is None else home.narrow(where), when, quantities, suffered,
        *claimants(said_by, deniers(coded.judgement, setting.names)),
        annotated.in_headline(trigger.head),
        trigger.head.sent.start,
        candidate.echo,
        companions(trigger, setting.names),
    )  # fmt: skip


def of_story(coded: Coded, when: When) -> bool:
    """Whether an act, if its own sentence tells no place, was done where the story is.

    Not what is of a closed past. Nor an undated use of force that is only planned or feared, which may come anywhere; but
    a planned arrest is made at home, and what somebody is alleged to have done has happened.
    """
    placed = coded.factuality in CURRENT or coded.judgement.alleged or coded.score >= FORCE
    return not when.of_other_times and not when.recurrent and (placed or when.expression is not None)


def date_of(trigger: Trigger, setting: Setting) -> When:
    annotated = setting.annotated
    near = setting.dated.between(sentences_back(trigger.head, 1), trigger.head.sent.end)
    when = date_event(trigger, near, annotated.article.published)
    if when == When() and recurs(trigger) and not annotated.in_headline(trigger.head):
        return When(reason="told as what happens again and again", recurrent=True)
    return when


def count(candidate: Candidate, setting: Setting, kind: str) -> counts.Counted:
    """The quantities of one telling, and role to its people, as an event of this type."""
    sentence = candidate.trigger.head.sent
    near = setting.counted.between(sentence.start, sentence.end)
    return counts.counted(candidate.trigger, candidate.actors, candidate.recipients, near, kind)


def tellings(candidate: Candidate, setting: Setting, lexicon: EventLexicon) -> list[Draft]:
    """The event of a candidate; a second one where its rule tells two acts in one word ('sentenced to prison')."""
    told = draft(candidate, setting, lexicon)
    if not (also := candidate.trigger.rule.also):
        return [told]
    kind, mode, score = lexicon.code(also)
    quantities, suffered = count(candidate, setting, kind.name)
    second = replace(told, type=kind.name, mode=mode, score=score, quad=kind.quad, quantities=quantities, people=suffered)
    return [told, second]


def claimants(said_by: tuple[Party, ...], denied_by: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who says that it happened, and who denies it: who denies it does not say it."""
    return tuple(p for p in said_by if p.name not in {d.name for d in denied_by}), denied_by


def deniers(judgement: Judgement, names: Names) -> tuple[Party, ...]:
    return tuple(p for t in judgement.deniers if (p := names.party(t)) is not None)
