"""`dateline status`: what a warehouse holds, and what waits in it."""

from flows.local import say, say_if_stale
from flows.show import Format, write
from schemas.settings import Settings
from tasks.decided import due
from warehouse.query import about, count_superseded, last_runs, table_sizes
from warehouse.waiting import waiting

WAITING = "Left out, and waiting to be tried by the next ingest (`dateline report left_out` tells more)"


def show_status(settings: Settings, shape: Format) -> None:
    """The tables; for people the last runs, what is left out, and what is not as the present rules would have it, too."""
    data = settings.data_dir
    write(table_sizes(data), shape, None, f"Warehouse {data}, {about(data)}")
    if shape is Format.TABLE:
        write(last_runs(data), shape, None, "Last runs")
        write(waiting(data, due(settings)), shape, None, WAITING)
        if older := count_superseded(data):
            say(f"{older} of the articles are superseded by newer versions: dateline report versions")
    say_if_stale(settings)
