"""From a predicate up through everything that governs it: the cues in whose scope it stands, the innermost first.

Scope follows the dependency parse alone. Each step leads from a predicate to its governor and yields the cue of that relation;
the governor then adds its own (tense, negation, modals) and is left in turn. A relation that cuts a clause off (a relative clause,
an apposition) is a cue too, one that takes its content for granted, so that what stands above it has little effect.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.cues import Cue, child, cue, find, infinitive, is_noun, is_verb, keys
from tasks.extract.local import WH, adverbs, base, noun_cues, noun_form, verb_cues

MAX_STEPS = 40  # a parse is a tree; this only bounds absurd sentences
COPULAS = frozenset({"be", "become", "remain", "stay", "seem", "appear", "feel", "look", "sound"})
CLAIMS = frozenset(
    {"claim", "allegation", "accusation", "charge", "suggestion", "report", "rumor", "rumour", "notion", "idea", "assertion", "insinuation",
     "contention", "speculation", "theory", "complaint", "talk", "possibility", "denial", "version"}
)  # fmt: skip
DEFINITE = frozenset({"definite", "possessed", "name", "counted"})


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step up: the cues of the relation, and the governor to go on from; None ends the walk.

    `shared` is false if the governor's own cues do not reach down.
    """

    cues: tuple[Cue, ...]
    governor: Token | None
    shared: bool = True


def scope(trigger: Token) -> list[Cue]:
    """The cues that a predicate is in the scope of, the innermost first; the first is its own form."""
    found, node, shared = [base(trigger)], trigger, True
    for _ in range(MAX_STEPS):
        if shared:
            found += own(node)
        step = climb(node, trigger)
        found += step.cues
        if step.governor is None:
            break
        node, shared = step.governor, step.shared
    return found


def own(node: Token) -> list[Cue]:
    """The cues of a word itself."""
    if is_verb(node) and node.dep_ not in ("amod", "compound", "nmod"):
        return verb_cues(node)
    if is_noun(node):
        return [*noun_cues(node), *adverbs(node)]
    negated = [cue("not", "noun", c) for c in node.children if c.dep_ == "neg"]
    return [*adverbs(node), *negated]


def climb(node: Token, trigger: Token) -> Step:
    """The step from a word to its governor."""
    head, dep = node.head, node.dep_
    if head.i == node.i:
        return Step((), None)
    if dep == "conj":
        return coordination(node)
    if dep in ("nsubj", "nsubjpass", "csubj"):
        return subject(node)
    if dep in ("xcomp", "ccomp"):
        return complement(node)
    if dep in ("dobj", "dative", "oprd", "attr", "acomp"):
        return thing(node)
    if dep in ("pobj", "pcomp"):
        return prepositional(node)
    if dep == "advcl":
        return adverbial(node)
    if dep in ("acl", "relcl"):
        return clause_of_noun(node)
    if dep in ("compound", "nmod", "amod", "poss"):
        return inside(node)
    if dep in ("auxpass", "aux"):
        return Step((), head)
    return Step((cue("aside", dep, node),), None)


def coordination(node: Token) -> Step:
    """A second conjunct stands where the first stands; it shares the first's auxiliaries if it has none and no subject of its own."""
    first = node.head
    while first.dep_ == "conj":
        first = first.head
    if not is_verb(node):
        return Step((), first, shared=not is_verb(first) and not is_noun(first))
    finite = node.tag_ in ("VBD", "VBZ", "VBP") and first.tag_ != node.tag_ or child(node, "nsubj", "nsubjpass", "aux", "auxpass")
    contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in node.head.children)
    return Step((), first, shared=not finite and not contrast)


def subject(node: Token) -> Step:
    """A subject: of a raising verb it belongs to the infinitive; of a copula, to the predicate."""
    head = node.head
    if head.dep_ in ("relcl", "acl") and node.tag_ in WH:
        return Step((cue("aside", "relcl", node),), None)
    lower = raised(head)
    if lower is not None:
        if found := find("subject", lower, *keys(lower)):
            return Step((found,), lower)
        return Step((argument(node, head),), None)
    if predicate := child(head, "acomp", "attr", "oprd"):
        slot = "adjective" if not is_noun(predicate) else "noun"
        if (found := find(slot, predicate, *keys(predicate))) and found.name not in ("know", "report", "achieve"):
            return Step((found,), head)
    slot = "object" if node.dep_ == "nsubjpass" else "subject"
    if found := find(slot, head, *keys(head)):
        return Step((claimed(found, node),), head)
    if child(head, "expl"):
        return Step((), head)
    return Step((argument(node, head),), head)


def raised(verb: Token) -> Token | None:
    """The infinitive whose subject a verb or its adjective has ('is believed to', 'is likely to', 'seems to')."""
    holder = child(verb, "acomp", "oprd") or verb
    lower = next((c for v in (holder, verb) for c in v.children if c.dep_ == "xcomp" and infinitive(c)), None)
    return lower


def complement(node: Token) -> Step:
    """A clause under a verb, an adjective or a copula whose subject names it ('the goal is to')."""
    head = node.head
    if question := embedded_question(node):
        return Step((question,), head)
    if head.lemma_ == "be" and (named := named_by_subject(head)):
        return Step((named,), head)
    slots = clause_slots(node)
    if head.pos_ == "ADJ" or (not is_verb(head) and not is_noun(head)):
        found = find("adjective", head, *keys(head))
    elif is_noun(head):
        found = find("noun", head, *keys(head))
    else:
        found = next((hit for slot in slots if (hit := find(slot, head, *keys(head)))), None)
    fallback = {"to": "infinitive", "that": "clause", "ing": "gerund"}[slots[0]]
    return Step((found or cue(fallback, slots[0], head, head.lemma_),), head)


def named_by_subject(copula: Token) -> Cue | None:
    """The cue of the noun that a copula equates with a clause."""
    noun = child(copula, "nsubj")
    return find("noun", noun, *keys(noun)) if noun is not None else None


def clause_slots(node: Token) -> tuple[str, ...]:
    """The slots that a complement clause may fill, the likeliest first."""
    if infinitive(node):
        return ("to", "that")
    if node.tag_ == "VBG" and not child(node, "aux", "nsubj"):
        return ("ing", "that")
    if node.tag_ == "VB" and not child(node, "aux"):
        return ("that", "to")
    return ("that", "ing")


def embedded_question(node: Token) -> Cue | None:
    """The cue of 'whether', 'if' and finite wh-clauses."""
    for c in node.children:
        if c.dep_ == "mark" and c.lower_ in ("whether", "if"):
            return cue("whether", "mark", c)
        if c.tag_ == "WRB" and c.dep_ == "advmod" and not infinitive(node):
            return cue("aside", "wh", c)
    return None


def thing(node: Token) -> Step:
    """An object, or what a copula says of its subject."""
    head = node.head
    if node.dep_ in ("attr", "acomp", "oprd") and (head.lemma_ in COPULAS or node.dep_ == "acomp"):
        found = find("to", head, head.lemma_) if head.lemma_ in ("seem", "appear") else None
        return Step((found,) if found else (), head)
    if head.lemma_ == "deny" and child(head, "auxpass", "dative"):
        return Step((cue("refuse", "object", head),), head)  # "was denied entry"
    if found := find("object", head, *keys(head)):
        return Step((claimed(found, node),), head)
    return Step((argument(node, head),), head)


def claimed(found: Cue, node: Token) -> Cue:
    """'Dismissed' and its like deny only if their object is a claim."""
    if found.name == "dismiss" and node.lemma_.lower() in CLAIMS:
        return cue("deny", "object", found.token, found.word)
    return found


def argument(node: Token, head: Token) -> Cue:
    """The cue of an argument place that says nothing about its filler."""
    definite = not is_noun(node) or noun_form(node) in DEFINITE
    return cue("argument" if definite else "indefinite", node.dep_, head, head.lemma_)


def prepositional(node: Token) -> Step:
    """What stands behind a preposition: the governor may ask for it ('accused of'), or the preposition itself says something."""
    preposition = node.head
    outer, name = preposition, preposition.lower_
    while outer.dep_ in ("prep", "pcomp", "advmod") and outer.head.dep_ in ("prep", "mark", "cc", "advmod") and not is_verb(outer.head):
        outer = outer.head
    governor = outer.head
    if outer.dep_ == "agent":
        return Step((argument(node, governor),), governor)
    slot = "ing" if node.dep_ == "pcomp" else "object"
    if found := governed(governor, slot, name) or by_preposition(preposition):
        return Step((claimed(found, node),), None if governor.i == outer.i else governor)
    if governor.i == outer.i:
        return Step((cue("aside", "prep", node),), None)
    fallback = cue("adjunct", f"prep.{slot}", preposition) if node.dep_ == "pcomp" else argument(node, preposition)
    return Step((fallback,), governor)


def governed(governor: Token, slot: str, preposition: str) -> Cue | None:
    """The cue of a verb, noun or adjective that takes this preposition."""
    if is_verb(governor):
        found = find(slot, governor, *keys(governor, preposition))
        return found or (find("adjective", governor, *keys(governor, preposition)) if governor.tag_ == "VBN" else None)
    if is_noun(governor):
        if preposition not in ("of", "for", "against", "on", "to", "about", "in", "at", "into", "over"):
            return None
        return find("noun", governor, *keys(governor, preposition), *keys(governor))
    return find("adjective", governor, *keys(governor, preposition), *keys(governor))


def by_preposition(preposition: Token) -> Cue | None:
    """The cue of the preposition, also if it has several words ('instead of', 'in case of')."""
    words = [t.lower_ for t in preposition.doc[max(0, preposition.i - 2) : preposition.i + 1]]
    return find("prep", preposition, *(" ".join(words[i:]) for i in range(len(words))))


def adverbial(node: Token) -> Step:
    """An adverbial clause: condition, time, cause, purpose."""
    head = node.head
    mark = next((c for c in node.children if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB")), None)
    if mark is not None and (found := by_mark(mark)):
        return Step((found,), head)
    if infinitive(node):
        if head.pos_ == "ADJ" and (found := find("adjective", head, *keys(head))):
            return Step((found,), head)
        found = find("to", head, *keys(head)) if child(head, "auxpass") or head.lemma_ == "have" else None
        return Step((found or cue("aim", "to", head, "to"),), head)
    return Step((cue("adjunct", "bare" if mark is None else "mark", head, head.lemma_),), head)


def by_mark(mark: Token) -> Cue | None:
    """The cue of a conjunction, also if it has two words ('as if', 'even if')."""
    before = mark.nbor(-1).lower_ if mark.i > 0 else ""
    after = mark.nbor(1).lower_ if mark.i + 1 < len(mark.doc) else ""
    return find("mark", mark, f"{before} {mark.lower_}", f"{mark.lower_} {after}", mark.lower_)


def clause_of_noun(node: Token) -> Step:
    """A clause behind a noun: its content ('a plan to', 'claims that') or a relative clause, which is told on its own."""
    head = node.head
    content = infinitive(node) or any(c.dep_ == "mark" for c in node.children)
    if node.dep_ == "acl" and content:
        found = find("noun", head, *keys(head)) or find("adjective", head, *keys(head))
        return Step((found or cue("infinitive" if infinitive(node) else "clause", "noun", head, head.lemma_),), head)
    if infinitive(node):
        return Step((cue("infinitive", "relcl", head),), head)
    return Step((cue("aside", "relcl" if node.dep_ == "relcl" else "acl", head, head.lemma_),), head)


def inside(node: Token) -> Step:
    """A modifier within a noun phrase."""
    head = node.head
    if node.dep_ == "poss" or is_verb(node) or node.pos_ == "ADJ":
        return Step((cue("aside", node.dep_, head, head.lemma_),), head, shared=True)
    if found := find("noun", head, *keys(head)):
        return Step((found,), head)
    return Step((cue("within", "compound", head, head.lemma_),), head)
