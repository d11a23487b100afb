"""Duties that a speaker lays on somebody: 'said the army must leave', 'its demand that the army leave'."""

from collections.abc import Iterable

from spacy.tokens import Token

from lexicon.grammar import grammar
from tasks.extract.events import syntax

OPENING = frozenset({"that", "for"})


def obliged(verb: Token, modals: Iterable[str]) -> tuple[Token, ...] | None:
    """The modal and the verb of a reported duty: 'said the army must leave', 'told them they have to go' -> must, leave.

    Of 'must be ready to leave' also the adjective between them.
    """
    wanted = frozenset(modals)
    for clause in syntax.children(verb, "ccomp"):
        auxiliaries = syntax.children(clause, "aux")
        modal = next((a for a in auxiliaries if a.tag_ == "MD" and a.lower_ in wanted), None)
        if modal is not None and not any(a.lemma_ == "have" for a in auxiliaries):  # "must have known" is a guess
            return modal, *readiness(clause)
        if clause.lemma_ in wanted:
            for inner in syntax.children(clause, "xcomp"):
                if syntax.is_bare_infinitive(inner):
                    return clause, inner
    return None


def clause_asked(noun: Token) -> Token | None:
    """The clause that tells what a noun of asking asks for: 'a demand that the army leave', 'a call for the army to leave'."""
    for clause in syntax.children(noun, "acl", "advcl", "relcl"):
        opens = [c for c in clause.lefts if c.lower_ in OPENING and (c.dep_ == "mark" or c.tag_ == "IN")]
        if opens and any(c.i > opens[0].i for c in syntax.children(clause, "nsubj", "nsubjpass")):
            return clause
    return None


def readiness(clause: Token) -> tuple[Token, ...]:
    """'be ready to leave' -> ready, leave; any other verb is itself."""
    for adjective in (
        c for c in syntax.children(clause, "acomp") if clause.lemma_ == "be" and c.lemma_.lower() in grammar().ready
    ):
        for verb in syntax.children(adjective, "xcomp"):
            return adjective, verb
    return (clause,)
