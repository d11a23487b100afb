"""Steps up from subjects, objects, prepositional objects and parts of noun phrases."""

from __future__ import annotations

from spacy.tokens import Token

from lexicon.factuality import cues
from tasks.extract.factuality.cues import Cue, child, cue, find, infinitive, is_noun, is_verb, keys, lemma_of
from tasks.extract.factuality.form import definite, noun_form, sort
from tasks.extract.factuality.local import WH
from tasks.extract.factuality.step import Step

COPULAS = frozenset({"be", "become", "remain", "stay", "seem", "appear", "feel", "look", "sound"})
NOUN_PREPOSITIONS = frozenset({"of", "for", "against", "on", "to", "about", "in", "at", "into", "over"})
ADJECTIVE_PREPOSITIONS = frozenset({"of", "for", "to", "about", "on"})
ASKED = frozenset({"order", "want", "intend", "consider", "attempt", "permit", "agree"})  # content of nouns that can be refused
REFUSALS = frozenset({"dismiss", "refuse", "prevent", "deny"})


def subject(node: Token, trigger: Token) -> Step:
    """A subject: of a raising verb it belongs to the infinitive; of a copula, to the predicate."""
    head = node.head
    if head.dep_ in ("relcl", "acl") and node.tag_ in WH:
        return Step((cue("aside", "relcl", node),), None)
    if (lower := raised(head)) is not None:
        found = find("subject", lower, *keys(lower))
        return Step((found,), lower) if found else Step((argument(node, head),), None)
    if found := of_predicate(head):
        return Step((found,), head)
    if node.dep_.endswith("pass"):
        return governed_noun(node, trigger)
    found = find("subject", head, *keys(head))
    if found or child(head, "expl"):
        return Step((found,) if found else (), head)
    return Step((argument(node, head),), head)


def of_predicate(copula: Token) -> Cue | None:
    """The cue of what a copula says of its subject: 'is likely', 'is a possibility'."""
    predicate = child(copula, "acomp", "attr", "oprd")
    if predicate is None or child(predicate, "prep", "xcomp", "ccomp"):
        return None  # "is subject to approval" speaks of the approval
    found = find("noun" if is_noun(predicate) else "adjective", predicate, *keys(predicate))
    return None if found is None or found.name in ("know", "report", "achieve") else found


def raised(verb: Token) -> Token | None:
    """The infinitive whose subject a verb or its adjective has ('is believed to', 'is likely to', 'seems to')."""
    holder = child(verb, "acomp", "oprd") or verb
    return next((c for v in (holder, verb) for c in v.children if c.dep_ == "xcomp" and infinitive(c)), None)


def thing(node: Token, trigger: Token) -> Step:
    """An object, or what a copula says of its subject."""
    head = node.head
    if node.dep_ in ("attr", "acomp", "oprd") and (head.lemma_ in COPULAS or node.dep_ == "acomp"):
        found = find("to", head, head.lemma_) if head.lemma_ in ("seem", "appear") else None
        return Step((found,) if found else (), head)
    if lemma_of(head) == "deny" and child(head, "auxpass", "dative"):
        return Step((cue("refuse", "object", head),), head)  # "was denied entry"
    return governed_noun(node, trigger)


def governed_noun(node: Token, trigger: Token) -> Step:
    """The object or passive subject of a verb."""
    head = node.head
    if node.i != trigger.i and lemma_of(head) in cues().breaking:
        return Step((argument(node, head),), head, replaces=True)  # "violated a ban on tests": there were tests
    found = find("object", head, *keys(head))
    return refused(found, node, trigger) if found else Step((argument(node, head),), head)


def refused(found: Cue, node: Token, trigger: Token) -> Step:
    """Claims are denied, requests and plans refused: the noun itself is real, what it asks for or claims is not."""
    head, noun = found.token, lemma_of(node)
    if found.name not in REFUSALS:
        return Step((found,), head)
    inner = node.i != trigger.i
    if noun in cues().claims and found.name in ("deny", "dismiss"):
        return Step((cue("deny", "claim" if inner else "object", head, found.word),), head, replaces=True)
    content = find("noun", node, *keys(node))
    if content and content.name in ASKED:
        outer = cue("refuse", "request", head, found.word) if inner else argument(node, head)
        return Step((outer,), head, replaces=inner)
    return Step((found,), head)


def argument(node: Token, head: Token) -> Cue:
    """The cue of an argument place that says nothing about its filler."""
    return cue("argument" if definite(node) else "indefinite", node.dep_, head, head.lemma_)


def prepositional(node: Token, trigger: Token) -> Step:
    """What stands behind a preposition: the governor may ask for it ('accused of'), or the preposition says something."""
    preposition = node.head
    outer = outermost(preposition)
    governor = outer.head
    if outer.dep_ == "agent":
        return Step((argument(node, governor),), governor)
    slot = "ing" if node.dep_ == "pcomp" else "object"
    found = by_phrase(preposition) or governed(governor, slot, preposition.lower_)
    if found is not None and preposition.lower_ not in found.word.split() and (privative := lacking(preposition)):
        found = privative  # "carried on without firing": no carrying on of firing
    if found is None and (verb := across_object(governor)) is not None:
        found = find(slot, verb, *keys(verb, preposition.lower_))
        governor = verb if found else governor
    if found is not None and is_verb(found.token):
        return refused(found, node, trigger)
    kinds = (f"{preposition.lower_} -ing",) if slot == "ing" else ()
    if found := found or find("prep", preposition, *kinds, preposition.lower_):
        return Step((found,), None if governor.i == outer.i else governor)
    if governor.i == outer.i:
        return Step((cue("aside", "prep", node),), None)
    plain = cue("adjunct", f"prep.{slot}", preposition) if node.dep_ == "pcomp" else argument(node, preposition)
    return Step((plain,), governor)


def lacking(preposition: Token) -> Cue | None:
    """The cue of 'without' and its like."""
    found = find("prep", preposition, preposition.lower_)
    return found if found is not None and found.name == "without" else None


def outermost(preposition: Token) -> Token:
    """The first of a chain of prepositions ('because of', 'out of')."""
    while preposition.dep_ in ("prep", "pcomp", "advmod") and preposition.head.dep_ in ("prep", "mark", "cc", "advmod"):
        if is_verb(preposition.head):
            break
        preposition = preposition.head
    return preposition


def across_object(noun: Token) -> Token | None:
    """The verb whose object a preposition was hung on by mistake ("prevented troops from")."""
    return noun.head if is_noun(noun) and noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head) else None


def governed(governor: Token, slot: str, preposition: str) -> Cue | None:
    """The cue of a verb, noun or adjective that takes this preposition."""
    if is_verb(governor):
        found = find(slot, governor, *keys(governor, preposition))
        return found or (find("adjective", governor, *keys(governor, preposition)) if governor.tag_ == "VBN" else None)
    if is_noun(governor):
        found = find("noun", governor, *keys(governor, preposition), *keys(governor))
        loose = preposition == "for" and found is not None and found.name == "prevent"
        return found if preposition in NOUN_PREPOSITIONS and not loose else None
    found = find("adjective", governor, *keys(governor, preposition), *keys(governor))
    return found if found and (preposition in ADJECTIVE_PREPOSITIONS or " " in found.word) else None


def by_phrase(preposition: Token) -> Cue | None:
    """The cue of a preposition of several words ('instead of', 'in case of')."""
    words = [t.lower_ for t in preposition.doc[max(0, preposition.i - 2) : preposition.i + 1]]
    return find("prep", preposition, *(" ".join(words[i:]) for i in range(len(words) - 1)))


def inside(node: Token, trigger: Token) -> Step:
    """A modifier within a noun phrase."""
    head = node.head
    if (found := gerund_taken_for_attribute(node)) is not None:
        return Step((found,), found.token)
    if node.dep_ == "poss" or is_verb(node) or node.pos_ == "ADJ":
        return Step((cue("aside", node.dep_ + sort(head), head, head.lemma_),), head)
    found = find("noun", head, *keys(head))
    return Step((found or cue("within", f"compound.{noun_form(head)}", head, head.lemma_),), head)


def gerund_taken_for_attribute(node: Token) -> Cue | None:
    """The cue that governs a gerund which the parser made an attribute of its object ("accused of beating protesters")."""
    preposition = node.head.head
    if node.tag_ != "VBG" or node.head.dep_ != "pobj" or preposition.i + 1 != node.i:
        return None
    governor = outermost(preposition).head
    return find("ing", governor, *keys(governor, preposition.lower_)) if is_verb(governor) else None
