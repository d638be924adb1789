"""Installing the add-in for a user, and taking it away; Windows is played by folders."""

from pathlib import Path

import pytest
import xlwings

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel import installing
from xltoolkit.hosts.excel.installing import install_excel, uninstall_excel
from xltoolkit.hosts.excel.machine import Record, read_record, web_mark
from xltoolkit.hosts.excel.places import installed_addin, toolkit_folder
from xltoolkit.hosts.file.locks import in_use
from xltoolkit.version import VERSION

ADD_IN_NAME = b"an add-in"


def never() -> bytes:
    raise AssertionError("nothing is built when an add-in is given")


@pytest.fixture
def addin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a built add-in, on a machine that says that it is Windows."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    monkeypatch.setattr(installing, "refuse_elsewhere", lambda: None)
    file = tmp_path / "downloaded.xlam"
    file.write_bytes(ADD_IN_NAME)
    return file


def test_the_add_in_is_put_where_excel_opens_it(addin: Path, tmp_path: Path) -> None:
    target = install_excel(addin, never)

    assert target == tmp_path / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "xltoolkit.xlam"
    assert target.read_bytes() == ADD_IN_NAME
    assert read_record() == Record(VERSION, xlwings.__version__)


def test_without_a_file_the_add_in_is_built_here(addin: Path) -> None:
    assert install_excel(None, lambda: b"built").read_bytes() == b"built"


def test_installing_again_replaces_the_add_in_and_its_mark(addin: Path) -> None:
    target = installed_addin()
    target.parent.mkdir(parents=True)
    target.write_bytes(b"old")
    web_mark(target).write_text("[ZoneTransfer]")

    install_excel(addin, never)

    assert target.read_bytes() == ADD_IN_NAME
    assert not web_mark(target).exists()


def test_uninstalling_leaves_nothing_of_the_add_in(addin: Path) -> None:
    target = install_excel(addin, never)
    log = toolkit_folder() / "log" / "x.log"
    log.parent.mkdir()
    log.write_text("kept")

    assert uninstall_excel()

    assert list(target.parent.iterdir()) == []
    assert read_record() is None
    assert log.exists()
    assert not uninstall_excel()


def test_an_add_in_that_excel_has_open_stays(addin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(target: Path, _data: bytes) -> None:
        raise in_use(target, "其他程序", "")

    monkeypatch.setattr(installing, "write_atomically", refuse)
    with pytest.raises(
        UserError, match="Excel 正在使用加载项，未作任何改动：请关闭所有 Excel 窗口"
    ):
        install_excel(addin, never)
    assert read_record() is None


def test_a_missing_file_is_named(addin: Path) -> None:
    with pytest.raises(UserError, match=r"无法读取加载项“.*没有.xlam”"):
        install_excel(addin.with_name("没有.xlam"), never)
    assert not installed_addin().exists()


@pytest.mark.parametrize("work", [lambda: install_excel(None, never), uninstall_excel])
def test_elsewhere_than_on_windows_it_is_refused(work: object, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只能安装在 Windows 上，本机不是 Windows，未作任何改动"):
        work()  # type: ignore[operator]  # one of two functions


def test_a_record_that_is_damaged_is_none(addin: Path) -> None:
    install_excel(addin, never)
    (toolkit_folder() / "installed.json").write_text("{}")
    assert read_record() is None
