"""Gives each quotation its place: a cue beside it, the verb above it, or the speaker before it."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.reporting import Reporting
from tasks.extract.quotes import frames
from tasks.extract.quotes.drafts import Draft, Drafts, trim_quoted
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.reporters import outside, speaker_of
from tasks.extract.quotes.reports import Range, Report, cue_range, trim

MEMORY = 400  # tokens: how far back a quotation may continue the one before
SHORT = 3  # tokens: a clause no longer than this gives way to a quotation with the same cue


def attach(drafts: Drafts, spans: Sequence[Quoted], places: Sequence[Range], lexicon: Reporting) -> None:
    """Adds every quotation that no clause has taken to a draft, or a draft for it; scare quotes are left alone."""
    for at, quoted in enumerate(spans):
        if quoted in drafts.quotations or frames.is_title(drafts.doc, quoted):
            continue
        before = spans[at - 1] if at else None
        if before and goes_on(before, quoted, places) and (key := drafts.quotations.get(before)) is not None:
            drafts.put(key, drafts.kept[key].grown((*drafts.kept[key].report.content, trim_quoted(drafts.doc, quoted)), quoted))
            continue
        first, limit = places[quoted.paragraph]
        low = before.after if before and before.paragraph == quoted.paragraph else first
        behind = spans[at + 1] if at + 1 < len(spans) else None
        high = behind.before if behind and behind.paragraph == quoted.paragraph else limit
        place(drafts, quoted, (low, high), first, lexicon)


def goes_on(before: Quoted, quoted: Quoted, places: Sequence[Range]) -> bool:
    """Whether a quotation of several paragraphs, opened again at each, goes on here."""
    return not before.closed and quoted.paragraph == before.paragraph + 1 and quoted.before == places[quoted.paragraph][0]


def place(drafts: Drafts, quoted: Quoted, bounds: Range, first: int, lexicon: Reporting) -> None:
    """Finds what a quotation belongs to. `bounds` are the tokens free for its cue, `first` begins the paragraph."""
    doc = drafts.doc
    cue = cue_beside(drafts, quoted, bounds, first, lexicon)
    if cue is not None:
        join(drafts, quoted, cue, lexicon)
        return
    opening = frames.opens_sentence(doc, quoted, first)
    alone = opening and frames.sentence_like(doc, quoted)
    verb = None if alone else frames.governor(doc, quoted, lexicon)
    if verb is not None and not drafts.inside(quoted):
        govern(drafts, quoted, verb, lexicon)
    elif alone and drafts.speech_before(quoted.start, first, MEMORY):
        follow(drafts, quoted, trim_quoted(doc, quoted))
    elif opening and (rest := frames.half_quoted(doc, quoted)) and drafts.speech_before(quoted.start, first, 0):
        follow(drafts, quoted, rest)


def follow(drafts: Drafts, quoted: Quoted, content: Range) -> None:
    """A row of its own for the speaker before."""
    drafts.add(Draft(Report(None, None, None, (content,)), (quoted,), follows=True))


def cue_beside(drafts: Drafts, quoted: Quoted, bounds: Range, first: int, lexicon: Reporting) -> Token | None:
    """The verb of saying before or behind a quotation, or between it and the quotation that it continues."""
    doc = drafts.doc
    opening = frames.opens_sentence(doc, quoted, first)
    if (announced := frames.announced(doc, quoted, first, lexicon)) is not None:
        return announced
    behind = frames.after_frame(doc, quoted, bounds[1])
    verb = frames.verb_after(doc, behind, lexicon) if opening else None
    if verb is not None and (frames.ends_with_comma(doc, quoted) or frames.said_after_stop(doc, quoted, verb, behind)):
        return verb
    leading = frames.leads_in(doc, quoted, first)
    if (leading or (opening and frames.sentence_like(doc, quoted))) and (split := split_by_cue(drafts, quoted, bounds[0])):
        return split
    before = (max(frames.before_frame(doc, quoted, first)[0], bounds[0]), max(quoted.before, bounds[0]))
    return frames.verb_before(doc, before, lexicon) if leading else None


def split_by_cue(drafts: Drafts, quoted: Quoted, low: int) -> Token | None:
    """The cue of '"A," he said, "B."' and '"A," he said. "B."', when nothing but the cue's own sentence stands between."""
    doc = drafts.doc
    for at in range(quoted.before - 1, max(low, quoted.before - frames.REACH) - 1, -1):
        key = drafts.key_of(at)
        if key is not None and drafts.kept[key].quoted and drafts.kept[key].quoted[0].end <= at:
            if doc[drafts.kept[key].quoted[-1].end - 1].text == ".":
                return None  # the cue was a sentence of its own: what follows is a quotation of its own
            stops = sum(t.text in frames.TERMINAL for t in doc[at + 1 : quoted.before])
            return doc[at] if stops <= 1 else None
    return None


def join(drafts: Drafts, quoted: Quoted, cue: Token, lexicon: Reporting) -> None:
    """A quotation becomes a further span of the draft of the same cue, or the first of a new one."""
    doc = drafts.doc
    content = trim_quoted(doc, quoted)
    if cue.i < quoted.before and (that := frames.complementizer(doc, cue.i, quoted.before)):
        content = trim(doc, that + 1, quoted.end)
    key = drafts.key_of(cue.i)
    if key is not None and drafts.kept[key].quoted:
        draft = drafts.kept[key]
        drafts.put(key, draft.grown(sorted({*draft.report.content, content}), quoted))
        return
    if key is not None and drafts.kept[key].end - drafts.kept[key].start <= SHORT:
        drafts.drop(key)
    speaker = outside(cue, speaker_of(cue, lexicon), (content,))
    drafts.add(Draft(Report(cue, cue_range(cue), speaker, (content,)), (quoted,)))


def govern(drafts: Drafts, quoted: Quoted, verb: Token, lexicon: Reporting) -> None:
    """Quoted words inside the clause of a reporting verb: a draft of their own, or more of the verb's draft."""
    key = drafts.key_of(verb.i)
    if key is not None:
        draft = drafts.kept[key]
        start = draft.report.content[-1][0]
        if draft.quoted and start < quoted.start and quoted.end - start < frames.REACH:
            drafts.put(key, draft.grown((*draft.report.content[:-1], trim(drafts.doc, start, quoted.end)), quoted))
        return
    content, speaker = frames.governed(verb, quoted), speaker_of(verb, lexicon)
    if content is not None and speaker is not None:
        drafts.add(Draft(Report(verb, cue_range(verb), speaker, (content,)), (quoted,)))
