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
    text = attempt(data, "utf-8")
    if declares and (match := DECLARED.search(data[:HEAD])):
        named = match[1].decode("ascii").casefold()
        if text is None and (declared := attempt(data, WEB.get(named, named))) is not None:
            return declared
    if text is not None:
        return None if binary(data) else text
    return guess(data)


def attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def binary(data: bytes) -> bool:
    """Is it no text at all? A wire's stray control character is none of our business, a picture is."""
    sample = data[:SAMPLE]
    return len(BINARY.findall(sample)) > MAX_BINARY * len(sample)


def guess(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds likeliest."""
    if binary(data):
        return None
    best = from_bytes(data[:SAMPLE]).best()
    return attempt(data, best.encoding) if best else None
