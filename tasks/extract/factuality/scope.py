"""From a predicate up through everything that governs it: the cues in whose scope it stands, the innermost first.

Scope follows the dependency parse alone. Each step leads from a predicate to its governor and yields the cue of that relation;
the governor then adds its own (modals, negation, adverbs) and is left in turn. A relation that cuts a clause off (a relative
clause, an apposition) is a cue too, one that takes its content for granted, so that what stands above it has little effect.
"""

from __future__ import annotations

from spacy.tokens import Token

from schemas.codebook import Factuality
from tasks.extract.factuality.cues import Cue, cue, is_noun, is_verb
from tasks.extract.factuality.form import base
from tasks.extract.factuality.local import adverbs, noun_cues, open_choice, verb_cues
from tasks.extract.factuality.scope_clauses import adverbial, clause_of_noun, complement, coordination, embedded_question
from tasks.extract.factuality.scope_nouns import inside, prepositional, subject, thing
from tasks.extract.factuality.step import Step

MAX_STEPS = 40  # a parse is a tree; this only bounds absurd sentences
MAX_SENTENCE = 600  # tokens; longer ones are lists and tables, whose parse is worth nothing and costs their length squared
NEGATIVE = frozenset({Factuality.NEGATED, Factuality.DENIED})


def scope(trigger: Token) -> list[Cue]:
    """The cues that a predicate is in the scope of, the innermost first; the first is its own form."""
    found: list[Cue] = [base(trigger)]
    if len(trigger.sent) > MAX_SENTENCE:
        return found
    node: Token | None = trigger
    below, step, free = None, Step((), trigger), 0
    for _ in range(MAX_STEPS):
        if node is None:
            break
        found += own(node, below) if step.shared else ()
        step = climb(node, trigger)
        if step.replaces:
            found = [c for c in found if not (c.slot == "noun" and c.token.i == node.i)]
        if open_choice(node) and not free:
            free = len(found)
        found += step.cues
        below, node = node, step.governor
    return without_factives(found, free) if free else found


def without_factives(found: list[Cue], start: int) -> list[Cue]:
    """'Any' under negation: what lies between the two takes nothing for granted ("not aware of any attack")."""
    end = next((i for i in range(start, len(found)) if found[i].signature.affirmed in NEGATIVE), None)
    if end is None:
        return found
    return [c for i, c in enumerate(found) if not (start <= i < end and c.signature.factive)]


def own(node: Token, below: Token | None) -> list[Cue]:
    """The cues of a word itself."""
    if is_verb(node) and node.dep_ not in ("amod", "compound", "nmod"):
        return verb_cues(node, below)
    if is_noun(node):
        return [*noun_cues(node), *adverbs(node)]
    negated = [cue("not", "noun", c) for c in node.children if c.dep_ == "neg"]
    return [*adverbs(node), *negated]


def climb(node: Token, trigger: Token) -> Step:
    """The step from a word to its governor."""
    head, dep = node.head, node.dep_
    if head.i == node.i:
        return Step((), None)
    if question := embedded_question(node):
        return Step((question,), head)
    if dep in CLIMBERS:
        return CLIMBERS[dep](node, trigger)
    return Step((cue("aside", dep, node),), None)


def to_main_verb(node: Token, trigger: Token) -> Step:
    """From an auxiliary that the parser made a predicate of its own."""
    return Step((), node.head)


CLIMBERS = {
    "conj": coordination,
    **dict.fromkeys(("nsubj", "nsubjpass", "csubj", "csubjpass"), subject),
    **dict.fromkeys(("xcomp", "ccomp"), complement),
    **dict.fromkeys(("dobj", "dative", "oprd", "attr", "acomp"), thing),
    **dict.fromkeys(("pobj", "pcomp"), prepositional),
    **dict.fromkeys(("acl", "relcl"), clause_of_noun),
    **dict.fromkeys(("compound", "nmod", "amod", "poss"), inside),
    **dict.fromkeys(("aux", "auxpass"), to_main_verb),
    "advcl": adverbial,
}
