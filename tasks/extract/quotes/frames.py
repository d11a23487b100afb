"""The words around a quotation that say whose it is: '..., said X', 'X said: ...', '..., X said, ...'."""

from itertools import islice

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting
from lexicon.world import names_person
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.reports import Range, trim

TERMINAL = frozenset(".?!")
REACH = 40  # tokens between a quotation and its verb of saying, long appositions included
AFTER_CUE = 4  # tokens after the verb of a bare cue: "a source close to the talks said late on Tuesday"
GOVERNED = frozenset({"dobj", "oprd", "prep", "ccomp", "xcomp", "attr", "acomp", "dative"})
LONGEST_TITLE = 9  # words of a book or a show
TITLED = frozenset({"NOUN", "PROPN", "ADP", "PART"})  # what stands before a title: 'the show', 'in'
SMALL = frozenset({"ADP", "DET", "CCONJ", "PART", "SCONJ"})  # words without a capital inside a title
DEPTH = 30  # ancestors: deeper than any sentence that people write
SUBORDINATE = frozenset({"relcl", "acl", "amod"})


def sentence_like(doc: Doc, quoted: Quoted) -> bool:
    """Whether the quoted words could stand alone: they end a sentence, and are more than a name or a phrase."""
    last = doc[quoted.end - 1].text
    verbs = any(t.pos_ in ("VERB", "AUX") for t in doc[quoted.start : quoted.end])
    return quoted.end - quoted.start >= 3 and (last in TERMINAL or last == "..." or (verbs and ends_with_comma(doc, quoted)))


def is_title(doc: Doc, quoted: Quoted) -> bool:
    """A book or a show: capitalized words behind a noun or preposition: 'on the show "Dawn Patrol"', 'in "Hard Times"'."""
    at = quoted.before - 1
    words = [t for t in doc[quoted.start : quoted.end] if t.is_alpha]
    if at < 0 or not 0 < len(words) <= LONGEST_TITLE or doc[at].pos_ not in TITLED:
        return False
    if names_person(doc[at].lemma_.lower()):  # 'told reporters "No Surrender."'
        return False
    small = all(t.text[0].isupper() or t.pos_ in SMALL for t in words)
    return small and words[0].text[0].isupper() and words[-1].text[0].isupper() and in_prose(doc, quoted)


def in_prose(doc: Doc, quoted: Quoted) -> bool:
    """Whether most words around a quotation are in small letters, so that capitals in it mean something."""
    around = [t for t in doc[quoted.start].sent if t.is_alpha and not quoted.start <= t.i < quoted.end]
    return sum(t.is_lower for t in around) * 2 > len(around)


def ends_with_comma(doc: Doc, quoted: Quoted) -> bool:
    """A comma inside or just after the marks: the sentence goes on with who says so."""
    after = doc[quoted.after].text if quoted.after < len(doc) else ""
    return doc[quoted.end - 1].text in {",", "?", "!", "—", "-"} or after == ","


def said_after_stop(doc: Doc, quoted: Quoted, verb: Token | None, frame: Range) -> bool:
    """'"We are ready." a spokesman said.': the quotation ends in a full stop, and a sentence of nothing but the cue follows."""
    bare = (
        verb is not None
        and frame[1] - verb.i - 1 <= AFTER_CUE
        and not any(c.dep_ in GOVERNED - {"prep"} for c in verb.children)
    )
    return bare and doc[quoted.end - 1].text == "."


def opens_sentence(doc: Doc, quoted: Quoted, first: int) -> bool:
    """Whether nothing of its sentence stands before the quotation."""
    mark = quoted.before
    if mark <= first or doc[mark].is_sent_start or doc[quoted.start].is_sent_start:
        return True
    return doc[mark - 1].text in TERMINAL or doc[mark - 1].is_quote


def after_frame(doc: Doc, quoted: Quoted, limit: int) -> Range:
    """The tokens behind a quotation that may name its speaker: to the end of the sentence or the next quotation."""
    start = min(quoted.after, limit)
    end = start
    while end < min(limit, start + REACH) and not (doc[end].text in TERMINAL and end > start):
        end += 1
    return start, end


def before_frame(doc: Doc, quoted: Quoted, first: int) -> Range:
    """The tokens before a quotation, back to the beginning of the sentence or the quotation before."""
    end = max(quoted.before, first)
    start = end
    while start > max(first, end - REACH) and not (doc[start - 1].text in TERMINAL and doc[start].is_sent_start):
        start -= 1
    return start, end


def verb_after(doc: Doc, frame: Range, lexicon: Reporting) -> Token | None:
    """The first verb of saying behind a quotation that is not inside a relative clause."""
    for token in doc[frame[0] : frame[1]]:
        if token.text == ";" or (token.lower_ in ("and", "but") and token.i == frame[0]):
            return None
        if is_cue(token, lexicon) and token.dep_ not in SUBORDINATE and not of_speaker(token, frame):
            return token
    return None


def of_speaker(token: Token, frame: Range) -> bool:
    """A verb inside a relative clause of the frame: 'X, who leads the talks that he called ...'."""
    return any(a.dep_ in SUBORDINATE and frame[0] <= a.i < frame[1] for a in islice(token.ancestors, DEPTH))


def verb_before(doc: Doc, frame: Range, lexicon: Reporting) -> Token | None:
    """The verb of saying that leads up to a quotation, with nothing but its own objects and times between."""
    for token in reversed(doc[frame[0] : frame[1]]):
        if is_cue(token, lexicon):
            return token
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in SUBORDINATE:
            return None
    return None


def is_cue(token: Token, lexicon: Reporting) -> bool:
    lemma = token.lemma_.lower()
    verbal = token.pos_ in ("VERB", "AUX") and (lemma in lexicon.say or lemma in lexicon.utter)
    return verbal or token.lower_ in ("said", "says")


def announced(doc: Doc, quoted: Quoted, first: int, lexicon: Reporting) -> Token | None:
    """The verb of saying of a paragraph that ends in a colon, for the quotation that makes the next one."""
    last = first - 1
    if quoted.before != first or last < 0 or doc[last].text != ":":
        return None
    return verb_before(doc, (max(doc[last].sent.start, last - REACH), last), lexicon)


def leads_in(doc: Doc, quoted: Quoted, first: int) -> bool:
    """Whether comma, colon, 'that' or a verb stands just before the opening mark."""
    at = quoted.before - 1
    if at < first:
        return False
    return doc[at].text in {",", ":", "—", "--", "-"} or doc[at].lower_ in ("that", "as") or doc[at].pos_ == "VERB"


def governor(doc: Doc, quoted: Quoted, lexicon: Reporting) -> Token | None:
    """The reporting verb that governs quoted words inside its own clause: 'called the move "absurd"'."""
    root = doc[quoted.start : quoted.end].root
    for token in (root, *islice(root.ancestors, DEPTH)):
        near = quoted.start - REACH < token.i < quoted.start
        if near and token.pos_ == "VERB" and lexicon.reports(token.lemma_.lower()):
            return token
    return None


def governed(verb: Token, quoted: Quoted) -> Range | None:
    """What the verb governs to its right, from its object to the end of the part with the quoted words, if they are there."""
    last = quoted.end - 1
    while last > quoted.start and verb.doc[last].is_punct:
        last -= 1
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in GOVERNED]
    holding = next((c for c in parts if c.left_edge.i <= quoted.start and c.right_edge.i >= last), None)
    if holding is None:
        return None
    first = next((c for c in parts if c.dep_ in ("dobj", "ccomp")), holding)
    start = min(first.left_edge.i, holding.left_edge.i)
    if verb.doc[start].dep_ == "prep" and verb.doc[start].head == verb:
        start += 1
    return trim(verb.doc, start, max(holding.right_edge.i + 1, quoted.end))


def complementizer(doc: Doc, start: int, end: int) -> int | None:
    """The 'that' between a cue and a quotation that begins in mid-clause: 'said that the plan "would fail"'."""
    return next((t.i for t in doc[start:end] if t.lower_ == "that" and t.tag_ == "IN"), None)


def half_quoted(doc: Doc, quoted: Quoted) -> Range | None:
    """A sentence that begins as a quotation and ends in the article's words: '"We must act" against piracy.'"""
    end = doc[quoted.start].sent.end
    words = sum(not t.is_punct for t in doc[quoted.start : quoted.end])
    if end <= quoted.after or words < 5 or words * 2 < end - quoted.start:
        return None
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[quoted.start : quoted.end]):
        return None
    return trim(doc, quoted.start, end)
