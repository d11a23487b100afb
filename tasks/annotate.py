"""The one place that loads the spaCy model and runs it over articles."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps

from lexicon.files import read_toml
from schemas.codebook import ZoneKind
from schemas.errors import ModelError
from schemas.parts import Span
from schemas.tables import Article
from tasks.casing.dictionary import Dictionary
from tasks.casing.truecase import bracketed, truecase
from tasks.casing.uncased import is_uncased
from tasks.mend import mend
from tasks.normalize.zones import Zone, zones
from tasks.notes import drop_notes
from tasks.spacing import close_gaps
from tasks.text import MappedText

PARSED = (ZoneKind.HEADLINE, ZoneKind.BODY)  # a dateline before the lead would become its subject
WHITE = re.compile(r"\s+")
MAX_WORDS = 20_000  # as the default of the settings
LONGEST_RUN = 400  # tokens without a full stop that may be one sentence; the longest in newswire have some 150
ENDS = frozenset({".", "!", "?"})
CHARS_A_WORD = 6  # English prose with its blanks
NEEDED = ("tagger", "parser", "ner", "lemmatizer", "attribute_ruler")


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article and its parse. The parse covers headline and body paragraphs with white space folded; `offsets` leads back.

    `headline_end` is the number of tokens that belong to the headline; they come first.
    """

    article: Article
    doc: Doc
    zones: tuple[Zone, ...]
    offsets: MappedText
    headline_end: int

    def span(self, start: int, end: int) -> Span:
        """The span of articles.text that tokens start to end (exclusive) stand for."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.char_span(first.idx, last.idx + len(last))

    def char_span(self, start: int, end: int) -> Span:
        """The span of articles.text that these characters of doc.text stand for."""
        a, b = self.offsets.source(start, end)
        return Span(a, b, self.article.text[a:b])

    def in_headline(self, token: Token) -> bool:
        return token.i < self.headline_end


@cache
def load_model(name: str) -> Language:
    """The pipeline, once a process, on numpy's own matrix product where that is faster than BLIS.

    Measured in ARCHITECTURE.md section 4 and benchmarks/: thinc's BLIS product is the bottleneck of the small models on a CPU.
    Raises ModelError if the package is missing or has no tagger, parser and NER.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise ModelError(name, "no such spaCy pipeline is installed", "Install it with pip, or set `model`") from None
    if missing := [pipe for pipe in NEEDED if pipe not in nlp.pipe_names]:
        raise ModelError(name, f"the pipeline has no {', '.join(missing)}", "Choose a full English pipeline")
    use_numpy_product(nlp)
    mend_lemmas(nlp)
    keep_whole(nlp)
    return nlp


def keep_whole(nlp: Language) -> None:
    """Hyphenated words that are one word, a verb as well as a noun: 'the police lathi-charged them'."""
    tokenizer: Any = nlp.tokenizer
    for word in read_toml("lemmas.toml")["whole"]["words"]:
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{"ORTH": form}])


def mend_lemmas(nlp: Language) -> None:
    """Lemmas for verb forms that the rule-based lemmatizer gets wrong ('staged' is 'stage', not 'stag').

    The attribute ruler sets them by form and tag; the lemmatizer behind it keeps what is set.
    """
    for lemma, forms in read_toml("lemmas.toml")["verb"].items():
        pattern = {"LOWER": {"IN": forms}, "TAG": {"IN": ["VBD", "VBN", "VBG", "VBP", "VB"]}}  # it tags rare pasts as presents
        nlp.get_pipe("attribute_ruler").add([[pattern]], {"LEMMA": lemma})  # type: ignore[attr-defined]


def verb_lemma(nlp: Language) -> Callable[[Token], str]:
    """The pipeline's own lemmatizer for single tokens whose part of speech was mended."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    return lambda token: lemmatizer.lemmatize(token)[0]  # type: ignore[attr-defined]


def use_numpy_product(nlp: Language) -> None:
    """Sets NumpyOps(use_blis=False) on every layer of every pipe."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        if (model := getattr(pipe, "model", None)) is not None:
            for layer in model.walk():
                layer.ops = ops


def annotate(articles: Iterable[Article], model: str, max_words: int = MAX_WORDS) -> Iterator[Annotated]:
    """Parses articles in order. Sentences never cross a paragraph, and datelines and bylines are left out of the parse.

    Paragraphs that begin after `max_words` tokens are not parsed: memory stays bounded whatever comes in.
    """
    nlp = load_model(model)
    lemma = verb_lemma(nlp)
    prepared = (prepare(article, nlp, max_words) for article in articles)
    for doc, (article, marks, offsets, headline_end) in nlp.pipe(prepared, as_tuples=True, batch_size=32):
        yield Annotated(article, mend(doc, lemma), marks, offsets, headline_end)


def prepare(article: Article, nlp: Language, max_words: int) -> tuple[Doc, tuple[Article, tuple[Zone, ...], MappedText, int]]:
    """The tokens of an article, with a sentence start at the head of each paragraph."""
    marks = zones(article)
    offsets, starts, headline_chars = parse_text(article.text, marks, max_words)
    offsets = with_capitals(offsets, starts, nlp)
    doc = nlp.make_doc(offsets.text)
    begin_sentences(doc, set(starts))
    headline_end = sum(token.idx < headline_chars for token in doc)
    return doc, (article, marks, offsets, headline_end)


def begin_sentences(doc: Doc, beginnings: set[int]) -> None:
    """Marks the heads of paragraphs, and cuts what runs on without an end: walks over a sentence are quadratic at worst."""
    run = 0
    for token in doc:
        if token.idx in beginnings or run >= LONGEST_RUN:
            token.is_sent_start = True
            run = 0
        run = 0 if token.text in ENDS else run + 1


def with_capitals(text: MappedText, starts: list[int], nlp: Language) -> MappedText:
    """The text with the capitals of its uncased paragraphs restored; offsets stay as they are."""
    parts = [text.text[a:b] for a, b in pairwise([*starts, len(text.text)])]
    uncased = [is_uncased(part) for part in parts]
    if not any(uncased):
        return text
    words, acronyms = dictionary(nlp), frozenset(word for part in parts for word in bracketed(part))
    told = [truecase(part, words, acronyms) if lost else part for part, lost in zip(parts, uncased, strict=True)]
    return MappedText(text.text[: starts[0]] + "".join(told), text.starts, text.ends)


@cache
def dictionary(nlp: Language) -> Dictionary:
    return Dictionary(nlp)


def within(text: str, marks: list[Zone], max_words: int) -> Iterator[Zone]:
    """The zones up to the word limit; a single zone over it is cut."""
    words = 0
    for zone in marks:
        if words >= max_words:
            return
        size = len(text[zone.start : zone.end].split())
        end = zone.end if words + size <= max_words else zone.start + CHARS_A_WORD * (max_words - words)
        words += size
        yield Zone(zone.kind, zone.start, min(zone.end, end))


def parse_text(text: str, marks: tuple[Zone, ...], max_words: int) -> tuple[MappedText, list[int], int]:
    """The text to parse: headline and paragraphs, white space folded and gaps in words closed, one blank between them.

    Returns it with the character at which each paragraph begins and the length of the headline.
    """
    source = MappedText.of(text)
    parsed = list(within(text, [z for z in marks if z.kind in PARSED], max_words))
    folded = [close_gaps(drop_notes(source.keep([(z.start, z.end)]).sub(WHITE, " "))) for z in parsed]
    kinds = [z.kind for z in parsed]
    starts: list[int] = []
    chars: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    headline = 0
    for kind, part in zip(kinds, folded, strict=True):
        if not part.text.strip():
            continue
        if chars:
            chars.append(" ")
            begins.append(ends[-1])
            ends.append(ends[-1])
        starts.append(len(begins) + (len(part.text) - len(part.text.lstrip())))
        chars.append(part.text)
        begins.extend(part.starts)
        ends.extend(part.ends)
        if kind == ZoneKind.HEADLINE:
            headline = len(begins)
    return MappedText("".join(chars), begins, ends), starts, headline
