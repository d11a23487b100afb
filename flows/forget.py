"""`dateline forget`: looks what is meant, shows it, asks, and takes it out for good."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import typer

from flows.batches import recover
from flows.checks import hold
from flows.local import say
from flows.show import Format, write
from flows.trouble import storage_trouble
from flows.wording import number_of
from flows.writer import writer
from schemas.errors import QueryError, SettingsError
from schemas.settings import Settings
from tasks.listing import local
from tasks.read.paths import path_of, uri_of
from warehouse.checking import run_checks
from warehouse.chosen import Chosen, Stored, Target, choose, stored
from warehouse.forget import forget
from warehouse.store import Store

SHOWN = 20  # titles that are shown before it asks
NAMED = 3  # files that are named
PROMISES = ("tombstones", "orphans", "copies", "source_fates")  # checks that hold afterwards
BEYOND = """Not reached, because they are outside of the warehouse:
- {files}
- what was exported: output of report, sql and extract, pages, overrides.csv
- Prefect's artifacts and logs of runs{prefect}
- backups and copies of the warehouse, snapshots of the disk, and what can be recovered of deleted files
Programs that have the catalog open lose it: they have to connect again. Older versions of the tables can no longer be read."""


def forget_chosen(
    targets: Sequence[str], condition: str, why: str, settings: Settings, yes: bool = False, dry_run: bool = False
) -> None:
    """Raises QueryError for what is not there, SettingsError if there is nobody to ask."""
    if not targets and not condition:
        raise SettingsError("forget", "nothing is named", "Give an article, a source, or --where SQL")
    if not (yes or dry_run or (sys.stdin and sys.stdin.isatty())):
        raise SettingsError("forget", "there is nobody to ask", "Look with --dry-run, then give --yes")
    begun = not dry_run and finish_begun(settings)
    chosen = choose(settings.data_dir, [target_of(t) for t in targets], condition)
    if not chosen:
        if not (chosen.before or begun):
            raise QueryError("--where", "no article fulfils it", "Try it with `dateline sql` first")
        say("Forgotten already: nothing is left of it.")
        return
    held = stored(settings.data_dir, chosen)
    show(held, dry_run)
    say(f"{'Would go' if dry_run else 'Goes'}: {what(held)}")
    say(beyond(held))
    if dry_run:
        return
    if not yes:
        typer.confirm(f"Forget {what(held)} for good?", abort=True)
    carry_out(chosen, why, settings)


def finish_begun(settings: Settings) -> bool:
    """Finishes what a run or a `forget` had begun, so that all there is can be found; True if it was a `forget`."""
    with storage_trouble(settings.data_dir), opened(settings) as store:
        begun = store.layout.forgetting.exists()
        recover(store)
        return begun


def carry_out(chosen: Chosen, why: str, settings: Settings) -> None:
    with storage_trouble(settings.data_dir), opened(settings) as store:
        recover(store)
        articles = forget(store, chosen.article_ids, chosen.source_ids, why)
    hold([c for c in run_checks(settings.data_dir) if c.name in PROMISES], settings.data_dir)
    say(f"Forgotten: {number_of(articles, 'article')}. No run brings them back, wherever their text is found.")


def opened(settings: Settings) -> Store:
    return writer(settings, "forget", say)


def target_of(given: str) -> Target:
    """What was typed, and the address as the ledger has it: a local path in full, a URI as it is."""
    path = local(given)
    if "://" in path:
        return Target(given, path)
    return Target(given, uri_of(os.path.normpath(Path(path).expanduser().absolute())))


def what(held: Stored) -> str:
    """How much goes."""
    records = sum(held.records["records"].to_pylist())
    return f"{number_of(len(held.titles), 'article')}, and what {number_of(records, 'record')} told of themselves"


def show(held: Stored, dry_run: bool) -> None:
    sizes = held.sizes.filter(pa.compute.greater(held.sizes["rows"], 0))
    write(sizes, Format.TABLE, None, "Rows that would go" if dry_run else "Rows that go")
    more = len(held.titles) - SHOWN
    title = f"Articles (the first {SHOWN} of {len(held.titles)})" if more > 0 else "Articles, with copies and versions"
    if len(held.titles):
        write(held.titles.slice(0, SHOWN), Format.TABLE, None, title)


def beyond(held: Stored) -> str:
    """What a person has to look after."""
    return BEYOND.format(files=files_left(held.records["uri"].to_pylist()), prefect=prefect_home())


def files_left(uris: Sequence[str]) -> str:
    """The article files themselves, those of this machine only if they are there."""
    there = [uri for uri in uris if (path := path_of(uri)) is None or Path(path).exists()]
    if not there:
        return "files that the articles were read from (none is there any more)"
    named = ", ".join(there[:NAMED]) + (f" and {len(there) - NAMED} more" if len(there) > NAMED else "")
    return f"files that the articles were read from: {named}"


def prefect_home() -> str:
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    return f" (some in {home})" if home.is_dir() else ""
