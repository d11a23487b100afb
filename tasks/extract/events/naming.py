"""From the heads of noun phrases to parties: coordination unfolded, things traced to their owners, pronouns to their nouns."""

from collections.abc import Iterable

from spacy.tokens import Token

from schemas.parts import Party
from tasks.extract.events import syntax
from tasks.resolve.names import Names
from tasks.resolve.phrases import PRONOUN_TAGS

PLURAL = frozenset({"they", "them", "their"})
SUBJECTS = syntax.SUBJECTS | syntax.PASSIVE_SUBJECTS
CHAIN = 4  # pronouns that stand for pronouns


def parties(
    heads: Iterable[Token], names: Names, force: bool, taken: frozenset[int]
) -> tuple[tuple[Party, ...], tuple[Token, ...]]:
    """The parties that noun phrases name, coordination unfolded; each once, none of them already taken by the other side."""
    found: dict[tuple[int | None, int | None, str], Party] = {}
    tokens = []
    for head in heads:
        for conjunct in syntax.coordinated(whole(head, names)):
            token = stand_in(proper_name(syntax.content_head(conjunct)), names)
            if token is None or token.i in taken:
                continue
            noun = full_mention(token, names)
            noun = token if noun.i in taken else noun  # nobody acts upon 'him' who is himself
            if (party := names.party(noun, force)) is None:
                continue
            if found.setdefault((party.start, party.end, party.name), party) is party:
                tokens.append(noun)
    return tuple(found.values()), tuple(tokens)


def whole(head: Token, names: Names) -> Token:
    """'Their' stands for all who are coordinated before it: the first of them. Any other token is itself."""
    if head.lower_ not in PLURAL:
        return head
    referent = names.parties.referent(head)
    return referent if referent is not None and list(referent.conjuncts) else head


def full_mention(token: Token, names: Names) -> Token:
    """The noun that a pronoun stands for, if it is the subject of a clause above: 'Mali said it had freed him' -> Mali.

    Any other token is itself. The text of a party is then a name, and a party told twice in a sentence is one.
    """
    at = token
    for _ in range(CHAIN):
        if at.tag_ not in PRONOUN_TAGS:
            return at if names.party(at) is not None else token
        noun = names.parties.referent(at)
        if noun is None or not rules(noun, at):
            return token
        at = noun
    return token


def rules(noun: Token, pronoun: Token) -> bool:
    """Whether a noun is the subject of a clause around or before the pronoun's own."""
    return noun.dep_ in SUBJECTS and noun.i < pronoun.i and noun.head in pronoun.ancestors


def stand_in(token: Token, names: Names) -> Token | None:
    """The token itself if it names a party; of other nouns whose they are: 'the council's laws', 'work (done) by the envoy'."""
    if names.party(token) is not None:
        return token
    owners = syntax.children(token, "poss") or syntax.own_prepositional(token, frozenset({"by"}))
    owners += [a for c in syntax.children(token, "acl") if (a := syntax.agent(c)) is not None]
    owners += [c for c in syntax.children(token, "compound", "amod", "nmod") if names.kind(c) in ("nation", "org")]
    return next((o for o in owners if o.pos_ != "PRON" and names.party(o) is not None), None)


def proper_name(head: Token) -> Token:
    """Of an apposition the proper name: 'the defence minister, Anna Holt,' is Anna Holt."""
    if head.pos_ == "PROPN":
        return head
    return next(
        (c for c in syntax.children(head, "appos") if c.pos_ == "PROPN" and c.ent_type_ in ("PERSON", "ORG", "GPE")), head
    )
