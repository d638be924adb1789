"""二、预算资金安排、管理、使用情况: sentences out of 基础数据 and the rates that the sheet computes.

A sentence none of whose figures is known is left out, or a mark stands for it where every report
gives them; of one that is known in part, marks ask for the rest. Nothing is computed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xltoolkit.catalogue.wording import FieldKind, FieldValue, fields_of, parse_wording
from xltoolkit.evaluation.case import Case, Indicator
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.quantity_predicates import stated_scope
from xltoolkit.evaluation.wording import sentence
from xltoolkit.report.marks import to_write

EXECUTION = ("spend_total", "budget_final")
BASIC_EXECUTION = ("spend_basic", "budget_basic_final")
PROJECT_EXECUTION = ("spend_project", "budget_project_final")

_WHOLE_DEPARTMENT = "全部门"
_LONGEST_NAME = 20


@dataclass(frozen=True)
class _Sentence:
    """A sentence with fields, and the mark that stands for it where its figures are missing."""

    wording: str
    missing: str = ""


BUDGET = (
    _Sentence(
        "{year}年年初预算{budget_initial}万元"
        "[（含{special}年初预算{special_budget_initial}万元）]。",
        missing="年初预算数",
    ),
    _Sentence(
        "{final_name}{budget_final}万元"
        "[，其中基本支出{budget_basic_final}万元][，项目支出{budget_project_final}万元]。",
        missing="全年预算数",
    ),
    _Sentence(
        "{year}年决算支出{spend_total}万元"
        "[，其中基本支出{spend_basic}万元][，项目支出{spend_project}万元]。",
        missing="决算支出",
    ),
    _Sentence(
        "{spend_scope}{exec_name}为{exec_rate}"
        "[，其中{basic_exec_name}{basic_exec_rate}][，{project_exec_name}{project_exec_rate}]。"
    ),
    _Sentence("年初结转和结余{carry_in}万元，年末结转和结余{carry_out}万元。"),
)
SPECIAL_FUNDS = (
    _Sentence(
        "{year}年“三公”经费年初预算{tp_budget}万元，实际支出{tp_spend}万元[，控制率{tp_rate}]。",
        missing="“三公”经费年初预算数和决算数",
    ),
    _Sentence(
        "{proc_scope}政府采购年初预算{proc_budget}万元，实际支出{proc_spend}万元"
        "[，政府采购执行率{proc_rate}]。",
        missing="政府采购年初预算和实际金额",
    ),
    _Sentence(
        "年末固定资产原值{fa_gross}万元，累计折旧{fa_depr}万元，净值{fa_net}万元"
        "[，固定资产利用率{use_rate}]。",
        missing="固定资产原值、累计折旧和净值",
    ),
)
STAFF = (_Sentence("{year}年年末编制{staff_quota}名，在职人员{staff_actual}人。"),)

_RATES: Mapping[str, tuple[str, str]] = {
    "exec_rate": EXECUTION,
    "basic_exec_rate": BASIC_EXECUTION,
    "project_exec_rate": PROJECT_EXECUTION,
    "tp_rate": ("tp_spend", "tp_budget"),
    "proc_rate": ("proc_spend", "proc_budget"),
    "use_rate": ("fa_in_use", "fa_gross"),
}


_NAMED_RATES: Mapping[str, tuple[str, str]] = {
    "exec_name": ("exec_rate", "预算执行率"),
    "basic_exec_name": ("basic_exec_rate", "基本支出执行率"),
    "project_exec_name": ("project_exec_rate", "项目支出执行率"),
}
"""The name of a rate, and what it is called where the scheme has no row for it."""


def staff_paragraph(case: Case) -> str:
    """Return quota and staff in one sentence, empty where they are not provided."""
    return _written(STAFF, case)


def fund_paragraphs(case: Case) -> tuple[str, ...]:
    """Return the paragraphs on budget and outlay, on special funds, and the mark on management."""
    management = to_write(
        "预算、采购、资产等管理制度的建立和执行情况，如本年是否全面组织固定资产盘点"
    )
    return (_written(BUDGET, case), f"{_written(SPECIAL_FUNDS, case)}{management}")


def _written(sentences: tuple[_Sentence, ...], case: Case) -> str:
    values, kinds = _values(case), _kinds()
    return "".join(_sentence(each, values, kinds) for each in sentences)


def _sentence(
    told: _Sentence, values: Mapping[str, FieldValue], kinds: Mapping[str, FieldKind]
) -> str:
    """Write a sentence with what is known, marks for what it must have and has not."""
    fields = fields_of(told.wording)
    written = {name: kinds.get(name, "money") for name in fields}
    figures = [name for name in fields if written[name] not in ("text", "year")]
    if all(values[name] is None for name in figures):
        return to_write(told.missing) if told.missing else ""
    needed = [
        name for part in parse_wording(told.wording) if not part.optional for name in part.fields
    ]
    marks = {name: to_write() for name in needed if values[name] is None}
    return sentence(told.wording, written, {**values, **marks}) or ""


def _kinds() -> dict[str, FieldKind]:
    texts = ("special", "final_name", "spend_scope", "proc_scope", *_NAMED_RATES)
    kinds: dict[str, FieldKind] = {"year": "year", "staff_quota": "count", "staff_actual": "count"}
    kinds.update(dict.fromkeys(texts, "text"))
    kinds.update(dict.fromkeys(_RATES, "percent"))
    return kinds


def _values(case: Case) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {
        quantity: entry.value if isinstance(entry.value, float) else None
        for quantity, entry in case.entries.items()
    }
    label = case.entries["budget_final_label"].value
    values.update(
        year=case.cover.year,
        final_name=label if isinstance(label, str) else "全年预算数",
        special=_special_name(case),
        spend_scope=_scope(case, "spend_total"),
        proc_scope=_scope(case, "proc_budget"),
    )
    for name, (above, below) in _RATES.items():
        values[name] = rate_of(case, above, below)
    for name, (rate, usual) in _NAMED_RATES.items():
        values[name] = _name_of_rate(case, *_RATES[rate]) or usual
    return values


def _name_of_rate(case: Case, above: str, below: str) -> str:
    """Return the name by which the table of rates calls a rate, so that it has one name only."""
    rows = (*case.indicators, *case.unscored)
    names = (row.name for row in rows if row.input_ids == (above, below) and row.name)
    return next(names, "")


def rate_of(case: Case, above: str, below: str) -> float | None:
    """Return the rate of two quantities that a row of 指标评分 computes, None where none does."""
    for row in (*case.indicators, *case.unscored):
        if row.input_ids == (above, below) and exact(row.value) is not None:
            return plain_float(exact(row.value))
    return None


def _special_name(case: Case) -> str:
    """Return the name of the special funds as the note beside them begins, else a general word."""
    name = case.entries["special_budget_initial"].note.partition("，")[0].strip()
    return name if name and len(name) <= _LONGEST_NAME else "专项业务"


def _scope(case: Case, quantity: str) -> str:
    """Return the stated scope of a figure as it stands before it; of the whole, none is said."""
    scope = stated_scope(case.entries[quantity].scope)
    return "" if scope in (None, _WHOLE_DEPARTMENT) else str(scope)


def scored_value(row: Indicator) -> float | None:
    """Return the points that all sums use, None where there are none."""
    return plain_float(exact(row.final_score))
