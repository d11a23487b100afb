"""Headlines that report with a colon or a dash: 'Army shelled town: minister', 'Minister: army shelled town',
'Rebels flee - army'."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from lexicon.reporting import reporting
from lexicon.world import names_person
from tasks.annotate import Annotated
from tasks.extract.quotes.reports import Report, trim

LONGEST_HEADLINE = 30  # tokens
LONGEST_SPEAKER = 6
SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
NAMING = frozenset({"NOUN", "PROPN"})
DASHES = frozenset({"-", "–", "—"})


def headline_reports(annotated: Annotated) -> Iterator[Report]:
    """At most one report of the headline, or of a first paragraph as short as one."""
    line = headline(annotated)
    mark = parting(line)
    if mark is None or len(line) > LONGEST_HEADLINE:
        return
    before, after = annotated.doc[line.start : mark.i], annotated.doc[mark.i + 1 : line.end]
    first = [(last_clause(before), after)] if mark.text == ":" else []  # "Analysis - troops move" has no speaker
    for source, content in (*first, (after, before)):
        speaker = speaking(source)
        found = trim(annotated.doc, content.start, content.end)
        if speaker is not None and found[1] - found[0] >= 3 and speaking(content) is None:
            yield Report(mark, (mark.i, mark.i + 1), speaker, (found,))
            return


def parting(line: TokenSpan) -> Token | None:
    """The only colon of a headline; without one, the last dash between blanks of a line that no full stop ends."""
    colons = [t for t in line if t.text == ":"]
    ended = len(line) > 0 and line[-1].is_punct
    dashes = [t for t in line if t.text in DASHES and t.i > line.start and t.whitespace_ and t.nbor(-1).whitespace_]
    marks = colons or ([] if ended else dashes[-1:])
    return marks[0] if len(marks) == 1 else None


def headline(annotated: Annotated) -> TokenSpan:
    """The tokens of the headline; without one, the first sentence."""
    doc = annotated.doc
    if annotated.headline_end:
        return doc[: annotated.headline_end]
    first = next(iter(doc.sents), None)
    return doc[0:0] if first is None else doc[first.start : first.end]


def last_clause(span: TokenSpan) -> TokenSpan:
    """'Exclusive - Minister' -> 'Minister'."""
    dash = max((t.i for t in span if t.text in DASHES | {"|"}), default=span.start - 1)
    return span.doc[dash + 1 : span.end]


def speaking(span: TokenSpan) -> Token | None:
    """The head of a short phrase that names a person, a body or a kind of source; None for anything else."""
    words = [t for t in span if not t.is_punct]
    if not 0 < len(words) <= LONGEST_SPEAKER or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    named = any(t.ent_type_ in SPEAKING for t in words) or is_source(words[-1])
    return span.root if named and span.root.pos_ in NAMING else None  # not "- in northern Mali", "- six in Mali"


def is_source(word: Token) -> bool:
    """'Residents', 'US official', 'sources': people by their role, and what else is heard."""
    lemma = word.lemma_.lower()
    return not reporting().sources.isdisjoint((word.lower_, lemma)) or names_person(lemma)  # the lemma of "media" is "medium"
