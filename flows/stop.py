"""Stopping a command: by Ctrl-C or SIGTERM at any moment, in one line, with nothing left behind.

A process that is killed loses nothing, so a command that is asked to stop does not unwind what its threads and engines are
at: it says so, ends its children, and ends. A thread listens, woken by the interpreter's own signal handler, because the main
thread may be deep in an engine's code for minutes.
"""

import os
import signal
import sys
import threading
from types import FrameType

import psutil

TELL = {signal.SIGINT: "Stopped by Ctrl-C", signal.SIGTERM: "Stopped by SIGTERM"}
STAYS = "what was committed stays, and the next run goes on from there."


def stop_at_signals() -> None:
    """From now on SIGINT and SIGTERM end this process within a moment, with exit code 130 or 143. For the main thread."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in TELL:
        signal.signal(number, heard)
    threading.Thread(target=listen, args=(reading,), daemon=True).start()


def heard(number: int, frame: FrameType | None) -> None:
    """The thread does the work; without a handler the signal would do its own."""


def listen(reading: int) -> None:
    while True:
        number = os.read(reading, 1)[0]
        if number in TELL:
            end(128 + number, f"{TELL[signal.Signals(number)]}; {STAYS}")


def end(code: int, line: str) -> None:
    """Says one line, kills the children, and ends the process at once."""
    try:
        lead = "\r\x1b[2K\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar leaves its line and hides the cursor
        os.write(2, f"{lead}{line}\n".encode())
        for child in psutil.Process().children(recursive=True):
            child.kill()
    finally:
        os._exit(code)
