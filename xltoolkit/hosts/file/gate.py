"""The gate before the calculation engine: formulas that it may calculate wrongly are refused.

The engine is right for what `builtins.json` lists and, for much else, silently wrong: above all
for functions of one value that are given several cells. So every formula is read into a tree
before the engine sees it, and whatever no case has proven is refused by name.

The gate cannot see values. What it lets pass although the engine differs from Excel:
comparisons of floats that differ in their last digits (`=0.1+0.2=0.3`, see `engine`); templates
compare inside PERF_* functions or round first.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import formualizer

from udfs import FUNCTIONS
from udfs.registry import ArgumentCountError
from xltoolkit.hosts.file.formula_text import FormulaError, parse, plain_name
from xltoolkit.hosts.file.proven import Form, ProvenList, proven_list

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT_FORMULAS = 1 << 16  # a batch sees the same formulas in every workbook


@dataclass(frozen=True)
class Refusal:
    """Why a formula is not calculated.

    Attributes:
        subject: The function, operator or name at fault.
        sentence: What is wrong and what to do, without a full stop, to be put behind the place
            of the formula and a colon.
    """

    subject: str
    sentence: str


@dataclass(frozen=True)
class DefinedNames:
    """The defined names of a workbook that formulas may use, case-folded."""

    cells: frozenset[str] = frozenset()
    ranges: frozenset[str] = frozenset()


@lru_cache(maxsize=_KEPT_FORMULAS)
def check_formula(formula: str, names: DefinedNames | None = None) -> tuple[Refusal, ...]:
    """Return everything in a formula that may not be calculated; empty when all is proven.

    Without `names`, every name is taken for that of a single cell.
    """
    try:
        tree = parse(formula)
    except FormulaError as problem:
        return (Refusal(formula, str(problem).removesuffix("。")),)
    checker = _Checker(names, proven_list())
    if checker.form(tree) is not Form.CELL:
        checker.refuse(formula, "结果占多个单元格（数组公式），请改为只得一个值的公式")
    return tuple(dict.fromkeys(checker.refusals))


class Call(NamedTuple):
    """One call of a function in a formula: its plain name and the forms of its arguments."""

    name: str
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Contents:
    """What a formula is made of: its calls and its operators."""

    calls: tuple[Call, ...]
    operators: frozenset[str]


def contents(formula: str) -> Contents:
    """Return the calls and operators of a formula, whether they are proven or not."""
    checker = _Checker(None, ProvenList())
    checker.form(parse(formula))
    return Contents(tuple(checker.calls), frozenset(checker.operators))


class _Checker:
    """One walk over the tree of a formula."""

    def __init__(self, names: DefinedNames | None, proven: ProvenList) -> None:
        self.names = names
        self.proven = proven
        self.refusals: list[Refusal] = []
        self.calls: list[Call] = []
        self.operators: set[str] = set()
        self._forms: dict[str, Callable[[formualizer.ASTNode], Form]] = {
            "Literal": lambda _: Form.CELL,
            "Array": lambda _: Form.CONSTANT,
            "Reference": self._reference,
            "Function": self._function,
            "UnaryOp": self._operation,
            "BinaryOp": self._operation,
            "Omitted": self._omitted,
        }

    def refuse(self, subject: str, sentence: str) -> None:
        self.refusals.append(Refusal(subject, sentence))

    def form(self, node: formualizer.ASTNode) -> Form:
        """Return the form of what a node stands for, noting what must be refused in it."""
        reader = self._forms.get(node.node_type())
        if reader is not None:
            return reader(node)
        self.refuse(node.to_formula(), "用了LAMBDA一类的写法，请改用普通函数")
        return Form.CELL

    def _omitted(self, _node: formualizer.ASTNode) -> Form:
        self.refuse(",", "有空着的参数，请写出它的值")
        return Form.CELL

    def _reference(self, node: formualizer.ASTNode) -> Form:
        reference = node.get_reference()
        if isinstance(reference, formualizer.CellRef):
            return Form.CELL
        if isinstance(reference, formualizer.RangeRef):
            return _form_of_range(reference)
        if isinstance(reference, formualizer.NamedRangeRef):
            return self._name(reference.name)
        text = node.get_reference_string() or node.to_formula()
        kind = "表格" if isinstance(reference, formualizer.TableRef) else "其他工作簿或多张工作表"
        self.refuse(text, f"引用了{kind}“{text}”，请改为引用本工作簿的单元格区域")
        return Form.CELL

    def _name(self, name: str) -> Form:
        if self.names is None:
            return Form.CELL
        folded = name.rpartition("!")[2].casefold()
        if folded in self.names.ranges:
            return Form.RANGE
        if folded not in self.names.cells:
            self.refuse(
                name,
                f"引用的名称“{name}”没有定义，或不是指向单元格、区域或常数，请在名称管理器中改正",
            )
        return Form.CELL

    def _operation(self, node: formualizer.ASTNode) -> Form:
        sign = node.get_operator() or ""
        self.operators.add(sign)
        if sign not in self.proven.operators:
            self.refuse(sign, f"用了运算符“{sign}”，它不在核对过的运算符之列，请换一种写法")
        forms = [self.form(child) for child in node.children()]
        return Form.CELL if all(form is Form.CELL for form in forms) else Form.COMPUTED

    def _function(self, node: formualizer.ASTNode) -> Form:
        stored_name = node.get_function_name() or ""
        arguments = node.children()
        forms = [self.form(argument) for argument in arguments]
        name = plain_name(stored_name)
        self.calls.append(Call(name, tuple(forms)))
        if name in FUNCTIONS:
            self._check_own(name, forms)
            return Form.CELL
        self._check_builtin(name, forms, is_foreign="!" in stored_name)
        return _form_of_call(name, arguments)

    def _check_own(self, name: str, forms: list[Form]) -> None:
        try:
            FUNCTIONS[name].check_count(len(forms))
        except ArgumentCountError as problem:
            self.refuse(name, str(problem).removesuffix("。"))
        for position, form in enumerate(forms, 1):
            if form is Form.COMPUTED:
                self._refuse_form(name, position, form)

    def _check_builtin(self, name: str, forms: list[Form], *, is_foreign: bool) -> None:
        builtin = None if is_foreign else self.proven.functions.get(name)
        if builtin is None:
            self.refuse(name, _unknown_function(name, self.proven))
            return
        if not builtin.takes(len(forms)):
            self.refuse(
                name,
                f"函数{name}需要{builtin.counts_in_words()}参数，现有{len(forms)}个，请改正",
            )
        for position, form in enumerate(forms):
            if not builtin.accepts(position, form):
                self._refuse_form(name, position + 1, form)

    def _refuse_form(self, name: str, position: int, form: Form) -> None:
        """Refuse an argument; `position` counts from 1, as people do."""
        described, remedy = _FORM_SENTENCES[form]
        self.refuse(name, f"函数{name}的第{position}个参数是{described}，结果可能有误，请{remedy}")


_FORM_SENTENCES = {
    Form.RANGE: ("多个单元格", "改用单个单元格"),
    Form.WHOLE: ("整列或整行", "写明首末行列，如A1:A100"),
    Form.CONSTANT: ("数组常量", "改用单元格区域"),
    Form.COMPUTED: ("对多个单元格的运算", "先在单元格里算好再引用"),
}


def _form_of_range(reference: formualizer.RangeRef) -> Form:
    first, last = reference.start, reference.end
    if first is None or last is None:
        return Form.WHOLE
    one_cell = (first.row, first.col) == (last.row, last.col)
    return Form.CELL if one_cell else Form.RANGE


def _form_of_call(name: str, arguments: list[formualizer.ASTNode]) -> Form:
    """A built-in gives one cell, but INDEX with row or column 0 gives a whole row or column."""
    if name == "INDEX" and any(
        argument.node_type() == "Literal" and argument.get_literal_value() == 0
        for argument in arguments[1:]
    ):
        return Form.RANGE
    return Form.CELL


def _unknown_function(name: str, proven: ProvenList) -> str:
    """Say why a function is refused, or which one may have been meant."""
    reason = proven.refused.get(name)
    if reason is not None:
        return f"不能使用函数{name}：{reason}"
    known = [*FUNCTIONS, *proven.functions]
    nearest = difflib.get_close_matches(name, known, n=1)
    remedy = f"是否应为{nearest[0]}" if nearest else "请改用核对过的函数"
    return f"用了函数{name}，它不在本工具核对过的函数之列，{remedy}"
