"""HTML pages: trafilatura finds the article in the page, htmldate when it was published."""

import logging
import re
from datetime import datetime
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import html as lxml_html
from lxml.etree import LxmlError
from trafilatura.settings import Document

from schemas.codebook import PublishedSource, Reason
from schemas.raw import Brought, InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.bounds import limit_of
from tasks.read.brought import brought_by
from tasks.read.decode import decode
from tasks.read.thin import plain, thin

OPTIONS: dict[str, Any] = {"include_comments": False, "with_metadata": True}
DATES: dict[str, Any] = {
    "original_date": True, "extensive_search": False, "min_date": datetime(1800, 1, 1), "max_date": datetime(2100, 1, 1),
}  # fmt: skip
MIN_TEXT = 40  # characters: less is a menu or a notice
MIN_PRECISE = 0.5  # of the longer extraction: below it the precise one has lost the article
BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section", "article")
)
HEAD = 200_000  # characters in which a page says when it was changed
MODIFIED = re.compile(
    r"""<meta\b[^<>]{0,200}?\b(?:article:modified_time|og:updated_time|dateModified)["'][^<>]{0,200}?\bcontent\s*=\s*["']([^"'<>]{4,40})["']"""
    r"""|"dateModified"\s*:\s*"([^"]{4,40})\"""",
    re.IGNORECASE,
)
MARKUP = re.compile(r"</?(?:p|br|div|li|h[1-6]|blockquote)\b[^<>]{0,200}>", re.IGNORECASE)

for name in ("trafilatura", "htmldate", "justext"):  # their complaints about a page become our reject
    logging.getLogger(name).setLevel(logging.CRITICAL)


def read_html(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a page."""
    page = decode(data, declares=True)
    yield undecodable(file, "html") if page is None else page_article(page, file.uri, 0, "html", settings)


def page_article(page: str, uri: str, record: int, format_: str, settings: Settings, url: str = "") -> RawArticle | Reject:
    """The article of a page, paragraphs on lines of their own. Of a page with far too many elements it is all its words."""
    whole, thinned = page, thin(page)
    page = thinned.markup
    found = extract(page, url)
    text = "" if thinned.heavy or found is None else found.text or ""
    if page is not whole and len(text.strip()) < MIN_TEXT:
        text, found = plain(whole, limit_of(settings)), found or metadata(page, url)
    if found is None or len(text.strip()) < MIN_TEXT:
        detail = "no article is found in the page; save the page after its scripts ran, or give the text as txt or json"
        return reject(uri, record, format_, Reason.BAD_HTML, detail)
    published = published_in(page)
    return RawArticle(
        uri, record, format_, text,
        title=found.title or "",
        byline=found.author or "",
        published=published,
        published_source=PublishedSource.META if published else PublishedSource.NONE,
        language=declared_language(page),
        url=url or found.url or "",
        brought=brought_of(found, page),
    )  # fmt: skip


def brought_of(found: Document, page: str) -> Brought:
    """What the page's metadata say of the article."""
    modified = MODIFIED.search(page[:HEAD])
    told = {
        "outlet": found.sitename or "",
        "section": " | ".join(found.categories or ()),
        "author": found.author or "",
        "canonical_url": found.url or "",
        "modified": (modified[1] or modified[2]) if modified else "",
    }
    return brought_by(told, [("description", found.description), ("tags", found.tags)])


def extract(page: str, url: str) -> Document | None:
    """The page's article: the precise extraction, unless it loses most of what the ordinary one finds."""
    precise = attempt(page, url, favor_precision=True)
    ordinary = attempt(page, url)
    if precise is None or ordinary is None:
        return ordinary or precise
    return precise if len(precise.text or "") >= MIN_PRECISE * len(ordinary.text or "") else ordinary


def attempt(page: str, url: str, **more: Any) -> Document | None:
    """trafilatura's answer; broken pages raise many things inside it."""
    try:
        found = trafilatura.bare_extraction(page, url=url or None, date_extraction_params=DATES, **OPTIONS, **more)
    except Exception:
        return None
    return found if isinstance(found, Document) else None


def metadata(page: str, url: str) -> Document | None:
    """What the head of a page says, where no article is found in it."""
    try:
        return trafilatura.extract_metadata(page, default_url=url or None, date_config=DATES)
    except Exception:
        return None


def published_in(page: str) -> str:
    """The date of publication that the page's markup gives, ISO; empty if none."""
    try:
        return find_date(page, **DATES) or ""
    except Exception:
        return ""


def declared_language(page: str) -> str:
    match = re.search(r"<html\b[^<>]{0,400}?\blang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2})\b", page[:5000], re.IGNORECASE)
    return match[1].lower() if match else ""


def fragment_text(text: str) -> str:
    """Text in which a field holds markup ("<p>One.</p><p>Two.</p>"): one line a block. Other text is returned as it is."""
    if len(MARKUP.findall(text)) < 2:
        return text
    thinned = thin(text)
    if thinned.heavy:
        return plain(text, len(text))
    try:
        root = lxml_html.fragment_fromstring(thinned.markup, create_parent="div")
    except (LxmlError, ValueError):
        return text
    for node in list(root.iter("script", "style")):
        node.drop_tree()
    for node in root.iter():
        if node.tag in BLOCKS:
            node.tail = "\n\n" + (node.tail or "")
            if node.tag != "br":
                node.text = "\n\n" + (node.text or "")
    return str(root.text_content()).strip()
