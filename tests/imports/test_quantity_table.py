"""Tables of quantities: what is read, what is converted and said, what is reported."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from udfs.errors import CellError
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.quantity_model import Place
from xltoolkit.errors import UserError
from xltoolkit.imports.case_model import DataItem, Scope
from xltoolkit.imports.csv_rows import read_csv_rows
from xltoolkit.imports.quantity_table import QuantityTable, read_quantity_table
from xltoolkit.imports.table_header import Row

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "quantity_tables.yaml").read_text(encoding="utf-8")
)
TABLE = "名称,数值,单位\n年初预算,100,万元\n"
PLACED = [each for each in load_catalogue().quantities if isinstance(each.place, Place)]
cells = st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.just(CellError.REF)


def read(rows: list[Row], unit: str | None = None) -> QuantityTable:
    return read_quantity_table(rows, load_catalogue(), unit)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_table_is_read_row_by_row(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(UserError) as refusal:
            read(case["rows"], case.get("unit"))
        assert str(refusal.value) == case["refused"]
        return
    table = read(case["rows"], case.get("unit"))
    assert {key: item.value for key, item in table.items.items()} == case.get("items", {})
    assert list(table.converted) == case.get("converted", [])
    assert list(table.problems) == case.get("problems", [])


def test_scope_source_and_note_go_with_the_value() -> None:
    rows: list[Row] = [
        ["名称", "数值", "单位", "口径", "来源", "备注"],
        ["年初预算", 100.0, "万元", "市本级", "部门预算第3页", "含追加"],
    ]
    item = read(rows).items["budget_initial"]
    assert item == DataItem(100.0, Scope.MUNICIPAL_LEVEL, "含追加", "部门预算第3页")


def test_an_error_value_is_no_number() -> None:
    table = read([["名称", "数值", "单位"], ["年初预算", CellError.REF, "万元"]])
    assert table.problems == ("第2行“年初预算”的“#REF!”不是数字，请改填数字或留空。",)


@pytest.mark.parametrize("quantity", PLACED, ids=[each.id for each in PLACED])
def test_every_quantity_is_found_by_every_name(quantity: Any) -> None:
    place = quantity.place
    for name in (
        quantity.id,
        quantity.title,
        quantity.defined_name,
        f"{place.row}/{place.column}",
        f"{place.row} {place.column}",
    ):
        assert list(read([["名称", "数值"], [name, "0"]]).items) == [quantity.id], name


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_the_same_amount_in_two_units_is_the_same_figure(yuan: Decimal) -> None:
    ten_thousand = (yuan / 10000).normalize()
    in_yuan = read([["名称", "数值"], ["年初预算", f"{yuan:,}"]], "元")
    in_ten_thousand = read([["名称", "数值"], ["年初预算", f"{ten_thousand:f}"]], "万元")
    assert in_yuan.items["budget_initial"] == in_ten_thousand.items["budget_initial"]


@given(st.lists(st.lists(cells, max_size=5), max_size=6))
def test_no_cells_make_the_reader_fail(rows: list[Row]) -> None:
    read([["名称", "数值", "单位", "口径"], *rows])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_each_usual_encoding(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_bytes(TABLE.encode(encoding))
    assert read_csv_rows(file) == [["名称", "数值", "单位"], ["年初预算", "100", "万元"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_with_each_usual_delimiter(delimiter: str, tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_text(TABLE.replace(",", delimiter), encoding="utf-8")
    assert read_csv_rows(file)[1] == ["年初预算", "100", "万元"]


def test_commas_inside_a_table_with_tabs_divide_nothing(tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_text("数据表，含逗号,第一版\n名称\t数值\n年初预算\t1,234.5\n", encoding="utf-8")
    assert read_csv_rows(file)[2] == ["年初预算", "1,234.5"]


def test_text_stays_text_and_blank_lines_count_as_rows(tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_text('\n名称,数值\n"年初\n预算",007\n', encoding="utf-8")
    assert read_csv_rows(file) == [[], ["名称", "数值"], ["年初\n预算", "007"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04\x00\x00", "不是文本数据表：请在表格程序中另存为“CSV UTF-8”后再试。"),
        (b"\xff\xff\xff", "不是文本数据表：请在表格程序中另存为“CSV UTF-8”后再试。"),
        (b"a" * (16 << 20) + b"a", "超过16MB，不像数据表：请检查文件。"),
        (b"a" * (1 << 18), "的引号不成对或某一格过长：请在表格程序中重新另存为CSV后再试。"),
    ],
    ids=["a workbook", "no encoding", "too large", "one endless cell"],
)
def test_what_is_no_table_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_bytes(content)
    with pytest.raises(UserError) as refusal:
        read_csv_rows(file)
    assert str(refusal.value) == f"“数据.csv”{sentence}"


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请检查文件名、所在文件夹和权限后再试。"):
        read_csv_rows(tmp_path / "没有.csv")
