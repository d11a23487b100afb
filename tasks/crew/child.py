"""What runs in a worker process: `python -m tasks.crew.child WORK LIFE`, two inherited descriptors.

WORK is a connection on which calls come in and answers go out. LIFE is the reading end of a pipe whose other end the parent
holds open as long as it lives: at its end this process ends at once, so that a killed parent leaves no orphans.
"""

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Answer = tuple[str, Any]


def main(work: int, life: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when we end
    threading.Thread(target=end_with_parent, args=(life,), daemon=True).start()
    with Connection(work) as line:
        while True:
            try:
                call, arguments = line.recv()
            except EOFError:
                os._exit(0)
            line.send(answer(call, arguments, line))


def end_with_parent(life: int) -> None:
    os.read(life, 1)
    os._exit(1)


def answer(call: Callable[..., Any], arguments: tuple[Any, ...], line: Connection) -> Answer:
    """What the call returns or raises. The call is given `at(item, stage)`, by which it says what it is about to do."""
    try:
        return "done", call(*arguments, at=lambda item, stage: line.send(("at", (item, stage))))
    except MemoryError:
        os._exit(1)  # nothing that follows could be trusted
    except Exception as error:
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
        return "raised", portable(error)


def portable(error: Exception) -> Exception:
    """The error, or one like it that can be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
