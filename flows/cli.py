"""The `dateline` command. Each subcommand reads the settings, calls one function, and shows what came back."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows import cli_forget, cli_recode, cli_review
from flows.inert import message
from flows.options import DataDir, Lexicon, Model, Output, Shape, Since, Until, Workers, day
from flows.retry import with_reasons
from flows.show import Format, write
from schemas.errors import DatelineError
from schemas.settings import load_settings

EXIT_CODES = (
    "Exit codes: 0 done (bad records are rows in `sources`, not failures) · 1 failed · 2 wrong settings or usage · "
    "3 source not found · 4 lexicon file broken · 5 model missing · 6 warehouse missing, unreadable or not to be written · "
    "7 unknown report, event or bad SQL · 8 warehouse locked by another run · 130 and 143 stopped by Ctrl-C and SIGTERM."
)

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_show_locals=False, add_completion=False, epilog=EXIT_CODES,
    help="Who did what to whom, where, when, who says so, and whether it happened: news articles in, Parquet tables out.",
)  # fmt: skip

lexicon_app = typer.Typer(no_args_is_help=True, help="Looks at event rules: yours or the shipped ones.")
app.add_typer(lexicon_app, name="lexicon")


@app.command(epilog="Examples: dateline ingest articles/ 'exports/*.jsonl.gz' · dateline ingest articles/ --retry language")
def ingest(
    sources: Annotated[list[str], typer.Argument(help="Folders, globs, files or fsspec URIs of article files.")],
    data_dir: DataDir = None,
    model: Model = None,
    workers: Workers = None,
    shard_size: Annotated[int | None, typer.Option(min=1, max=10_000, help="Articles in one shard.")] = None,
    retry: Annotated[
        list[str] | None,
        typer.Option(metavar="[REASON]", help="Try again what was left out for this reason, or all of it."),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Take out articles whose every source is gone; asks first.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Prune without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what --prune would take out, and do nothing.")] = False,
) -> None:
    """Reads what is new in SOURCES and adds it to the warehouse. Running it again adds nothing.

    What was left out is tried again by itself once the settings or the code that decided it have changed.
    """
    from flows.local import run_ingest

    settings = load_settings(data_dir=data_dir, model=model, workers=workers, shard_size=shard_size)
    if prune or dry_run:
        from flows.prune import is_agreed

        if not is_agreed(sources, settings, yes, dry_run):
            return
    run_ingest(sources, settings, retry or (), prune)


@app.command(epilog="Example: cat articles.jsonl | dateline extract --jsonl - --out - | jq '.events[].type'")
def extract(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Any supported files.")] = None,
    jsonl: Annotated[
        str | None, typer.Option(help="Input lines {id, text, title?, published?} or {id, html}; - reads standard input.")
    ] = None,
    out: Annotated[str, typer.Option(help="Output file; - is standard output.")] = "-",
    predicates: Annotated[bool, typer.Option("--predicates", help="Add the factuality of every predicate.")] = False,
    workers: Workers = None,
    model: Model = None,
    lexicon: Lexicon = None,
) -> None:
    """Turns articles into records without a warehouse or a server: one JSON line an article."""
    from flows.extract import extract_to

    extract_to(paths or [], jsonl, out, predicates, load_settings(workers=workers, model=model, lexicon=lexicon))


@app.command(epilog="Examples: dateline report · dateline report incidents --min-reports 2 --since 2015-10-01 --format csv")
def report(
    name: Annotated[str | None, typer.Argument(help="A report; without one they are listed.")] = None,
    since: Since = None,
    until: Until = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3 country code.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Event type, such as ASSAULT.")] = None,
    min_reports: Annotated[int | None, typer.Option(min=1, help="Fewest reports of an incident.")] = None,
    format_: Shape = Format.TABLE,
    out: Output = None,
    limit: Annotated[int, typer.Option(min=0, help="Most rows to show; 0 shows all.")] = 0,
    data_dir: DataDir = None,
) -> None:
    """Runs a ready-made report."""
    from flows.answers import answer_report, list_reports

    settings = load_settings(data_dir=data_dir)
    if name is None:
        write(list_reports(), format_, out, "Reports: dateline report NAME")
        return
    title, table = answer_report(settings, name, day(since), day(until), country, type_, min_reports, limit or None)
    write(table, format_, out, title)


@app.command(epilog='Example: dateline sql "SELECT type, count(*) AS n FROM events GROUP BY ALL ORDER BY n DESC"')
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT over the catalog's views; - reads it from standard input.")],
    format_: Shape = Format.TABLE,
    out: Output = None,
    data_dir: DataDir = None,
) -> None:
    """Answers a question in SQL. Read-only."""
    from warehouse.query import run_sql

    settings = load_settings(data_dir=data_dir)
    write(run_sql(settings.data_dir, sys.stdin.read() if query == "-" else query), format_, out)


@app.command(epilog="Example: dateline explain 3f2a… (an event_id or an incident_id; its first letters are enough)")
def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Of an event or an incident, also a former one; or its beginning.")],
    data_dir: DataDir = None,
) -> None:
    """Shows why a row is what it is: an event's sentence, parse and rule, or an incident's reports and what nearly joined.

    An incident is told with its ranges; each report with its sentence and why it joined; then what was compared and did not.
    """
    from flows.explain_incident import explain_any

    explain_any(id_, load_settings(data_dir=data_dir))


@lexicon_app.command("check", epilog="Example: dateline lexicon check my.toml")
def lexicon_check(file: Annotated[Path, typer.Argument(help="A rule file.")], model: Model = None) -> None:
    """Lints a rule file: its format, words that the engine does not know, and every yes and no example."""
    from flows.rules import check_rules

    check_rules(file, load_settings(model=model))


@lexicon_app.command("try", epilog='Example: dateline lexicon try "Rebels shelled the town on Tuesday." --published 2015-10-08')
def lexicon_try(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few.")],
    published: Annotated[str | None, typer.Option(help="Publication date, YYYY-MM-DD, for relative dates.")] = None,
    lexicon: Lexicon = None,
    model: Model = None,
) -> None:
    """Shows what a sentence is coded as, the reason for each field, its parse, and the rules that were refused."""
    from flows.rules import try_sentence

    try_sentence(sentence, published, load_settings(model=model, lexicon=lexicon))


@app.command()
def status(data_dir: DataDir = None, format_: Shape = Format.TABLE) -> None:
    """Shows what the warehouse holds, its last runs, and what is left out: how much of it the next ingest tries again."""
    from flows.status import show_status

    show_status(load_settings(data_dir=data_dir), format_)


@app.command()
def tables(
    name: Annotated[str | None, typer.Argument(help="A table or view; without one they are listed.")] = None,
    format_: Shape = Format.TABLE,
    data_dir: DataDir = None,
) -> None:
    """Describes tables and views: their columns, types and meaning."""
    from warehouse.query import describe_table, list_tables

    settings = load_settings(data_dir=data_dir)
    found = describe_table(settings.data_dir, name) if name else list_tables(settings.data_dir)
    write(found, format_, None, name or "Tables and views")


@app.command()
def maintain(
    retention_hours: Annotated[int | None, typer.Option(min=0, help="Keep files of replaced versions for so long.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Compacts the tables, removes old files, runs the checks."""
    from flows.local import run_maintain

    run_maintain(load_settings(data_dir=data_dir, retention_hours=retention_hours))


@app.command(epilog="Example: dateline healthcheck --stale-hours 24")
def healthcheck(
    stale_hours: Annotated[float | None, typer.Option(min=0, help="Fail if no ingest has looked for so many hours.")] = None,
    data_dir: DataDir = None,
    format_: Shape = Format.TABLE,
) -> None:
    """Looks at model, lexicon, warehouse and disk; fails, naming the part, if one is not in order."""
    from flows.health import check_health, health_table

    found = check_health(load_settings(data_dir=data_dir), stale_hours)
    write(health_table(found), format_, None, "All is in order")


@app.command()
def demo(
    data_dir: Annotated[
        Path, typer.Option("--data-dir", "-d", help="Where the demo's warehouse goes; it is made anew.")
    ] = Path(".demo"),
) -> None:
    """Ingests the example articles into a warehouse of their own; shows its incidents and three reports."""
    from flows.demo import run_demo

    run_demo(data_dir)


for commands in (cli_recode, cli_review, cli_forget):
    commands.add_commands(app)


def show_error(error: DatelineError) -> None:
    Console(stderr=True).print(message(error.where, error.problem, error.remedy), soft_wrap=True)


def main(arguments: Any = None) -> None:
    """Runs the command line; errors of ours become a message and their exit code."""
    try:
        app(with_reasons(sys.argv[1:] if arguments is None else arguments))
    except DatelineError as error:
        show_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)


def entry() -> None:
    """The console script of environments that an older Dateline set up; `flows.entry` is today's."""
    from flows.entry import entry as today

    today()


if __name__ == "__main__":
    main()
