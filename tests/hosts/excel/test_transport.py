"""How Python is reached: the module of the installed xlwings, adapted in three lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository.source_files import imports_of, is_within, modules
from xltoolkit.hosts.excel import transport
from xltoolkit.hosts.excel.bundle import modules as vba_modules
from xltoolkit.hosts.excel.hidden_sheets import SETTINGS
from xltoolkit.hosts.excel.ribbon import Tab
from xltoolkit.hosts.excel.transport import (
    NOTICE,
    UnknownTransport,
    package_folder,
    transport_source,
)

PRO = ("xlwings.pro", "xlwings.server", "xlwings.reports", "xlwings.ext")
ORIGINAL = package_folder() / "xlwings.bas"


def lines(text: str) -> list[str]:
    return text.splitlines()


def changed(tab: Tab) -> list[tuple[str, str]]:
    """Return the lines that differ from the installed module, old and new."""
    old = lines(ORIGINAL.read_text(encoding="ascii"))[1:]
    new = lines(transport_source(tab))[1:]
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def test_a_workbook_changes_only_the_name_of_the_settings() -> None:
    ((_, new),) = changed(Tab.BOOK)
    assert new == 'Public Const PROJECT_NAME As String = "xltoolkit"'


def test_the_add_in_works_on_the_workbook_in_front_with_settings_of_its_own() -> None:
    (_, (old, new)) = changed(Tab.ADD_IN)

    assert old.replace("ThisWorkbook", "ActiveWorkbook") == new
    assert "BOOK_CALLER" in new
    settings = [line for line in lines(transport_source(Tab.ADD_IN)) if "ActiveWorkbook" in line]
    assert settings == [new]


@pytest.mark.parametrize("tab", Tab)
def test_the_notice_of_its_licence_stands_at_its_head(tab: Tab) -> None:
    head = transport_source(tab)[:3000]
    assert NOTICE in head
    assert "'Copyright (C) 2014-present, Zoomer Analytics LLC." in head
    assert "'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in head


BROKEN: dict[str, Callable[[str], str]] = {
    "another version": lambda text: text.replace("XLWINGS_VERSION As String", "VERSION As String"),
    "no notice": lambda text: text.replace("BSD 3-clause", "other"),
    "another name of the project": lambda text: text.replace("PROJECT_NAME As", "NAME As"),
    "the line twice": lambda text: text + '"xlwings._xlwindows"), "BOOK_CALLER", ThisWorkbook\n',
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_xlwings_that_looks_otherwise_stops_the_build(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = BROKEN[case](ORIGINAL.read_text(encoding="ascii"))
    (tmp_path / "xlwings.bas").write_text(text, encoding="ascii")
    monkeypatch.setattr(transport, "package_folder", lambda: tmp_path)

    with pytest.raises(UnknownTransport, match="已安装的xlwings与本工具不配套（版本"):
        transport_source(Tab.ADD_IN)


def test_every_setting_that_xlwings_reads_on_windows_stands_on_the_sheet() -> None:
    source = ORIGINAL.read_text(encoding="ascii")
    read = {piece.partition('"')[0] for piece in source.split('GetConfig("')[1:]}
    not_on_windows = {key for key in read if key.endswith("_MAC")}

    # INTERPRETER is asked for only where INTERPRETER_WIN is empty.
    assert read - not_on_windows - {"INTERPRETER"} == SETTINGS.keys()


def test_a_python_file_beside_a_workbook_is_never_found() -> None:
    assert SETTINGS["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert SETTINGS["PYTHONPATH"] == ""


@pytest.mark.parametrize("module", modules())
def test_no_part_of_xlwings_pro_is_used(module: str) -> None:
    assert [
        imported
        for imported in imports_of(module)
        if any(is_within(imported.module, part) for part in PRO)
    ] == []


@pytest.mark.parametrize("tab", Tab)
def test_our_macros_ask_for_no_part_of_xlwings_pro(tab: Tab) -> None:
    ours = "".join(each.source for each in vba_modules(tab) if each.name != "xlwings")
    assert "xlwings.pro" not in ours
    assert SETTINGS["LICENSE_KEY"] == ""
