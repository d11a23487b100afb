"""A Prefect API for flows that are started by hand: the configured server, or a temporary one that worker processes share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.logging.handlers import APILogHandler
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, temporary_settings

START_SECONDS = 120  # a first start also makes the server's database


@contextmanager
def api() -> Iterator[str]:
    """The API's address. Without this each worker process would start a temporary server of its own, 8 seconds each."""
    if url := PREFECT_API_URL.value():
        yield url
        return
    server = SubprocessASGIServer()
    server.start(timeout=START_SECONDS)
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield server.api_url
    finally:
        APILogHandler().flush()  # what is still to be logged needs the server
        del os.environ["PREFECT_API_URL"]
        server.stop()
