"""The command line of `forget`."""

from typing import Annotated

import typer

from flows.options import DataDir
from schemas.settings import load_settings

EXAMPLES = (
    "Examples: dateline forget 3f2a91c0 · dateline forget letters/2014/ --dry-run · "
    "dateline forget --where \"title ILIKE '%obituary%' AND published < '2010-01-01'\" --yes"
)


def forget(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARTICLE|SOURCE", help="An article_id or its beginning; a file, folder, glob or URI."),
    ] = None,
    where: Annotated[
        str | None, typer.Option(help="Articles that fulfil this SQL, over the columns of articles and sources.")
    ] = None,
    why: Annotated[str, typer.Option(help="Kept with the tombstone. Name nobody here.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Takes articles out of the warehouse for good, with copies, versions, events and history; no run brings them back."""
    from flows.forget import forget_chosen

    forget_chosen(targets or [], where or "", why, load_settings(data_dir=data_dir), yes, dry_run)


def add_commands(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(forget)
