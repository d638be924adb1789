"""The reference of the issue rules, a card for each: `docs/issue-rules.md`.

Told by the catalogue alone, so it cannot drift from what a run does.
"""

from collections.abc import Iterator
from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import PREDICATES, IssueRule, Limit
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.evaluation.wording import short_measured

RULE_REFERENCE = Path(__file__).parents[1] / "docs" / "issue-rules.md"

INTRODUCTION = """\
# 问题规则参考

<!-- 本页由 make docs 生成，请勿手工修改。 -->

每条规则只判断一件事。**性质**：问题（印发、计数），提示和待核实（评价组内部掌握，不印发）。
**来源**：算（由数据算得），数（由录入的件数触发），录（评价人员录入“现场发现”，“规则类型”填代码）。

标准以方案、绩效目标表、满意度表和“参数”所列为准：行里没有列标准的，不套用别处的标准。没有文件依据的
经验值默认不启用；评价组决定采用的，在“参数”的“经验值规则”选“是”，限值和依据可以改。

同一事实只列一行：一般的规则让位于具体的规则，让位后成为其下的提示，或不再列出。
措辞中花括号内是数据，方括号内的部分在数据不全时省略。建议都是系统拟稿。

规则出处的标注：已核对（附网址）、据公布报告所列、推算、据记忆（依据待核）、自拟。
除已核对的以外，依据栏都印“依据待补”，不印文件名称。
"""

_STATUS = {
    "sourced": "已核对",
    "quoted": "据公布报告所列",
    "derived": "推算",
    "memory": "据记忆，依据待核",
    "own": "自拟",
}
_OUTCOME = {"hint": "成为其下的提示", "nothing": "不再列出"}
_DIRECTION = {"<=": "不高于", ">=": "不低于", "abs<=": "绝对值不高于", "=": "等于"}


def rule_reference() -> str:
    """Return the reference page of all issue rules in Markdown."""
    catalogue = load_catalogue()
    rules = _by_category(catalogue)
    parts = [INTRODUCTION, _contents(rules)]
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            parts.append(f"## {category}\n")
        parts.append(_card(rule, catalogue))
    return "\n".join(parts)


def _by_category(catalogue: Catalogue) -> list[IssueRule]:
    """Return the rules by category, categories in the order of the catalogue, then by code."""
    categories = list(dict.fromkeys(rule.category for rule in catalogue.issue_rules))
    return sorted(
        catalogue.issue_rules, key=lambda rule: (categories.index(rule.category), rule.code)
    )


def _contents(rules: list[IssueRule]) -> str:
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.category} | {_title(rule)} "
        f"| {rule.nature} | {rule.origin} | {_switch(rule)} |"
        for rule in rules
    ]
    head = ["| 代码 | 类别 | 规则 | 性质 | 来源 | 启用 |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _title(rule: IssueRule) -> str:
    return rule.name or rule.title


def _switch(rule: IssueRule) -> str:
    if rule.on_by_default:
        return "是，另有经验值" if rule.limit is not None else "是"
    return "经验值，默认不启用"


def _card(rule: IssueRule, catalogue: Catalogue) -> str:
    return "\n".join([f"### {rule.code}\n", f"**{_title(rule)}**\n", *_lines(rule, catalogue), ""])


def _lines(rule: IssueRule, catalogue: Catalogue) -> Iterator[str]:
    predicate = next(each for each in PREDICATES if each.name == rule.predicate)
    yield f"- 性质：{rule.nature}；来源：{rule.origin}；程度：{rule.severity}；启用：{_switch(rule)}"
    yield f"- 何时列出：{predicate.in_words}"
    subject = _subject(rule, catalogue)
    if subject:
        yield f"- 判断对象：{subject}"
    yield f"- 标准：{rule.standard}"
    if rule.limit is not None:
        yield f"- 限值：{_limit(rule.limit)}，无文件依据，启用后按“参数”所列"
    yield f"- 依据栏：{_basis(rule, catalogue)}"
    yield f"- 措辞：{rule.wording}"
    yield f"- 建议（{rule.advice_label}）：{rule.advice}"
    for to in rule.yields_to:
        wording = f"，措辞改为：{to.wording}" if to.wording else ""
        yield f"- 让位于 [{to.code}](#{to.code.lower()})：{_OUTCOME[to.outcome]}{wording}"
    yield f"- 规则出处：{_source(rule.source)}"


def _subject(rule: IssueRule, catalogue: Catalogue) -> str:
    """Name what the rule looks at: quantities, identities."""
    quantities, identities = catalogue.quantities_by_id(), catalogue.identities_by_id()
    asked = (*rule.parameters.inputs, *rule.parameters.quantities)
    names = [quantities[each].title for each in asked]
    names += [identities[each].title for each in rule.parameters.identities]
    return "；".join(names)


def _limit(limit: Limit) -> str:
    return (
        f"{limit.title}，{_DIRECTION[limit.direction]}"
        f"{short_measured(limit.value, limit.unit)}（{limit.label}）"
    )


def _basis(rule: IssueRule, catalogue: Catalogue) -> str:
    regulation = catalogue.regulations_by_id().get(rule.basis.regulation or "")
    cited = "" if regulation is None else f"{regulation.title}（{_source(regulation.source)}）"
    printed = {
        "standard": "所用标准及其出处",
        "text": rule.basis.text or "",
        "regulation": cited,
        "finding": f"评价人员所录；未录的：{cited}" if cited else "评价人员所录",
        "none": "无",
    }
    return printed[rule.basis.kind]


def _source(source: SourceMark) -> str:
    address = f"，<{source.address}>" if source.address else ""
    note = f"，{source.note}" if source.note else ""
    return f"{_STATUS[source.status]}{address}{note}"
