"""What a deed itself tells of its doer where the grammar does not: of which sector he is, or who of the sentence he is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from lexicon.events import Rule
from tasks.annotate import Annotated
from tasks.extract.events.filled import Filled
from tasks.resolve.names import Names

UNTOLD = ("CVL", "UNK", "")  # sectors of a person of whom the text tells none
NOUNS = ("NOUN", "PROPN")


def presumed(actors: Filled, recipients: Filled, trigger: Token, rule: Rule, annotated: Annotated, names: Names) -> Filled:
    """The actors of a trigger with what its rule presumes of them (`actor_default`, `agent_sector`)."""
    if not actors.parties and rule.agent_sector:
        return named_force(recipients, trigger, rule.agent_sector, annotated, names)
    return with_default(actors, rule.actor_default, names) if rule.actor_default else actors


def with_default(actors: Filled, sector: str, names: Names) -> Filled:
    """A person of whom nothing else is known is what his deed makes him: who arrests somebody is of the police."""
    found = (
        names.as_sector(p, sector) if p.sector in UNTOLD and names.kind(t) == "person" else p
        for p, t in zip(actors.parties, actors.tokens, strict=True)
    )
    return replace(actors, parties=tuple(found))


def named_force(recipients: Filled, trigger: Token, sectors: tuple[str, ...], annotated: Annotated, names: Names) -> Filled:
    """'The crowd stoned the police and was tear-gassed': the only force that the sentence, or the headline, names."""
    headline = (t for t in annotated.doc if annotated.in_headline(t))
    for tokens in (trigger.sent, headline):
        parties = {
            p.name.casefold(): (p, t) for t in candidates(tokens, recipients) if (p := names.party(t)) and p.sector in sectors
        }
        if len(parties) == 1:
            party, token = next(iter(parties.values()))
            return Filled((party,), (token,), "the force that the sentence or the headline names")
    return Filled()


def candidates(tokens: Iterable[Token], recipients: Filled) -> Iterator[Token]:
    """Nouns that may name the doer: no part of another noun, and not those to whom it is done."""
    return (t for t in tokens if t.pos_ in NOUNS and t.dep_ not in ("compound", "amod", "nmod") and t not in recipients.tokens)
