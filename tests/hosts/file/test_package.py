"""The package: what is not touched is written again as it was."""

import io
import zipfile

import pytest

from tests.hosts.file.packages import (
    SHEET,
    TYPES,
    WORKBOOK,
    inflated,
    packed_parts,
    workbook,
)
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.limits import UnsafeWorkbook
from xltoolkit.hosts.file.workbook_parts import (
    DefinedName,
    read_workbook,
    remove_calculation_chain,
)


def test_an_untouched_package_is_the_very_file() -> None:
    data = workbook()
    package = open_package(data)
    package.replace(SHEET, package.read(SHEET))
    assert not package.changed
    assert package.to_bytes() is data


def test_other_parts_keep_their_packed_bytes_and_their_order() -> None:
    data = workbook()
    package = open_package(data)
    package.replace(SHEET, b"<worksheet/>")
    written = package.to_bytes()
    old, new = packed_parts(data), packed_parts(written)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [SHEET]
    assert inflated(written)[SHEET] == b"<worksheet/>"
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None


def test_the_same_change_gives_the_same_bytes() -> None:
    written = set()
    for _ in range(2):
        package = open_package(workbook())
        package.replace(SHEET, b"<worksheet/>")
        written.add(package.to_bytes())
    assert len(written) == 1


def test_a_part_is_added_behind_the_others_with_its_type_and_a_way_to_it() -> None:
    data = workbook()
    package = open_package(data)
    package.add("xl/附件.bin", b"content", "application/x-test")
    identifier = package.relate(WORKBOOK, "urn:test/kind", "xl/附件.bin")

    written = open_package(package.to_bytes())
    assert written.read("xl/附件.bin") == b"content"
    assert written.content_type("xl/附件.bin") == "application/x-test"
    link = next(each for each in written.relationships(WORKBOOK) if each.identifier == identifier)
    assert (link.kind, link.target, link.external) == ("kind", "xl/附件.bin", False)
    old, new = packed_parts(data), packed_parts(package.to_bytes())
    assert [*new] == [*old, "xl/附件.bin"]
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {TYPES, "xl/_rels/workbook.xml.rels"}


def test_a_part_is_not_added_twice() -> None:
    package = open_package(workbook())
    with pytest.raises(UnsafeWorkbook, match=r"已有部件“XL/workbook\.xml”"):
        package.add("XL/workbook.xml", b"", "application/x-test")


def test_a_relationship_gets_an_identifier_of_its_own() -> None:
    package = open_package(workbook())
    before = {each.identifier for each in package.relationships(WORKBOOK)}
    assert package.relate(WORKBOOK, "urn:test/kind", SHEET) not in before


def test_times_of_entries_are_kept() -> None:
    package = open_package(workbook())
    package.replace(SHEET, b"<worksheet/>")
    archive = zipfile.ZipFile(io.BytesIO(package.to_bytes()))
    assert {info.date_time for info in archive.infolist()} == {(2024, 5, 1, 10, 15, 0)}


def test_sizes_that_follow_the_data_are_written_before_it() -> None:
    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.content = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            content = bytes(data)  # type: ignore[call-overload]  # any buffer
            self.content += content
            return len(content)

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in inflated(workbook()).items():
            archive.writestr(name, part)
    package = open_package(stream.content)
    package.replace(SHEET, b"<worksheet/>")
    written = package.to_bytes()
    assert inflated(written) == inflated(workbook()) | {SHEET: b"<worksheet/>"}


def test_a_part_that_is_not_there() -> None:
    with pytest.raises(UnsafeWorkbook, match=r"缺少部件“xl/none\.xml”"):
        open_package(workbook()).read("xl/none.xml")


def test_part_names_are_compared_without_case() -> None:
    package = open_package(workbook())
    assert package.read("XL/Workbook.XML") == package.read(WORKBOOK)


def test_the_calculation_chain_goes_with_its_traces() -> None:
    data = workbook()
    package = open_package(data)
    remove_calculation_chain(package)
    written = inflated(package.to_bytes())
    assert "xl/calcChain.xml" not in written
    assert b"calcChain" not in written[TYPES] + written["xl/_rels/workbook.xml.rels"]
    before = inflated(data)
    touched = {name for name in written if written[name] != before[name]}
    assert touched == {TYPES, "xl/_rels/workbook.xml.rels"}
    assert read_workbook(package).calculation_chain is None
    remove_calculation_chain(package)


def test_the_structure_of_a_workbook() -> None:
    names = (
        '<definedName name="决算支出">数据!$D$5</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0" hidden="1">数据!$A$1:$B$2'
        "</definedName>"
    )
    parts = read_workbook(open_package(workbook(names=names)))
    assert [(sheet.name, sheet.part, sheet.visible, sheet.kind) for sheet in parts.sheets] == [
        ("数据", SHEET, True, "worksheet")
    ]
    assert parts.names == (
        DefinedName("决算支出", "数据!$D$5", None, hidden=False),
        DefinedName("_xlnm.Print_Area", "数据!$A$1:$B$2", "数据", hidden=True),
    )
    assert parts.sheet("数据") == parts.sheets[0]
    assert parts.sheet("别的") is None
    assert parts.defined("决算支出") == parts.names[0]
    assert parts.defined("_xlnm.print_area", "数据") == parts.names[1]
    assert parts.defined("_xlnm.Print_Area") is None
    assert not parts.date_1904
    assert not parts.macro_enabled


def test_hidden_sheets_and_1904() -> None:
    base = inflated(workbook())[WORKBOOK].decode()
    changed = base.replace("<sheets>", '<workbookPr date1904="1"/><sheets>').replace(
        'sheetId="1"', 'sheetId="1" state="veryHidden"'
    )
    parts = read_workbook(open_package(workbook(workbook=changed)))
    assert parts.date_1904
    assert (parts.sheets[0].state, parts.sheets[0].visible) == ("veryHidden", False)
