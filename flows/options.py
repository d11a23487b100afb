"""Options that several commands have, and how a day is read."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.show import Format

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", "-d", help="Folder of the warehouse. Default: the setting data_dir.")
]
Model = Annotated[str | None, typer.Option("--model", help="Installed spaCy pipeline.")]
Workers = Annotated[int | None, typer.Option("--workers", "-w", min=0, max=256, help="Processes; 0: one for each core.")]
Since = Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.")]
Lexicon = Annotated[Path | None, typer.Option("--lexicon", help="A rule file of your own, on top of the shipped rules.")]
Output = Annotated[Path | None, typer.Option("--out", "-o", help="Write there instead of standard output.")]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How to show it.")]


def day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day like 2015-10-07") from None
