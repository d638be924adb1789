"""Where a workbook differs from the template that it was made of: told before every run.

Cells are the truth: what staff changed counts and is never put back. It is only told, so that
nobody signs a score whose formula was replaced. Inserted rows and columns, sorted lists, renamed
sheets and what another program stores are no changes. Standard library only, Python 3.8.
"""

from typing import Dict, Iterable, Iterator, List, Tuple

from xltoolkit.catalogue import loaded_rule_set_id
from xltoolkit.evaluation.case import Tamper
from xltoolkit.evaluation.wording import cells_in_words
from xltoolkit.workbook.cell_reading import cell_text, place_of
from xltoolkit.workbook.changed_formulas import ChangedFormula, changed_formulas
from xltoolkit.workbook.content import WorkbookContent, address
from xltoolkit.workbook.layout.settings import RULE_SET
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.name_places import PlacedName, moved_names, placed_names, present_sheets
from xltoolkit.workbook.template_record import TemplateRecord, read_record

MOVED, UNPROTECTED, RULES = "moved", "unprotected", "rule_set"


def find_tampering(content: WorkbookContent) -> Tuple[Tamper, ...]:
    """Return every difference from the template, one for each column, cell, name and sheet.

    A workbook without a record of its template is not compared.
    """
    found: List[Tamper] = []
    record = read_record(content)
    if record is not None:
        found += _grouped(changed_formulas(content, record))
        found += _moved(content, record)
        found += _unprotected(content, record)
    found += _other_rules(content)
    return tuple(found)


def _grouped(changes: Iterable[ChangedFormula]) -> Iterator[Tamper]:
    """Put the cells of one column that differ in one way together."""
    groups: Dict[Tuple[str, str], List[ChangedFormula]] = {}
    for change in changes:
        groups.setdefault((change.kind, change.group), []).append(change)
    for (kind, group), cells in groups.items():
        present = f"={cells[0].present}" if cells[0].present else ""
        places = tuple(each.place for each in cells)
        yield Tamper(kind, group, cells[0].what, places, _shortened(present))


_SHOWN = 120


def _shortened(formula: str) -> str:
    return formula if len(formula) <= _SHOWN else f"{formula[:_SHOWN]}……"


def _moved(content: WorkbookContent, record: TemplateRecord) -> Iterator[Tamper]:
    sheets = present_sheets(content, record.names)
    for sheet, places in record.names.items():
        placed, lost = placed_names(content, places)
        for each in moved_names(placed, sheets[sheet]):
            place = place_of(each.sheet, each.now)
            yield Tamper(MOVED, each.name, each.name, (place,), _now_at(each))
        for name in lost:
            place = place_of(sheets[sheet], (1, 1))
            yield Tamper(
                MOVED, name, name, (place,), f"已丢失（原在{sheet}!{address(*places[name])}）"
            )


def _now_at(name: PlacedName) -> str:
    now = cells_in_words([place_of(name.sheet, name.now)])
    return f"现指向{now}，不在模板中的位置"


def _unprotected(content: WorkbookContent, record: TemplateRecord) -> Iterator[Tamper]:
    sheets = present_sheets(content, record.names)
    for sheet in record.protected:
        present = sheets.get(sheet, sheet)
        if present in content.unprotected:
            yield Tamper(UNPROTECTED, sheet, present, (place_of(present, (1, 1)),))


def _other_rules(content: WorkbookContent) -> Iterator[Tamper]:
    """Tell a workbook that was made with another set of rules than the tool has now."""
    used = cell_text(content, RULE_SET)
    if used != loaded_rule_set_id():
        located = locate_cell(content, RULE_SET)
        place = place_of(located.sheet, located.address)
        yield Tamper(RULES, RULE_SET.name, RULE_SET.title, (place,), used or "（空）")
