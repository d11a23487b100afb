"""`dateline reprocess` and `dateline backfill`."""

from typing import Annotated

import typer

from flows.options import DataDir, Model, Shape, Since, Until, Workers, day
from flows.show import Format, write
from schemas.settings import load_settings


def add_commands(app: typer.Typer) -> None:
    example = "Examples: dateline reprocess --dry-run · dateline reprocess · dateline reprocess --since 2015-10-01 --all"
    app.command(epilog=example)(reprocess)
    example = "Examples: dateline backfill --days 7 · dateline backfill 'archive/{yyyy}/{mm}/{dd}/*.jsonl' --since 2015-01-01"
    app.command(epilog=example)(backfill)


def reprocess(
    since: Since = None,
    until: Until = None,
    ids: Annotated[list[str] | None, typer.Option("--id", help="Only this article; may be given several times.")] = None,
    source: Annotated[str | None, typer.Option(help="Only articles from this file, folder or quoted pattern.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what the present rules coded.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many articles are due, and why.")] = False,
    format_: Shape = Format.TABLE,
    data_dir: DataDir = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Codes stored articles again that other rules coded. Reads no source; can be broken off and run again."""
    from flows.recode import selection_of
    from flows.rerun import due, run_reprocess

    settings = load_settings(data_dir=data_dir, model=model, workers=workers)
    selection = selection_of(settings, day(since), day(until), ids, source, everything)
    if dry_run:
        table, title = due(selection, settings)
        write(table, format_, None, title)
    else:
        run_reprocess(selection, settings)


def backfill(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="What to read, by {yyyy}, {mm}, {dd} in its path or by time of change; else stored articles."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=36_500, help="Days in one window.")] = 30,
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Also stored articles that the present rules coded.")] = False,
    data_dir: DataDir = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Reads SOURCES, or codes stored articles again, in windows of days: what is done is not done again."""
    from flows.local import absolute
    from flows.rerun import run_backfill
    from flows.windows import Request

    settings = load_settings(data_dir=data_dir, model=model, workers=workers)
    given = tuple(absolute(source) for source in sources or ())
    run_backfill(Request(days, given, day(since), day(until), everything), settings)
