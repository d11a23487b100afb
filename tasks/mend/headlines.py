"""Mends of short constructions that the small parser misreads: verbs of headlines taken for plurals, and small clauses."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from tasks.mend.clauses import NOMINAL, attach, free_finite, words

NAMES = ("compound", "amod", "nmod", "poss")


def mend_headlines(doc: Doc, lemma: Callable[[Token], str]) -> Doc:
    """Mends a parse in place; returns the same doc. `lemma` lemmatizes a token by its part of speech."""
    for token in doc:
        if is_headline_verb(token):
            free_headline_verb(token, lemma)
        elif token.pos_ == "ADJ" and token.dep_ == "ccomp":
            mend_small_clause(token)
        elif token.dep_ == "oprd" and token.pos_ in NOMINAL:
            mend_naming(token)
    return doc


def is_headline_verb(token: Token) -> bool:
    """'Kenya lifts travel ban': a form that is rarely a plural before a noun, in a sentence that has no other verb."""
    noun = token.head
    attribute = token.tag_ in ("NNS", "NNPS") and token.dep_ in ("compound", "nmod") and noun.i > token.i > token.sent.start
    if not attribute or noun.dep_ != "ROOT" or token.lower_ not in words("headline_verbs"):
        return False
    before = token.nbor(-1)
    return before.pos_ in NOMINAL and not any(t.pos_ in ("VERB", "AUX") and finite(t) for t in token.sent)


def finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("relcl", "advcl")


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
    verb, subject = adjective.head, next((c for c in adjective.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.i > adjective.i or verb.lemma_.lower() not in words("finding"):
        return
    if any(c.dep_ in ("aux", "cop", "mark") for c in adjective.children) or any(c.dep_ == "dobj" for c in verb.children):
        return
    attach(subject, verb, "dobj")
    attach(adjective, verb, "oprd")


def mend_naming(noun: Token) -> None:
    """'Called the envoy a liar': the envoy is the object, the noun on him or beside him is what he is called."""
    verb = noun.head
    if verb.lemma_.lower() not in words("naming") or any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
        return
    name = next((c for c in noun.children if c.dep_ == "appos"), None)
    name = name or next((c for c in verb.children if c.dep_ == "oprd" and c.i > noun.i and c.pos_ in NOMINAL), None)
    if name is None or name.left_edge.nbor(-1).is_punct:
        return  # a true apposition stands behind a comma
    attach(noun, verb, "dobj")
    attach(name, verb, "oprd")
