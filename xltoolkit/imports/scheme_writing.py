"""Writing a scheme as the workbook that staff edit; `scheme_reading` reads it back."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.imports import scheme_form as form
from xltoolkit.imports.scheme_data import scheme_data
from xltoolkit.workbook.sheets.styles import BODY_FONT, DEEP_BLUE, INPUT_YELLOW, LINE, PAPER
from xltoolkit.workbook.template import CREATED
from xltoolkit.workbook.text_fit import row_height

Values = Mapping[str, Any]

_A4 = 9
_FREE_ROWS = 40
"""Empty rows below the written ones that are coloured and have drop-downs."""
_SHAPE_HELP = (
    (
        "按步扣分",
        "达到标准得满分，每差一步扣一定分数。P1方向（<=、>=、=、abs<=），P2标准，P3步长，P4每步扣分，P5计步（floor、ceil、exact）。",
    ),
    ("分档得分", "界限和得分填在“分档与等次”：含上限的种类填“上限”，含下限的填“下限”。"),
    ("按比例得分", "分值×（值÷目标值），最高为分值。P1目标值，P2得分下限。"),
    ("逐项核对", "要点填在“分档与等次”，种类填“要点”；各要点分值不同的填得分，平分的留空。"),
    ("按例扣分", "每例扣P1分，扣完为止；项目填在“分档与等次”，种类填“要点”。"),
    ("按等次得分", "等次和得分填在“分档与等次”，种类填“等次”。"),
    (
        "按情形得分",
        "两个数比较：没有的得P1分，不超过的得P2分，超过的得P3分；取值函数填PERF_BALANCE。",
    ),
    ("考核得分折算", "分值×考核得分÷考核满分；取值函数填PERF_EXTERNAL_RATE。"),
    ("自设目标", "由部门在“绩效目标”中自设目标和分值，合计得分。"),
    ("专家评分平均", "各位专家评分的平均数；填专家人数。"),
    ("评判", "由评价人员在0至分值之间评定。"),
    ("待补", "评分标准不详，不计分；有待补指标的方案是草稿。"),
)


def scheme_workbook(
    scheme: Scheme, catalogue: Catalogue, functions: Sequence[tuple[str, str]]
) -> bytes:
    """Return the workbook of a scheme; `functions` are names and help, for the page of help.

    Raises:
        UserError: when a row holds what the form has no column for.
    """
    for row in scheme.rows:
        if row.definitions and row.definition is None:
            raise UserError(
                f"指标“{row.level3}”的二者择其一不能写成工作表，请改用 .yaml 文件编辑方案。"
            )
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "评分方案", "created": CREATED})
    book.formats[0].set_font_name(BODY_FONT)
    data = scheme_data(scheme)
    _fields(book, data)
    _table(book, form.ROWS_SHEET, form.ROW_COLUMNS, [_row_values(row) for row in data["rows"]])
    tables = [entry for row in data["rows"] for entry in _table_values(row)]
    _table(book, form.TABLES_SHEET, form.TABLE_COLUMNS, tables)
    standards = [entry for each in data["standards"] for entry in _standard_values(each)]
    _table(book, form.STANDARDS_SHEET, form.STANDARD_COLUMNS, standards)
    unscored = [_unscored_values(each) for each in data.get("unscored", ())]
    _table(book, form.UNSCORED_SHEET, form.UNSCORED_COLUMNS, unscored)
    _table(book, form.GRADES_SHEET, form.GRADE_COLUMNS, data["grade_bands"])
    _help(book, catalogue, functions)
    book.close()
    return stream.getvalue()


def _fields(book: xlsxwriter.Workbook, data: Values) -> None:
    sheet = book.add_worksheet(form.SCHEME_SHEET)
    values = {
        **{key: data.get(key) for key in ("id", "version", "name", "full", "coverage")},
        **data["effective"],
        **data["source"],
        **{f"grade_{key}": value for key, value in data["grade_source"].items()},
    }
    for key in ("status", "grade_status"):
        values[key] = _word(form.STATUSES, str(values[key]))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    _on_paper(sheet)
    sheet.write_string(0, 0, "评分方案", book.add_format(_TITLE))
    sheet.write_string(1, 0, "黄色单元格可以修改；改好后用“xltoolkit schemes import”导入。")
    for offset, column in enumerate(form.SCHEME_FIELDS):
        row = form.FIRST_ROW - 1 + offset
        sheet.write_string(row, 0, column.title, book.add_format(_HEADER))
        _write(sheet, (row, 1), values.get(column.key), book.add_format(_INPUT))
        _validate(sheet, (row, row, 1), column)


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[form.FormColumn],
    rows: Sequence[Values],
) -> None:
    sheet = book.add_worksheet(name)
    header, text = book.add_format(_HEADER), book.add_format(_INPUT)
    sheet.write_string(0, 0, name, book.add_format(_TITLE))
    sheet.write_string(1, 0, "一行一条；用不着的行留空。点单元格可看填写说明。")
    last = form.FIRST_ROW - 2 + len(rows) + _FREE_ROWS
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(form.HEADER_ROW - 1, position, column.title, header)
        for offset in range(len(rows) + _FREE_ROWS):
            value = rows[offset].get(column.key) if offset < len(rows) else None
            _write(sheet, (form.FIRST_ROW - 1 + offset, position), value, text)
        _validate(sheet, (form.FIRST_ROW - 1, last, position), column)
    for offset, entry in enumerate(rows):
        texts = [(str(entry.get(column.key) or ""), column.width) for column in columns]
        sheet.set_row(form.FIRST_ROW - 1 + offset, row_height(texts))
    sheet.freeze_panes(form.HEADER_ROW, 1)
    sheet.repeat_rows(form.HEADER_ROW - 1)
    _on_paper(sheet)


def _on_paper(sheet: Any) -> None:
    """Set up A4 across, one page wide."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Any, place: tuple[int, int], value: Any, style: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, str):
        sheet.write_string(*place, value, style)
    else:
        sheet.write_number(*place, value, style)


def _validate(sheet: Any, place: tuple[int, int, int], column: form.FormColumn) -> None:
    first, last, position = place
    if not column.words and not column.hint:
        return
    rule: dict[str, Any] = {"validate": "any"}
    if column.words:
        rule = {"validate": "list", "source": list(column.words)}
    if column.hint:
        rule.update(input_title="填写说明", input_message=column.hint)
    sheet.data_validation(first, position, last, position, rule)


def _row_values(row: Values) -> Values:
    score = row["score"]
    values = {
        **row,
        **row["source"],
        "shape": _word(form.SHAPES, score["shape"]),
        "applicable": _word(form.APPLICABLE, row.get("applicable", "always")),
        "status": _word(form.STATUSES, row["source"]["status"]),
        "lowest": score.get("lowest"),
        "experts": score.get("experts"),
    }
    if "value" in row:
        values["function"] = row["value"]["function"]
        values["inputs"] = form.LIST_SEPARATOR.join(row["value"]["inputs"])
    if "definition" in row:
        values["rate"] = row["definition"]["rate"]
        values["offered"] = form.LIST_SEPARATOR.join(row["definition"]["offered"])
    for position, parameter in enumerate(score.get("p", ()), start=1):
        is_standard = isinstance(parameter, dict)
        values[f"p{position}"] = f"标准:{parameter['standard']}" if is_standard else parameter
    return values


def _table_values(row: Values) -> Iterator[Values]:
    score = row["score"]
    for kind, key, bound in (
        ("上限", "bands", "upper"),
        ("下限", "floors", "lower"),
        ("等次", "levels", "name"),
    ):
        for entry in score.get(key, ()):
            yield {"row": row["id"], "kind": kind, "bound": entry[bound], "points": entry["points"]}
    points = score.get("item_points", ())
    for position, item in enumerate(score.get("items", ())):
        worth = points[position] if points else None
        yield {"row": row["id"], "kind": "要点", "bound": item, "points": worth}


def _standard_values(standard: Values) -> Iterator[Values]:
    source = standard["source"]
    yield {**standard, **source, "status": _word(form.STATUSES, source["status"])}
    for dated in standard.get("dated", ()):
        source = dated["source"]
        status = _word(form.STATUSES, source["status"])
        yield {"id": standard["id"], **dated, **source, "status": status}


def _unscored_values(rate: Values) -> Values:
    inputs = form.LIST_SEPARATOR.join(rate["value"]["inputs"])
    status = _word(form.STATUSES, rate["source"]["status"])
    function = rate["value"]["function"]
    return {**rate, **rate["source"], "status": status, "function": function, "inputs": inputs}


def _help(
    book: xlsxwriter.Workbook, catalogue: Catalogue, functions: Sequence[tuple[str, str]]
) -> None:
    sheet = book.add_worksheet(form.HELP_SHEET)
    bold = book.add_format(_HEADER)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    _on_paper(sheet)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_name": BODY_FONT})
    row = 0
    blocks: tuple[tuple[str, list[tuple[str, str]]], ...] = (
        ("评分方法", list(_SHAPE_HELP)),
        ("取值函数", list(functions)),
        ("数据项", [(each.id, f"{each.title}（{each.unit}）") for each in catalogue.quantities]),
        (
            "口径目录",
            [
                (f"{rate.id}：{each.id}", each.definition.name)
                for rate in catalogue.rates
                for each in rate.definitions
            ],
        ),
    )
    for title, entries in blocks:
        sheet.write_string(row, 0, title, bold)
        for offset, (name, text) in enumerate(entries, start=1):
            sheet.write_string(row + offset, 0, name, wrapped)
            sheet.write_string(row + offset, 1, text, wrapped)
        row += len(entries) + 2


def _word(words: Mapping[str, str], code: str) -> str:
    return next(word for word, each in words.items() if each == code)


_TITLE = {"font_size": 14, "bold": True, "font_color": DEEP_BLUE, "font_name": BODY_FONT}
_HEADER = {
    "bold": True,
    "font_color": PAPER,
    "bg_color": DEEP_BLUE,
    "border": 1,
    "border_color": LINE,
    "font_name": BODY_FONT,
    "text_wrap": True,
    "valign": "vcenter",
}
_INPUT = {
    "bg_color": INPUT_YELLOW,
    "border": 1,
    "border_color": LINE,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "font_name": BODY_FONT,
    "font_size": 10,
}
