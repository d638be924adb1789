"""`xltoolkit new`, `fill` and `set`: an empty workbook, and data into it."""

from collections.abc import Callable
from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.commands.clock import now
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.run import open_session
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.snapshots import snapshot
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile
from xltoolkit.imports.filling import plan_filling, plan_values
from xltoolkit.resources import folder
from xltoolkit.workbook.content import WorkbookContent, parse_area
from xltoolkit.workbook.finalising import refuse_finalised
from xltoolkit.workbook.plan import PlannedValue, SheetPlan
from xltoolkit.workbook.reading import recognise

CASE_SUFFIXES = (".yaml", ".yml")


def new(book: Path, scheme: str) -> None:
    """Write an empty workbook of a scheme.

    Raises:
        UserError: the file exists already, has another ending, or there is no such scheme.
    """
    if book.suffix.lower() != ".xlsx":
        raise UserError(f"文件名“{book.name}”应以 .xlsx 结尾，请改名后再试。")
    if book.exists():
        raise UserError(f"“{book}”已存在，为免覆盖已填内容未写入，请换一个文件名。")
    save(book, template(scheme))


def template(scheme: str) -> bytes:
    """Return the built template of a scheme."""
    known = load_catalogue().scheme(scheme)
    return (folder("workbook_templates") / f"{known.id}.xlsx").read_bytes()


def fill(book: Path, data: Path, unit: str | None) -> None:
    """Put a case file or a table of quantities into a workbook; what it lacks stays as it is."""
    if not data.exists():
        raise UserError(f"找不到数据文件“{data}”，请检查文件名和所在文件夹。")
    if data.suffix.lower() in CASE_SUFFIXES:
        case = read_case_file(data)
        change(book, lambda content: fill_case(case, content))
        print(f"已填入“{data.name}”的数据。")
        return
    from xltoolkit.commands.tables import read_table  # noqa: PLC0415  # not needed for a case file

    catalogue = load_catalogue()
    table = read_table(data, catalogue, unit)
    for sentence in (*table.converted, *table.problems):
        print(sentence)
    values = {quantity: item.value for quantity, item in table.items.items()}
    change(book, lambda content: plan_values(values, catalogue, content))
    unplaced = f"，另有{len(table.problems)}处未填入，见上" if table.problems else ""
    print(f"已填入{len(values)}个数{unplaced}。")


def fill_case(case: CaseFile, content: WorkbookContent) -> tuple[SheetPlan, ...]:
    """Plan where the data of a case file go."""
    catalogue = load_catalogue()
    return plan_filling(case, catalogue, catalogue.scheme(case.scheme), content)


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
