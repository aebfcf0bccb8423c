"""What every report has in common, run over all that are listed: a new one cannot be forgotten."""

import io
import tomllib
from pathlib import Path

import pytest

from examine.reports.conftest import Built
from understone.examine import reports
from understone.examine.casefile import CaseFile

REPORTS = Path(reports.__file__).parent


@pytest.fixture(params=list(reports.MODULES))
def report(request: pytest.FixtureRequest) -> reports.ReportFormat:
    return reports.named(request.param)


def test_a_report_is_named_as_it_is_listed(report: reports.ReportFormat) -> None:
    assert reports.named(report.NAME) is report
    assert report.SUFFIX.startswith(".")
    assert report.LINE
    assert report.LINE[0].islower()
    assert "\n" not in report.LINE


def test_no_two_reports_write_files_of_the_same_name() -> None:
    suffixes = [reports.named(name).SUFFIX for name in reports.MODULES]
    assert len(set(suffixes)) == len(suffixes)


def test_every_module_that_writes_a_report_is_listed() -> None:
    writers = {path.stem for path in REPORTS.glob("*.py") if "\ndef write(" in path.read_text(encoding="utf-8")}
    assert {name.rpartition(".")[2] for name in reports.MODULES.values()} == writers


@pytest.mark.parametrize("run_id", [1, 2])
def test_a_report_is_written_of_each_run_and_leaves_the_sink_open(
    report: reports.ReportFormat, built: Built, run_id: int
) -> None:
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        report.write(case_file.db, run_id, sink)
    assert not sink.closed
    assert len(sink.getvalue()) > 100


def test_a_report_holds_no_raw_control_and_no_text_that_is_not_utf_8(
    report: reports.ReportFormat, built: Built
) -> None:
    """A file name on a device must not be able to drive the terminal in which a report is looked at."""
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        report.write(case_file.db, 1, sink)
    text = sink.getvalue().decode("utf-8")
    assert "\x1b" not in text
    if report.NAME != "export":  # RFC 8785 §3.2.2.2 has all but control characters written as they are
        assert "\u202e" not in text


def test_a_sink_that_is_full_is_said_and_not_swallowed(report: reports.ReportFormat, built: Built) -> None:
    with (
        CaseFile.open(built.path) as case_file,
        pytest.raises(OSError, match="No space left"),
        Path("/dev/full").open("wb") as sink,
    ):
        report.write(case_file.db, 1, sink)


def test_the_page_s_templates_go_into_the_package() -> None:
    """Hatchling takes every file of the package; an `exclude` would leave an installed Understone without its page."""
    settings = tomllib.loads((REPORTS.parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["src/understone"]
    assert not {"exclude", "include", "only-include"} & wheel.keys()
    assert (REPORTS / "templates" / "page.html.j2").is_file()
