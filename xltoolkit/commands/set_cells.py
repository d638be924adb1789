"""`xltoolkit set`: values into input cells, as if they were typed there."""

import math
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import now
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.editing import edited
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.content import Address, WorkbookContent, address, parse_area
from xltoolkit.workbook.input_problem import InputProblem
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.plan import PlannedValue


@dataclass(frozen=True)
class _Assignment:
    """A value for a cell; `place` is how the person named it."""

    place: str
    sheet: str
    position: Address
    value: PlannedValue

    @property
    def cell(self) -> str:
        """The cell as messages name it: 绩效目标!J6."""
        return f"{self.sheet}!{address(*self.position)}"


def set_cells(book: Path, assignments: list[str]) -> None:
    """Type values into input cells, named as 绩效目标!J6 or by a defined name.

    What is doubtful about them is told as `check` would; the cells hold what was typed.

    Raises:
        UserError: a place is no input cell or named twice; nothing was written.
    """
    with edited(book, now()) as session:
        content = session.content()
        wanted = [_assignment(content, each) for each in assignments]
        _refuse_twice(wanted)
        _refuse_others(session, wanted)
        session.write(_by_sheet(wanted))
        problems = _doubts(session.content(), wanted)
    for problem in problems:
        print(f"【{problem.severity}】{problem}")
    emptied = sum(each.value is None for each in wanted)
    print(_told(len(wanted) - emptied, emptied))


def _told(filled: int, emptied: int) -> str:
    done = [f"已填入{filled}个单元格"] if filled else []
    done += [f"已清空{emptied}个单元格"] if emptied else []
    return f"{'，'.join(done)}。"


def _assignment(content: WorkbookContent, text: str) -> _Assignment:
    place, separator, typed = text.partition("=")
    if not separator:
        raise UserError(
            f"“{text}”不是“位置=值”的写法，位置请写成 绩效目标!J6 或单元格名称，如 决算支出=100。"
        )
    area = content.area(place) or parse_area(place)
    if area is None or area.sheet not in content.sheets:
        raise UserError(
            f"工作簿中没有“{place}”这个位置，请写成 绩效目标!J6 或单元格名称，如 决算支出。"
        )
    if (area.bottom, area.right) != (area.top, area.left):
        raise UserError(f"“{place}”不止一个单元格，请逐个写明，如 绩效目标!J6。")
    return _Assignment(place, area.sheet, (area.top, area.left), _value(typed))


def _value(typed: str) -> PlannedValue:
    """Read a plain number such as -12.5; everything else stays the text that it is."""
    if not typed:
        return None
    try:
        number = float(typed) if typed.isascii() and "_" not in typed else math.nan
    except ValueError:
        return typed
    return number if math.isfinite(number) else typed


def _refuse_twice(wanted: Iterable[_Assignment]) -> None:
    named: dict[str, str] = {}
    for each in wanted:
        before = named.setdefault(each.cell, each.place)
        if before is not each.place:
            raise UserError(
                f"“{before}”和“{each.place}”是同一个单元格（{each.cell}），未作任何改动："
                "请只写一次。"
            )


def _refuse_others(session: Session, wanted: Collection[_Assignment]) -> None:
    """Refuse cells that staff do not type into: titles, formulas, what a run writes."""
    sheets = session.content().sheets
    unlocked = {sheet: session.unlocked_cells(sheet) for sheet in {each.sheet for each in wanted}}
    for each in wanted:
        cell = sheets[each.sheet].get(each.position)
        if cell is not None and cell.formula is not None:
            raise UserError(f"{each.place}是公式单元格，不能填数，请改填它所引用的录入单元格。")
        if each.position not in unlocked[each.sheet]:
            raise UserError(f"{each.place}不是录入单元格，未作任何改动：请改填表中有底色的单元格。")


def _by_sheet(wanted: Iterable[_Assignment]) -> Mapping[str, Mapping[Address, PlannedValue]]:
    cells: dict[str, dict[Address, PlannedValue]] = {}
    for each in wanted:
        cells.setdefault(each.sheet, {})[each.position] = each.value
    return cells


def _doubts(content: WorkbookContent, wanted: Iterable[_Assignment]) -> list[InputProblem]:
    """Return what `check` says of the cells; what else is wrong with the workbook, it tells."""
    cells = {each.cell for each in wanted}
    with suppress(UserError):
        problems = inspect_inputs(content, load_catalogue())
        return [each for each in problems if f"{each.sheet}!{each.cell}" in cells]
    return []
