"""Checks of a scheme: weights, functions and their arguments, standards, bands and dates."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from udfs import FUNCTIONS
from udfs.registry import ArgumentKind, Function
from xltoolkit.catalogue.lint_common import repeated, unknown
from xltoolkit.catalogue.lint_quantities import name_problem
from xltoolkit.catalogue.load import Loaded
from xltoolkit.catalogue.quantity_model import ListColumn, Quantity
from xltoolkit.catalogue.scheme_model import (
    SHAPE_FUNCTIONS,
    Scheme,
    SchemeRow,
    StandardReference,
    ValueRule,
)
from xltoolkit.strict_yaml import Keys, Problem, Source


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
        yield from _score(source, (*keys, "score"), row, scheme)
    for position, rate in enumerate(scheme.unscored):
        keys = ("unscored", position)
        yield from _value(source, (*keys, "value"), rate.value, quantities)
        known = (standard.id for standard in scheme.standards)
        yield from unknown(source, (*keys, "standard"), (rate.standard,), known, "标准")


def _weights(source: Source, scheme: Scheme) -> Iterator[Problem]:
    total = sum((_exact(row.points) for row in scheme.rows), Decimal(0))
    if total != _exact(scheme.full):
        reason = f"各指标分值合计{total}分，不等于满分{_exact(scheme.full)}分，请调整分值。"
        yield source.problem(("full",), reason)
    for position, row in enumerate(scheme.rows):
        if row.points <= 0:
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
    elif lowers[0] > scheme.full:
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


def _value(
    source: Source, keys: Keys, value: ValueRule, quantities: Mapping[str, Quantity]
) -> Iterator[Problem]:
    yield from unknown(source, keys, value.inputs, quantities, "数据项")
    function = FUNCTIONS.get(value.function)
    if function is None:
        yield from unknown(source, keys, (value.function,), FUNCTIONS, "函数")
        return
    count = len(value.inputs)
    yield from _count(source, keys, function, count)
    if not _fits(function, count):
        return
    for position, name in enumerate(value.inputs):
        if name in quantities:
            is_list = isinstance(quantities[name].place, ListColumn)
            if is_list == (function.parameter_at(position).kind is ArgumentKind.SCALAR):
                held, taken = ("一列", "一格") if is_list else ("一格", "一列")
                reason = f"“{name}”是{held}，函数“{function.name}”此处要{taken}，请改正。"
                yield source.problem(keys, reason)


def _score(source: Source, keys: Keys, row: SchemeRow, scheme: Scheme) -> Iterator[Problem]:
    rule = row.score
    used = (item.standard for item in rule.p if isinstance(item, StandardReference))
    known = (standard.id for standard in scheme.standards)
    yield from unknown(source, (*keys, "p"), used, known, "标准")
    if rule.shape == "bands":
        yield from _bands(source, keys, row)
    elif rule.bands:
        yield source.problem((*keys, "bands"), "只有bands形式有分档表，请删除。")
    if rule.shape == "checklist" and not rule.items:
        yield source.problem(keys, "checklist形式须列出检查项items，请补上。")
    if row.value is None and rule.shape in ("step", "bands", "ratio", "target"):
        yield source.problem(keys, f"{rule.shape}形式须写明取值方法value，请补上。")
    if rule.shape in SHAPE_FUNCTIONS:
        shape = SHAPE_FUNCTIONS[rule.shape]
        yield from _count(source, keys, FUNCTIONS[shape.function], shape.given + len(rule.p))
    elif rule.p:
        yield source.problem((*keys, "p"), f"{rule.shape}形式没有参数p，请删除。")
    yield from _maximum(source, keys, row)


def _maximum(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """No rule can give more or take away more than the points of its row."""
    best = max((band.points for band in row.score.bands), default=row.points)
    if best != row.points:
        reason = f"计分规则的最高分{_exact(best)}不等于分值{_exact(row.points)}，请改正。"
        yield source.problem(keys, reason)
    deduction = {"step": 3, "deduct": 0}.get(row.score.shape)
    if deduction is None or deduction >= len(row.score.p):
        return
    each = row.score.p[deduction]
    if isinstance(each, float) and not 0 < each <= row.points:
        reason = f"每次扣分{_exact(each)}应大于0且不超过分值{_exact(row.points)}，请改正。"
        yield source.problem((*keys, "p"), reason)


def _bands(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """Bands run upwards; only the last is open, so every value falls into exactly one."""
    bands = row.score.bands
    for position, band in enumerate(bands):
        place = (*keys, "bands", position)
        is_last = position == len(bands) - 1
        if (band.upper is None) != is_last:
            yield source.problem(place, "最后一档的上限应为空，其余各档须有上限，请改正。")
        previous = bands[position - 1].upper if position else None
        if previous is not None and band.upper is not None and band.upper <= previous:
            yield source.problem(place, "分档的上限应从低到高排列，请改正。")
        if not 0 <= band.points <= row.points:
            yield source.problem(place, "分档得分应在0与分值之间，请改正。")
    if not bands:
        yield source.problem(keys, "bands形式须列出分档表bands，请补上。")


def _count(source: Source, keys: Keys, function: Function, count: int) -> Iterator[Problem]:
    if not _fits(function, count):
        most = function.max_arguments
        range_text = f"至少{function.min_arguments}" if most is None else _between(function, most)
        reason = f"函数“{function.name}”要{range_text}个参数，现有{count}个，请改正。"
        yield source.problem(keys, reason)


def _between(function: Function, most: int) -> str:
    return str(most) if most == function.min_arguments else f"{function.min_arguments}至{most}"


def _fits(function: Function, count: int) -> bool:
    most = function.max_arguments
    return function.min_arguments <= count and (most is None or count <= most)


def _exact(number: float) -> Decimal:
    return Decimal(format(number, ".15g"))
