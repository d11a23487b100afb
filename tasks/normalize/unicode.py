"""Characters: one form for each, no invisible ones, plain blanks and line ends; typographic quotation marks stay."""

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator

from ftfy import fix_encoding
from ftfy.badness import is_bad

from tasks.text import MappedText

ROUNDS = 4  # a repair can make a further one possible; real text is stable after one round

FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")
ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip);")
LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028]")
PARAGRAPH_END = re.compile("\u2029")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]")
SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = re.compile(r"[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
LIGATURE = re.compile(r"[\ufb00-\ufb06]")


def clean(text: MappedText) -> MappedText:
    """The text with its characters in order. Every kept character still points to where it came from."""
    for _ in range(ROUNDS):
        once = clean_once(text)
        if once.text == text.text:
            break
        text = once
    return text


def clean_string(text: str) -> str:
    """The same for a short field such as a title or an address: on one line, white space folded."""
    return " ".join(clean(MappedText.of(text)).text.split())


def clean_once(text: MappedText) -> MappedText:
    if "&" in text.text:
        text = replace(text, ENTITY, lambda m: html.unescape(m[0]))
    if not text.text.isascii():
        text = clean_foreign(text)
    text = replace(text, LINE_END, "\n")
    text = replace(text, CONTROL, " ")
    return replace(text, SPACE, " ")


def clean_foreign(text: MappedText) -> MappedText:
    """What only texts beyond ASCII need: mojibake, invisible characters, ligatures, NFC."""
    if is_bad(text.text):
        text = replace(text, FOREIGN, lambda m: fix_encoding(m[0]))
    text = replace(text, PARAGRAPH_END, "\n\n")
    text = replace(text, INVISIBLE, "")
    text = replace(text, LIGATURE, lambda m: unicodedata.normalize("NFKC", m[0]))
    return compose(text)


def compose(text: MappedText) -> MappedText:
    """NFC; a composed character stands for all that it was composed of."""
    if unicodedata.is_normalized("NFC", text.text):
        return text
    chars, starts, ends = [], array("i"), array("i")
    for a, b in clusters(text.text):
        new = unicodedata.normalize("NFC", text.text[a:b])
        same = new == text.text[a:b]
        low, high = text.source(a, b)
        chars.append(new)
        starts.extend(text.starts[a:b] if same else [low] * len(new))
        ends.extend(text.ends[a:b] if same else [high] * len(new))
    return MappedText("".join(chars), starts, ends)


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that NFC treats as one: a character and what may combine with it (marks, Hangul vowels and finals)."""
    start = 0
    for i, char in enumerate(text):
        if i and not (unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"):
            yield start, i
            start = i
    yield start, len(text)


def replace(text: MappedText, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> MappedText:
    """As MappedText.sub, but free of cost where nothing matches, which is nearly always."""
    return text.sub(pattern, new) if pattern.search(text.text) else text
