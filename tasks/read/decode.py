"""Bytes -> text: byte order mark, declaration, UTF-8, then a guess."""

import codecs
import re

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
HEAD = 2048  # bytes in which a page declares its encoding
SAMPLE = 200_000  # bytes that the guess looks at
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_BINARY = 0.02  # share of control bytes above which a file is no text
TEXT_CODEC = re.compile(r"cp\d+|iso8859-\d+|koi8-[rut]|mac-[a-z]+|gb18030|big5|big5hkscs|shift_jis|euc_(?:jp|kr)|tis-620|utf-8")
MIN_HIGH, MAX_LOW = 0.1, 0.01  # share of zeros among high and low bytes of UTF-16
BAD = "\ufffd"
FOREIGN = re.compile(r"[^\x00-\x7f\ufffd]")
MANY = 10  # good characters beyond ASCII for each bad one
# What the web says and what it means (WHATWG encoding standard).
WEB = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
}


def decode(data: bytes, declares: bool = False) -> str | None:
    """The text, or None if no encoding makes sense of it. `declares`: the format can name its encoding (HTML)."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return attempt(data, name)
    if b"\0" in data[:SAMPLE] and (text := unmarked(data)) is not None:
        return text
    if binary(data):
        return None
    named = declared(data) if declares else ""
    for encoding in ("utf-8", *filter(None, (named,))):
        if (text := attempt(data, encoding)) is not None:
            return text
    return damaged(data) or guess(data)


def declared(data: bytes) -> str:
    """The encoding that a page names, if it is one of text in single bytes or of East Asia: others are UTF-8 or a trap."""
    match = DECLARED.search(data[:HEAD])
    named = match[1].decode("ascii").casefold() if match else ""
    try:
        found = codecs.lookup(WEB.get(named, named)).name
    except LookupError:
        return ""
    return found if TEXT_CODEC.fullmatch(found) else ""


def attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def unmarked(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: blanks and line ends, in English all letters too, have a zero for their high byte."""
    sample = data[: SAMPLE // 2 * 2]
    for name, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if high.count(0) >= MIN_HIGH * len(high) and low.count(0) <= MAX_LOW * len(low):
            text = attempt(data[: len(data) // 2 * 2], name)
            if text is not None and not binary(text[:SAMPLE].encode("utf-8")):
                return text
    return None


def damaged(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes, as where a file was cut within a character: most of what is not ASCII is good."""
    text = data.decode("utf-8", "replace")
    bad = text.count(BAD)
    return text if bad * MANY <= len(FOREIGN.findall(text[:SAMPLE])) else None


def binary(data: bytes) -> bool:
    """Is it no text at all? A wire's stray control character is none of our business, a picture is."""
    sample = data[:SAMPLE]
    return len(BINARY.findall(sample)) > MAX_BINARY * len(sample)


def guess(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds likeliest. What the sample has only ASCII of is UTF-8 with some bad bytes."""
    sample = data[:SAMPLE]
    best = from_bytes(sample).best()
    text = attempt(data, WEB.get(best.encoding, best.encoding)) if best else None
    return data.decode("utf-8", "replace") if text is None and sample.isascii() else text
