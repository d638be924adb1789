"""Installing the extension into a user's LibreOffice, and what the checks say of it."""

from pathlib import Path

import pytest

from xltoolkit.errors import UserError
from xltoolkit.health import Finding, Severity, good
from xltoolkit.hosts.calc import checks, office_program
from xltoolkit.hosts.calc.checks import calc_findings
from xltoolkit.hosts.calc.findings import in_words, version_finding
from xltoolkit.hosts.calc.installation import (
    ADDED,
    REMOVED,
    install,
    installed_version,
    uninstall,
    user_profile,
)
from xltoolkit.hosts.calc.office_program import require_office
from xltoolkit.version import VERSION


@pytest.mark.libreoffice
def test_it_is_installed_and_removed_by_whoever_asks(tmp_path: Path) -> None:
    """The administrator too, as in a container, where `unopkg` would refuse."""
    program, profile = require_office(), tmp_path / "profile"
    assert installed_version(profile) is None

    assert install(program, profile) == ADDED
    assert installed_version(profile) == VERSION
    assert [finding.severity for finding in calc_findings(profile)] == [Severity.GOOD] * 3

    assert uninstall(program, profile) == REMOVED
    assert installed_version(profile) is None
    assert calc_findings(profile)[-1].severity is Severity.WARNING
    assert not (profile / ".lock").exists()


def test_nothing_is_installed_while_libreoffice_is_open(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("", encoding="utf-8")

    with pytest.raises(UserError, match="LibreOffice正开着"):
        install(tmp_path / "soffice", tmp_path)


def test_a_libreoffice_that_does_not_answer_is_told(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)

    with pytest.raises(UserError) as refusal:
        install(program, tmp_path / "profile")

    assert "LibreOffice没有完成扩展的安装或卸载（没有回答）" in str(refusal.value)
    assert "xltoolkit bundle calc" in str(refusal.value)


def test_an_older_extension_is_to_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "installed_version", lambda _profile: "0.0.1")
    monkeypatch.setattr(office_program, "find_office", lambda: tmp_path / "soffice")
    monkeypatch.setattr(office_program, "office_version", lambda _program: "7.4.7.2")

    version, python, extension = calc_findings(tmp_path)

    assert version == good("LibreOffice", "版本7.4.7.2")
    assert (python.severity, extension.severity) == (Severity.ERROR, Severity.WARNING)
    assert "0.0.1" in extension.detail
    assert "xltoolkit install calc" in extension.remedy


def test_a_machine_without_libreoffice_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_program, "find_office", lambda: None)

    (finding,) = calc_findings()

    assert finding.severity is Severity.WARNING
    assert "请安装LibreOffice" in finding.remedy


@pytest.mark.parametrize(
    ("version", "severity"),
    [
        ("7.0", Severity.GOOD),
        ("6.4.7.2", Severity.ERROR),
        ("24.8.1.2", Severity.GOOD),
        ("", Severity.ERROR),
        ("7.0.0.1", Severity.GOOD),
    ],
)
def test_a_version_is_judged_by_its_numbers(version: str, severity: Severity) -> None:
    assert version_finding(version).severity is severity


def test_findings_end_with_what_they_come_to() -> None:
    fine = good("甲", "可用")
    bad = Finding(Severity.ERROR, "乙", "没有", "请安装")

    assert in_words([fine]) == "【正常】甲（可用）\n自检通过。"
    assert in_words([fine, bad]).endswith("【错误】乙（没有）：请安装\n有1项错误，请按提示处理。")


def test_the_profile_is_that_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert user_profile() == tmp_path / "libreoffice" / "4"
