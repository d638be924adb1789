"""Calculate one formula without a workbook, as `xltoolkit calc` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import formualizer

from xltoolkit.hosts.file.engine import new_engine
from xltoolkit.hosts.file.engine_values import to_cell
from xltoolkit.hosts.file.formula_text import (
    FormulaError,
    parse,
    with_equals_sign,
    with_plain_names,
)
from xltoolkit.hosts.file.gate import check_formula

if TYPE_CHECKING:
    from udfs.values import Scalar

_SHEET = "公式"
_FULL_WIDTH_SIGNS = "（），；：＝＋－＊／＜＞％“”｛｝"


def calculate_formula(text: str) -> Scalar:
    """Calculate a formula of PERF_* functions, built-in functions, operators and constants.

    Ranges are written as array constants: `=PERF_TOTAL({1,2;3,4})`. The `=` may be left out.

    Raises:
        FormulaError: A syntax error, a reference to cells, an unknown or unproven function, or
            a wrong number of arguments; its sentence says where and what to do.
    """
    formula = text.strip()
    if formula in ("", "="):
        raise FormulaError("没有写公式，请写出公式，如“=PERF_EXEC_RATE(90,100)”。")
    tree = parse(formula)
    _refuse_full_width_signs(formula)
    for refusal in check_formula(formula):
        raise FormulaError(f"公式不能计算：{refusal.sentence}。")
    reference = _first_reference(tree)
    if reference is not None:
        raise FormulaError(
            f"公式里的“{reference}”要引用单元格或名称，但这里没有工作表，"
            "请直接写出数值；区域写成数组，如{1,2;3,4}；文字加英文双引号。"
        )
    return _evaluate(with_plain_names(formula))


def _refuse_full_width_signs(formula: str) -> None:
    """Refuse signs of a Chinese keyboard outside of text; the parser takes them for names."""
    for token in formualizer.tokenize(with_equals_sign(formula)).tokens():
        if token.subtype == formualizer.TokenSubType.Text:
            continue
        for sign in token.value:
            if sign in _FULL_WIDTH_SIGNS:
                raise FormulaError(f"公式里有中文标点“{sign}”，请改成英文标点。")


def _first_reference(node: formualizer.ASTNode) -> str | None:
    if node.node_type() == "Reference":
        return node.get_reference_string() or node.to_formula()
    for child in node.children():
        reference = _first_reference(child)
        if reference is not None:
            return reference
    return None


def _evaluate(formula: str) -> Scalar:
    engine = new_engine()
    engine.add_sheet(_SHEET)
    engine.set_formula(_SHEET, 1, 1, formula)
    return to_cell(engine.evaluate_cell(_SHEET, 1, 1))
