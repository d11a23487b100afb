"""Bodies by their kind: 'the Cape Times newspaper' is the Cape Times, and so is 'the newspaper' after it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Token

from lexicon.lists import kind_sectors, word_list
from lexicon.world import roles
from tasks.resolve.labels import Named
from tasks.resolve.phrases import is_definite, is_one_of_many, is_plural, lemma, objects, of_complement, phrase_start
from tasks.resolve.profiles import Ask, Profile, appositions, root_of
from tasks.resolve.scene import Scene
from tasks.resolve.values import VALUES

KINDS = word_list("kinds")  # nouns that say what a name is
PAPERS = word_list("papers")
WIRES = word_list("wires")  # words of agencies and stations: no newspapers
PEOPLES = frozenset(["GPE", "NORP", "LOC", "PERSON"])
BELONGING = frozenset(["from", "at", "of", "with", "in", "for", "inside", "within"])
NEAR = 200  # names before a noun that are looked at for one of its kind
NAMED_KINDS = frozenset(["ORG", "FAC", "PRODUCT", "WORK_OF_ART"])


def name_of_kind(scene: Scene, head: Token, ask: Ask) -> str:
    """The name right before a noun that only says what it is: 'the Cape Times newspaper', 'the Hezbollah group'; else empty."""
    if lemma(head) not in KINDS or not head.text.islower() or head.i == 0 or is_plural(head) or is_one_of_many(head):
        return ""
    named = scene.named_at.get(head.i - 1)
    if named is None:
        return unlabelled_name(scene, head)
    if named.label in VALUES or (named.label in PEOPLES and named.body is None) or named.end != head.i:
        return ""
    found = ask(root_of(scene, named))
    return found.name if found is not None and scene.doc[named.inner].text[:1].isupper() else ""


def unlabelled_name(scene: Scene, head: Token) -> str:
    """The capitalized words right before a noun that the model took for no entity."""
    start = head.i
    while start and is_name_word(scene, start - 1) and not scene.doc[start - 1].is_sent_start:
        start -= 1
    return scene.doc[start : head.i].text


def is_name_word(scene: Scene, index: int) -> bool:
    token = scene.doc[index]
    return token.tag_ == "NNP" and token.text[:1].isupper() and token.is_alpha and index not in scene.named_at


def kind_before(scene: Scene, head: Token, ask: Ask) -> Profile | None:
    """The last body named before 'the newspaper', 'the ministry', 'the company' that is of such a kind."""
    kind = lemma(head)
    role = roles().get(kind)
    if role is None or role.person or is_plural(head) or not is_definite(head) or of_complement(head) is not None:
        return None
    if any(c.dep_ in ("relcl", "acl", "poss") for c in head.children):
        return None
    named = next(chain(called(scene, head), known(scene, head, ask)), None)  # what it says goes before what is known of it
    if named is None:
        return None
    found = None if introduced(scene, head, named.end) else ask(root_of(scene, named))
    body = named.label in NAMED_KINDS or named.body is not None
    return found if body or found is None else replace(found, sector=role.sector)


def member_name(scene: Scene, head: Token, ask: Ask) -> str:
    """'NATO official' for 'an official from the alliance': whose complement points back to a name takes it; else empty."""
    for preposition in (c for c in head.rights if c.dep_ == "prep" and c.lower_ in BELONGING):
        for noun in (n for n in objects(preposition) if n.text.islower() and is_definite(n)):
            body = kind_before(scene, noun, ask)
            if body is not None and body.name[:1].isupper() and not body.state:
                return f"{body.name} {scene.doc[phrase_start(head) : head.i + 1].text}"
    return ""


def introduced(scene: Scene, head: Token, after: int) -> bool:
    """Whether 'a newspaper' since a name is what 'the newspaper' speaks of."""
    places = scene.introduced.get(lemma(head), [])
    return bisect_left(places, after) < bisect_left(places, head.i)


def called(scene: Scene, head: Token) -> Iterator[Named]:
    """Names before a token that are told to be of its kind, the nearest first."""
    kind = lemma(head)
    if kind not in scene.called:
        alike = (n for n in scene.named if n.label not in VALUES and is_called(scene, n, root_of(scene, n), kind))
        scene.called[kind] = sorted(alike, key=lambda n: n.end)
    found = scene.called[kind]
    return reversed(found[: bisect_right(found, head.i, key=lambda n: n.end)])


def known(scene: Scene, head: Token, ask: Ask) -> Iterator[Named]:
    """Names shortly before a token that are known to be of its kind, the nearest first."""
    kind = lemma(head)
    at = bisect_right(scene.named, head.i, key=lambda n: n.end)
    near = (n for n in reversed(scene.named[max(at - NEAR, 0) : at]) if n.label not in VALUES)
    return (n for n in near if is_known_as(scene, n, root_of(scene, n), kind, ask))


def is_called(scene: Scene, named: Named, root: Token, kind: str) -> bool:
    """By a noun beside the name, or by the name's last word."""
    doc = scene.doc
    beside = {named.end} if named.end < len(doc) and not is_one_of_many(doc[named.end]) else set()
    told = {t.i for t in appositions(root)} | beside
    same = PAPERS if kind in PAPERS else {kind}
    if kind in KINDS and any(lemma(doc[i]) in same for i in told):
        return True
    named_so = named.label in NAMED_KINDS or named.body is not None
    return named_so and named.end - named.inner > 1 and doc[named.end - 1].lower_ == kind


def is_known_as(scene: Scene, named: Named, root: Token, kind: str, ask: Ask) -> bool:
    """By the sector of the body. Agencies and stations are no newspapers."""
    wanted = kind_sectors().get(kind)
    found = ask(root) if wanted and (named.label in NAMED_KINDS or named.body is not None) else None
    if found is None or not wanted or found.sector not in wanted:
        return False
    wire = any(w in WIRES for w in scene.doc[named.inner : named.end].text.lower().split())
    return found.sector != "JRN" or wire != (kind in PAPERS)
