"""Reporting expressions with a clause of content, read off the parse: said that, according to, the claim that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting
from tasks.extract.reporters import noun_speaker, speaker_of
from tasks.extract.syntax import children

Range = tuple[int, int]
EDGE = frozenset(",;:-–—…\"“”„‟«»‘’‚'`[]()") | {"''", "``", "--", "..."}
VERBAL = frozenset({"VERB", "AUX"})
PARENTHETIC = frozenset({"parataxis", "ccomp", "advcl", "dep"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
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
        if token.pos_ in VERBAL:
            yield from verb_reports(token, lexicon)
        elif token.lower_ == "according":
            yield from according(token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.nouns:
            yield from noun_reports(token)
        elif token.pos_ == "ADJ" and token.lemma_.lower() in lexicon.adjectives:
            yield from adjective_reports(token, lexicon)


def verb_reports(verb: Token, lexicon: Reporting) -> Iterator[Report]:
    """The report of a reporting verb, if a clause of content belongs to it."""
    lemma = verb.lemma_.lower()
    content = verb_content(verb, lemma, lexicon)
    if content and (found := ranges(verb.doc, content)):
        yield Report(verb, cue_range(verb), speaker_of(verb, lexicon), found)


def verb_content(verb: Token, lemma: str, lexicon: Reporting) -> set[int]:
    """Token numbers of the content of a reporting verb; empty if it reports nothing here."""
    if lemma in lexicon.say or lemma in lexicon.think:
        if clause := content_clause(verb, lemma in lexicon.say):
            return clause_tokens(verb, clause)
    if lemma in lexicon.say and is_parenthetic(verb):
        return host_tokens(verb)
    if lemma in lexicon.promise or lemma in lexicon.urge:
        return infinitive_tokens(verb)
    return set()


def content_clause(verb: Token, gerunds: bool) -> Token | None:
    """The complement clause of a verb: finite, or a gerund after verbs of saying."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (not to_infinitive(child)):
            return child
    if gerunds:
        return next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return None


def to_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def clause_tokens(verb: Token, clause: Token) -> set[int]:
    """The clause without the reporting verb's own words; before the verb it begins with the sentence ('But ...')."""
    own = {t.i for t in clause.subtree}
    if clause.i < verb.i:
        first = clause.left_edge.i
        start = verb.sent.start
        lead = [t for t in verb.doc[start:first] if t.head == verb and t.dep_ in ("cc", "advmod", "prep", "mark", "punct")]
        if verb.dep_ == "ROOT" and first - start <= 3 and len(lead) == first - start:
            own |= set(range(start, first))
    else:
        own = {i for i in own if i > verb.i}
    return own


def is_parenthetic(verb: Token) -> bool:
    """'The army, he said, shelled the town', 'as X reported': the clause above is what is said."""
    if verb.dep_ not in PARENTHETIC or verb.head.pos_ not in VERBAL or verb.head == verb:
        return False
    if verb.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if verb.dep_ == "ccomp" and verb.i < verb.head.i and not any(t.text == "," for t in verb.doc[max(verb.left_edge.i - 1, 0) : verb.left_edge.i + 1]):
        return False
    return any(c.dep_ == "nsubj" for c in verb.children)


def host_tokens(verb: Token) -> set[int]:
    """The clause that a parenthetic verb stands in, without the verb's own words."""
    return {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}


def infinitive_tokens(verb: Token) -> set[int]:
    """'pledged to stand', 'urged Kyiv to wait': the infinitive with its dependants."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and to_infinitive(child):
            return {t.i for t in child.subtree}
    return set()


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
    host = clause_of(token)
    if source is None or host is None:
        return
    phrase = {t.i for t in token.subtree}
    found = ranges(token.doc, {t.i for t in host.subtree} - phrase)
    if found:
        yield Report(token, (token.i, to.i + 1), source, found)


def clause_of(token: Token) -> Token | None:
    """The predicate of the clause that an adjunct stands in, however low the parser attached it."""
    for ancestor in token.ancestors:
        if ancestor.dep_ == "ROOT" or (ancestor.pos_ in VERBAL and ancestor.dep_ in ("ccomp", "conj", "relcl", "advcl")):
            return ancestor
    return None


def noun_reports(noun: Token) -> Iterator[Report]:
    """'the claim that Kyiv shelled the town'."""
    for child in children(noun, "acl", "ccomp", "relcl"):
        if child.pos_ in VERBAL and child.i > noun.i and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
            if found := ranges(noun.doc, (t.i for t in child.subtree)):
                yield Report(noun, (noun.i, noun.i + 1), noun_speaker(noun), found)


def adjective_reports(adjective: Token, lexicon: Reporting) -> Iterator[Report]:
    """'is confident that the truce will hold'."""
    for child in children(adjective, "ccomp"):
        if child.i > adjective.i and adjective.dep_ == "acomp" and not to_infinitive(child):
            if found := ranges(adjective.doc, (t.i for t in child.subtree)):
                yield Report(adjective, (adjective.i, adjective.i + 1), speaker_of(adjective.head, lexicon), found)
