"""What all readers share: their type, and how they reject."""

from collections.abc import Callable, Iterator

from schemas.codebook import Reason, Stage
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings

Records = Iterator[RawArticle | Reject]
Reader = Callable[[bytes, InputFile, Settings], Records]


def reject(uri: str, record: int, format_: str, reason: Reason, detail: str) -> Reject:
    """A record that cannot be read."""
    return Reject(uri, record, format_, Stage.READ, reason, detail)


def undecodable(file: InputFile, format_: str) -> Reject:
    return reject(file.uri, 0, format_, Reason.BAD_ENCODING, "no encoding makes text of it; save the file as UTF-8")
