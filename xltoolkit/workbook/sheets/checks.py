"""The sheet 核对."""

from collections.abc import Mapping, Sequence

from udfs import FUNCTIONS
from xltoolkit.catalogue.quantity_model import Identity, Quantity, SignedTerm
from xltoolkit.catalogue.scheme_model import ValueRule
from xltoolkit.workbook.layout.checks import (
    AGREES,
    BALANCED,
    DISAGREES,
    IDENTITY_LIST,
    NOT_PUBLISHED,
    OPEN_CHECKS,
    PART_COLUMNS,
    SELF_CHECKS,
    UNBALANCED,
    WITHIN,
)
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.model import ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import CHECKS
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.sheets.definitions import write_definitions
from xltoolkit.workbook.sheets.formulas import (
    any_blank,
    call,
    entered_of_target,
    entered_quantity,
    identity_verdict,
    is_blank,
    lacks,
    not_above,
    published_verdict,
    quantity_named,
    quoted,
    same_amount,
    side_of_identity,
    still_open,
    when,
)
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    fill_texts,
    mute_errors,
    set_columns,
    write_list,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.placement import shown_identities
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import (
    AMBER_TEXT,
    GREEN_TEXT,
    LABEL,
    MUTED,
    RED,
    RED_TEXT,
    TAB_COMPUTED,
)
from xltoolkit.workbook.text_fit import row_height

_LAST_PRINTED = IDENTITY_LIST.position("resolved")
_TERMS = ("numerator", "denominator")
_SHOWN_WORDS = {
    UNBALANCED: RED_TEXT,
    DISAGREES: RED_TEXT,
    "截尾": AMBER_TEXT,
    "输入舍入": AMBER_TEXT,
    BALANCED: GREEN_TEXT,
    WITHIN: GREEN_TEXT,
    AGREES: GREEN_TEXT,
    "未提供": MUTED,
    NOT_PUBLISHED: MUTED,
    "不可复算": MUTED,
}


def write_checks(parts: TemplateParts) -> None:
    """Write 核对: a summary, identities, published rates, sums and the count of findings."""
    sheet = parts.book.add_sheet(CHECKS, TAB_COMPUTED)
    placed = parts.placement
    set_columns(sheet, IDENTITY_LIST)
    sheet.worksheet.set_column(9, 16, 26, None, {"level": 1})
    hint = "“不平”“不一致”的，写明处理意见后选“已解决”。“未提供”“未公布”的不必处理。"
    sheet.heading(f"{CHECKS}表", hint, _LAST_PRINTED)
    _summary(parts, sheet)
    for layout in (placed.identities, placed.rates, placed.sums, placed.counts):
        computed = [each.id for each in layout.columns if each.role is Role.FORMULA]
        hidden = [each.id for each in layout.columns if each.role is Role.HIDDEN]
        write_list(sheet, layout, skip=(*computed, *hidden))
        mute_errors(sheet, layout, *(each for each in computed if each != "verdict"))
        _colour_words(sheet, layout)
    _identities(parts, sheet)
    _rates(parts, sheet)
    _sums(parts, sheet)
    _counts(parts, sheet)
    write_definitions(parts, sheet)
    _self_checks(parts, sheet)
    area = (placed.last_list_of_checks.last_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=0)
    sheet.new_pages(placed.rates.title_row, placed.sums.title_row)
    sheet.worksheet.freeze_panes(3, 2)
    sheet.protect(rows_may_be_inserted=True)


def _summary(parts: TemplateParts, sheet: SheetWriter) -> None:
    cell = OPEN_CHECKS
    lists = parts.placement
    open_names = [
        layout.name("open") for layout in (lists.identities, lists.rates, lists.sums, lists.counts)
    ]
    look = {"num_format": '[=0]"核对通过";"有"0"项待处理"', "align": "left", "bold": True}
    style = sheet.styles.cell(cell.kind, cell.role, **look)
    sheet.formula(cell.row, cell.column, f"={call('SUM', *open_names)}", style)
    sheet.name_cell(cell.name, cell.row, cell.column)
    red = sheet.styles.condition(font_color=RED_TEXT, bg_color=RED)
    rule = {"type": "cell", "criteria": ">", "value": 0, "format": red}
    place = cell.row - 1, cell.column - 1
    sheet.worksheet.conditional_format(*place, *place, rule)


def _colour_words(sheet: SheetWriter, layout: ListLayout) -> None:
    for word, colour in _SHOWN_WORDS.items():
        style = sheet.styles.condition(font_color=colour)
        rule = {"type": "cell", "criteria": "==", "value": quoted(word), "format": style}
        sheet.condition(layout, ["verdict"], **rule)


def _identities(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = parts.placement.identities
    quantities = parts.catalogue.quantities_by_id()
    for offset, identity in enumerate(shown_identities(parts.catalogue)):
        row = layout.first_row + offset
        fill_texts(sheet, layout, row, {"id": identity.id, "title": identity.title})
        fill_formulas(sheet, layout, row, _identity_formulas(layout, row, identity, quantities))
        title = (identity.title, layout.column("title").width)
        sheet.worksheet.set_row(row - 1, row_height([title]))


def _identity_formulas(
    layout: ListLayout, row: int, identity: Identity, quantities: Mapping[str, Quantity]
) -> dict[str, str]:
    def terms(side: tuple[SignedTerm, ...]) -> list[tuple[str, int]]:
        return [(quantities[term.quantity].defined_name, term.sign) for term in side]

    everything = (*identity.left_terms, *identity.right_terms)
    required = [quantities[term.quantity].defined_name for term in everything if not term.optional]
    left, right, difference, verdict, resolved = (
        cell_of(layout, row, each)
        for each in ("left", "right", "difference", "verdict", "resolved")
    )
    return {
        "left": side_of_identity(terms(identity.left_terms), required),
        "right": side_of_identity(terms(identity.right_terms), required),
        "difference": call("PERF_BALANCE", left, right),
        "verdict": identity_verdict(difference, identity.relation, identity.tolerance),
        "open": still_open(verdict, resolved),
    }


def _rates(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = parts.placement.rates
    quantities = parts.catalogue.quantities_by_id()
    rates = [(each.id, each.level3, each.value) for each in parts.scheme.rows]
    rates += [(each.id, each.title, each.value) for each in parts.scheme.unscored]
    listed = [
        (rate_id, name, [quantities[each].defined_name for each in value.inputs])
        for rate_id, name, value in rates
        if value is not None and _is_quotient(value)
    ]
    for ordinal, row in enumerate(range(layout.first_row, layout.last_row + 1), start=1):
        texts = {"number": f"R{ordinal:02d}"}
        terms: list[str] = []
        if ordinal <= len(listed):
            rate_id, name, terms = listed[ordinal - 1]
            texts.update(id=rate_id, name=name, **dict(zip(_TERMS, terms, strict=True)))
        fill_texts(sheet, layout, row, texts)
        fill_formulas(sheet, layout, row, _rate_formulas(layout, row, terms))


def _is_quotient(value: ValueRule) -> bool:
    """Whether a rate is one figure over another, and so can be recomputed from two names."""
    names = [parameter.name for parameter in FUNCTIONS[value.function].parameters]
    return FUNCTIONS[value.function].native == "/".join(f"{{{name}}}" for name in names)


def _rate_formulas(layout: ListLayout, row: int, terms: Sequence[str]) -> dict[str, str]:
    """Write the formulas of a rate; `terms` are the names that the scheme gives it, if any."""
    cells = {column.id: cell_of(layout, row, column.id) for column in layout.columns}
    term = (cells["above"], cells["below"])
    given = dict(zip(_TERMS, terms, strict=False))
    return {
        "above": _term(cells, "numerator", "actual", given),
        "below": _term(cells, "denominator", "target", given),
        "recomputed": when(lacks(*term), quoted(""), f"{cells['above']}/{cells['below']}"),
        "difference": when(
            f"{cells['recomputed']}={quoted('')}",
            quoted(""),
            when(
                is_blank(cells["published"]),
                quoted(""),
                call("PERF_POINT_CHANGE", cells["published"], cells["recomputed"]),
            ),
        ),
        "verdict": published_verdict(cells["id"], cells["published"], term, cells["digits"]),
        "open": still_open(cells["verdict"], cells["resolved"]),
    }


def _term(cells: Mapping[str, str], term: str, of_targets: str, given: Mapping[str, str]) -> str:
    """Write numerator or denominator: the quantity named, else that of the target row, else "".

    The name that the scheme gives nearly always still stands there. Its cell is then taken
    directly: to look a name up among all quantities takes fifty times as long.
    """
    named, row_id = cells[term], cells["id"]
    quantity = entered_quantity(named)
    if term in given:
        is_given = f"{named}={quoted(given[term])}"
        direct = when(f"{call('COUNT', given[term])}=0", quoted(""), given[term])
        quantity = when(is_given, direct, quantity)
    target = entered_of_target(TARGET_LIST.name(of_targets), row_id)
    return when(is_blank(named), when(is_blank(row_id), quoted(""), target), quantity)


def _sums(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = parts.placement.sums
    for offset, row in enumerate(range(layout.first_row, layout.last_row + 1), start=1):
        fill_texts(sheet, layout, row, {"id": f"S{offset:02d}"})
        cells = {column.id: cell_of(layout, row, column.id) for column in layout.columns}
        # An empty cell as a criterion would look for the number 0.
        parts_sum = "+".join(
            when(is_blank(cells[each]), "0", quantity_named(cells[each])) for each in PART_COLUMNS
        )
        empty = is_blank(cells["total"])
        difference = call("PERF_BALANCE", cells["total_value"], cells["sum_of_parts"])
        verdict = when(f"{cells['difference']}=0", quoted(BALANCED), quoted(UNBALANCED))
        formulas = {
            "total_value": when(empty, quoted(""), quantity_named(cells["total"])),
            "sum_of_parts": when(empty, quoted(""), parts_sum),
            "difference": when(empty, quoted(""), difference),
            "verdict": when(empty, quoted(""), verdict),
            "open": still_open(cells["verdict"], cells["resolved"]),
        }
        fill_formulas(sheet, layout, row, formulas)


def _counts(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = parts.placement.counts
    row = layout.first_row
    fill_texts(sheet, layout, row, {"id": "N01", "name": "报告所列问题数与问题清单条数"})
    cells = {column.id: cell_of(layout, row, column.id) for column in layout.columns}
    published, listed = cells["published"], cells["recomputed"]
    verdict = when(same_amount(published, listed), quoted(AGREES), quoted(DISAGREES))
    formulas = {
        "recomputed": call("COUNT", ISSUE_LIST.name("number")),
        "difference": when(is_blank(published), quoted(""), f"{published}-{listed}"),
        "verdict": when(any_blank([published]), quoted(NOT_PUBLISHED), verdict),
        "open": still_open(cells["verdict"], cells["resolved"]),
    }
    fill_formulas(sheet, layout, row, formulas)


def _self_checks(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write the cells that must be TRUE, in hidden rows below everything else."""
    heads = parts.placement.heads
    sums = {each: call("SUM", heads.name(each)) for each in ("points", "scored", "score")}
    formulas = {
        "check_points": same_amount(sums["points"], "满分"),
        "check_heads": call(
            "AND",
            same_amount(sums["scored"], "已评分值"),
            same_amount(sums["score"], "得分合计"),
        ),
        "check_scores": call(
            "AND", not_above("已评分值", "可评分值"), not_above("得分合计", "已评分值")
        ),
        "check_normalised": when(
            "可评分值=0", "TRUE", call("AND", "折算得分>=0", not_above("折算得分", "满分"))
        ),
    }
    for offset, name in enumerate(SELF_CHECKS):
        row = parts.placement.self_checks_row + offset
        sheet.text(row, 1, name, sheet.styles.format(LABEL))
        formula = call("IFERROR", formulas[name], "FALSE")
        sheet.formula(row, 3, f"={formula}", sheet.styles.format({}))
        sheet.name_cell(name, row, 3)
        sheet.worksheet.set_row(row - 1, None, None, {"hidden": True})
