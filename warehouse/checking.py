"""Shim until the checks move here."""

from pathlib import Path

from warehouse.maintain import CheckResult
from warehouse.maintain import run_checks as run_all

__all__ = ["CheckResult", "run_checks"]


def run_checks(data_dir: Path | str, batch_id: str | None = None) -> tuple[CheckResult, ...]:
    return run_all(data_dir)
