"""Leaving a process that has run a flow.

Prefect's background threads still hold the flow, and with it DuckDB's module, when the interpreter is taken down; DuckDB 2.0's
binding then prints dozens of lines about leaked objects. So such a process does all that is due at exit and ends before that.
"""

import atexit
import os
import sys
from typing import NoReturn


def leave(code: int = 0) -> NoReturn:
    """Runs the exit handlers (logs are sent, temporary files removed), flushes, and ends the process."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
