"""The report flow: what it refuses before it asks, and what its artifact makes of article text."""

from datetime import date
from pathlib import Path

import pytest

from flows.answers import answer_report
from flows.report import format_of, report
from flows.show import Format
from schemas.errors import QueryError
from schemas.settings import load_settings


@pytest.mark.parametrize(
    ("out", "shape"),
    [("a.csv", Format.CSV), ("a.b/c.JSON", Format.JSON), ("x.md", Format.MD), ("x.parquet", Format.PARQUET), (None, Format.MD)],
)
def test_the_ending_tells_the_format(out: str | None, shape: Format) -> None:
    assert format_of(Path(out) if out else None) is shape


@pytest.mark.parametrize("out", ["x.xlsx", "x", "x.table", ".csv", "x.csv.gz"])
def test_other_endings_are_refused_with_those_that_there_are(out: str) -> None:
    with pytest.raises(QueryError, match="csv, json, parquet, md"):
        format_of(Path(out))


def test_a_time_that_ends_before_it_begins_is_refused(demo: Path) -> None:
    settings, day = load_settings(data_dir=demo), date(2015, 10, 7)
    with pytest.raises(QueryError, match="since 2015-10-08 is after until 2015-10-07"):
        answer_report(settings, "dyads", date(2015, 10, 8), day)
    assert answer_report(settings, "dyads", day, day)[1].num_columns


def test_a_report_writes_its_file(demo: Path, tmp_path: Path) -> None:
    found = report("events_by_day", out=tmp_path / "made" / "days.csv", data_dir=demo)
    assert len((tmp_path / "made" / "days.csv").read_text("utf-8").splitlines()) == found + 1


@pytest.mark.parametrize(("parameter", "value"), [("event_type", "SHOOTING"), ("country", "KENYA"), ("since", "2015-13-45")])
def test_the_form_refuses_what_is_no_value(demo: Path, parameter: str, value: str) -> None:
    with pytest.raises(Exception, match=parameter):
        report("dyads", data_dir=demo, **{parameter: value})
