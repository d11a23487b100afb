"""`dateline demo`: the example articles, ingested for real."""

import shutil
from pathlib import Path

from rich.text import Text

from flows.answers import answer_report
from flows.inert import styled
from flows.local import run_ingest
from flows.show import console, for_people
from schemas.errors import SourceError
from schemas.settings import load_settings

EXAMPLES = Path(__file__).parent.parent / "examples"
SHOWN = ("incidents", "contested", "data_quality")
ROWS = 12


def run_demo(data_dir: Path) -> None:
    """Ingests examples/ into a warehouse made anew, shows three reports, and says what to try next."""
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
    for name in SHOWN:
        title, table = answer_report(settings, name)
        out.print("", styled(f"dateline report {name} --data-dir {data_dir}", "bold"), sep="\n")
        out.print(for_people(table.slice(0, ROWS), title, out.width))
    out.print(Text("\nWhat to try next", "bold"), Text(next_steps(data_dir)), sep="\n")


def next_steps(data_dir: Path) -> str:
    return f"""\
  dateline report --data-dir {data_dir}                                  all reports
  dateline sql "SELECT type, count(*) AS n FROM events GROUP BY ALL ORDER BY n DESC" --data-dir {data_dir}
  dateline explain EVENT_ID --data-dir {data_dir}                        why a row is what it is
  dateline ingest YOUR_FOLDER                                            your own articles, into warehouse/data
  duckdb {data_dir}/catalog.duckdb                                       plain SQL, no Dateline needed
"""
