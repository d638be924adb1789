"""Reading a scheme from the workbook that staff edited, with the sheet and row of every entry.

The result is the plain data that the YAML file of the scheme would hold, so that one loader and
one linter judge both; only the places of problems are told as sheet, row and column.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook

from xltoolkit.imports import scheme_form as form
from xltoolkit.imports.scheme_sheets import (
    Cells,
    Reading,
    SheetSource,
    check_sheets,
    column_titles,
    filled_lines,
    plain,
)
from xltoolkit.strict_yaml import Keys, SourceError


def read_scheme_sheets(book: bytes, name: str) -> SheetSource:
    """Return the data of a scheme; `book` has passed the guard, messages call it `name`.

    Raises:
        SourceError: when a sheet or a column is missing, or a word is none of those offered.
    """
    workbook = openpyxl.load_workbook(BytesIO(book), data_only=True)
    reading = Reading(name)
    check_sheets(workbook, reading)
    data = _fields(workbook, reading)
    data["grade_bands"] = _grades(workbook, reading)
    data["standards"] = _standards(workbook, reading)
    data["rows"] = _rows(workbook, reading)
    data["unscored"] = _unscored(workbook, reading)
    _tables(workbook, reading, data["rows"])
    if reading.problems:
        raise SourceError(reading.problems)
    return SheetSource(name, data, reading.lines, reading.sheets, column_titles())


def _fields(workbook: Workbook, reading: Reading) -> dict[str, Any]:
    sheet = workbook[form.SCHEME_SHEET]
    titles = {column.title: column.key for column in form.SCHEME_FIELDS}
    values: dict[str, Any] = {}
    rows: dict[str, int] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=2, values_only=True), start=1):
        key = titles.get(str(row[0]).strip())
        if key is not None:
            values[key], rows[key] = plain(row[1]), number
    for key, number in rows.items():
        reading.note((key,), form.SCHEME_SHEET, number)
    for key in ("source", "grade_source", "effective"):
        first = {"source": "status", "grade_source": "grade_status", "effective": "from"}[key]
        reading.note((key,), form.SCHEME_SHEET, rows.get(first, form.FIRST_ROW))
    place = (form.SCHEME_SHEET, rows.get("status", form.FIRST_ROW))
    grades = (form.SCHEME_SHEET, rows.get("grade_status", form.FIRST_ROW))
    data: dict[str, Any] = {
        key: values.get(key)
        for key in ("id", "version", "name", "full")
        if values.get(key) is not None
    }
    if isinstance(data.get("version"), (int, float)):
        data["version"] = format(data["version"], ".1f")
    if values.get("coverage"):
        data["coverage"] = values["coverage"]
    data["effective"] = {"from": values.get("from"), "to": values.get("to")}
    data["source"] = _source(reading, place, values)
    of_grades = {key: values.get(f"grade_{key}") for key in ("status", "address", "note")}
    data["grade_source"] = _source(reading, grades, of_grades)
    return data


def _source(reading: Reading, place: tuple[str, int], cells: Cells) -> dict[str, Any]:
    status = _code(reading, place, ("来源", form.STATUSES), cells.get("status"))
    texts = {key: cells[key] for key in ("address", "note") if cells.get(key) is not None}
    return {"status": status, **texts}


def _code(
    reading: Reading, place: tuple[str, int], words: tuple[str, Mapping[str, str]], word: Any
) -> str | None:
    """Return the code of a word that a drop-down offers."""
    title, codes = words
    if word in codes:
        return codes[str(word)]
    shown = "空" if word is None else f"“{word}”"
    reason = f"应为{'、'.join(codes)}之一，现为{shown}，请改正。"
    reading.complain(*place, title, reason)
    return None


def _grades(workbook: Workbook, reading: Reading) -> list[Cells]:
    bands = []
    for position, (number, cells) in enumerate(filled_lines(workbook, form.GRADES_SHEET)):
        reading.note(("grade_bands", position), form.GRADES_SHEET, number)
        bands.append(cells)
    reading.note(("grade_bands",), form.GRADES_SHEET, form.FIRST_ROW)
    return bands


def _standards(workbook: Workbook, reading: Reading) -> list[dict[str, Any]]:
    standards: list[dict[str, Any]] = []
    by_id: dict[Any, dict[str, Any]] = {}
    for number, cells in filled_lines(workbook, form.STANDARDS_SHEET):
        place = (form.STANDARDS_SHEET, number)
        source = _source(reading, place, cells)
        if cells.get("since") is not None:
            earlier = by_id.get(cells.get("id"))
            if earlier is None:
                reading.complain(*place, "编号", "上面没有这个编号的标准，请先填最初的标准值。")
                continue
            dated = {"since": cells["since"], "value": cells.get("value"), "source": source}
            earlier.setdefault("dated", []).append(dated)
            position = len(earlier["dated"]) - 1
            reading.note(("standards", standards.index(earlier), "dated", position), *place)
            continue
        stated = ("id", "title", "value", "unit", "basis", "defined_name")
        standard = {key: cells[key] for key in stated if cells.get(key) is not None}
        standard["source"] = source
        reading.note(("standards", len(standards)), *place)
        standards.append(standard)
        by_id[cells.get("id")] = standard
    return standards


def _rows(workbook: Workbook, reading: Reading) -> list[dict[str, Any]]:
    rows = []
    for position, (number, cells) in enumerate(filled_lines(workbook, form.ROWS_SHEET)):
        reading.note(("rows", position), form.ROWS_SHEET, number)
        rows.append(_row(reading, (form.ROWS_SHEET, number), cells))
    reading.note(("rows",), form.ROWS_SHEET, form.FIRST_ROW)
    return rows


def _unscored(workbook: Workbook, reading: Reading) -> list[dict[str, Any]]:
    rates = []
    for position, (number, cells) in enumerate(filled_lines(workbook, form.UNSCORED_SHEET)):
        place = (form.UNSCORED_SHEET, number)
        reading.note(("unscored", position), *place)
        stated = ("id", "title", "direction", "standard")
        rate: dict[str, Any] = {key: cells[key] for key in stated if cells.get(key) is not None}
        inputs = _listed(cells.get("inputs"))
        rate["value"] = {"function": cells.get("function"), "inputs": inputs}
        rate["source"] = _source(reading, place, cells)
        rates.append(rate)
    return rates


def _row(reading: Reading, place: tuple[str, int], cells: Cells) -> dict[str, Any]:
    keys = ("id", "level1", "level2", "level3", "points", "standard_text")
    row: dict[str, Any] = {key: cells[key] for key in keys if cells.get(key) is not None}
    if cells.get("function") is not None:
        inputs = _listed(cells.get("inputs"))
        row["value"] = {"function": cells["function"], "inputs": inputs}
    if cells.get("rate") is not None:
        row["definition"] = {"rate": cells["rate"], "offered": _listed(cells.get("offered"))}
    score: dict[str, Any] = {
        "shape": _code(reading, place, ("评分方法", form.SHAPES), cells.get("shape"))
    }
    parameters = [cells.get(f"p{number}") for number in range(1, 6)]
    while parameters and parameters[-1] is None:
        parameters.pop()
    if parameters:
        score["p"] = [_parameter(each) for each in parameters]
    for key in ("lowest", "experts"):
        if cells.get(key) is not None:
            score[key] = cells[key]
    row["score"] = score
    applicable = _code(reading, place, ("适用", form.APPLICABLE), cells.get("applicable"))
    row["applicable"] = applicable
    row["source"] = _source(reading, place, cells)
    return row


def _listed(text: Any) -> list[str]:
    parts = str(text or "").replace("，", form.LIST_SEPARATOR).split(form.LIST_SEPARATOR)
    return [part.strip() for part in parts if part.strip()]


def _parameter(value: Any) -> Any:
    """Read P1 … P5: `标准:编号` refers to a standard."""
    text = str(value).replace("：", ":")
    if isinstance(value, str) and text.startswith("标准:"):
        return {"standard": text.partition(":")[2].strip()}
    return value


def _tables(workbook: Workbook, reading: Reading, rows: list[dict[str, Any]]) -> None:
    """Put bounds, levels and items into the rows that they belong to."""
    by_id = {row.get("id"): (position, row["score"]) for position, row in enumerate(rows)}
    for number, cells in filled_lines(workbook, form.TABLES_SHEET):
        place = (form.TABLES_SHEET, number)
        kind = _code(reading, place, ("种类", form.TABLE_KINDS), cells.get("kind"))
        if cells.get("row") not in by_id:
            reason = f"“{form.ROWS_SHEET}”表中没有编号“{cells.get('row')}”，请改正。"
            reading.complain(*place, "指标编号", reason)
            continue
        position, score = by_id[cells.get("row")]
        bound, points = cells.get("bound"), cells.get("points")
        if kind is None:
            continue
        entries = score.setdefault(kind, [])
        entries.append(_entry(kind, bound, points))
        keys: Keys = ("rows", position, "score", kind, len(entries) - 1)
        reading.note(keys, *place)
        reading.note(keys[:-1], *place)
        if kind == "items" and points is not None:
            score.setdefault("item_points", []).append(points)
            reading.note(("rows", position, "score", "item_points"), *place)


def _entry(kind: str, bound: Any, points: Any) -> Any:
    if kind == "items":
        return bound
    key = {"bands": "upper", "floors": "lower", "levels": "name"}[kind]
    return {key: bound, "points": points}
