"""Steps up from clauses: complements, adverbial and relative clauses, conjuncts."""

from __future__ import annotations

from spacy.tokens import Token

from lexicon.factuality import cues
from tasks.extract.factuality.cues import Cue, child, cue, find, infinitive, is_noun, is_verb, keys, lemma_of
from tasks.extract.factuality.form import sort
from tasks.extract.factuality.local import inverted, negative_phrase
from tasks.extract.factuality.step import Step

FINITE = frozenset({"VBD", "VBZ", "VBP"})
FALLBACK = {"to": "infinitive", "that": "clause", "ing": "gerund"}


def coordination(node: Token, trigger: Token) -> Step:
    """A second conjunct stands where the first stands, and shares its auxiliaries if it has none and no subject of its own."""
    links = {c.lower_ for c in node.head.children if c.dep_ == "cc" and c.i < node.i}
    first, alternative = node.head, bool(links & {"or", "nor"})
    if instead(node):
        return Step((cue("without", "prep", node, "rather than"),), first, shared=False)
    while first.dep_ == "conj":
        first = first.head
    if not is_verb(node):
        return Step((), first, shared=not is_verb(first) and not is_noun(first))
    while own_tense(node) and infinitive(first) and is_verb(first.head) and first.dep_ == "xcomp":
        first = first.head  # "failed to win and left": not failed to leave
    contrast = "but" in links
    separate = (own_tense(node) and node.tag_ != "VBD") or child(node, "nsubj", "nsubjpass", "aux", "auxpass")
    plain_past = node.tag_ == "VBD" and not alternative and first.tag_ != "VBD"
    shared = not (separate or plain_past or contrast)
    return Step((cue("not", "verb", node, "nor"),) if "nor" in links and not shared else (), first, shared)


def own_tense(verb: Token) -> bool:
    """True if the verb is finite by itself."""
    return verb.tag_ in FINITE


def instead(node: Token) -> bool:
    """True behind 'rather than'."""
    before = node.doc[max(0, node.i - 4) : node.i]
    return any(a.lower_ == "rather" and a.nbor().lower_ == "than" for a in before if a.i + 1 < node.i)


def complement(node: Token, trigger: Token) -> Step:
    """A clause under a verb, an adjective or a copula whose subject names it ('the goal is to')."""
    head = node.head
    if special := by_construction(node, head):
        return Step((special,), head)
    slots = clause_slots(node)
    found = next((hit for slot in governor_slots(head, slots) if (hit := find(slot, head, *keys(head)))), None)
    if lemma_of(head) in cues().subjunctive and subjunctive(node):
        found = cue("order", "that", head)
    if found and found.name == "want" and performative(node, head):
        found = cue("gesture", "to", head, found.word)
    return Step((found or cue(FALLBACK[slots[0]], slots[0], head, head.lemma_),), head)


def governor_slots(head: Token, slots: tuple[str, ...]) -> tuple[str, ...]:
    """The slots to look a governor up in."""
    if is_noun(head):
        return ("noun",)
    return slots if is_verb(head) else ("adjective",)


def by_construction(node: Token, head: Token) -> Cue | None:
    """Cues of more than one word: 'the goal is to', 'it is clear that', 'has yet to', 'too weak to'."""
    words = {c.lower_ for c in head.children if c.dep_ == "advmod"}
    if infinitive(node):
        if "too" in words and not is_verb(head):
            return cue("fail", "adjective", head, "too")
        if head.lemma_ == "have" and "yet" in words | {c.lower_ for c in node.children}:
            return cue("fail", "to", head, "have yet")
        if head.lemma_ == "remain" and child(node, "auxpass"):
            return cue("whether", "to", head, "remain to be")
        if head.lower_ == "able" and head.head.tag_ == "VBD":
            return cue("achieve", "to", head)  # "was able to" tells that it was done
    if head.lemma_ != "be":
        return None
    if (adjective := child(head, "acomp")) is not None and (found := find("adjective", adjective, *keys(adjective))):
        return found
    noun, said = child(head, "nsubj"), child(head, "attr")
    if noun is not None and noun.lower_ == "it" and said is not None:  # "it is not the case that", "it is a lie that"
        noun = said
    return find("noun", noun, *keys(noun)) if noun is not None else None


def subjunctive(node: Token) -> bool:
    """True for 'insisted that he be released', 'suggests that she resign'."""
    auxiliaries = [c for c in node.children if c.dep_ in ("aux", "auxpass")]
    subject = child(node, "nsubj", "nsubjpass")
    if subject is None or any(a.tag_ == "MD" or a.lower_ == "to" for a in auxiliaries):
        return False
    bare = node.tag_ == "VB" or (node.tag_ == "VBP" and node.head.tag_ in ("VBD", "VBN"))  # plural subjects hide the mood
    return any(a.lower_ == "be" for a in auxiliaries) or (bare and not auxiliaries)


def performative(node: Token, head: Token) -> bool:
    """True for 'I want to thank': saying so does it."""
    subject = child(head, "nsubj")
    return subject is not None and subject.lower_ in ("i", "we") and lemma_of(node) in cues().speech


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
    """The cue of 'whether', of 'if' in a complement, and of finite wh-clauses."""
    if node.dep_ not in ("ccomp", "csubj", "csubjpass", "pcomp", "acl", "xcomp"):
        return None
    for c in node.children:
        if c.dep_ == "mark" and (c.lower_ == "whether" or (c.lower_ == "if" and node.dep_ == "ccomp")):
            return cue("whether", "mark", c)
        if c.tag_ == "WRB" and c.dep_ == "advmod" and node.dep_ == "ccomp" and not infinitive(node):
            return cue("aside", "wh", c)
    return None


def adverbial(node: Token, trigger: Token) -> Step:
    """An adverbial clause: condition, time, cause, purpose."""
    head = node.head
    mark = next((c for c in node.children if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB")), None)
    if mark is not None and (found := by_mark(mark)):
        return Step((found,), head)
    if inverted(node):
        return Step((cue("if", "inverted", node, node.doc[node.left_edge.i].lower_),), head)
    if infinitive(node):
        return purpose(node)
    return Step((cue("adjunct", "bare" if mark is None else "mark", head, head.lemma_),), head)


def purpose(node: Token) -> Step:
    """An infinitive beside the verb: the content of the noun before it, or what the deed is for."""
    head = node.head
    noun = next((c for c in head.children if c.dep_ == "dobj" and c.right_edge.i + 1 == node.left_edge.i), None)
    if noun is not None and (found := find("noun", noun, *keys(noun))):
        return Step((found,), noun)
    if head.pos_ == "ADJ" and (found := find("adjective", head, *keys(head))):
        return Step((found,), head)
    if (child(head, "auxpass") or head.lemma_ == "have") and (found := find("to", head, *keys(head))):
        return Step((found,), head)
    kind = "gesture" if lemma_of(node) in cues().speech else "aim"
    return Step((cue(kind, "to", head, "to"),), head)


def by_mark(mark: Token) -> Cue | None:
    """The cue of a conjunction, also if it has two words ('as if', 'even if')."""
    before = mark.nbor(-1).lower_ if mark.i > 0 else ""
    after = mark.nbor(1).lower_ if mark.i + 1 < len(mark.doc) else ""
    return find("mark", mark, f"{before} {mark.lower_}", f"{mark.lower_} {after}", mark.lower_)


def clause_of_noun(node: Token, trigger: Token) -> Step:
    """A clause behind a noun: its content ('a plan to', 'claims that') or a relative clause, which is told on its own."""
    head = node.head
    told = node.dep_ == "acl" and child(node, "nsubj", "nsubjpass")  # "fears they may leave"
    content = infinitive(node) or told or any(c.dep_ == "mark" for c in node.children)
    if content and (node.dep_ == "acl" or child(node, "mark")):
        found = find("noun", head, *keys(head)) or find("adjective", head, *keys(head))
        return Step((found or cue("infinitive" if infinitive(node) else "clause", "noun", head, head.lemma_),), head)
    if infinitive(node):
        if head.dep_ == "ROOT":
            return Step((cue("headline", "verb", head),), None)  # "Rebels to attack town"
        found = find("noun", head, *keys(head)) or ranked(head)
        return Step((found or cue("infinitive", "relcl", head),), head)
    if negative_phrase(head) and not head.dep_.startswith("nsubj"):
        return Step((cue("within", "relcl", head, head.lemma_),), head)  # "there is nobody who knows"
    return Step((cue("aside", node.dep_ + sort(head), head, head.lemma_),), head)


def ranked(noun: Token) -> Cue | None:
    """'She is the first judge to be killed': she has been. Said of a noun in any other place it tells nothing."""
    if noun.dep_ not in ("attr", "appos"):
        return None
    ranks = (find("adjective", c, c.lower_) for c in noun.children if c.dep_ == "amod")
    return next((found for found in ranks if found is not None and found.name == "know"), None)
