"""Plain text: the file is the article. Headline, date and dateline are found when it is normalized."""

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.decode import decode


def read_txt(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a file."""
    text = decode(data)
    if text is None:
        yield undecodable(file, "txt")
    elif not text.strip():
        yield reject(file.uri, 0, "txt", Reason.EMPTY, "the file is empty")
    else:
        yield RawArticle(file.uri, 0, "txt", text)
