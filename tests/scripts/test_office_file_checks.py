"""Our own checks of Office files: a sound file has no fault, and each way to break it is told."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from xlsxwriter import Workbook

from scripts.office_file import CONTENT_TYPES, MAIN, WORKBOOK, OfficeFile
from scripts.office_file_checks import CALCULATION_CHAIN, faults
from scripts.sheet_references import sheets_in

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "broken_files.yaml").read_text(encoding="utf-8")
)
CHAIN = (
    f'<calcChain xmlns="{MAIN.strip("{}")}"><c r="A2" i="1"/><c r="A3"/><c r="A2" i="2"/>'
    "</calcChain>"
)
CHAIN_TYPE = (
    '<Override PartName="/xl/calcChain.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
)


@pytest.fixture(scope="session")
def sound_file(tmp_path_factory: pytest.TempPathFactory) -> OfficeFile:
    """Two sheets with names, formulas, a choice, shared strings and a calculation chain."""
    path = tmp_path_factory.mktemp("office") / "sound.xlsx"
    path.write_bytes(_workbook())
    parts = dict(OfficeFile.read(path).parts)
    parts[CALCULATION_CHAIN] = CHAIN.encode()
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", CHAIN_TYPE.encode())
    return OfficeFile(parts)


def _workbook() -> bytes:
    output = BytesIO()
    with Workbook(output) as workbook:
        workbook.set_vba_name("ThisWorkbook")
        for title, code_name in (("数据", "Sheet1"), ("二 表", "Sheet2")):
            sheet = workbook.add_worksheet(title)
            sheet.set_vba_name(code_name)
            sheet.write_string("A1", "文字")
            sheet.write_formula("A2", "=A1+1" if title == "数据" else '="#REF!没有!"&数据!A1')
        sheet.write_string("B1", "另一")
        first = workbook.worksheets()[0]
        first.write_formula("A3", "=SUM('二 表'!A1:A2)")
        first.data_validation("B2", {"validate": "list", "source": "=数据!$A$1:$A$2"})
        first.print_area("A1:B3")
        workbook.define_name("合计", "='二 表'!$A$1")
        workbook.define_name("常数", "=2.5")
    return output.getvalue()


def broken(sound: OfficeFile, case: dict[str, Any]) -> OfficeFile:
    parts = dict(sound.parts)
    if "part" in case:
        old, new = case["old"].encode(), case["new"].encode()
        assert parts[case["part"]].count(old) == 1, "the case breaks nothing, or too much"
        parts[case["part"]] = parts[case["part"]].replace(old, new)
    if "removed" in case:
        del parts[case["removed"]]
    parts.update({part: text.encode() for part, text in case.get("added", {}).items()})
    return OfficeFile(parts)


def test_a_sound_file_has_no_fault(sound_file: OfficeFile) -> None:
    assert list(faults(sound_file)) == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_broken_file_is_told(case: dict[str, Any], sound_file: OfficeFile) -> None:
    expected = case["fault"] if isinstance(case["fault"], list) else [case["fault"]]
    assert list(faults(broken(sound_file, case))) == expected


def test_a_folder_of_this_machine_is_told(sound_file: OfficeFile) -> None:
    place = f"{tempfile.gettempdir()}/"
    parts = dict(sound_file.parts)
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<sheets>", f"<!--{place}a--><sheets>".encode())
    told = list(faults(OfficeFile(parts)))
    assert told == [f"{WORKBOOK}: holds a place on a machine ({place})"]


def test_a_file_that_is_no_workbook_is_checked_as_far_as_it_goes() -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    file = OfficeFile({CONTENT_TYPES: types.encode(), "word/document.xml": b"<document/>"})
    assert list(faults(file)) == ["word/document.xml: content type None is not known"]


@pytest.mark.parametrize(
    ("formula", "sheets"),
    [
        ("数据!$A$1", ["数据"]),
        ("'二 表'!$A$1:$B$2", ["二 表"]),
        ("SUM(数据!A1,'二''s'!B2)+Sheet_2!C3", ["数据", "二's", "Sheet_2"]),
        ("''''!A1", ["'"]),
        ('"没有!A1"&数据!A1', ["数据"]),
        ("'a\"b'!A1", ['a"b']),
        ('IF(A1="it\'s","x!y",数据!B1)', ["数据"]),
        ("数据!#REF!", ["数据"]),
        ("#REF!", []),
        ("A1+1", []),
    ],
)
def test_the_sheets_that_a_formula_refers_to(formula: str, sheets: list[str]) -> None:
    assert list(sheets_in(formula)) == sheets
