"""`dateline ingest --prune`: lists what would go, and asks first."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import typer

from flows.inert import line
from flows.show import Format, write
from flows.wording import number_of
from schemas.errors import SettingsError
from schemas.settings import Settings
from tasks.discover import list_sources, uri_of
from tasks.gone import missing, prefixes
from warehouse.catalog import published
from warehouse.layout import layout_of
from warehouse.present import Present
from warehouse.removal import absent, doomed

SHOWN = 20
QUESTION = "Take {n} out of the warehouse, of which no source is left? What is taken out comes in again if its file comes back"
REFUSAL = "{n} would be taken out, of which no source is left, and nobody can be asked here"


def is_agreed(sources: Sequence[str], settings: Settings, yes: bool, dry_run: bool) -> bool:
    """Lists what `--prune` would take out; True to go on with the run. Raises SettingsError where nobody can be asked."""
    found = would_go(sources, settings)
    if dry_run:
        write(found, Format.TABLE, None, f"{number_of(len(found), 'article')} would be taken out; nothing was changed")
    elif len(found) and not yes:
        ask(found, settings.data_dir)
    return not dry_run


def ask(found: pa.Table, data_dir: Path) -> None:
    if not sys.stdin.isatty():
        remedy = "Add --yes, or --dry-run to list them"
        raise SettingsError("--prune", REFUSAL.format(n=number_of(len(found), "article")), remedy)
    write(found.slice(0, SHOWN), Format.TABLE, None, f"Of {line(str(data_dir))}, among others")
    typer.confirm(QUESTION.format(n=number_of(len(found), "article")), abort=True)


def would_go(sources: Sequence[str], settings: Settings) -> pa.Table:
    """The articles that a prune of these sources would take out now, as of what was published last: nobody is waited for."""
    layout = layout_of(settings.data_dir)
    states = published(layout)
    if not states:
        return pa.table({"article_id": pa.array([], pa.string())})
    with Present(layout, states) as present:
        listed = [uri_of(item) for item in list_sources(sources)]
        return doomed(present, missing(sources, absent(present, prefixes(sources), listed)).gone)
