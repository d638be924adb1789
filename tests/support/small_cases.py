"""Cases of a few rows, as test data write them.

data: {spend_total: 95, budget_final: {value: 100, scope: 市本级}}
indicators: [{id: exec_rate, value: 0.9, standard: 0.95, direction: ">="}]
targets: [{id: T01, actual: 9, target: 10, unit: 期}]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from xltoolkit.evaluation.case import (
    Absence,
    Advice,
    Case,
    CellPlace,
    Check,
    Cover,
    Entry,
    Finding,
    GradeBand,
    Group,
    Head,
    Indicator,
    RuleSetting,
    Survey,
    Tamper,
    Target,
    Task,
    Totals,
    Waiver,
)

Row = TypeVar("Row")

INDICATOR: dict[str, Any] = {
    "level1": "",
    "level2": "",
    "name": "某指标",
    "points": 10,
    "function": "",
    "input_ids": (),
    "inputs": (),
    "value": None,
    "shape": "step",
    "settings": (),
    "direction": None,
    "standard": None,
    "standard_basis": "示范方案",
    "score": None,
    "final_score": None,
    "reason": "",
}
TARGET: dict[str, Any] = {"name": "某目标", "direction": ">=", "unit": "比率"}
SURVEY: dict[str, Any] = {"name": "某满意度", "respondents": "公众", "satisfaction": None}
CHECK: dict[str, Any] = {
    "title": "",
    "category": "rate",
    "published": None,
    "recomputed": None,
    "difference": None,
    "verdict": "一致",
}
BANDS = (GradeBand(90, "优"), GradeBand(80, "良"), GradeBand(60, "中"), GradeBand(0, "差"))
TOTALS = Totals(100, 100, 100, 90, 90, "优")


def small_case(written: Mapping[str, Any], **fields: Any) -> Case:
    """Return the case that the test data mean; `fields` replace whole fields of it."""
    contents: dict[str, Any] = {
        "cover": Cover("虚构局", written.get("year", 2023), "虚构评价组", "初稿"),
        "scheme": "five_heads",
        "scheme_name": "示范方案",
        "scheme_version": "1",
        "entries": entries(written.get("data", {})),
        "standards": (),
        "indicators": rows(Indicator, "指标评分", INDICATOR, written.get("indicators", ())),
        "unscored": rows(Indicator, "指标评分", INDICATOR, written.get("unscored", ())),
        "targets": rows(Target, "绩效目标", TARGET, written.get("targets", ())),
        "tasks": rows(Task, "绩效目标", {}, written.get("tasks", ())),
        "surveys": rows(Survey, "满意度", SURVEY, written.get("surveys", ())),
        "findings": rows(Finding, "现场发现", {}, written.get("findings", ())),
        "checks": rows(Check, "核对", CHECK, written.get("checks", ())),
        "groups": tuple(
            Group(each["id"], each["title"], tuple(each.get("members", ())))
            for each in written.get("groups", ())
        ),
        "advice": tuple(
            Advice(each["id"], each["text"], tuple(each["answers"]))
            for each in written.get("advice", ())
        ),
        "grade_bands": BANDS,
        "heads": tuple(Head(name, 50, 50, 50, 45) for name in written.get("heads", ())),
        "totals": TOTALS,
        "decision": None,
        "published_findings": None,
        "fingerprint": "",
        "waivers": tuple(waiver(each) for each in written.get("waived", ())),
        "own_advice": written.get("own_advice", {}),
        "rule_settings": tuple(
            RuleSetting(place=CellPlace("参数", f"B{number}"), **setting(code, value))
            for number, (code, value) in enumerate(written.get("switched_on", {}).items(), start=90)
        ),
        "tampering": tuple(
            Tamper(**{**each, "places": tuple(CellPlace(*place) for place in each["places"])})
            for each in written.get("tampering", ())
        ),
    }
    return Case(**{**contents, **fields})


def waiver(written: str | Mapping[str, str]) -> Waiver:
    """A waiver by its key alone, with the usual reason and name, or with its fields."""
    usual = {"reason": "已报批", "name": "张三"}
    fields = {"key": written} if isinstance(written, str) else dict(written)
    return Waiver(**{**usual, **fields}, place=CellPlace("问题清单", "T6"))


def setting(code: str, limit: Any) -> dict[str, Any]:
    """A rule that 参数 switches on, with its limit."""
    return {"code": code, "is_on": True, "limit": limit, "basis": "评价方案"}


def entries(data: Mapping[str, Any]) -> dict[str, Entry]:
    """One entry for each quantity; a bare value has no scope."""
    result = {}
    for number, (quantity, written) in enumerate(data.items(), start=5):
        item = written if isinstance(written, Mapping) else {"value": written}
        result[quantity] = Entry(
            quantity=quantity, place=CellPlace("基础数据", f"F{number}"), **item
        )
    return result


def rows(
    kind: type[Row], sheet: str, defaults: Mapping[str, Any], written: Iterable[Mapping[str, Any]]
) -> tuple[Row, ...]:
    """Rows of a list sheet, one below the other."""
    made = []
    for number, fields in enumerate(written, start=5):
        given = {name: _value(name, value) for name, value in fields.items()}
        made.append(kind(**{**defaults, **given, "place": CellPlace(sheet, f"J{number}")}))
    return tuple(made)


def _value(name: str, value: Any) -> Any:
    if name == "absence":
        return Absence(value)
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return tuple(value) if is_list else value
