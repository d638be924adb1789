"""The page of docs/ that tells every scheme with its rows, standards and sources."""

from collections.abc import Iterator

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.commands.schemes import MARKS

INTRODUCTION = """\
# 评分方案

<!-- 本页由 make docs 生成，请勿手工修改。 -->

只有标“已核对”的才是从公开件录入的；标“据记忆”“待补”的不得作为文件规定引用。含有据记忆或待补指标的方案是草稿。
"""


def scheme_reference() -> str:
    """Return the page of all schemes and of the definitions of rates in Markdown."""
    catalogue = load_catalogue()
    parts = [INTRODUCTION, *_contents(catalogue)]
    for scheme in catalogue.schemes:
        parts += _scheme(scheme)
    parts += _definitions(catalogue)
    return "\n".join(parts) + "\n"


def _contents(catalogue: Catalogue) -> Iterator[str]:
    yield "| 方案 | 名称 | 版本 | 状态 | 未核实 |"
    yield "| --- | --- | --- | --- | --- |"
    for scheme in catalogue.schemes:
        rows = scheme.unsupported
        lacking = f"{len(rows)}项{sum(row.points for row in rows):g}分" if rows else "无"
        state = "草稿" if scheme.is_draft else "可选用"
        link = f"[`{scheme.id}`](#{scheme.id})"
        yield f"| {link} | {scheme.name} | {scheme.version} | {state} | {lacking} |"
    yield ""


def _scheme(scheme: Scheme) -> Iterator[str]:
    first, last = scheme.effective.get("from"), scheme.effective.get("to")
    yield f"## {scheme.id}\n"
    yield f"{scheme.printed_name}，第{scheme.version}版，满分{scheme.full:g}分。"
    yield f"适用：{first or ''}至{last or '不详'}。{scheme.coverage}\n"
    yield f"- 来源：{_mark(scheme.source)}"
    grades = "、".join(f"{band.name}≥{band.lower:g}" for band in scheme.grade_bands)
    yield f"- 等级：{grades}（{_mark(scheme.grade_source)}）\n"
    yield "| 一级 | 三级指标 | 分值 | 评分标准 | 来源 |"
    yield "| --- | --- | ---: | --- | --- |"
    for row in scheme.rows:
        cells = (row.level1, row.level3, f"{row.points:g}", row.standard_text, _row_mark(row))
        yield "| " + " | ".join(_escaped(cell) for cell in cells) + " |"
    yield ""


def _row_mark(row: SchemeRow) -> str:
    mark = _mark(row.source)
    return f"**待补**；{mark}" if row.score.shape == "pending" else mark


def _mark(source: SourceMark) -> str:
    address = f"，<{source.address}>" if source.address else ""
    note = f"（{source.note}）" if source.note else ""
    return f"{MARKS[source.status]}{note}{address}"


def _definitions(catalogue: Catalogue) -> Iterator[str]:
    yield "## 计算口径\n"
    yield "同一比率的几种口径；方案的指标提供其中几种，由“指标评分”的“计算口径”单元格选择。\n"
    yield "| 比率 | 口径 | 函数与数据项 | 来源 |"
    yield "| --- | --- | --- | --- |"
    for rate in catalogue.rates:
        for each in rate.definitions:
            value = each.definition.value
            formula = f"`{value.function}({', '.join(value.inputs)})`"
            name = _escaped(each.definition.name)
            yield f"| {rate.title} | {name} | {formula} | {_mark(each.definition.source)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
