"""Quotes: who is reported to say what, in quotation marks, in a clause, or in both."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from lexicon.reporting import reporting
from schemas.codebook import QuoteKind
from schemas.ids import content_id
from schemas.parts import Party
from schemas.tables import Quote
from tasks.annotate import Annotated
from tasks.extract.quotes.drafts import Draft, Drafts, finished
from tasks.extract.quotes.headlines import headline_reports
from tasks.extract.quotes.marks import Quoted, paragraphs, quoted_spans
from tasks.extract.quotes.places import attach
from tasks.extract.quotes.reports import Range, Report, clause_reports, ranges
from tasks.extract.quotes.speaking import Names, speaking_party

MEMORY = 60  # quotes: how far back a speaker is remembered


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote and the tokens that it was read from.

    `tokens` are the ranges of the content, `speaker` is the head of the speaker's phrase (None when the text names none here).
    """

    quote: Quote
    tokens: tuple[Range, ...]
    speaker: Token | None
    cue: Token | None


def find_quotes(annotated: Annotated, names: Names) -> tuple[FoundQuote, ...]:
    """The quotes of an article in order of their content. Ids are hashes of article, cue and content; batch_id is empty."""
    doc, lexicon = annotated.doc, reporting()
    spans = quoted_spans(annotated)
    starts = [q.start for q in spans]
    reports = (r for r in clause_reports(doc, lexicon) if not quoted_cue(r, spans, starts))
    drafts = Drafts(doc, (with_marks(doc, report, spans, starts) for report in reports))
    attach(drafts, spans, paragraphs(annotated), lexicon)
    headlines = [Draft(r, ()) for r in headline_reports(annotated)]
    return build(annotated, unique([*(finished(doc, d) for d in drafts), *headlines]), names)


def quoted_cue(report: Report, spans: Sequence[Quoted], starts: Sequence[int]) -> bool:
    """Whether the reporting words are themselves quoted: "I think that" in a quotation is no statement of its own."""
    at = report.cue.i if report.cue is not None else -1
    around = bisect_right(starts, at) - 1
    return around >= 0 and at < spans[around].end


def with_marks(doc: Doc, report: Report, spans: Sequence[Quoted], starts: Sequence[int]) -> Draft:
    """A report of a clause together with the quotations that it runs into."""
    touched: dict[Quoted, None] = {}
    for start, end in report.content:
        low = max(bisect_right(starts, start) - 1, 0)
        touched |= dict.fromkeys(q for q in spans[low : bisect_left(starts, end)] if q.end > start)
    tokens = {i for r in report.content for i in range(*r)} | {i for q in touched for i in range(q.start, q.end)}
    return Draft(replace(report, content=ranges(doc, tokens)), tuple(touched))


def unique(drafts: Sequence[Draft]) -> list[Draft]:
    """In order of content, the same cue and content once."""
    seen, kept = set(), []
    for draft in sorted((d for d in drafts if d.report.content), key=lambda d: (d.start, d.end, d.report.cue_range or (0, 0))):
        key = (draft.report.cue_range, draft.report.content)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def build(annotated: Annotated, drafts: Sequence[Draft], names: Names) -> tuple[FoundQuote, ...]:
    """Rows with their parties; a follow-on takes the party of the row whose content ended last before it."""
    found: list[FoundQuote] = []
    for draft in drafts:
        earlier = sorted((f for f in found[-MEMORY:] if f.quote.speaker and last_word(f) <= draft.start), key=last_word)
        heard = [f.quote.speaker for f in earlier if f.quote.speaker]
        if draft.follows and not heard:
            continue
        source = earlier[-1].speaker if earlier else None
        party = heard[-1] if draft.follows else speaking_party(annotated, draft.report, heard, source, names)
        found.append(FoundQuote(row(annotated, draft, party), draft.report.content, draft.report.speaker, draft.report.cue))
    return tuple(found)


def last_word(quote: FoundQuote) -> int:
    return quote.tokens[-1][1]


def row(annotated: Annotated, draft: Draft, party: Party | None) -> Quote:
    """The table row of a draft."""
    report = draft.report
    content = tuple(annotated.span(*r) for r in report.content)
    cue = annotated.span(*report.cue_range) if report.cue_range else None
    article = annotated.article.article_id
    places = [f"{s.start}:{s.end}" for s in content]
    return Quote(
        quote_id=content_id("quote", article, cue.start if cue else "", *places),
        article_id=article, speaker=party, cue=cue, content=content, kind=kind(annotated.doc, draft), batch_id="",
    )  # fmt: skip


def kind(doc: Doc, draft: Draft) -> str:
    """direct when all words are quoted, mixed when some are, else indirect."""
    words = [t.i for r in draft.report.content for t in doc[r[0] : r[1]] if not t.is_punct]
    inside = sum(any(q.start <= i < q.end for q in draft.quoted) for i in words)
    if not inside:
        return QuoteKind.INDIRECT
    return QuoteKind.DIRECT if inside == len(words) else QuoteKind.MIXED
