"""The sheets of a scheme's form as rows of plain cells, and the places of what stands there."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.workbook.workbook import Workbook

from xltoolkit.imports import scheme_form as form
from xltoolkit.strict_yaml import Key, Keys, Problem, Source, SourceError

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class SheetSource(Source):
    """A scheme read from sheets; a problem names the sheet, the row and the column's title."""

    sheets: Mapping[Keys, str] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def problem(self, keys: Sequence[Key], reason: str) -> Problem:
        """Return a problem found at this path."""
        path = tuple(keys)
        line = self.line_of(*path)
        while path and path not in self.sheets:
            path = path[:-1]
        sheet = self.sheets.get(path, form.SCHEME_SHEET)
        titles = self.titles.get(sheet, {})
        named = [titles[key] for key in keys if isinstance(key, str) and key in titles]
        return Problem(f"{self.name}“{sheet}”", line, tuple(named[-1:]), reason)


@dataclass
class Reading:
    """The lines and sheets of the entries read so far, and what could not be read."""

    name: str
    lines: dict[Keys, int] = field(default_factory=lambda: {(): form.FIRST_ROW})
    sheets: dict[Keys, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, keys: Keys, sheet: str, row: int) -> None:
        """Remember where an entry stands."""
        self.lines[keys] = row
        self.sheets[keys] = sheet

    def complain(self, sheet: str, row: int, title: str, reason: str) -> None:
        """Note a mistake of a cell."""
        self.problems.append(Problem(f"{self.name}“{sheet}”", row, (title,), reason))


COLUMNS = {
    form.ROWS_SHEET: form.ROW_COLUMNS,
    form.TABLES_SHEET: form.TABLE_COLUMNS,
    form.STANDARDS_SHEET: form.STANDARD_COLUMNS,
    form.UNSCORED_SHEET: form.UNSCORED_COLUMNS,
    form.GRADES_SHEET: form.GRADE_COLUMNS,
}


def column_titles() -> dict[str, dict[str, str]]:
    """Return the title of the column, by sheet, that an entry of the data stands in."""
    columns = {**COLUMNS, form.SCHEME_SHEET: form.SCHEME_FIELDS}
    titles = {
        sheet: {column.key: column.title for column in of_sheet}
        for sheet, of_sheet in columns.items()
    }
    titles[form.SCHEME_SHEET]["effective"] = titles[form.SCHEME_SHEET]["from"]
    titles[form.ROWS_SHEET].update(
        score="评分方法", value="取值函数", p="P1", definition="口径目录"
    )
    bounds = dict.fromkeys(("bands", "floors", "items", "levels"), "界限或名称")
    titles[form.TABLES_SHEET].update(bounds, item_points="得分")
    return titles


def check_sheets(workbook: Workbook, reading: Reading) -> None:
    """Refuse a workbook that lacks a sheet or a column of the form.

    Raises:
        SourceError: names what is missing.
    """
    for sheet in (form.SCHEME_SHEET, *COLUMNS):
        if sheet not in workbook.sheetnames:
            reason = "工作簿中没有这张表，请用“xltoolkit schemes new”新建的工作簿填写。"
            raise SourceError([Problem(f"{reading.name}“{sheet}”", 1, (), reason)])
    for sheet, columns in COLUMNS.items():
        titles = [cell.value for cell in workbook[sheet][form.HEADER_ROW]]
        for column in columns:
            if column.title not in titles:
                reading.complain(sheet, form.HEADER_ROW, column.title, "缺少这一列，请补上标题。")
    if reading.problems:
        raise SourceError(reading.problems)


def filled_lines(workbook: Workbook, sheet: str) -> Iterator[tuple[int, Cells]]:
    """Return the rows of a sheet that hold something, by the key of each column."""
    columns = COLUMNS[sheet]
    titles = [cell.value for cell in workbook[sheet][form.HEADER_ROW]]
    places = {column.key: titles.index(column.title) for column in columns}
    for number, row in enumerate(
        workbook[sheet].iter_rows(min_row=form.FIRST_ROW, values_only=True), start=form.FIRST_ROW
    ):
        cells = {key: plain(row[place]) for key, place in places.items() if place < len(row)}
        if any(value is not None for value in cells.values()):
            yield number, cells


def plain(value: Any) -> Any:
    """Return a cell as a YAML file would hold it."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value.strip() or None
    return value
