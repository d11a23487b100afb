"""The health check can fail: no warehouse, nothing ingested for too long, no room. Quiet runs count as runs."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import health
from flows.health import check_health, describe_disk, describe_warehouse, health_table, last_ingest
from flows.healthcheck import healthcheck
from schemas.errors import DatelineError, WarehouseError
from schemas.settings import load_settings
from tests.warehouse_rows import run
from warehouse.layout import layout_of
from warehouse.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse whose only recorded run was years ago."""
    data_dir = tmp_path / "data"
    with Store(data_dir) as store:
        store.record_run(run())
        store.refresh()
    return data_dir


def written(data_dir: Path, work: str, when: datetime) -> None:
    """The warehouse as it is after a run that did `work` at that time, and found nothing to write."""
    with Store(data_dir, work=work):
        pass
    os.utime(layout_of(data_dir).lock, (when.timestamp(), when.timestamp()))


def test_all_is_well(warehouse: Path) -> None:
    written(warehouse, "ingest 1", datetime.now(UTC))
    found = check_health(load_settings(data_dir=warehouse), stale_hours=1)
    assert list(found) == ["model", "lexicon", "warehouse", "disk"]
    assert "articles" in found["warehouse"]
    assert health_table(found).column_names == ["part", "state"]


@pytest.mark.parametrize("stale_hours", [None, 1.0])
def test_no_warehouse_is_no_health(tmp_path: Path, stale_hours: float | None) -> None:
    for data_dir in (tmp_path / "mistyped", tmp_path):
        with pytest.raises(WarehouseError, match=r"no warehouse here.*Run `dateline ingest`"):
            check_health(load_settings(data_dir=data_dir), stale_hours)
        assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize(
    ("work", "hours_ago", "stale_hours", "fails"),
    [
        ("ingest 1", 1, 3, False),
        ("ingest 1", 5, 3, True),
        ("ingest 1", 5, 6, False),
        ("ingest 1", 5, None, False),
        ("maintain", 1, 3, True),
        ("", 1, 3, True),
    ],
)
def test_a_quiet_run_counts_and_housekeeping_does_not(
    warehouse: Path, work: str, hours_ago: int, stale_hours: float | None, fails: bool
) -> None:
    written(warehouse, work, datetime.now(UTC) - hours_ago * HOUR)
    if not fails:
        assert "hours ago" in describe_warehouse(warehouse, stale_hours)
        return
    with pytest.raises(WarehouseError, match=r"the last ingest was [\d.]+ hours ago, more than 3\. See whether"):
        describe_warehouse(warehouse, stale_hours)


def test_a_warehouse_without_a_run_is_as_old_as_can_be(tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store:
        store.refresh()
    assert last_ingest(tmp_path / "data") is None
    assert "nothing was ever ingested" in describe_warehouse(tmp_path / "data", None)
    with pytest.raises(WarehouseError, match="nothing was ever ingested"):
        describe_warehouse(tmp_path / "data", 1000)


def test_a_full_disk_is_told(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FREE_GB", 1e6)
    with pytest.raises(WarehouseError, match=r"GB free\. Make room: 1e\+06 GB at least"):
        describe_disk(warehouse)


def test_the_flow_fails_with_the_remedy(prefect_api: None, tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="Run `dateline ingest`"):
        healthcheck(data_dir=tmp_path / "mistyped")


def test_a_failure_is_stored_as_json(prefect_api: None, tmp_path: Path) -> None:
    state = healthcheck(data_dir=tmp_path / "mistyped", return_state=True)
    assert state.is_failed()
    assert state.data.metadata.serializer.type == "json"
