"""What makes a page slow to parse, and what is left of such a page. An ordinary page is left as it is, to the character.

Parsers and extractors take quadratic time, or stop, for tags with thousands of attributes, elements nested hundreds deep, and
tens of thousands of elements. None of them is in the page of an article: of 181 pages of newspapers the largest has 1,709.
"""

import html
import re
from dataclasses import dataclass
from itertools import islice

MAX_ELEMENTS = 8_000
MAX_DEPTH = 200  # the parser gives up at 256
MAX_DATA = 200_000  # characters of a script that is data
MAX_TAG = 2_000  # characters of a tag of which the attributes are counted
MAX_ATTRIBUTES = 40
MAX_ATTRIBUTE = 2_000  # characters, of those that are kept in such a tag

ATTRIBUTES = r"""(?:=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?|[^>=]++)*+"""
TOKEN = re.compile(
    rf"(?P<out><!--.*?(?:-->|\Z)|<(?P<raw>script|style|svg)\b(?P<how>{ATTRIBUTES})>.*?(?:</(?P=raw)\b[^>]*+(?:>|\Z)|\Z))"
    rf"|<(?P<close>/)?(?P<name>[a-z][^\s/>]*+){ATTRIBUTES}(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""[\s/]*+[^\s=>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
FREE = re.compile(  # void, or closed by the next of its kind: they do not nest
    r"area|base|br|col|d[dt]|embed|hr|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th|thead|tr|track|wbr",
    re.IGNORECASE,
)
BLOCK = re.compile(
    r"address|article|aside|blockquote|br|center|d[dlt]|div|fig\w+|footer|form|h[1-6]|header|hr|li|main|nav|[ou]l|p|pre|section"
    r"|table|t[bfr]\w*|title",
    re.IGNORECASE,
)
HEAD = re.compile(r"<head\b.*?(?:</head\b|<body\b|\Z)", re.IGNORECASE | re.DOTALL)
ASIDE = re.compile(r"<(nav|aside|footer)\b(?:(?!</?\1\b).)*+</\1\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page fit to be parsed. `heavy`: it has too many elements; only the first of them are in `markup`."""

    markup: str
    heavy: bool


def thin(page: str) -> Page:
    """The page without what no parser should see. Linear in its length."""
    kept: list[str] = []
    at = elements = depth = 0
    changed = False
    for match in TOKEN.finditer(page):
        kept.append(page[at : match.start()])
        at = match.end()
        step = 0 if match["out"] or FREE.fullmatch(match["name"]) else -1 if match["close"] else 1
        deep = step != 0 and max(depth, depth + step) > MAX_DEPTH
        depth = max(0, depth + step)
        tag = "" if deep else whole(match) if match["out"] else short(match[0], match["name"])
        changed |= deep or (tag != match[0] and not match["out"])
        elements += not match["close"] and not match["out"]
        kept.append(tag)
        if elements > MAX_ELEMENTS:
            return Page("".join(kept), heavy=True)
    return Page("".join([*kept, page[at:]]) if changed else page, heavy=False)


def whole(match: re.Match[str]) -> str:
    """A comment, style or picture goes; of scripts only data about the article stay."""
    return match[0] if "ld+json" in (match["how"] or "") and len(match[0]) <= MAX_DATA else ""


def short(tag: str, name: str) -> str:
    """A tag with its first attributes, if it has far too many."""
    if len(tag) <= MAX_TAG:
        return tag
    found = [a[0] for a in islice(ATTRIBUTE.finditer(tag, 1 + len(name)), MAX_ATTRIBUTES + 1)]
    if len(found) <= MAX_ATTRIBUTES:
        return tag
    return f"<{name}{''.join(a for a in found[:MAX_ATTRIBUTES] if len(a) <= MAX_ATTRIBUTE)}>"


def plain(page: str, limit: int) -> str:
    """The words of a page, a blank line between blocks, without telling an article from what stands around it."""
    body = ASIDE.sub("<p>", HEAD.sub("<p>", page, count=1))
    text = TOKEN.sub(lambda m: "\n\n" if m["name"] and BLOCK.fullmatch(m["name"]) else " " if m["out"] else "", body)
    blocks = (" ".join(block.split()) for block in html.unescape(text[: 2 * limit]).split("\n\n"))
    return "\n\n".join(filter(None, blocks))[: limit + 1]
