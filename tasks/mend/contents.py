"""Mends of what is claimed: its clause may swallow the verb of the sentence, or hang on the paper it was written on."""

from spacy.tokens import Doc, Token

from lexicon.factuality import cues
from lexicon.reporting import reporting
from tasks.mend.tree import attach, has

BEHIND_VERB = ("dative", "prt", "oprd", "advmod")  # what may stand between a verb and its object


def mend_contents(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if token.lower_ == "that" and is_opening_claim(token) and (judged := swallowed(token)) is not None:
            set_apart(token, *judged)
        elif token.lower_ == "that" and (verb := told_in_writing(token)) is not None:
            attach(token.head, verb, "ccomp")
    return doc


def told_in_writing(that: Token) -> Token | None:
    """'Said in a statement that jets struck', 'said on Vkontakte that': the verb whose content hangs on what it was said in.

    Not where it has another content, nor of 'commented on a report that'.
    """
    content, paper = that.head, that.head.head
    if that.dep_ != "mark" or content.dep_ != "acl" or paper.dep_ != "pobj":
        return None
    if paper.head.lower_ not in ("in", "via") and not (paper.head.lower_ == "on" and paper.pos_ == "PROPN"):
        return None
    verb = paper.head.head
    told = verb.pos_ == "VERB" and verb.lemma_.lower() in reporting().say and verb.i < paper.i
    belief = paper.lemma_.lower() in reporting().nouns - reporting().documents  # "said in the hope that"
    return verb if told and not belief and not has(verb, "ccomp", "dobj") else None


def is_opening_claim(that: Token) -> bool:
    """'Reports that ...' at the start of a sentence."""
    if that.dep_ != "mark" or not that.i:
        return False
    claim = that.nbor(-1)
    return claim.pos_ == "NOUN" and claim.lemma_.lower() in cues().claims and bool(claim.left_edge.is_sent_start)


def swallowed(that: Token) -> tuple[Token, Token, Token] | None:
    """'Reports that rebels called a truce were denied': the passive, what it took for its subject, and whose object that is."""
    for verb in that.doc[that.i + 1 : that.sent.end]:
        if verb.tag_ == "VBN" and has(verb, "auxpass"):
            thing = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.i > that.i), None)
            active = active_before(thing) if thing is not None else None
            return (verb, thing, active) if thing is not None and active is not None else None
    return None


def active_before(thing: Token) -> Token | None:
    """The active verb without an object right before a noun."""
    before = thing.left_edge.nbor(-1)
    verb = before.head if before.dep_ in BEHIND_VERB else before
    free = verb.pos_ == "VERB" and not has(verb, "dobj", "auxpass")
    return verb if free else None


def set_apart(that: Token, verb: Token, thing: Token, active: Token) -> None:
    """Makes the passive the verb of the sentence, the claim its subject, and its subject the object of the active verb."""
    claim, content = that.nbor(-1), that.head
    attach(thing, active, "dobj")
    attach(verb, verb, "ROOT")
    for loose in [c for c in claim.children if c.dep_ == "punct"]:
        loose.head = verb
    attach(claim, verb, "nsubjpass")
    attach(content, claim, "acl")
