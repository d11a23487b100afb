"""What stays in the ledger of a record that was forgotten: where it was read and when, nothing of what it said."""

from dataclasses import replace

from schemas.codebook import Reason, Stage, Status
from schemas.tables import Source

DETAIL = "Forgotten on request; the article stays out, wherever its text is found again."


def forgotten_row(source: Source) -> Source:
    """The row without its content. Address, size, time and checksum tell the next run that it knows the file."""
    return replace(
        source, status=Status.SKIPPED, stage=Stage.DEDUP, reason=Reason.FORGOTTEN, detail=DETAIL, article_id=None, copy_of=None,
        external_id=None, outlet=None, section=None, author=None, canonical_url=None, modified=None, extra=None,
        decided_by=None, place=None,
    )  # fmt: skip
