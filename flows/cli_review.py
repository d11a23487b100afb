"""`dateline review`: its arguments. What it does stands in flows/review/."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.options import DataDir
from flows.wording import number_of
from schemas.errors import SettingsError
from schemas.settings import Settings, load_settings

EXAMPLES = (
    "Examples: dateline review 3f2a… --set dead=12 --set 'recipients=army [SYR MIL]' --why 'see the third paragraph' · "
    "dateline review --next --limit 50 · dateline review --export overrides.csv"
)
Set = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A right value; several are possible.")]
Undo = Annotated[
    list[str] | None, typer.Option(metavar="FIELD", help="Take a correction back: a field, checked, left_out, or all.")
]


def review(
    event_id: Annotated[str | None, typer.Argument(help="The event_id or its beginning; alone it is shown.")] = None,
    set_: Set = None,
    checked: Annotated[bool, typer.Option("--checked", help="The row is right, with what --set says.")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="There is no such event: keep it out.")] = False,
    undo: Undo = None,
    why: Annotated[str, typer.Option(help="Why; it is shown with the value.")] = "",
    who: Annotated[str | None, typer.Option(help="Who says so. Default: the user's name.")] = None,
    add: Annotated[str | None, typer.Option(metavar="ARTICLE_ID", help="Add an event that was missed in this article.")] = None,
    sentence: Annotated[str, typer.Option(help="With --add: the sentence that tells it, as it stands.")] = "",
    trigger: Annotated[str, typer.Option(help="With --add: the word or phrase in it that tells the event.")] = "",
    next_: Annotated[bool, typer.Option("--next", help="Ask about the least certain rows, one after the other.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="With --next: how many rows at most.")] = 20,
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Write all corrections as CSV.")] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take the corrections of a CSV file, all or none.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overrule what another reviewer, or the warehouse, says.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Corrects events: sets fields, marks a row as checked, keeps one out, adds one that was missed."""
    from flows.local import say
    from flows.review.command import Said, add_event, review_event
    from flows.review.making import word

    settings = load_settings(data_dir=data_dir)
    said = Said(set_ or (), checked, leave_out, undo or (), replace)
    one_way(event_id=event_id, add=add, next=next_ or None, export=export, **{"import": import_})
    name = os.environ.get("USER", "") if who is None else who
    if event_id:
        review_event(event_id, said, lambda: word(name, why), settings)
    elif add:
        add_event(add, sentence, trigger, set_ or [], word(name, why), settings)
    elif next_:
        walk_on(settings, limit, name, why)
    elif export:
        from flows.review.table import export as export_to

        say(f"{number_of(export_to(export, settings), 'correction')} written to {export}")
    elif import_:
        from flows.review.table import import_file

        say(f"{number_of(import_file(import_, replace, name, why, settings), 'correction')} taken from {import_}")


def walk_on(settings: Settings, limit: int, name: str, why: str) -> None:
    from flows.review.walk import walk

    walk(settings, limit, name, why)


def one_way(**ways: object) -> None:
    """Raises SettingsError unless exactly one way is asked for."""
    if sum(way is not None for way in ways.values()) != 1:
        remedy = "Give one of EVENT_ID, --add, --next, --export and --import; `dateline review --help` has examples"
        raise SettingsError("review", "not one thing to do", remedy)


def add_commands(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(review)
