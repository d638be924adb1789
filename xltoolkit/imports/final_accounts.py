"""Final accounts as they are published (部门决算公开表) → the quantities of 基础数据.

Nothing is guessed: a table without a unit, a figure that is not where it should be, and one
that two tables give differently are reported and left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from xltoolkit.catalogue import Catalogue
from xltoolkit.catalogue.quantity_model import Quantity
from xltoolkit.errors import UserError
from xltoolkit.imports.accounts_model import AccountFigure, account_tables
from xltoolkit.imports.accounts_sheet import (
    AccountSheet,
    FoundCell,
    LocatedTable,
    is_contents,
    is_number,
    locate_table,
    stated_department,
    stated_year,
)
from xltoolkit.imports.case_model import DataItem
from xltoolkit.imports.table_header import TableCell, as_text, stated_unit
from xltoolkit.workbook.money_doubts import is_ten_thousand_times
from xltoolkit.workbook.typed_numbers import UnitWord, read_typed_number, unit_word


@dataclass(frozen=True)
class FinalAccounts:
    """What published accounts say, in 万元.

    Attributes:
        items: Value of each quantity with its table and cell.
        year: The year that the tables name, None where they name none.
        department: The department that they name, empty where they name none.
        said: What was converted or left empty, as sentences.
        problems: What could not be placed or read, as sentences.
    """

    items: Mapping[str, DataItem]
    year: int | None
    department: str
    said: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass
class _Reading:
    quantities: Mapping[str, Quantity]
    asked_unit: UnitWord | None
    items: dict[str, DataItem] = field(default_factory=dict)
    converted: dict[UnitWord, list[str]] = field(default_factory=dict)
    overruled: dict[UnitWord, list[str]] = field(default_factory=dict)
    rest: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    contradicted: set[str] = field(default_factory=set)


def read_final_accounts(
    sheets: Sequence[AccountSheet], catalogue: Catalogue, unit: str | None
) -> FinalAccounts:
    """Return the quantities that published accounts give.

    Args:
        sheets: All sheets of the file.
        catalogue: Knows the quantities.
        unit: 元 or 万元 for all tables whatever they state; None where they say it themselves.

    Raises:
        UserError: the tables are of different years, or state a unit that is not understood.
    """
    asked = None if unit is None else unit_word(unit)
    reading = _Reading(catalogue.quantities_by_id(), asked)
    located = list(_located(sheets, reading))
    year = _year(located)
    for table in located:
        _read_table(reading, table)
    _name_missing_tables(reading, located)
    departments = [stated_department(table.lines_above) for table in located]
    return FinalAccounts(
        items=reading.items,
        year=year,
        department=next((name for name in departments if name), ""),
        said=tuple(_said(reading)),
        problems=tuple(reading.problems),
    )


def _located(sheets: Sequence[AccountSheet], reading: _Reading) -> Iterator[LocatedTable]:
    """Return the known tables; one that stands there twice is not taken."""
    by_title: dict[str, list[LocatedTable]] = {}
    for sheet in sheets:
        located = locate_table(sheet)
        if located is not None:
            by_title.setdefault(located.table.title, []).append(located)
        elif not is_contents(sheet) and any(as_text(cell) for row in sheet.rows for cell in row):
            reading.problems.append(f"工作表“{sheet.name}”没有能识别的决算表表名，未读取。")
    for title, tables in by_title.items():
        if len(tables) == 1:
            yield tables[0]
            continue
        names = "、".join(f"“{table.sheet.name}”" for table in tables)
        reading.problems.append(f"《{title}》在工作表{names}中都有，未读取，请只留一张。")


def _year(tables: Sequence[LocatedTable]) -> int | None:
    years = {stated_year(table.lines_above): table.table.title for table in tables}
    years.pop(None, None)
    if len(years) > 1:
        named = "、".join(f"《{title}》为{year}年度" for year, title in years.items())
        raise UserError(f"各张决算表的年度不同（{named}），请提供同一年度的决算表。")
    return next(iter(years), None)


def _read_table(reading: _Reading, located: LocatedTable) -> None:
    table = located.table
    if not table.figures:
        return
    unit = _unit(reading, located)
    if unit is None:
        reading.problems.append(
            f"《{table.title}》没有写金额单位，未读取，请在表头上方补写“金额单位：元”或"
            "“金额单位：万元”，或加 --unit 元（万元）。"
        )
        return
    taken = [_read_figure(reading, located, figure, unit) for figure in table.figures]
    rest = located.count_of_numbers() - sum(taken)
    if rest > 0:
        reading.rest[table.title] = rest
    if unit.factor != 1 and any(taken):
        reading.converted.setdefault(unit, []).append(table.title)


def _unit(reading: _Reading, located: LocatedTable) -> UnitWord | None:
    """Return the unit that the user names, else the one that stands above the table."""
    asked = reading.asked_unit
    if asked is None:
        return stated_unit(located.lines_above)
    with suppress(UserError):  # a unit that nobody understands does not matter then
        stated = stated_unit(located.lines_above)
        if stated is not None and stated.factor != asked.factor:
            reading.overruled.setdefault(stated, []).append(located.table.title)
    return asked


def _read_figure(
    reading: _Reading, located: LocatedTable, figure: AccountFigure, unit: UnitWord
) -> bool:
    """Take a figure; return whether a number stands there."""
    title = reading.quantities[figure.quantity].title
    place = f"《{located.table.title}》的{title}"
    found = located.find(figure)
    if not found:
        if not figure.optional:
            reading.problems.append(f"{place}没有找到，未填入：{_sought(figure)}。")
        return False
    if len({as_text(each.value) for each in found}) > 1:
        cells = "、".join(f"{each.cell}为{as_text(each.value) or '空'}" for each in found)
        reading.problems.append(f"{place}有几处而数值不同（{cells}），未填入，请核对。")
        return False
    return _take(reading, located, figure, found[0], unit)


def _sought(figure: AccountFigure) -> str:
    """Say what was looked for, so that one can see why it was not found."""
    line = f"“{figure.row[0]}”行、" if figure.row else ""
    above = f"“{figure.under[0]}”下的" if figure.under else ""
    return f"表中应有{line}{above}“{figure.columns[0]}”栏"


def _take(
    reading: _Reading,
    located: LocatedTable,
    figure: AccountFigure,
    found: FoundCell,
    unit: UnitWord,
) -> bool:
    title = reading.quantities[figure.quantity].title
    place = f"《{located.table.title}》{found.cell}（{title}）"
    if not is_number(found.value):
        shown = as_text(found.value)
        if shown and read_typed_number(shown) is None:
            reading.problems.append(f"{place}的“{shown}”不是数字，未填入，请改正。")
        return False
    in_unit = "" if unit.factor == 1 else f"，{unit.text}"
    source = f"《{located.table.title}》（{located.sheet.name}!{found.cell}{in_unit}）"
    item = DataItem(_value(found.value, unit), source=source)
    _keep(reading, figure.quantity, item, place)
    return True


def _value(cell: TableCell, unit: UnitWord) -> float:
    if isinstance(cell, (int, float)):
        return float(Decimal(repr(cell)) * unit.factor)
    typed = read_typed_number(as_text(cell))
    assert typed is not None and typed.value is not None  # noqa: PT018  # is_number has said so
    return float(typed.value if typed.unit is not None else typed.value * unit.factor)


def _keep(reading: _Reading, quantity: str, item: DataItem, place: str) -> None:
    """Take a figure, unless another table gives it differently: then none is taken."""
    first = reading.items.get(quantity)
    if quantity in reading.contradicted:
        return
    if first is None:
        reading.items[quantity] = item
    elif first.value != item.value:
        reading.problems.append(
            f"{place}为{item.value:.15g}万元，而{first.source}为{first.value:.15g}万元，"
            f"都未填入，请核对{_ten_thousand(first.value, item.value)}。"
        )
        reading.contradicted.add(quantity)
        del reading.items[quantity]


def _ten_thousand(first: float | str, second: float | str) -> str:
    smaller, larger = sorted(abs(float(each)) for each in (first, second))
    is_far = smaller > 0 and is_ten_thousand_times(larger / smaller, 1.0)
    return "：两者约差一万倍，疑有一张表的金额单位写错" if is_far else ""


def _said(reading: _Reading) -> Iterator[str]:
    for stated, titles in reading.overruled.items():
        assert reading.asked_unit is not None
        named = "".join(f"《{title}》" for title in titles)
        yield (
            f"{named}上写的金额单位是{stated.text}，已按 --unit {reading.asked_unit.text}读取，请核对。"
        )
    for unit, titles in reading.converted.items():
        named = "".join(f"《{title}》" for title in titles)
        yield f"{named}以{unit.text}为单位，已由{unit.conversion}。"
    if reading.rest:
        counted = "、".join(f"《{title}》{count}个" for title, count in reading.rest.items())
        yield f"分科目等明细数在基础数据中没有对应的项目，未填入：{counted}。"


def _name_missing_tables(reading: _Reading, located: Sequence[LocatedTable]) -> None:
    titles = {each.table.title for each in located}
    missing = [
        f"《{table.title}》"
        for table in account_tables().tables
        if table.figures and table.title not in titles
    ]
    if missing:
        reading.problems.append(f"没有找到{''.join(missing)}，其中的数未填入。")
