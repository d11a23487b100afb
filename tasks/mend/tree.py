"""What the mends share: labels and tags, questions to the children of a token, and hanging it elsewhere."""

from functools import cache

from spacy.tokens import Token

from lexicon.files import read_toml

SUBJECTS = ("nsubj", "nsubjpass")
NOMINAL = ("NOUN", "PROPN")
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})  # what may stand between a subject and its verb


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(read_toml("parse.toml")[name])


def has(token: Token, *deps: str) -> bool:
    """Whether anything hangs on a token by one of these relations."""
    return any(c.dep_ in deps for c in token.children)


def child(token: Token, *deps: str) -> Token | None:
    """The first token that hangs on another by one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def subject_of(verb: Token) -> str:
    """The relation of a subject to this verb."""
    return "nsubjpass" if has(verb, "auxpass") else "nsubj"
