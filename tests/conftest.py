"""What a test may need of the machine, and what the run says about tests that were skipped.

With XLTOOLKIT_FORBID_SKIPS=1 a skipped test makes the run fail.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest

WINDOW_PROGRAMS = ("soffice", "Xvfb", "xdotool")
FORBID_SKIPS = "XLTOOLKIT_FORBID_SKIPS"


@dataclass(frozen=True)
class Requirement:
    """Something that tests with the marker of this name need and a machine may lack."""

    marker: str
    is_met: Callable[[], bool]
    reason: str


REQUIREMENTS = (
    Requirement(
        marker="libreoffice",
        is_met=lambda: shutil.which("soffice") is not None,
        reason="LibreOffice (soffice) is not installed, so nothing was compared with Calc",
    ),
    Requirement(
        marker="poppler",
        is_met=lambda: shutil.which("pdftotext") is not None,
        reason="poppler (pdftotext) is not installed, so no text was read out of a PDF",
    ),
    Requirement(
        marker="window",
        is_met=lambda: all(shutil.which(program) for program in WINDOW_PROGRAMS),
        reason=f"{', '.join(WINDOW_PROGRAMS)}: not all installed, so no window was opened",
    ),
    Requirement(
        marker="chromium",
        is_met=lambda: shutil.which("chromium") is not None,
        reason="Chromium is not installed, so no page was drawn",
    ),
)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose requirement the machine does not meet."""
    for requirement in REQUIREMENTS:
        if item.get_closest_marker(requirement.marker) and not requirement.is_met():
            pytest.skip(requirement.reason)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that may not skip but did."""
    passed = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if _skips_are_forbidden() and passed and _skipped_tests(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say in plain words which tests were skipped, and why."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in _skipped_tests(config):
        by_reason.setdefault(reason, []).append(name)
    if not by_reason:
        return
    terminalreporter.section("skipped tests")
    for reason, names in by_reason.items():
        terminalreporter.line(f"{len(names)} skipped: {reason}")
        for name in names:
            terminalreporter.line(f"    {name}")
    if _skips_are_forbidden():
        terminalreporter.line(
            f"{FORBID_SKIPS} is set: these tests had to run, so the run has failed.", red=True
        )


def _skips_are_forbidden() -> bool:
    return os.environ.get(FORBID_SKIPS, "") not in ("", "0")


def _skipped_tests(config: pytest.Config) -> list[tuple[str, str]]:
    """Return the name and the reason of each skipped test; a worker of xdist knows none."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return []
    return [(report.nodeid, _reason(report)) for report in reporter.stats.get("skipped", [])]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the words behind "Skipped: " of a report."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)
