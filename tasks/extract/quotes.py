"""Quotes: who is reported to say what, in quotation marks, in a clause, or in both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting, reporting
from schemas.codebook import QuoteKind
from schemas.ids import content_id
from schemas.parts import Party
from schemas.tables import Quote
from tasks.annotate import Annotated
from tasks.extract import quote_frames as frames
from tasks.extract.headlines import headline_reports
from tasks.extract.quote_marks import Quoted, paragraphs, quoted_spans
from tasks.extract.reporters import outside, speaker_of
from tasks.extract.reports import Range, Report, clause_reports, cue_range, ranges, trim
from tasks.extract.speaking import Names, speaking_party

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
    reports = (r for r in clause_reports(doc, lexicon) if not quoted_cue(r, spans))
    drafts = [with_marks(doc, report, spans) for report in reports]
    drafts = attach(doc, drafts, spans, paragraphs(annotated), lexicon)
    drafts += [Draft(r, ()) for r in headline_reports(annotated)]
    return build(annotated, unique(drafts), names)


def quoted_cue(report: Report, spans: Sequence[Quoted]) -> bool:
    """Whether the reporting words are themselves quoted: "I think that" in a quotation is no statement of its own."""
    return report.cue is not None and any(q.start <= report.cue.i < q.end for q in spans)


def with_marks(doc: Doc, report: Report, spans: Sequence[Quoted]) -> Draft:
    """A report of a clause together with the quotations that it runs into."""
    touched = tuple(q for q in spans if any(q.start < end and start < q.end for start, end in report.content))
    tokens = {i for r in report.content for i in range(*r)} | {i for q in touched for i in range(q.start, q.end)}
    return Draft(replace(report, content=ranges(doc, tokens)), touched)


def attach(
    doc: Doc, drafts: list[Draft], spans: Sequence[Quoted], places: Sequence[Range], lexicon: Reporting
) -> list[Draft]:
    """Gives every quotation that no clause took its own place: a cue beside it, the verb above it, or the speaker before it."""
    taken = {q for d in drafts for q in d.quoted}
    for at, quoted in enumerate(spans):
        if quoted in taken:
            continue
        first, limit = places[quoted.paragraph]
        before = spans[at - 1].after if at and spans[at - 1].paragraph == quoted.paragraph else first
        behind = next((q.before for q in frames.later(spans, at)), limit)
        place_one(doc, drafts, quoted, (before, behind), first, lexicon)
    return drafts


def place_one(doc: Doc, drafts: list[Draft], quoted: Quoted, bounds: Range, first: int, lexicon: Reporting) -> None:
    """Adds a quotation to the draft of its cue, or a draft of its own; scare quotes are left alone."""
    cue = cue_beside(doc, drafts, quoted, bounds, first, lexicon)
    if cue is not None:
        join(doc, drafts, quoted, cue, lexicon)
        return
    opening = frames.opens_sentence(doc, quoted, first)
    alone = opening and frames.sentence_like(doc, quoted)
    verb = None if alone else frames.governor(doc, quoted, lexicon)
    if verb is not None and not inside_other(drafts, quoted):
        govern(doc, drafts, quoted, verb, lexicon)
    elif alone and follows_on(drafts, quoted, first):
        content = trim_quoted(doc, quoted)
        drafts.append(Draft(Report(None, None, None, (content,)), (quoted,), follows=True))
    elif opening and (rest := frames.half_quoted(doc, quoted)) and follows_on(drafts, quoted, quoted.start - frames.REACH):
        drafts.append(Draft(Report(None, None, None, (rest,)), (quoted,), follows=True))


def govern(doc: Doc, drafts: list[Draft], quoted: Quoted, verb: Token, lexicon: Reporting) -> None:
    """Quoted words inside the clause of a reporting verb: a draft of their own, or more of the verb's draft."""
    for at, draft in enumerate(drafts):
        if draft.report.cue == verb:
            start = draft.report.content[-1][0]
            if draft.quoted and start < quoted.start and quoted.end - start < frames.REACH:
                merged = (*draft.report.content[:-1], trim(doc, start, quoted.end))
                drafts[at] = Draft(replace(draft.report, content=merged), (*draft.quoted, quoted))
            return
    if content := frames.governed(verb, quoted):
        speaker = speaker_of(verb, lexicon)
        if speaker is not None:
            drafts.append(Draft(Report(verb, cue_range(verb), speaker, (content,)), (quoted,)))


def inside_other(drafts: Sequence[Draft], quoted: Quoted) -> bool:
    return any(a <= quoted.start and quoted.end <= b for d in drafts for a, b in d.report.content)


def cue_beside(
    doc: Doc, drafts: Sequence[Draft], quoted: Quoted, bounds: Range, first: int, lexicon: Reporting
) -> Token | None:
    """The verb of saying before or behind a quotation, or between it and the quotation that it continues."""
    opening = frames.opens_sentence(doc, quoted, first)
    behind = frames.after_frame(doc, quoted, bounds[1])
    if opening and frames.ends_with_comma(doc, quoted) and (verb := frames.verb_after(doc, behind, lexicon)):
        return verb
    leading = frames.leads_in(doc, quoted, first)
    if (leading or (opening and frames.sentence_like(doc, quoted))) and (split := split_by_cue(doc, drafts, quoted, first)):
        return split
    before = (max(frames.before_frame(doc, quoted, first)[0], bounds[0]), max(quoted.before, bounds[0]))
    return frames.verb_before(doc, before, lexicon) if leading else None


def join(doc: Doc, drafts: list[Draft], quoted: Quoted, cue: Token, lexicon: Reporting) -> None:
    """A quotation becomes a further span of the draft of the same cue, or the first of a new one."""
    content = trim_quoted(doc, quoted)
    if cue.i < quoted.before and (that := frames.complementizer(doc, cue.i, quoted.before)):
        content = trim(doc, that + 1, quoted.end)
    for at, draft in enumerate(drafts):
        if draft.report.cue == cue and draft.quoted:
            merged = tuple(sorted({*draft.report.content, content}))
            drafts[at] = Draft(replace(draft.report, content=merged), (*draft.quoted, quoted))
            return
    drafts[:] = [d for d in drafts if d.report.cue != cue or d.quoted or cue_keeps(d)]
    speaker = outside(cue, speaker_of(cue, lexicon), (content,))
    drafts.append(Draft(Report(cue, cue_range(cue), speaker, (content,)), (quoted,)))


def cue_keeps(draft: Draft) -> bool:
    """Whether a clause of content stands beside a quotation with the same cue."""
    return draft.end - draft.start > 3


def trim_quoted(doc: Doc, quoted: Quoted) -> Range:
    """Quoted words without trailing comma or outer marks; their full stop stays."""
    start, end = quoted.start, quoted.end
    while end > start + 1 and (doc[end - 1].text in {",", ";", "—", "--"} or doc[end - 1].is_space):
        end -= 1
    return start, end


def split_by_cue(doc: Doc, drafts: Sequence[Draft], quoted: Quoted, first: int) -> Token | None:
    """The cue of '"A," he said, "B."' and '"A," he said. "B."', when nothing but the cue's own sentence stands between."""
    for draft in reversed(drafts[-60:]):
        cue = draft.report.cue
        if cue is None or not draft.quoted or not first <= draft.quoted[0].end <= cue.i < quoted.start:
            continue
        last = max(max(q.end for q in draft.quoted), cue.i)
        stops = sum(t.text in frames.TERMINAL for t in doc[last + 1 : quoted.before])
        if last < quoted.start and stops <= (0 if last > cue.i else 1) and quoted.start - last < frames.REACH:
            return cue
    return None


def follows_on(drafts: Sequence[Draft], quoted: Quoted, first: int) -> bool:
    """Whether a speaker stands before it: in its own paragraph, or at the end of the one before."""
    return any(d.end <= quoted.start and (d.start >= first or d.quoted) for d in drafts[-400:])


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
        earlier = sorted((f for f in found[-MEMORY:] if f.quote.speaker and last_word(f) <= draft.start), key=last_word)
        heard = [f.quote.speaker for f in earlier if f.quote.speaker]
        if draft.follows and not heard:
            continue
        party = heard[-1] if draft.follows else speaking_party(annotated, draft.report, heard, names)
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
