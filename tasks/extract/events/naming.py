"""From the heads of noun phrases to parties: coordination unfolded, things traced to their owners, pronouns to their nouns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from lexicon.countries import country_of_demonym
from lexicon.grammar import grammar
from schemas.parts import Party, Span
from tasks.extract.events import syntax
from tasks.extract.events.antecedents import OBJECTS
from tasks.extract.events.counted import is_counted, those_counted
from tasks.extract.events.deeds import is_deed
from tasks.extract.events.nominals import content_head, coordinated
from tasks.extract.events.pairs import holders
from tasks.extract.events.undergoers import locates
from tasks.resolve.names import Names
from tasks.resolve.phrases import PRONOUN_TAGS

DOCUMENTS = grammar().documents
PLURAL = frozenset({"they", "them", "their"})
SUBJECTS = syntax.SUBJECTS | syntax.PASSIVE_SUBJECTS
ACTED_UPON = OBJECTS | {"dative", "pobj"}
MODIFYING = frozenset({"amod", "compound", "nmod"})
CHAIN = 4  # pronouns that stand for pronouns
MOST = 40  # parties of one side; the longest lists of signatories in newswire have some 20


def parties(
    heads: Iterable[Token], names: Names, force: bool, taken: frozenset[int], acting: bool = False
) -> tuple[tuple[Party, ...], tuple[Token, ...]]:
    """The parties that noun phrases name, coordination unfolded; each once, none of them already taken by the other side."""
    found: dict[tuple[int | None, int | None, str], Party] = {}
    tokens = []
    for thing, named in (pair for head in heads for pair in bearers(head, names)):
        if len(found) >= MOST:
            break
        offices = holders(thing, names) if named == thing else ()
        for office in offices:
            if found.setdefault((office.start, office.end, office.name), office) is office:
                tokens.append(thing)
        if offices:
            continue
        token = free(named, names, taken)
        if token is None or (party := names.party(token, force, acting)) is None:
            continue
        if (token != thing and is_counted(thing)) or (token.head == thing and token.dep_ in MODIFYING):
            party = respan(party, names.span(thing))  # "seized the Peruvian maize": the phrase, not "Peruvian"
        if found.setdefault((party.start, party.end, party.name), party) is party:
            tokens.append(token)
    return tuple(found.values()), tuple(tokens)


def named_things(head: Token) -> Iterator[Token]:
    """The nouns of a phrase, coordination unfolded, also under a quantity: 'scores of Poles, Czechs and Slovaks'."""
    for conjunct in (c for c in coordinated(head) if not is_share(c)):
        inner = content_head(conjunct)
        yield from [conjunct] if inner == conjunct else coordinated(inner)


def is_share(noun: Token) -> bool:
    """'Nine guests died, two of them Danes': what part of those told before were, nobody besides them."""
    numbers = (c for c in syntax.children(noun, "nsubj") if c.i < noun.i and c.pos_ in ("NUM", "NOUN", "DET", "PRON"))
    return any(
        p.tag_ in PRONOUN_TAGS or p.tag_ == "WP" for n in numbers for p in syntax.own_prepositional(n, frozenset({"of"}))
    )


def bearers(head: Token, names: Names) -> Iterator[tuple[Token, Token]]:
    """The nouns of a phrase, each with a token that names its party: its head, its owners, or those whom it counts."""
    for thing in map(proper_name, named_things(whole(head, names))):
        token = stand_in(thing, names)
        counted = those_counted(thing, names)
        if counted:
            yield from ((thing, one) for one in counted)
        elif token is not None:  # "help from Peru and Chile"
            yield from ((thing, one) for one in ([token] if token == thing else coordinated(token)))


def free(token: Token, names: Names, taken: frozenset[int]) -> Token | None:
    """The token, or the noun that its pronoun stands for; None if it is taken."""
    if token.i in taken:
        return None
    noun = full_mention(token, names)
    if noun.i not in taken:
        return noun
    # nobody acts upon "him" who is himself; "said it would" is no second party
    return token if token.dep_ in ACTED_UPON else None


def respan(party: Party, span: Span) -> Party:
    """The party with the span of the noun phrase that stands for it."""
    return replace(party, start=span.start, end=span.end, text=span.text)


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
    document = token.lemma_.lower() in DOCUMENTS and not is_manned(token)
    if names.party(token) is not None and not document:
        return token
    owners = syntax.children(token, "poss") or syntax.own_prepositional(token, frozenset({"by", "from"}))
    owners += [a for c in syntax.children(token, "acl") if (a := syntax.agent(c)) is not None]
    owners += [c for c in syntax.children(token, "compound", "amod", "nmod") if owns(c, names)]
    if document and (author := syntax.borrowed_subject(token, 0)) is not None:  # "issued a statement calling for"
        owners.append(author)
    return next((o for o in owners if o.pos_ != "PRON" and not tells_kind(o) and names.party(o) is not None), None)


def is_manned(token: Token) -> bool:
    """'A police post' is held by somebody, 'a post' on the net is written."""
    kinds = syntax.children(token, "compound", "amod", "nmod")
    return token.lemma_.lower() == "post" and any(c.lemma_.lower() in grammar().manned for c in kinds)


def owns(word: Token, names: Names) -> bool:
    """'Kenyan strikes' are Kenya's, 'the Kenya bombing' and 'Kenya mosque attack' are where it was."""
    kind = names.kind(word)
    if is_deed(word.head) and locates(word, word.head, names):
        return False
    deed = is_deed(word.head) and country_of_demonym(word.text) is None and any(c.dep_ == "det" for c in word.head.children)
    return kind == "org" or (kind == "nation" and not deed)


def proper_name(head: Token) -> Token:
    """Of an apposition the proper name: 'the defence minister, Anna Holt,' is Anna Holt; 'his rival Deputy Anna Holt' too."""
    if head.pos_ == "PROPN":
        return head
    apposed = [c for c in syntax.children(head, "appos") if c.pos_ == "PROPN"]
    inner = [c for a in apposed for c in syntax.children(a, "appos")]
    return next((c for c in (*apposed, *inner) if c.ent_type_ in ("PERSON", "ORG", "GPE")), head)


def tells_kind(token: Token) -> bool:
    """'A military solution' is nobody's: the adjective tells its kind."""
    return token.tag_ == "JJ" and token.lower_ in grammar().adjectival
