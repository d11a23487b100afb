"""Prefect flows and the `dateline` command. The only folder that imports Prefect."""

import os

# Read once, when Prefect and numpy are first imported. Each worker process computes on one thread: the processes are the
# parallelism. What Prefect would send home stays home. An environment that says otherwise wins.
for name, value in {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_API_HOST": "127.0.0.1",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_CLI_PROMPT": "false",
    "DO_NOT_TRACK": "1",
}.items():
    os.environ.setdefault(name, value)
