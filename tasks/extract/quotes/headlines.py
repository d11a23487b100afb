"""Headlines that report with a colon: 'Army shelled town: minister' and 'Minister: army shelled town'."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tasks.annotate import Annotated
from tasks.extract.quotes.reports import Report, trim

LONGEST_HEADLINE = 30  # tokens
LONGEST_SPEAKER = 6
SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
SOURCES = frozenset(
    {
        "activists", "agency", "ambassador", "analyst", "analysts", "army", "chief", "court", "expert", "experts",
        "family", "general", "government", "judge", "lawyer", "media", "military", "minister", "ministry", "official",
        "officials", "police", "poll", "pope", "president", "report", "reports", "source", "sources", "spokesman",
        "spokesperson", "spokeswoman", "study", "survey", "watchdog",
    }
)  # fmt: skip


def headline_reports(annotated: Annotated) -> Iterator[Report]:
    """At most one report of the headline, or of a first paragraph as short as one."""
    line = headline(annotated)
    colons = [t for t in line if t.text == ":"]
    if len(colons) != 1 or len(line) > LONGEST_HEADLINE:
        return
    colon = colons[0]
    before, after = annotated.doc[line.start : colon.i], annotated.doc[colon.i + 1 : line.end]
    for source, content in ((last_clause(before), after), (after, before)):
        speaker = speaking(source)
        found = trim(annotated.doc, content.start, content.end)
        if speaker is not None and found[1] - found[0] >= 3 and speaking(content) is None:
            yield Report(colon, (colon.i, colon.i + 1), speaker, (found,))
            return


def headline(annotated: Annotated) -> TokenSpan:
    """The tokens of the headline; without one, the first sentence."""
    doc = annotated.doc
    if annotated.headline_end:
        return doc[: annotated.headline_end]
    first = next(iter(doc.sents), None)
    return doc[0:0] if first is None else doc[first.start : first.end]


def last_clause(span: TokenSpan) -> TokenSpan:
    """'Exclusive - Minister' -> 'Minister'."""
    dash = max((t.i for t in span if t.text in {"-", "–", "—", "|"}), default=span.start - 1)
    return span.doc[dash + 1 : span.end]


def speaking(span: TokenSpan) -> Token | None:
    """The head of a short phrase that names a person, a body or a kind of source; None for anything else."""
    words = [t for t in span if not t.is_punct]
    if not 0 < len(words) <= LONGEST_SPEAKER or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    named = any(t.ent_type_ in SPEAKING for t in words) or words[-1].lower_ in SOURCES
    return span.root if named else None
