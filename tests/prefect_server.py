"""The documented start, typed into a terminal of a machine that never saw Prefect, and what tests ask of the server then.

`started(folder)` copies the project into the folder, as a clone would be, and pastes the block of the README there: with a home
of its own, in a pseudo-terminal, where Prefect would ask its questions. All that was started ends with it.
"""

import asyncio
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.states import Scheduled

ROOT = Path(__file__).parent.parent
DEPLOYED = ("flows", "tasks", "schemas", "warehouse", "lexicon", "prefect.yaml", "inbox")
PORT = "4200"  # the only word of the block that a test replaces, and the setting with it: somebody may have that port
GRACE = 20  # seconds that a process has to end when asked
PATIENCE = 240  # seconds that any step may take on a busy machine
BLOCK = re.compile(r"## On a schedule.*?```sh\n(.*?)```", re.S)


def documented(page: str = "README.md") -> list[str]:
    """The commands of the page's block, comments stripped."""
    found = BLOCK.search((ROOT / page).read_text("utf-8"))
    assert found, f"no block of commands in {page}"
    return [line.split("  #")[0].strip() for line in found[1].splitlines() if line.strip()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, ready: Callable[[], Any], seconds: float = PATIENCE, pause: float = 0.5) -> Any:
    """What `ready` returns once it is true; an error means not yet. Fails after so many seconds."""
    deadline, last = time.monotonic() + seconds, None
    while time.monotonic() < deadline:
        try:
            if found := ready():
                return found
        except Exception as error:  # not up yet
            last = error
        time.sleep(pause)
    pytest.fail(f"{what}: not within {seconds} seconds; {last or ''}")


def environment(folder: Path) -> dict[str, str]:
    """That of a fresh login: nothing of Prefect or Dateline is set, and the home is empty."""
    return {
        "HOME": str(folder / "home"),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(folder / "clone"),  # as the environment that `make demo` sets up has it
    }


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with our deployments; `folder` is where they were deployed from."""

    url: str
    folder: Path
    env: dict[str, str]
    screen: bytearray = field(default_factory=bytearray)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def ask(self, question: Callable[[PrefectClient], Any]) -> Any:
        async def answer() -> Any:
            async with PrefectClient(self.url) as client:
                return await question(client)

        return asyncio.run(answer())

    def told(self) -> str:
        """What stands on the terminal."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.screen.decode("utf-8", "replace")).replace("\r", "")

    def deployment(self, name: str) -> DeploymentResponse:
        return self.ask(lambda client: client.read_deployment_by_name(name))

    def start(self, deployment: str, **parameters: Any) -> FlowRun:
        async def create(client: PrefectClient) -> FlowRun:
            found = await client.read_deployment_by_name(deployment)
            return await client.create_flow_run_from_deployment(found.id, parameters=parameters)

        return self.ask(create)

    def retry(self, run: FlowRun) -> None:
        """What the button of the UI does."""
        again = Scheduled(name="AwaitingRetry", message="Retry from the UI")
        self.ask(lambda client: client.set_flow_run_state(run.id, again, force=True))

    def run(self, run: FlowRun) -> FlowRun:
        return self.ask(lambda client: client.read_flow_run(run.id))

    def runs_of(self, deployment: str) -> list[FlowRun]:
        target = self.deployment(deployment)
        return [run for run in self.ask(lambda client: client.read_flow_runs()) if run.deployment_id == target.id]

    def finished(self, run: FlowRun, seconds: float = PATIENCE) -> FlowRun:
        """The run in its final state."""

        def final() -> FlowRun | None:
            now = self.run(run)
            return now if now.state is not None and now.state.is_final() else None

        return wait_for(f"the end of run {run.name}", final, seconds)

    def logs(self, run: FlowRun) -> str:
        wanted = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id]))
        return "\n".join(log.message for log in self.ask(lambda client: client.read_logs(wanted)))

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        with (self.folder / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "dateline"]
            one = subprocess.Popen(command, env=self.env, cwd=self.folder, stdout=log, stderr=log, start_new_session=True)
        self.workers.append(one)
        return one


@contextmanager
def started(folder: Path) -> Iterator[Server]:
    """The project's folder with all that the documented commands start, until the last of them waits for runs."""
    clone, port = folder / "clone", free_port()
    (folder / "home").mkdir()
    clone.mkdir()
    for name in DEPLOYED:
        copy(ROOT / name, clone / name)
    env = environment(folder) | {"PREFECT_SERVER_API_PORT": str(port), "PREFECT_WORKER_QUERY_SECONDS": "2"}
    server = Server(f"http://127.0.0.1:{port}/api", clone, env)
    shell, terminal = pty.fork()
    if shell == 0:
        os.chdir(clone)
        os.execve("/bin/bash", ["bash", "--norc", "-i"], env)
    threading.Thread(target=drain, args=(terminal, server.screen), daemon=True).start()
    try:
        commands = "\n".join(documented()).replace(PORT, str(port))
        os.write(terminal, commands.encode() + b"\n")
        yield server
    finally:
        end(server, shell, terminal)


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "data"))
    else:
        shutil.copy(source, target)


def drain(terminal: int, screen: bytearray) -> None:
    """Reads what the shell and its commands show, so that none of them waits."""
    try:
        while told := os.read(terminal, 65536):
            screen += told
    except OSError:  # the shell is gone
        pass


def end(server: Server, shell: int, terminal: int) -> None:
    """Ends every process that has the home of this server: workers, their runs, the server in the background, the shell."""
    for process in ours(server):
        with suppress(psutil.Error):
            process.kill()
    for worker in server.workers:
        worker.wait()
    os.waitpid(shell, 0)
    os.close(terminal)


def ours(server: Server) -> list[psutil.Process]:
    """The processes that were started by the terminal or the test."""
    return [p for p in psutil.process_iter() if environ_of(p).get("HOME") == server.env["HOME"]]


def environ_of(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def processes_of(server: Server, run: FlowRun) -> list[psutil.Process]:
    """The processes of a run, its flow before what that started."""
    found = [p for p in ours(server) if environ_of(p).get("PREFECT__FLOW_RUN_ID") == str(run.id)]
    return sorted(found, key=lambda p: (p.create_time(), p.pid))


def stop(process: subprocess.Popen[bytes]) -> None:
    """Asks a process to end; after a while it and what it started are killed."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(GRACE)
