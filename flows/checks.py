"""The checks must hold: after each batch for its rows, and after housekeeping for all."""

from collections.abc import Sequence
from pathlib import Path

from schemas.errors import WarehouseError
from warehouse.checking import CheckResult, run_checks


def hold_checks(data_dir: Path, batch_id: str) -> None:
    """Raises WarehouseError if the rows of a batch, or what they refer to, break a check."""
    hold(run_checks(data_dir, batch_id), data_dir)


def hold(results: Sequence[CheckResult], data_dir: Path) -> None:
    """Raises WarehouseError, naming rows, if a check is broken."""
    if problem := broken(results):
        raise WarehouseError(str(data_dir), problem, "The rows are stored as they are: see warehouse/checks/ for what is wrong")


def broken(results: Sequence[CheckResult]) -> str:
    """What is broken, with the first rows of each; empty if all is well."""
    return "; ".join(result.told for result in results if result.offending)
