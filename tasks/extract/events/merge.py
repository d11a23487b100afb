"""Retellings: several triggers of one article that tell the same event become one, with the best telling as evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from lexicon.grammar import grammar
from schemas.codebook import Factuality
from tasks.extract.events import syntax
from tasks.extract.events.agree import (
    CLAIM,
    bare,
    compatible,
    dates_differ,
    definite,
    distinct,
    introduces,
    nameless,
    outcome,
    places_differ,
    points_back,
    times_differ,
)
from tasks.extract.events.draft import Draft
from tasks.extract.events.filled import Filled
from tasks.extract.events.outcome import follows, is_harm, tells_outcome, was_means
from tasks.extract.events.placed import speaks_of

# Bounds that no article of a newspaper comes near: what repeats itself without end is not compared with all that went before.
RECENT = 24  # groups of a type, by when they were last told of, that a telling may join
SHOWN = 10  # tellings at each end of a group that a further one is compared with
ACT = 12  # drafts that are one act by grammar
TOGETHER = 60  # parties of one side of an act
BEFORE = 20  # acts of a sentence that a draft may belong to


@dataclass(frozen=True, slots=True)
class Cluster:
    """The tellings of one event: `best` gives the evidence, `all` has every telling in text order, best included."""

    best: Draft
    all: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A draft, and the same with the parties of all drafts of its act: by these it is compared with other tellings."""

    draft: Draft
    seen: Draft


def merge(drafts: Sequence[Draft]) -> list[Cluster]:
    """Groups tellings in text order; each act joins the group, told of last, that all of it is compatible with.

    'The two attacks' tells of the last two.
    """
    groups: list[list[Told]] = []
    recent: dict[str, list[int]] = {}  # the groups of a type, the one told of last at the end
    for act in acts(drafts):
        told = [Told(d, joint(d, act)) for d in act]
        known = [r for d in act if (r := reference(d)) is not None]
        seen, latest = known or [t.seen for t in told], recent.setdefault(act[0].type, [])
        fit = [n for n in sorted(latest) if all(compatible(x, y) for x in telling(groups[n]) for y in seen)]
        fit.sort(key=lambda n: groups[n][-1].draft.trigger.head.i, reverse=True)
        homes = fit[: how_many(act)]
        for n in homes:
            groups[n] += [Told(t.draft, known[0]) for t in told] if known else told
        if not fit:
            homes = [len(groups)]
            groups.append(told)
        recent[act[0].type] = [*(n for n in latest if n not in homes), *reversed(homes)][-RECENT:]
    return [cluster([t.draft for t in g]) for g in groups if any(substantial(t.draft) for t in g)]


def reference(draft: Draft) -> Draft | None:
    """'Ana Ruiz was hurt in the blast': the noun by itself, which points back to a telling before; who was hurt may be new."""
    alone = replace(draft, trigger=replace(draft.trigger, light=None), recipients=by_own_words(draft.recipients))
    head = draft.trigger.head
    return alone if head.dep_ == "pobj" and definite(head) and points_back(alone) else None


def by_own_words(side: Filled) -> Filled:
    """The parties of a noun but for those whom the verb above it tells of."""
    return Filled() if side.slot.startswith("light verb") else side


def how_many(act: Sequence[Draft]) -> int:
    """How many events an act tells of: two for 'the two bombings', 'both bombings'."""
    heads = [d.trigger.head for d in act if nameless(d)]
    words = {c.lower_ for h in heads for c in h.children if definite(h) or c.lower_ == "both"}
    return 2 if words & grammar().dual else 1


def substantial(draft: Draft) -> bool:
    """Whether a telling says what was done, or who, where, when or how many: 'to escape the fighting' says nothing of these.

    Nor does 'to prevent further bombings': a bare noun of what did not happen, or may.
    """
    if draft.echo:
        return False
    deed = draft.mode is not None and draft.factuality in CLAIM
    own = any(
        introduces(c) or c.pos_ == "PROPN" for c in draft.trigger.head.children
    )  # "another attack", "the Nairobi attacks"
    return deed or own or not bare(draft) or draft.headline or bool(draft.quantities) or draft.when.undated


def telling(group: Sequence[Told]) -> list[Draft]:
    """What a group is compared by: nouns that only point back to it, and echoes, say nothing of their own."""
    group = group if len(group) <= 2 * SHOWN else [*group[:SHOWN], *group[-SHOWN:]]
    seen = [t.seen for t in group if not t.draft.echo] or [t.seen for t in group]
    return [d for d in seen if not points_back(d)] or seen


def cluster(group: list[Draft]) -> Cluster:
    best = max(group, key=worth)
    if best.mode in grammar().means:  # tellings by different means are one act: the harsher mode is kept
        harshest = min((d for d in group if d.mode in grammar().means), key=lambda d: d.score)
        best = replace(best, mode=harshest.mode, score=harshest.score) if harshest.score < best.score else best
    return Cluster(best, tuple(group))


def acts(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The drafts in text order, those that are one act by grammar together."""
    found: list[list[Draft]] = []
    first, sentence = 0, -1  # where the acts of a sentence begin
    for draft in drafts:
        if draft.sentence != sentence:
            first, sentence = len(found), draft.sentence
        here = found[max(first, len(found) - BEFORE) :]
        home = next((act for act in reversed(here) if joins(draft, act)), None)
        if home is None:
            found.append([draft])
        else:
            home.append(draft)
    return found


def joins(draft: Draft, act: Sequence[Draft]) -> bool:
    """Whether a draft is one act with one of these, and told of nobody else than they all are."""
    return len(act) < ACT and any(one_act(d, draft) for d in act) and not any(distinct(d.actors, draft.actors) for d in act)


def joint(draft: Draft, act: Sequence[Draft]) -> Draft:
    """The draft with the parties of the whole act, and its day where the draft tells none."""
    when = next((d.when for d in (draft, *act) if d.when.expression is not None), draft.when)
    return replace(draft, when=when, actors=together(d.actors for d in act), recipients=together(d.recipients for d in act))


def together(sides: Iterable[Filled]) -> Filled:
    every = tuple(sides)
    return Filled(
        tuple(p for s in every for p in s.parties)[:TOGETHER],
        tuple(t for s in every for t in s.tokens)[:TOGETHER],
        " and ".join(s.slot for s in every if s.slot),
    )


def worth(draft: Draft) -> tuple[bool, bool, int]:
    """The earliest full telling in the body wins: named parties and stated fact over agentless or hedged ones."""
    fact = draft.factuality == Factuality.DENIED or draft.factuality == Factuality.ASSERTED
    parties = bool(draft.actors.parties) + bool(draft.recipients.parties)
    return not draft.echo, not draft.headline, parties + fact


def one_act(a: Draft, b: Draft) -> bool:
    """One event by grammar: 'killed in an air strike', 'bombed the town, killing four', 'shelled and destroyed it'."""
    x, y = a.trigger.head, b.trigger.head
    if a.type != b.type or a.sentence != b.sentence or distinct(a.actors, b.actors):
        return False
    if a.trigger.verbal and b.trigger.verbal and y in x.conjuncts and a.recipients.names & b.recipients.names:
        return True
    if aimed(x, y) and speaks_of(b.trigger):
        return True
    if came_of(a, b) or came_of(b, a) or by_doers(a, b) or by_doers(b, a):
        return True
    for toll, act in ((a, b), (b, a)):
        light = act.trigger.light_head  # "staged a raid, killing four"
        told = tells_outcome(toll.trigger.head, act.trigger.words)
        if toll.trigger.verbal and (told or (light is not None and follows(light, toll.trigger.head))):
            return True
        if not toll.trigger.verbal and not act.trigger.verbal and was_means(act.trigger.head, toll.trigger.head):
            return True
    return False


def came_of(act: Draft, toll: Draft) -> bool:
    """'Soldiers were ambushed near Gao; eight of them were killed': the next clause tells what became of the same people."""
    joined = toll.trigger.head.head == act.trigger.head or act.trigger.head.head == toll.trigger.head
    clauses = {act.trigger.head.dep_, toll.trigger.head.dep_} <= {"ROOT", "ccomp", "conj", "parataxis"}
    same = act.recipients.names & toll.recipients.names
    later = act.trigger.head.i < toll.trigger.head.i and toll.when.expression is None
    return joined and clauses and bool(same) and later and outcome(toll) and act.trigger.verbal


def by_doers(act: Draft, toll: Draft) -> bool:
    """'Gunmen who opened fire on miners killed 18 people': the clause on those who killed tells how.

    Not where it tells of another time, place or victim by name, or of what they do again and again.
    """
    clause, verb = act.trigger.head, toll.trigger.head
    doers = (syntax.surface_subject(verb), syntax.agent(verb))
    if not is_harm(verb) or clause.dep_ not in ("relcl", "acl") or clause.head not in doers or syntax.is_passive(clause):
        return False  # not of "a mine that was laid by rebels killed two"
    if any(c.lemma_.lower() == "have" for c in syntax.children(clause, "aux")) or parted(act.recipients, toll.recipients):
        return False
    return not (dates_differ(act, toll) or times_differ(act.when, toll.when) or places_differ(act.where, toll.where))


def parted(a: Filled, b: Filled) -> bool:
    """Both sides are names, and others."""
    x, y = ({p.name for p, t in zip(s.parties, s.tokens, strict=True) if t.pos_ == "PROPN"} for s in (a, b))
    return bool(x and y) and not x & y


def aimed(first: Token, then: Token) -> bool:
    """'Marched to protest against the ban': an act told by what it is for."""
    infinitive = then.tag_ == "VB" and any(c.tag_ == "TO" for c in then.children)
    return infinitive and then.dep_ in ("advcl", "xcomp") and first in (then.head, *then.head.conjuncts)
