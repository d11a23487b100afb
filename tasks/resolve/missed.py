"""Names that the model missed: the article names them elsewhere, or their own form tells them."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from lexicon.countries import cities, fold
from lexicon.persons import person_key
from lexicon.world import equipment, leaders, roles, titles
from tasks.resolve.evidence import Told, has_age, has_relative, is_personal
from tasks.resolve.labels import Named
from tasks.resolve.toponym import load_words

ATTACHED = frozenset(["det", "compound", "amod", "poss", "nummod"])
PROPER = frozenset(["NNP", "NNPS"])
LONGEST = 4  # words of a name


def with_missed(doc: Doc, named: list[Named], told: Told) -> list[Named]:
    """The names and those missed, in text order. Given names and surnames beside a person's lone name join it."""
    taken = {i for n in named for i in range(n.start, n.end)}
    whole = [widened(doc, n, taken) for n in named]
    taken = {i for n in whole for i in range(n.start, n.end)}
    return sorted([*whole, *missed(doc, taken, told)], key=lambda n: n.start)


def widened(doc: Doc, n: Named, taken: set[int]) -> Named:
    """A surname with the given name before it that the model left out, a given name with the surname behind it."""
    if n.label != "PERSON":
        return n
    before, after = n.inner - 1, n.end
    if n.end - n.inner > 1:
        return replace(n, end=after + 1) if after < len(doc) and after not in taken and heads_name(doc[after], n) else n
    if before >= 0 and before not in taken and n.start == n.inner and is_given(doc[before]) and not doc[n.inner].is_sent_start:
        return replace(n, start=before, inner=before)
    if after < len(doc) and after not in taken and is_given(doc[n.inner]) and is_surname(doc[after]):
        return replace(n, end=after + 1)
    return n


def heads_name(token: Token, n: Named) -> bool:
    """'Juan Pablo Ortega', of which the model has 'Juan Pablo': the parser makes all of them attributes of the surname."""
    return is_surname(token) and all(t.head == token and t.dep_ == "compound" for t in token.doc[n.inner : n.end])


def is_given(token: Token) -> bool:
    key = person_key(token.text)
    return token.tag_ in PROPER and token.text.istitle() and (key in titles()["women"] or key in titles()["men"])


def is_surname(token: Token) -> bool:
    return token.tag_ in PROPER and not token.is_sent_start and is_personal(token) and fold(token.text) not in roles()


def missed(doc: Doc, taken: set[int], told: Told) -> Iterator[Named]:
    at = 0
    while at < len(doc):
        end, label = missed_at(doc, at, taken, told) if at not in taken and doc[at].text[:1].isupper() else (at, "")
        if label:
            yield Named(at, end, label, at)
        at = max(end, at + 1)


def missed_at(doc: Doc, at: int, taken: set[int], told: Told) -> tuple[int, str]:
    """Where a missed name that begins here ends, and its label; no label for none."""
    run = at
    while (
        run < len(doc)
        and run - at < LONGEST
        and run not in taken
        and doc[run].tag_ in PROPER
        and not (run > at and doc[run].is_sent_start)
    ):
        run += 1
    for end in range(run, at + 1, -1):
        if (label := told.votes.get(doc[at:end].text)) in ("ORG", "PERSON", "GPE"):
            return end, label
    if run - at > 1 and is_full_name(doc, at, run) and (is_given(doc[at]) or has_relative(doc, run) or has_age(doc, run)):
        return run, "PERSON"
    return at + 1, lone_label(doc[at], told)


def is_full_name(doc: Doc, start: int, end: int) -> bool:
    """A form that a full name may have: 'Karin Ost', and not 'Florence Airport' or 'George Street'."""
    text = doc[start:end].text
    words = doc[start:end]
    alone = end >= len(doc) or doc[end].tag_ not in PROPER
    if words[-1].lower_ in load_words().streets or words[-1].lower_ in equipment()["building"]:
        return False
    return alone and all(is_personal(t) for t in words) and fold(text) not in cities() and fold(words[0].text) not in cities()


def lone_label(token: Token, told: Told) -> str:
    """The label of one missed word: a name of a person of the article, a leader or a town that acts. Empty for none."""
    if len(token.text) <= 2:
        return ""
    if token.tag_ == "NNP" and (token.lower_ in told.surnames or token.lower_ in told.firsts):
        return "PERSON"
    if token.tag_ == "NNP" and token.is_upper and told.votes.get(token.text) == "ORG":
        return "ORG"
    bare = not any(c.dep_ in ATTACHED for c in token.lefts)
    if not bare or token.dep_ not in ("nsubj", "nsubjpass") or token.tag_ not in ("NNP", "NN"):
        return ""
    key = person_key(token.text)
    if key in leaders() and key not in cities() and key not in roles():
        return "PERSON"
    return "GPE" if token.tag_ == "NNP" and fold(token.text) in cities() and not roles().get(token.lower_) else ""
