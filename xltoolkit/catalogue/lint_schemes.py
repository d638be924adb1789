"""Checks of a scheme: weights, functions and their arguments, standards, bands and dates."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from udfs import FUNCTIONS
from udfs.registry import ArgumentKind
from xltoolkit.catalogue.lint_common import repeated, unknown
from xltoolkit.catalogue.lint_quantities import name_problem
from xltoolkit.catalogue.lint_shapes import count_problem, exact, fits, score_problems
from xltoolkit.catalogue.load import Loaded
from xltoolkit.catalogue.quantity_model import ListColumn, Quantity
from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow, ValueRule
from xltoolkit.strict_yaml import Keys, Problem, Source

_FEWEST_CHOICES = 2


def scheme_problems(
    loaded: Loaded[Scheme], quantities: Mapping[str, Quantity]
) -> Iterator[Problem]:
    """Find what is wrong with one scheme."""
    source, scheme = loaded.source, loaded.content
    yield from repeated(source, ("rows",), "id", (row.id for row in scheme.rows))
    yield from repeated(source, ("unscored",), "id", (rate.id for rate in scheme.unscored))
    yield from repeated(source, ("standards",), "id", (item.id for item in scheme.standards))
    yield from _weights(source, scheme)
    yield from _dates(source, scheme)
    yield from _grades(source, scheme)
    yield from _standard_names(source, scheme, quantities)
    for position, row in enumerate(scheme.rows):
        keys = ("rows", position)
        if row.value is not None:
            yield from _value(source, (*keys, "value"), row.value, quantities)
        for place, definition in enumerate(row.definitions):
            value_keys = keys if row.definition else (*keys, "definitions", place)
            yield from _value(source, value_keys, definition.value, quantities)
        yield from _choice(source, keys, row)
        yield from score_problems(source, (*keys, "score"), row, scheme)
    yield from _standards(source, scheme)
    for position, rate in enumerate(scheme.unscored):
        keys = ("unscored", position)
        yield from _value(source, (*keys, "value"), rate.value, quantities)
        known = (standard.id for standard in scheme.standards)
        yield from unknown(source, (*keys, "standard"), (rate.standard,), known, "标准")


def _weights(source: Source, scheme: Scheme) -> Iterator[Problem]:
    total = sum((exact(row.points) for row in scheme.rows), Decimal(0))
    if total != exact(scheme.full):
        reason = f"各指标分值合计{total}分，不等于满分{exact(scheme.full)}分，请调整分值。"
        yield source.problem(("full",), reason)
    for position, row in enumerate(scheme.rows):
        may_be_zero = row.score.shape == "pending" and row.points == 0
        if row.points <= 0 and not may_be_zero:
            yield source.problem(("rows", position, "points"), "分值应大于0，请改正。")


def _dates(source: Source, scheme: Scheme) -> Iterator[Problem]:
    first, last = scheme.effective.get("from"), scheme.effective.get("to")
    if first is None:
        yield source.problem(("effective",), "缺少施行日期from，请补上。")
    elif last is not None and last < first:
        yield source.problem(("effective",), "截止日期to早于施行日期from，请改正。")


def _grades(source: Source, scheme: Scheme) -> Iterator[Problem]:
    """Grade bands run from the best down to one that begins at 0, without a gap."""
    lowers = [band.lower for band in scheme.grade_bands]
    for position in range(1, len(lowers)):
        if lowers[position] >= lowers[position - 1]:
            reason = "等级的下限应从高到低排列，请改正。"
            yield source.problem(("grade_bands", position), reason)
    if not lowers or lowers[-1] != 0:
        reason = "最后一个等级的下限应为0，否则低分没有等级，请改正。"
        yield source.problem(("grade_bands",), reason)
    elif scheme.full and lowers[0] > scheme.full:
        yield source.problem(("grade_bands", 0), "等级的下限高于满分，请改正。")


def _standard_names(
    source: Source, scheme: Scheme, quantities: Mapping[str, Quantity]
) -> Iterator[Problem]:
    taken = {quantity.defined_name.upper() for quantity in quantities.values()}
    for position, standard in enumerate(scheme.standards):
        keys = ("standards", position, "defined_name")
        yield from name_problem(source, keys, standard.defined_name)
        if standard.defined_name.upper() in taken:
            yield source.problem(keys, f"“{standard.defined_name}”重复，请改成唯一的。")
        taken.add(standard.defined_name.upper())


def _standards(source: Source, scheme: Scheme) -> Iterator[Problem]:
    """Dated values of a standard follow one another."""
    for position, standard in enumerate(scheme.standards):
        days = [each.since for each in standard.dated]
        for place in range(1, len(days)):
            if days[place] <= days[place - 1]:
                keys = ("standards", position, "dated", place)
                yield source.problem(keys, "标准的施行日期应从早到晚排列，请改正。")


def _choice(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """Definitions are told apart by name, and there is one to choose from another."""
    names = [definition.name for definition in row.definitions]
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield source.problem(keys, f"口径“{name}”重复，请改成唯一的。")
    if row.must_choose and len(names) < _FEWEST_CHOICES:
        yield source.problem(keys, "must_choose为true的指标至少要有两个口径，请补上。")


def _value(
    source: Source, keys: Keys, value: ValueRule, quantities: Mapping[str, Quantity]
) -> Iterator[Problem]:
    yield from unknown(source, keys, value.inputs, quantities, "数据项")
    function = FUNCTIONS.get(value.function)
    if function is None:
        yield from unknown(source, keys, (value.function,), FUNCTIONS, "函数")
        return
    count = len(value.inputs)
    yield from count_problem(source, keys, function, count)
    if not fits(function, count):
        return
    for position, name in enumerate(value.inputs):
        if name in quantities:
            is_list = isinstance(quantities[name].place, ListColumn)
            kind = function.parameter_at(position).kind
            if kind is ArgumentKind.PARTS:
                continue  # takes cells and columns alike
            if is_list == (kind is ArgumentKind.SCALAR):
                held, taken = ("一列", "一格") if is_list else ("一格", "一列")
                reason = f"“{name}”是{held}，函数“{function.name}”此处要{taken}，请改正。"
                yield source.problem(keys, reason)
