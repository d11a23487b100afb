"""The party of a speaker's head, and what the flow of speech tells: who "it", "officials", "the statement" are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from spacy.tokens import Token

from lexicon.lists import word_list
from lexicon.reporting import reporting
from lexicon.world import names_person
from schemas.codebook import Sector
from schemas.parts import Party
from tasks.annotate import Annotated
from tasks.extract.events.nominals import coordinated
from tasks.extract.quotes.reporters import author, noun_speaker
from tasks.extract.quotes.reports import Report
from tasks.resolve.mentions import entity_id
from tasks.resolve.phrases import PRONOUN_TAGS, first_of_phrase, phrase_end, phrase_start

ONES = frozenset({"one", "a", "an"})
POSSESSIVES = ("his ", "her ", "its ", "their ")
SHARES = word_list("shares")
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})


class Names(Protocol):
    """What quotes and attribution need of the resolved names of an article."""

    def party(self, head: Token) -> Party | None:
        """The party that a noun phrase's head stands for; pronouns are resolved."""


def speaking_party(
    annotated: Annotated, report: Report, earlier: Sequence[Party], source: Token | None, names: Names
) -> Party | None:
    """Who speaks. `earlier` are the speakers before, the latest last: they go on as pronouns, bare nouns or statements.

    `source` is the head of the last one's noun phrase.
    """
    head = report.speaker
    if head is None:
        return None
    head = subject_of_gerund(head)
    party, previous = names.party(head), earlier[-1] if earlier else None
    if head.lemma_.lower() in reporting().voices:
        owner = noun_speaker(head) or author(head)
        issuer = names.party(owner) if owner is not None else previous
        return stands_for(annotated, head, party, issuer) or party or plain(annotated, head)
    if head.lemma_.lower() in reporting().programmes:
        maker = next((p for p in reversed(earlier) if p.sector == Sector.JRN), None)
        return stands_for(annotated, head, party, maker) or party or plain(annotated, head)
    if head.lower_ in PRONOUNS:
        return pronoun_speaker(annotated, head, party, previous, source)
    if party is None:
        return plain(annotated, head)
    full = next((p for p in reversed(earlier) if shortened(party, p)), None)
    return stands_for(annotated, head, party, full) or together(annotated, [party, *others(head, names)])


def subject_of_gerund(head: Token) -> Token:
    """Who speaks where the parse has a participle say it: Chad of 'Chad, fearing raids spilling over, urged calm'."""
    own = next((c for c in head.lefts if c.dep_ == "nsubj" and c.pos_ in ("PROPN", "NOUN")), None)
    return own if own is not None and head.tag_ == "VBG" else head


def pronoun_speaker(
    annotated: Annotated, head: Token, party: Party | None, previous: Party | None, source: Token | None
) -> Party:
    """Who 'he' or 'it' is that goes on speaking: the speaker before, unless the pronoun is resolved to a name of its own."""
    same = previous if speaks_on(head, party, source) else None
    return stands_for(annotated, head, party, same) or party or plain(annotated, head)


def speaks_on(pronoun: Token, party: Party | None, source: Token | None) -> bool:
    """Whether a pronoun may be the speaker before, whose head is `source`.

    'It' is no person, and 'he' rather the named person who spoke last than the nearest common noun.
    """
    if pronoun.lower_ in ("it", "they"):
        return pronoun.lower_ == "they" or not is_person(source)
    named = party is not None and party.name[:1].isupper() and not party.name.lower().startswith(POSSESSIVES)
    return not named and (is_person(source) or (party is None and is_one(source)))


def is_person(head: Token | None) -> bool:
    """Whether a speaker is named by a personal name or a pronoun of persons."""
    return head is not None and (head.ent_type_ == "PERSON" or head.lower_ in ("he", "she"))


def is_one(head: Token | None) -> bool:
    """Whether a speaker is named by a noun for one person: an official, a spokeswoman."""
    return head is not None and head.tag_ == "NN" and names_person(head.lemma_.lower())


def others(head: Token, names: Names) -> list[Party]:
    """Those who speak with the first: 'police and hospital officials'."""
    joined = coordinated(head)
    if not any(t.lower_ == "and" for t in head.doc[head.i : joined[-1].i]):
        return []
    return [p for p in map(names.party, joined[1:]) if p is not None]


def together(annotated: Annotated, parties: Sequence[Party]) -> Party:
    """One party for all who speak together; attribution tells them apart."""
    first, last = parties[0], parties[-1]
    if len(parties) == 1 or first.start is None or last.end is None or last.end <= first.start:
        return first
    name = ", ".join(p.name for p in parties[:-1]) + " and " + last.name
    country = first.country if len({p.country for p in parties}) == 1 else ""
    sector = first.sector if len({p.sector for p in parties}) == 1 else Sector.UNK
    text = annotated.article.text[first.start : last.end]
    return Party(first.start, last.end, text, name, country, sector, entity_id(name, country, sector))


def shortened(party: Party, other: Party) -> bool:
    """Whether 'the sources' may be the 'regional shipping sources' who spoke before."""
    return party.name.islower() and other.name.lower().endswith(" " + party.name)


def stands_for(annotated: Annotated, head: Token, party: Party | None, other: Party | None) -> Party | None:
    """The other party, at this head's place in the text."""
    if other is None:
        return None
    span = party or annotated.span(head.i, head.i + 1)
    return replace(other, start=span.start, end=span.end, text=span.text)


def plain(annotated: Annotated, head: Token) -> Party:
    """A speaker that is no actor, such as a broadcast or a poll: its words are its name. A share keeps its figure.

    Of a pronoun nobody knows who it is: it has no entity_id.
    """
    start = first_of_phrase(head) if head.lower_ in SHARES else phrase_start(head)
    span = annotated.span(start, phrase_end(head))
    name = " ".join((span.text + left_out(head)).split())
    identity = "" if head.tag_ in PRONOUN_TAGS else entity_id(name, "", Sector.UNK)
    return Party(span.start, span.end, span.text, name, "", Sector.UNK, identity)


def left_out(head: Token) -> str:
    """The noun that 'another' leaves out: ' woman' in 'one woman told the court, while another said'; empty for other words."""
    if head.lower_ != "another":
        return ""
    before = reversed(head.doc[head.sent.start : head.i])
    return next((f" {t.text}" for t in before if t.dep_ == "nsubj" and any(c.lower_ in ONES for c in t.lefts)), "")
