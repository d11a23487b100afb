"""How much of a record is carried on: an article is coded up to `max_words`, so that the rest of a huge one need not be."""

from dataclasses import replace

from schemas.raw import RawArticle
from schemas.settings import Settings

CHARS_A_WORD = 40  # generous: English has six with the blank, the longest chemical names thirty
MAX_TITLE, MAX_BYLINE, MAX_DATE, MAX_ADDRESS, MAX_LANGUAGE = 300, 500, 200, 2_000, 40  # characters
LOOK_BACK = 100  # characters in which a cut looks for the end of a word


def limit_of(settings: Settings) -> int:
    """The characters of an article that are carried on."""
    return settings.max_words * CHARS_A_WORD


def bounded(raw: RawArticle, settings: Settings, keep_title: bool = True) -> RawArticle:
    """The article with all its parts of bounded length. The rest of a title that is no title goes behind the text.

    Without `keep_title` it does not, where the text must stay as given.
    """
    title = clip(raw.title.strip(), MAX_TITLE)
    rest = raw.title.strip()[len(title) :].strip() if keep_title else ""
    text = clip(f"{raw.text}\n\n{rest}" if rest else raw.text, limit_of(settings))
    return replace(
        raw,
        text=text,
        title=title,
        byline=clip(raw.byline, MAX_BYLINE),
        published=clip(raw.published, MAX_DATE),
        language=raw.language[:MAX_LANGUAGE],
        url=raw.url[:MAX_ADDRESS],
        cut=raw.cut or len(text) < len(raw.text),
    )


def clip(text: str, limit: int) -> str:
    """The text up to the last whole word within the limit."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    if text[limit].isspace():
        return head
    whole = head[-LOOK_BACK:].rsplit(None, 1)[0]
    return head[:-LOOK_BACK] + whole if head[-LOOK_BACK:].split()[1:] else head
