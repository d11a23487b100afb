"""Mends of short constructions that the small parser misreads: who says so at the end of a headline, verbs of headlines taken
for plurals, and small clauses."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from tasks.mend.clauses import free_finite
from tasks.mend.tree import FINITE, NOMINAL, attach, child, has, words

NAMES = ("compound", "amod", "nmod", "poss")
TAIL_MARKS = frozenset({"-", "–", "—", ":"})
LONGEST_TAIL = 5  # tokens


def mend_headlines(doc: Doc, lemma: Callable[[Token], str]) -> Doc:
    """Mends a parse in place; returns the same doc. `lemma` lemmatizes a token by its part of speech."""
    for token in doc:
        if token.text in TAIL_MARKS and (tail := tail_behind(token)):
            cut_off(token, tail)
    for token in doc:
        if is_headline_verb(token):
            free_headline_verb(token, lemma)
        elif token.pos_ == "ADJ" and token.dep_ == "ccomp":
            mend_small_clause(token)
        elif token.dep_ == "oprd" and token.pos_ in NOMINAL:
            mend_naming(token)
    return doc


def tail_behind(mark: Token) -> list[Token]:
    """'Rebels seize town - residents', 'Rebels seize town: US official': the few words that end a headline, or none."""
    sentence, first = mark.sent, mark.i == mark.sent.start
    tail = [t for t in mark.doc[mark.i + 1 : sentence.end] if not t.is_space]
    if first or not 0 < len(tail) <= LONGEST_TAIL or tail[-1].pos_ not in NOMINAL:
        return []
    spaced = bool(mark.whitespace_) and (mark.text == ":" or bool(mark.nbor(-1).whitespace_))
    return tail if spaced and not any(t.is_punct or t.pos_ in ("VERB", "AUX") for t in tail) else []


def cut_off(mark: Token, tail: list[Token]) -> None:
    """Takes the tail out of the phrase before it: the last word before the mark takes the place of the tail's head there."""
    last = mark.nbor(-1)
    heads = [t for t in tail if t.head not in tail or t.head == t]
    head = min(heads, key=lambda t: len(list(t.ancestors)))
    crossing = [c for t in tail for c in t.children if c.i < mark.i]
    verb = next((c for c in crossing if c.pos_ == "VERB"), None) if head.dep_ == "ROOT" else None
    if verb is not None:  # "attack kills 14: police", read as police with a clause before them
        attach(verb, verb, "ROOT")
        if last in crossing:
            attach(last, verb, "dobj")
    elif head.dep_ == "ROOT":
        attach(last, last, "ROOT")
    elif crossing and last != head.head and not last.is_ancestor(head.head):
        attach(last, head.head, head.dep_)
    for token in [c for c in crossing if c not in (last, verb)]:
        token.head = verb or last
    root = verb or (last if head.dep_ == "ROOT" else mark.sent.root)
    for token in heads:
        attach(token, head if token != head else root, "dep")


def is_headline_verb(token: Token) -> bool:
    """'Kenya lifts travel ban': a form that is rarely a plural before a noun, in a sentence that has no other verb."""
    noun = token.head
    attribute = token.tag_ in ("NNS", "NNPS") and token.dep_ in ("compound", "nmod") and noun.i > token.i > token.sent.start
    if not attribute or noun.dep_ != "ROOT" or token.lower_ not in words("headline_verbs"):
        return False
    before = token.nbor(-1)
    return before.pos_ in NOMINAL and not any(t.pos_ in ("VERB", "AUX") and finite(t) for t in token.sent)


def finite(token: Token) -> bool:
    return token.tag_ in FINITE | {"MD"} and token.dep_ not in ("relcl", "advcl")


def free_headline_verb(verb: Token, lemma: Callable[[Token], str]) -> None:
    """Makes the verb the root, the noun behind it its object, and the noun before it its subject."""
    subject = verb.nbor(-1)
    own = [c for c in verb.children if c != subject and c.i < verb.i]
    attach(subject, verb.head, "compound")  # one of what stands before the verb, wherever it hung
    for token in own:
        attach(token, subject, token.dep_)
    for token in [c for c in verb.head.children if c.i < subject.i]:
        attach(token, subject, token.dep_)
    free_finite(verb)
    verb.tag_ = "VBZ"
    verb.set_morph(None)  # type: ignore[attr-defined]  # a plural is no verb form
    verb.lemma_ = lemma(verb)


def mend_small_clause(adjective: Token) -> None:
    """'Found the mayor guilty': the mayor is the object, guilty what he is found."""
    verb, subject = adjective.head, child(adjective, "nsubj")
    if subject is None or subject.i > adjective.i or verb.lemma_.lower() not in words("finding"):
        return
    if has(adjective, "aux", "cop", "mark") or has(verb, "dobj"):
        return
    attach(subject, verb, "dobj")
    attach(adjective, verb, "oprd")


def mend_naming(noun: Token) -> None:
    """'Called the envoy a liar': the envoy is the object, the noun on him or beside him is what he is called."""
    verb = noun.head
    if verb.lemma_.lower() not in words("naming") or has(verb, "dobj", "nsubjpass"):
        return
    name = child(noun, "appos")
    name = name or next((c for c in verb.children if c.dep_ == "oprd" and c.i > noun.i and c.pos_ in NOMINAL), None)
    if name is None or name.left_edge.nbor(-1).is_punct:
        return  # a true apposition stands behind a comma
    attach(noun, verb, "dobj")
    attach(name, verb, "oprd")
