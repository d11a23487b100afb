"""What all readers share: their type, how they reject, and that whatever a record brings to light costs that record alone."""

from collections.abc import Callable, Iterator

from schemas.codebook import Reason, Stage
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings

Records = Iterator[RawArticle | Reject]
Reader = Callable[[bytes, InputFile, Settings], Records]
MAX_DETAIL = 600  # characters


def reject(uri: str, record: int, format_: str, reason: Reason, detail: str) -> Reject:
    """A record that cannot be read."""
    return Reject(uri, record, format_, Stage.READ, reason, shown(detail, MAX_DETAIL))


def shown(text: str, limit: int) -> str:
    """What a file says, fit to be stored and shown: of bounded length, what is not printable as an escape."""
    clipped = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in clipped)


def undecodable(file: InputFile, format_: str) -> Reject:
    return reject(file.uri, 0, format_, Reason.BAD_ENCODING, "no encoding makes text of it; save the file as UTF-8")


def defect(uri: str, record: int, format_: str, error: Exception) -> Reject:
    """A record that raised what no reader foresaw."""
    detail = f"reading it failed ({type(error).__name__}: {error}); give the text as .txt, and report the file"
    return reject(uri, record, format_, Reason.UNREADABLE, detail)


def alone(make: Callable[[], RawArticle | Reject], uri: str, record: int, format_: str) -> RawArticle | Reject:
    """A record, or the reject that tells why there is none: the file's other records are read."""
    try:
        return make()
    except Exception as error:
        return defect(uri, record, format_, error)
