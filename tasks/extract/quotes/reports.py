"""Reporting expressions with a clause of content, read off the parse: said that, according to, the claim that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting
from tasks.extract.events.syntax import children
from tasks.extract.quotes.contents import DEPTH, EDGE, MOST_OF_CLAUSE, VERBAL, extent, to_infinitive, verb_content
from tasks.extract.quotes.reporters import noun_speaker, outside, speaker_of

Range = tuple[int, int]
COMPLEMENTIZERS = frozenset({"that"})


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting expression, the head of its speaker, and what is reported as token ranges in order."""

    cue: Token | None
    cue_range: Range | None
    speaker: Token | None
    content: tuple[Range, ...]


def trim(doc: Doc, start: int, end: int) -> Range:
    """The range without punctuation and complementizer at its edges; the full stop goes too."""
    while start < end and (doc[start].text in EDGE or doc[start].text == "."):
        start += 1
    if start < end and doc[start].lower_ in COMPLEMENTIZERS and doc[start].dep_ == "mark":
        return trim(doc, start + 1, end)
    while start < end and (doc[end - 1].text in EDGE or doc[end - 1].text == "."):
        end -= 1
    return start, end


def ranges(doc: Doc, tokens: Iterable[int]) -> tuple[Range, ...]:
    """Token numbers as trimmed ranges; gaps of punctuation alone are closed."""
    found: list[Range] = []
    for i in sorted(tokens):
        if found and all(doc[j].is_punct for j in range(found[-1][1], i)):
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    trimmed = (trim(doc, *r) for r in found)
    return tuple(r for r in trimmed if any(not doc[i].is_punct for i in range(*r)))


def clause_reports(doc: Doc, lexicon: Reporting) -> Iterator[Report]:
    """All reports whose content is a clause of the same sentence."""
    for token in doc:
        if token.lower_ == "according":
            yield from according(token)
        elif token.pos_ in VERBAL:
            yield from verb_reports(token, lexicon)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.nouns:
            yield from noun_reports(token)
        elif token.pos_ == "ADJ" and token.lemma_.lower() in lexicon.adjectives:
            yield from adjective_reports(token, lexicon)


def verb_reports(verb: Token, lexicon: Reporting) -> Iterator[Report]:
    """The report of a reporting verb, if a clause of content belongs to it."""
    lemma = verb.lemma_.lower()
    content = verb_content(verb, lemma, lexicon)
    if content and (found := ranges(verb.doc, content)):
        speaker = outside(verb, speaker_of(verb, lexicon), found)
        if speaker is not None or lemma in lexicon.say:
            yield Report(verb, cue_range(verb), speaker, found)


def cue_range(verb: Token) -> Range:
    """The reporting verb with its particle."""
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), None)
    return verb.i, (particle or verb).i + 1


def according(token: Token) -> Iterator[Report]:
    """'according to X': the rest of its clause is what X says."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None:
        return
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    phrase = extent(token)
    bodies = (ranges(token.doc, extent(host) - phrase) for host in hosts(token))
    if found := next((body for body in bodies if is_long_enough(body)), None):
        yield Report(token, (token.i, to.i + 1), source, found)


def is_long_enough(content: tuple[Range, ...]) -> bool:
    """Whether the ranges are long enough to be said by somebody."""
    return sum(end - start for start, end in content) >= MOST_OF_CLAUSE


def hosts(token: Token) -> Iterator[Token]:
    """The predicates of the clauses that an adjunct may belong to, however low the parser attached it; the likeliest first."""
    sentence_final = token.right_edge.i + 2 >= token.sent.end
    for ancestor in islice(token.ancestors, DEPTH):
        clausal = ancestor.pos_ in VERBAL and ancestor.dep_ in ("ccomp", "conj", "relcl", "advcl")
        if ancestor.dep_ == "ROOT" or (clausal and not (sentence_final and ancestor.dep_ == "conj")):
            yield ancestor


def noun_reports(noun: Token) -> Iterator[Report]:
    """'the claim that Kyiv shelled the town'."""
    for child in children(noun, "acl", "ccomp", "relcl"):
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        found = ranges(noun.doc, extent(child))
        if found and that and child.pos_ in VERBAL and child.i > noun.i:
            yield Report(noun, (noun.i, noun.i + 1), noun_speaker(noun), found)


def adjective_reports(adjective: Token, lexicon: Reporting) -> Iterator[Report]:
    """'is confident that the truce will hold'."""
    for child in children(adjective, "ccomp"):
        found = ranges(adjective.doc, extent(child))
        if found and child.i > adjective.i and adjective.dep_ == "acomp" and not to_infinitive(child):
            yield Report(adjective, (adjective.i, adjective.i + 1), speaker_of(adjective.head, lexicon), found)
