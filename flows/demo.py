"""`dateline demo`: the example articles, ingested for real."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from flows.answers import answer_report
from flows.inert import styled
from flows.local import run_ingest
from flows.show import console, for_people
from schemas.errors import SourceError
from schemas.incidents import Incident
from schemas.settings import load_settings
from warehouse.explained import foremost

EXAMPLES = Path(__file__).parent.parent / "examples"
SHOWN = ("events_by_day", "contested", "data_quality")
ROWS = 12
SHORT = 8  # letters of an id that are shown: `dateline explain` takes them
WIDE = 100  # characters of a terminal that has room for pictures
BAR, FULL, LIGHT = 12, "█", "░"


def run_demo(data_dir: Path) -> None:
    """Ingests examples/ into a warehouse made anew, shows its incidents and three reports, and says what to try next."""
    out = console()
    if not EXAMPLES.is_dir():
        raise SourceError(str(EXAMPLES), "the examples are not here", "Run the demo from a checkout: `make demo`")
    if (data_dir / "warehouse.json").exists():
        shutil.rmtree(data_dir)
    elif data_dir.exists() and any(data_dir.iterdir()):
        raise SourceError(str(data_dir), "the folder holds something else", "Choose another --data-dir")
    settings = load_settings(data_dir=data_dir)
    out.print(styled(f"dateline ingest {EXAMPLES.name} --data-dir {data_dir}", "bold"))
    run_ingest([str(EXAMPLES)], settings)
    out.print("", styled("Incidents that several reports tell, with the dead as they range", "bold"), sep="\n")
    out.print(incidents_table(foremost(data_dir, ROWS), pictures=out.is_terminal and out.width >= WIDE))
    for name in SHOWN:
        title, table = answer_report(settings, name)
        out.print("", styled(f"dateline report {name} --data-dir {data_dir}", "bold"), sep="\n")
        out.print(for_people(table.slice(0, ROWS), title, out.width))
    out.print(Text("\nWhat to try next", "bold"), Text(next_steps(data_dir)), sep="\n")


def incidents_table(incidents: Sequence[Incident], pictures: bool) -> Table:
    """What, where, when, how many dead by the reports, and how many reports in how many articles tell it."""
    table = Table(box=SIMPLE_HEAD, header_style="bold")
    for name in ("incident", "what", "where", "when", "dead", "reports", "contested"):
        table.add_column(name, no_wrap=name not in ("what", "where"))
    most = max((i.dead_high or 0 for i in incidents), default=0)
    for i in incidents:
        what, where = f"{i.type} {i.mode or ''}", i.place.name if i.place else ""
        dead = styled(dead_range(i)).append(f" {bar(i, most)}" if pictures else "", "red")
        told = (str(i.date_start or ""), dead, f"{i.reports} in {i.articles}", "yes" if i.contested else "")
        table.add_row(i.incident_id[:SHORT], styled(what), styled(where), *told)
    return table


def dead_range(incident: Incident) -> str:
    low, high = incident.dead_low, incident.dead_high
    return "" if low is None else str(low) if low == high else f"{low} to {high}"


def bar(incident: Incident, most: int) -> str:
    """Full as far as all reports go, and light to where the highest does."""
    low, high = (round(BAR * (n or 0) / max(most, 1)) for n in (incident.dead_low, incident.dead_high))
    return FULL * low + LIGHT * (high - low)


def next_steps(data_dir: Path) -> str:
    return f"""\
  dateline report --data-dir {data_dir}                                  all reports
  dateline sql "SELECT type, count(*) AS n FROM events GROUP BY ALL ORDER BY n DESC" --data-dir {data_dir}
  dateline explain INCIDENT --data-dir {data_dir}                        what it is made of, why, and what nearly joined
  dateline explain EVENT_ID --data-dir {data_dir}                        why a row is what it is
  dateline ingest YOUR_FOLDER                                            your own articles, into warehouse/data
  duckdb {data_dir}/catalog.duckdb                                       plain SQL, no Dateline needed
"""
