"""The console script `dateline`. It listens for signals before anything large is imported."""

import sys

from flows.stop import stop_at_signals


def entry() -> None:
    """Runs the command line, and leaves quietly where a flow has run."""
    stop_at_signals()
    from flows.cli import main
    from flows.leave import leave

    try:
        main()
    except SystemExit as done:
        if "prefect" in sys.modules:
            leave(done.code if isinstance(done.code, int) else bool(done.code))
        raise


if __name__ == "__main__":
    entry()
