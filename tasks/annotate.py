"""The one place that loads the spaCy model and runs it over articles."""

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps

from lexicon.files import read_toml
from schemas.errors import ModelError, RecordError
from schemas.parts import Span
from schemas.raw import Failure
from schemas.tables import Article
from tasks.casing.dictionary import Dictionary
from tasks.casing.truecase import bracketed, truecase
from tasks.casing.uncased import is_uncased
from tasks.groups import groups
from tasks.memory import give_back
from tasks.mend import mend
from tasks.normalize.zones import Zone, zones
from tasks.prose import parse_text
from tasks.text import MappedText

MAX_WORDS = 20_000  # as the default of the settings
LONGEST_RUN = 400  # tokens without a full stop that may be one sentence; the longest in newswire have some 150
ENDS = frozenset({".", "!", "?"})
GROUP, GROUP_TOKENS = 32, 20_000  # articles, and tokens unless one alone has more, that the model reads together
NEEDED = ("tagger", "parser", "ner", "lemmatizer", "attribute_ruler")
Made = TypeVar("Made")
Report = Callable[[str, str], None]  # told the article and the stage that it enters: parse, resolve, extract


def nowhere(article_id: str, stage: str) -> None:
    """A report that nobody wants."""


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article and its parse. The parse covers headline and body paragraphs with white space folded; `offsets` leads back.

    `headline_end` is the number of tokens that belong to the headline; they come first. `article.cut`: whether there is more.
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
    nlp.max_length = sys.maxsize  # what is parsed is bounded by its words
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
    """As `annotate_each`; raises RecordError at the first article that cannot be parsed."""
    for found in annotate_each(articles, model, max_words):
        if isinstance(found, Failure):
            raise RecordError(found.article_id, found.detail, "Report it with the article: it is a defect of the parse")
        yield found


def annotate_each(
    articles: Iterable[Article], model: str, max_words: int = MAX_WORDS, at: Report = nowhere
) -> Iterator[Annotated | Failure]:
    """Parses articles in order. Sentences never cross a paragraph, and datelines and bylines are left out of the parse.

    What is behind `max_words` words is not parsed: memory stays bounded whatever comes in. An article that brings a defect of
    ours to light costs itself only.
    """
    nlp = load_model(model)
    lemma = verb_lemma(nlp)
    prepared = (attempt(article.article_id, partial(prepare, article, nlp, max_words, at)) for article in articles)
    for group in grouped(prepared):
        for found in parsed(group, nlp, max_words, at):
            if isinstance(found, Failure):
                yield found
            else:
                yield attempt(found.article.article_id, partial(mended, found, lemma, at))
        give_back()


def attempt(article_id: str, work: Callable[[], Made]) -> Made | Failure:
    """What a step makes of an article, or how it failed."""
    try:
        return work()
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(article_id, f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")


def grouped(found: Iterable[Annotated | Failure]) -> Iterator[list[Annotated | Failure]]:
    """Articles to be parsed together: the model is faster on many, and its memory grows with their tokens."""
    return groups(found, lambda each: 0 if isinstance(each, Failure) else len(each.doc), GROUP_TOKENS, GROUP)


def parsed(group: list[Annotated | Failure], nlp: Language, max_words: int, at: Report) -> list[Annotated | Failure]:
    """A group with its parses; where the whole cannot be parsed, one by one."""
    ready = [each for each in group if isinstance(each, Annotated)]
    try:
        docs = iter(list(nlp.pipe([each.doc for each in ready], batch_size=GROUP)))
    except Exception:
        return [one_by_one(each, nlp, max_words, at) for each in group]
    return [replace(each, doc=next(docs)) if isinstance(each, Annotated) else each for each in group]


def one_by_one(found: Annotated | Failure, nlp: Language, max_words: int, at: Report) -> Annotated | Failure:
    if isinstance(found, Failure):
        return found
    return attempt(found.article.article_id, partial(alone, found.article, nlp, max_words, at))


def alone(article: Article, nlp: Language, max_words: int, at: Report) -> Annotated:
    """An article parsed by itself, from its text again: a pipe that failed may have left half a parse."""
    fresh = prepare(article, nlp, max_words, at)
    return replace(fresh, doc=nlp(fresh.doc))


def mended(found: Annotated, lemma: Callable[[Token], str], at: Report) -> Annotated:
    at(found.article.article_id, "parse")
    return replace(found, doc=mend(found.doc, lemma))


def prepare(article: Article, nlp: Language, max_words: int, at: Report) -> Annotated:
    """The tokens of an article, with a sentence start at the head of each paragraph."""
    at(article.article_id, "parse")
    marks = zones(article)
    prose = parse_text(article.text, marks, max_words)
    offsets = with_capitals(prose.text, prose.starts, nlp)
    doc = nlp.make_doc(offsets.text)
    begin_sentences(doc, set(prose.starts))
    headline_end = sum(token.idx < prose.headline for token in doc)
    return Annotated(replace(article, cut=prose.cut), doc, marks, offsets, headline_end)


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
