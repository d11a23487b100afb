"""Where the verb around a time expression points: to the past, to the future, or nowhere."""

from functools import cache

from spacy.tokens import Doc, Token

from lexicon.files import read_toml
from tasks.resolve.dates.anchor import FUTURE, OPEN, PAST

MAX_CLIMB = 12


@cache
def words() -> dict[str, frozenset[str]]:
    return {name: frozenset(table) for name, table in read_toml("time.toml")["tense"].items()}


def direction(doc: Doc, token: Token) -> int:
    """PAST, FUTURE or OPEN for a token of a time expression."""
    if opener(doc, token) in words()["ahead_words"] and not past_verb(token):
        return FUTURE
    if token.dep_ == "pobj" and token.head.lower_ == "for":  # "called a strike for Thursday"
        return FUTURE
    for verb in chain(token):
        if (found := of_verb(verb)) is not None:
            return found
    return OPEN


def chain(token: Token) -> list[Token]:
    """The verbs above a token, nearest first."""
    out, at = [], token
    for _ in range(MAX_CLIMB):
        if at.pos_ in ("VERB", "AUX"):
            out.append(at)
        if at.head is at:
            break
        at = at.head
    return out


def opener(doc: Doc, token: Token) -> str:
    """The word before the whole expression: 'until' in 'until 9 a.m. Tuesday', 'by early March'."""
    at = token.i - 1
    while at > max(0, token.i - 5) and (doc[at].lower_ in words()["passed_over"] or doc[at].is_digit):
        at -= 1
    return doc[at].lower_ if at >= 0 else ""


def past_verb(token: Token) -> bool:
    return any(of_verb(v) == PAST for v in chain(token)[:1])


def of_verb(verb: Token) -> int | None:
    """None when the verb does not tell: its parent does."""
    helpers = [
        c for c in verb.children if (c.dep_ in ("aux", "auxpass") or c.tag_ in ("MD", "TO")) and c.tag_ != "NNP"
    ]  # a May
    if any(h.lower_ in words()["modals"] for h in helpers):
        return FUTURE
    if any(h.lower_ == "to" for h in helpers):
        return FUTURE if verb.head.lemma_ in words()["ahead"] or verb.head.tag_ in ("VBZ", "VBP") else None
    if verb.lemma_ in words()["arranged"] and verb.tag_ in ("VBN", "VBD"):
        return FUTURE
    if any(h.tag_ == "VBD" or h.lower_ in ("has", "have", "had", "'ve", "’ve", "been") for h in helpers):
        return FUTURE if verb.lemma_ in words()["ahead"] and verb.tag_ == "VBG" else PAST
    if verb.tag_ == "VBD":
        return PAST
    if verb.tag_ == "VBN":
        return FUTURE if verb.lemma_ == "expect" else PAST
    if verb.tag_ not in ("VBZ", "VBP"):
        return None
    if verb.lemma_ in words()["ahead"] and any(c.dep_ == "xcomp" for c in verb.children):
        return FUTURE  # "On Friday, the union plans to march"
    return None if verb.head is not verb else OPEN
