"""`xltoolkit fill` and `set`: data into a workbook."""

from collections.abc import Callable
from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import now
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.foreign_sheets import foreign_sheets
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.run import open_session
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.snapshots import snapshot
from xltoolkit.imports.data_file import Filling, read_data_file
from xltoolkit.workbook.content import WorkbookContent, parse_area
from xltoolkit.workbook.finalising import refuse_finalised
from xltoolkit.workbook.plan import PlannedValue, SheetPlan
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.template_files import template_path

MACROS = ".xlsm"


def template(scheme: str) -> bytes:
    """Return the built template of a scheme."""
    return template_path(load_catalogue().scheme(scheme)).read_bytes()


def template_with_macros(scheme: str) -> bytes:
    """Return the template of a scheme with functions and buttons for Excel."""
    return with_macros(template(scheme))


def with_macros(workbook: bytes) -> bytes:
    """Return a workbook with functions and buttons for Excel.

    They are added now: what reaches Python must be of the version of the installed xlwings.
    """
    from xltoolkit.hosts.excel.bundle import macro_workbook  # noqa: PLC0415  # for few commands

    return macro_workbook(workbook)


def fill(book: Path, data: Path, unit: str | None) -> None:
    """Put a case file, a table of quantities or published accounts into a workbook.

    What it lacks stays as it is.
    """
    find_cells = read_data_file(data, unit, foreign_sheets)
    fillings: list[Filling] = []

    def plan(content: WorkbookContent) -> tuple[SheetPlan, ...]:
        fillings.append(find_cells(content))
        return fillings[0].plans

    change(book, plan)
    for sentence in (*fillings[0].remarks, fillings[0].done):
        print(sentence)


def set_cells(book: Path, assignments: list[str]) -> None:
    """Type values into input cells, named as 绩效目标!J6 or by a defined name."""
    change(book, lambda content: tuple(_assigned(content, each) for each in assignments))
    print(f"已填入{len(assignments)}个单元格。")


def _assigned(content: WorkbookContent, assignment: str) -> SheetPlan:
    place, separator, text = assignment.partition("=")
    if not separator:
        raise UserError(
            f"“{assignment}”不是“位置=值”的写法，"
            "位置请写成 绩效目标!J6 或单元格名称，如 决算支出=100。"
        )
    area = content.area(place) or parse_area(place)
    if area is None or area.sheet not in content.sheets:
        raise UserError(
            f"工作簿中没有“{place}”这个位置，请写成 绩效目标!J6 或单元格名称，如 决算支出。"
        )
    address = (area.top, area.left)
    cell = content.sheets[area.sheet].get(address)
    if cell is not None and cell.formula is not None:
        raise UserError(f"{place}是公式单元格，不能填数，请改填它所引用的录入单元格。")
    return SheetPlan(area.sheet, {address: _value(text)}, {})


def _value(text: str) -> PlannedValue:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def change(book: Path, plan: Callable[[WorkbookContent], tuple[SheetPlan, ...]]) -> None:
    """Apply plans to a workbook and calculate it; its state before is kept.

    Raises:
        UserError: the workbook cannot be read or written; it is as it was.
    """
    refuse_locked(book.resolve())
    package = open_file(book)
    loaded = package.to_bytes()
    session = open_session(package)
    content = session.content()
    recognise(content, load_catalogue())
    refuse_finalised(content)
    session.apply(plan(content))
    session.store_results()
    if session.changed:
        snapshot(book, now())
        save(book, session.to_bytes(), loaded)
