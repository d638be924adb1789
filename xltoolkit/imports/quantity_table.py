"""Read a table of quantities that staff prepared: which value belongs to which quantity.

The long form has a row for each quantity, the wide form a row for each title of 基础数据 and a
column for 上年决算, 年初预算, 全年预算 or 决算数. A row that cannot be taken is reported with its
number, its name and a remedy; the others are read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import ListColumn, Quantity
from xltoolkit.errors import UserError
from xltoolkit.imports.case_model import DataItem, Scope
from xltoolkit.imports.quantity_names import QuantityNames, quantity_names
from xltoolkit.imports.table_header import (
    SEARCHED_ROWS,
    Header,
    Row,
    TableCell,
    ValueColumn,
    as_text,
    find_header,
    stated_unit,
)
from xltoolkit.imports.table_values import TEN_THOUSAND_YUAN, Refusal, Units, read_value
from xltoolkit.workbook.typed_numbers import UnitWord, unit_word

_SCOPES = {scope.value: scope for scope in Scope}
_UNSTATED_SCOPE = "未注明"
_GROUP = 3  # digits between thousands separators


@dataclass(frozen=True)
class QuantityTable:
    """What a table says.

    Attributes:
        items: The quantities by id, in the unit of the workbook, in the order of the table.
        converted: A sentence for everything that was converted or should be looked at.
        problems: A sentence for every value that was not taken, in the order of the table.
    """

    items: Mapping[str, DataItem]
    converted: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Where a value stands: its row as the file counts, the name there, and its column."""

    row: int
    name: str

    def sentence(self, cell: TableCell, what: str) -> str:
        shown = as_text(cell)
        return f"第{self.row}行“{self.name}”{f'的“{shown}”' if shown else ''}{what}。"


@dataclass
class _Reading:
    """What was read so far."""

    names: QuantityNames
    header: Header
    unit: UnitWord
    unit_asked_for: bool
    unit_assumed: bool
    items: dict[str, DataItem] = field(default_factory=dict)
    places: dict[str, _Place] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    converted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_quantity_table(
    rows: Sequence[Row], catalogue: Catalogue, unit: str | None = None
) -> QuantityTable:
    """Return the quantities of a table.

    Args:
        rows: All rows from the first of the file on; error values as members whose text is
            their name, dates as text.
        catalogue: Knows the quantities.
        unit: 元 or 万元 for money that has no unit of its own; None where the table says it
            (a column 单位, a header such as 决算数（元）, a line 金额单位：元), else 万元.

    Raises:
        UserError: there is no header, or the unit is not understood.
    """
    header = find_header(rows)
    if header is None:
        raise UserError(
            f"表的前{SEARCHED_ROWS}行中没有找到表头：请写一行表头，至少有“名称”和“数值”两栏，"
            "或“项目”和“年初预算”“决算数”等栏。"
        )
    given = _asked_unit(unit)
    stated = None if given else stated_unit(rows[: header.row])
    unit_of_table = given or stated or _asked_unit(TEN_THOUSAND_YUAN)
    assert unit_of_table is not None
    if given is not None:
        header = replace(
            header, values=tuple(replace(column, unit=None) for column in header.values)
        )
    reading = _Reading(
        names=quantity_names(catalogue.quantities),
        header=header,
        unit=unit_of_table,
        unit_asked_for=given is not None,
        unit_assumed=given is None and stated is None,
    )
    for position, row in enumerate(rows[header.row + 1 :], start=header.row + 2):
        _read_row(reading, position, row, repeated_header=rows[header.row])
    return _table(reading)


def _asked_unit(text: str | None) -> UnitWord | None:
    if text is None:
        return None
    unit = unit_word(text)
    if unit is None or unit.kind != "money":
        raise UserError(f"“{text}”不是金额单位：请用“元”或“万元”。")
    return unit


def _read_row(reading: _Reading, number: int, row: Row, repeated_header: Row) -> None:
    header = reading.header
    place = _Place(number, as_text(_cell(row, header.name)))
    values = [column for column in header.values if as_text(_cell(row, column.position))]
    if not values or list(row) == list(repeated_header):
        return  # a heading, a note, or a quantity that is not given
    if not place.name:
        shown = as_text(_cell(row, values[0].position))
        reading.problems.append(f"第{number}行有数值“{shown}”但没有名称，请补上名称。")
    elif _is_split_by_separators(row, header):
        reading.problems.append(
            place.sentence(None, "像是被数字中的千分位逗号拆成了几格，请去掉逗号或给数字加引号")
        )
    else:
        for column in values:
            _read_cell(reading, place, row, column)


def _read_cell(reading: _Reading, place: _Place, row: Row, column: ValueColumn) -> None:
    cell = _cell(row, column.position)
    try:
        quantity = _quantity(reading.names, place.name, column)
        of_row = as_text(_beside(reading, row, "unit"))
        units = Units(of_row, column.unit or reading.unit, reading.unit_asked_for)
        read = read_value(quantity, cell, units)
    except Refusal as reason:
        reading.problems.append(_at(place, column).sentence(cell, str(reason)))
        return
    if read.said:
        reading.converted.append(_at(place, column).sentence(cell, read.said))
    if read.value is None:
        return
    item = DataItem(
        read.value,
        _scope(reading, place, row),
        as_text(_beside(reading, row, "note")),
        as_text(_beside(reading, row, "source")),
    )
    _keep(reading, quantity, item, _at(place, column))


def _at(place: _Place, column: ValueColumn) -> _Place:
    return replace(place, name=f"{place.name}：{column.title}") if column.column else place


def _quantity(names: QuantityNames, name: str, column: ValueColumn) -> Quantity:
    """Return the quantity that a row and a column mean.

    Raises:
        Refusal: there is none, or more than one.
    """
    if column.column is not None:
        placed = names.at(name, column.column)
        if placed is not None:
            return placed
        if names.has_row(name):
            raise Refusal(f"没有对应的数量：基础数据中“{name}”不填这一栏，请移到正确的栏或删去")
    meant = names.named(name) if column.column is None else ()
    if len(meant) > 1:
        titles = "、".join(quantity.title for quantity in meant)
        raise Refusal(f"可能指几个数量（{titles}），请写全名称")
    if not meant:
        nearest = names.nearest(name)
        guess = f"是否为“{nearest}”？" if nearest else ""
        raise Refusal(f"不能填入：数量目录中没有这个名称，{guess}请改正名称")
    if isinstance(meant[0].place, ListColumn):
        raise Refusal(f"不能由数据表填入，请在“{meant[0].place.sheet}”表中逐行填写")
    return meant[0]


def _keep(reading: _Reading, quantity: Quantity, item: DataItem, place: _Place) -> None:
    """Take a value, unless the quantity stands in the table twice with different ones."""
    first = reading.items.get(quantity.id)
    if quantity.id in reading.doubled or (first is not None and first.value != item.value):
        earlier = reading.places[quantity.id].row
        reading.problems.append(
            f"第{place.row}行“{place.name}”与第{earlier}行是同一数量“{quantity.title}”而数值不同，"
            "都未填入，请删去一个。"
        )
        reading.doubled.add(quantity.id)
        reading.items.pop(quantity.id, None)
    elif first is None:
        reading.items[quantity.id] = item
        reading.places[quantity.id] = place


def _scope(reading: _Reading, place: _Place, row: Row) -> Scope | None:
    text = as_text(_beside(reading, row, "scope"))
    if text in ("", _UNSTATED_SCOPE):
        return None
    if text not in _SCOPES:
        known = "、".join(_SCOPES)
        sentence = (
            f"第{place.row}行“{place.name}”的口径“{text}”不在{known}之中，口径未填入，请改正。"
        )
        if sentence not in reading.problems:
            reading.problems.append(sentence)
    return _SCOPES.get(text)


def _beside(reading: _Reading, row: Row, what: str) -> TableCell:
    position = reading.header.others.get(what)
    return None if position is None else _cell(row, position)


def _cell(row: Row, position: int) -> TableCell:
    return row[position] if position < len(row) else None


def _is_split_by_separators(row: Row, header: Header) -> bool:
    """Whether 1,234.5 without quotes has become two cells, so that others stand wrong too."""
    pairs = list(pairwise(row))
    if len(row) > header.width:
        overhang = any(as_text(cell) for cell in row[header.width :])
        return overhang or any(_looks_split(*pair) for pair in pairs)
    values = {column.position for column in header.values}
    return any(
        _looks_split(*pairs[position])
        for position in values
        if position < len(pairs) and position + 1 not in values
    )


def _looks_split(left: TableCell, right: TableCell) -> bool:
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    whole = right.strip().partition(".")[0]
    lead = left.strip().lstrip("+-")
    both_are_digits = lead.isdecimal() and whole.isdecimal()
    return both_are_digits and len(lead) <= _GROUP and len(whole) == _GROUP


def _table(reading: _Reading) -> QuantityTable:
    return QuantityTable(
        dict(reading.items),
        (*_said_about_units(reading), *reading.converted),
        tuple(reading.problems),
    )


def _said_about_units(reading: _Reading) -> Iterator[str]:
    columns = reading.header.values
    says_nothing = "unit" not in reading.header.others and not any(each.unit for each in columns)
    if reading.unit_assumed and says_nothing:
        yield "表中没有写金额单位，未注单位的金额按万元读取；如为元，请加 --unit 元。"
    units: Iterable[UnitWord] = dict.fromkeys(column.unit or reading.unit for column in columns)
    for unit in units:
        if unit.factor != 1:
            yield f"没有另注单位的金额以{unit.text}为单位，已由{unit.conversion}。"
