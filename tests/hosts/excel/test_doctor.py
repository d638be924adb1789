"""What is found on a machine, and that each finding is explained in the FAQ."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.test_faq import headings
from xltoolkit.health import Severity
from xltoolkit.hosts.excel.doctor import EXCEL_CLASS, TROUBLES, examine
from xltoolkit.hosts.excel.machine import Machine, Record, Trust, this_machine
from xltoolkit.version import VERSION

CASES = yaml.safe_load((Path(__file__).parent / "machines.yaml").read_text(encoding="utf-8"))

IN_ORDER = Machine(
    is_windows=True,
    python_bits=64,
    interpreter=Path("D:/u/AppData/Local/xltoolkit/python/pythonw.exe"),
    has_interpreter=True,
    path_in_code_page=True,
    xlwings="0.37.8",
    libraries=("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"),
    record=Record(VERSION, "0.37.8"),
    has_addin=True,
    addin_is_marked=False,
    excel_class=EXCEL_CLASS,
    excel_program=r'"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE" /automation',
    trust=Trust(),
)


def machine_of(differences: dict[str, Any]) -> Machine:
    kinds = {"record": Record, "trust": Trust}
    values = {
        key: kinds[key](**value) if isinstance(value, dict) else value
        for key, value in differences.items()
    }
    return replace(IN_ORDER, **values)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_wrong_is_found_with_its_remedy(case: dict[str, Any]) -> None:
    findings = examine(machine_of(case["machine"]))

    troubles = [finding for finding in findings if finding.is_trouble]
    assert [finding.title for finding in troubles] == case["troubles"]
    assert all(finding.remedy.startswith(("请", "加载项没有签名")) for finding in troubles)
    assert all(finding.remedy.endswith("。") for finding in troubles)
    others = [finding for finding in findings if not finding.is_trouble]
    assert {finding.severity for finding in others} == {Severity.GOOD}


def test_every_trouble_is_found_in_one_of_the_cases() -> None:
    assert {title for case in CASES for title in case["troubles"]} == {
        trouble.title for trouble in TROUBLES
    }


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.title)
def test_every_trouble_is_a_heading_of_the_faq(trouble: Any) -> None:
    assert trouble.title in headings()


def test_a_finding_names_the_value() -> None:
    findings = examine(replace(IN_ORDER, xlwings="0.38.0"))
    assert any("现为0.38.0，加载项为0.37.8" in str(finding) for finding in findings)


def test_elsewhere_nothing_applies_and_nothing_is_wrong() -> None:
    findings = examine(replace(IN_ORDER, is_windows=False, has_addin=False))
    assert {finding.severity for finding in findings} == {Severity.NOT_HERE}
    assert len(findings) == len(examine(IN_ORDER))


def test_the_facts_of_this_machine_can_always_be_gathered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "无"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "无"))
    machine = this_machine()
    assert not machine.has_addin
    assert machine.record is None
    assert machine.xlwings
