"""`xltoolkit install`, `uninstall`, `doctor` and `bundle windows`."""

import zipfile
from pathlib import Path

import pytest

from tests.hosts.excel.test_doctor import IN_ORDER
from tests.hosts.excel.test_windows_bundle import downloaded
from tests.support.command_line import command
from xltoolkit.commands import installation
from xltoolkit.hosts.excel.bundle import add_in
from xltoolkit.hosts.excel.doctor import NO_ADDIN, examine
from xltoolkit.hosts.excel.machine import Machine


@pytest.mark.parametrize("verb", ["install", "uninstall"])
def test_elsewhere_than_on_windows_one_sentence_says_what_to_do(tmp_path: Path, verb: str) -> None:
    answer = command(verb, "excel", folder=tmp_path)
    assert answer.code == 1
    assert answer.output == ""
    assert answer.problems.count("\n") == 1
    assert "本机不是 Windows，未作任何改动：请用“xltoolkit bundle windows”" in answer.problems


def test_doctor_says_what_does_not_apply_here(tmp_path: Path) -> None:
    answer = command("doctor", folder=tmp_path)
    lines = answer.output.splitlines()
    of_excel = lines[lines.index("Excel") + 1 : lines.index("LibreOffice Calc")]
    assert answer.code == 0
    assert of_excel
    assert all(line.startswith("【不适用】") for line in of_excel)


def examining(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    monkeypatch.setattr(installation, "EXAMINATIONS", {"Excel": lambda: examine(machine)})


def test_doctor_lists_what_is_wrong_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {**vars(IN_ORDER), "has_addin": False, "python_bits": 32}
    examining(monkeypatch, Machine(**wrong))

    assert installation.doctor()

    lines = capsys.readouterr().out.splitlines()
    assert f"【错误】{NO_ADDIN.title}：{NO_ADDIN.remedy}" in lines
    assert lines[-1] == "发现2处问题。"


def test_doctor_finds_nothing_on_a_machine_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examining(monkeypatch, IN_ORDER)
    assert not installation.doctor()
    assert capsys.readouterr().out.splitlines()[1] == "【正常】Excel 程序"


def test_the_package_for_windows_holds_what_the_builder_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installation, "collect_wheels", downloaded)
    out = tmp_path / "安装包.zip"

    installation.bundle(out, None)

    with zipfile.ZipFile(out) as archive:
        assert archive.read("xltoolkit-windows/xltoolkit.xlam") == add_in()
        packed = {name.rpartition("/")[2] for name in archive.namelist() if "templates/" in name}
    assert {"绩效评价工作簿_five_heads.xlsm", "初次验证.xlsm"} <= packed
    said = capsys.readouterr().out
    assert str(out) in said
    assert "安装包不含 Python" in said
