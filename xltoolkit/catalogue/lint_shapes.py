"""Checks of the score rules of a scheme: what each shape needs, and that its maximum fits."""

from collections.abc import Iterator
from decimal import Decimal

from udfs import FUNCTIONS
from udfs.registry import Function
from xltoolkit.catalogue.lint_common import unknown
from xltoolkit.catalogue.scheme_model import (
    MARKED_SHAPES,
    SHAPE_FUNCTIONS,
    Scheme,
    SchemeRow,
    StandardReference,
)
from xltoolkit.strict_yaml import Keys, Problem, Source

MOST_MARKS = 10
"""The sheet has so many cells for items of a checklist and for marks of a panel."""

_BELONGS_TO = {
    "bands": ("bands", "分档表"),
    "floors": ("bands", "分档表"),
    "lowest": ("bands", "最小值"),
    "item_points": ("checklist", "要点分值"),
    "levels": ("levels", "等次表"),
    "experts": ("panel", "专家人数"),
}
"""Which keys of a score rule belong to which shape."""


def score_problems(source: Source, keys: Keys, row: SchemeRow, scheme: Scheme) -> Iterator[Problem]:
    """Find what is wrong with the score rule of a row."""
    rule = row.score
    used = (item.standard for item in rule.p if isinstance(item, StandardReference))
    known = (standard.id for standard in scheme.standards)
    yield from unknown(source, (*keys, "p"), used, known, "标准")
    for key, (shape, what) in _BELONGS_TO.items():
        if getattr(rule, key) not in ((), None, 0) and rule.shape != shape:
            yield source.problem((*keys, key), f"只有{shape}形式有{what}，请删除。")
    yield from _parts(source, keys, row)
    if row.value is None and rule.shape not in (*MARKED_SHAPES, "goals", "pending"):
        yield source.problem(keys, f"{rule.shape}形式须写明取值方法value，请补上。")
    if rule.shape in SHAPE_FUNCTIONS:
        shape_function = SHAPE_FUNCTIONS[rule.shape]
        function = FUNCTIONS[shape_function.function]
        yield from count_problem(source, keys, function, shape_function.given + len(rule.p))
    elif rule.p:
        yield source.problem((*keys, "p"), f"{rule.shape}形式没有参数p，请删除。")
    yield from _maximum(source, keys, row)


def _parts(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """What a shape cannot do without."""
    rule = row.score
    if rule.shape == "bands":
        yield from _bands(source, keys, row)
    if rule.shape == "checklist":
        yield from _items(source, keys, row)
    if rule.shape == "levels" and not rule.levels:
        yield source.problem(keys, "levels形式须列出等次表levels，请补上。")
    if rule.shape == "panel" and not 0 < rule.experts <= MOST_MARKS:
        yield source.problem(keys, f"panel形式须写明专家人数experts（1至{MOST_MARKS}），请改正。")
    names = [level.name for level in rule.levels]
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield source.problem((*keys, "levels"), f"等次“{name}”重复，请改成唯一的。")
    numbers = [item for item in rule.p if not isinstance(item, StandardReference)]
    if rule.shape == "ordinal" and not all(
        isinstance(each, float) and 0 <= each <= row.points for each in numbers
    ):
        yield source.problem((*keys, "p"), "ordinal形式的三个得分应在0与分值之间，请改正。")


def _items(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    rule = row.score
    if not rule.items:
        yield source.problem(keys, "checklist形式须列出检查项items，请补上。")
    if len(rule.items) > MOST_MARKS:
        reason = f"检查项有{len(rule.items)}项，最多{MOST_MARKS}项，请合并。"
        yield source.problem((*keys, "items"), reason)
    if not rule.item_points:
        return
    total = sum((exact(each) for each in rule.item_points), Decimal(0))
    if len(rule.item_points) != len(rule.items):
        yield source.problem((*keys, "item_points"), "要点分值的个数与检查项不同，请改正。")
    elif total != exact(row.points):
        reason = f"要点分值合计{total}，不等于分值{exact(row.points)}，请改正。"
        yield source.problem((*keys, "item_points"), reason)


def _maximum(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """No rule can give more or take away more than the points of its row."""
    earned = [band.points for band in row.score.bands]
    earned += [floor.points for floor in row.score.floors]
    earned += [level.points for level in row.score.levels]
    best = max(earned, default=row.points)
    if row.score.shape == "ordinal":
        best = max((each for each in row.score.p if isinstance(each, float)), default=row.points)
    if best != row.points:
        reason = f"计分规则的最高分{exact(best)}不等于分值{exact(row.points)}，请改正。"
        yield source.problem(keys, reason)
    deduction = {"step": 3, "deduct": 0}.get(row.score.shape)
    if deduction is None or deduction >= len(row.score.p):
        return
    each = row.score.p[deduction]
    if isinstance(each, float) and not 0 < each <= row.points:
        reason = f"每次扣分{exact(each)}应大于0且不超过分值{exact(row.points)}，请改正。"
        yield source.problem((*keys, "p"), reason)


def _bands(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """Bands run upwards; only the last is open, so every value falls into exactly one."""
    if row.score.floors:
        yield from _floors(source, keys, row)
        return
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


def _floors(source: Source, keys: Keys, row: SchemeRow) -> Iterator[Problem]:
    """Floors run upwards; only the first may be open."""
    floors = row.score.floors
    if row.score.bands:
        yield source.problem((*keys, "floors"), "bands和floors只能有一个，请删去其一。")
    for position, floor in enumerate(floors):
        place = (*keys, "floors", position)
        previous = floors[position - 1].lower if position else None
        if position and floor.lower is None:
            yield source.problem(place, "只有第一档可以没有下限，请补上。")
        elif previous is not None and floor.lower is not None and floor.lower <= previous:
            yield source.problem(place, "分档的下限应从低到高排列，请改正。")
        if not 0 <= floor.points <= row.points:
            yield source.problem(place, "分档得分应在0与分值之间，请改正。")


def count_problem(source: Source, keys: Keys, function: Function, count: int) -> Iterator[Problem]:
    """Find a number of arguments that a function does not take."""
    if not fits(function, count):
        most = function.max_arguments
        range_text = f"至少{function.min_arguments}" if most is None else _between(function, most)
        reason = f"函数“{function.name}”要{range_text}个参数，现有{count}个，请改正。"
        yield source.problem(keys, reason)


def _between(function: Function, most: int) -> str:
    return str(most) if most == function.min_arguments else f"{function.min_arguments}至{most}"


def fits(function: Function, count: int) -> bool:
    """Whether a function takes so many arguments."""
    most = function.max_arguments
    return function.min_arguments <= count and (most is None or count <= most)


def exact(number: float) -> Decimal:
    """Return a number of a data file as it is written there."""
    return Decimal(format(number, ".15g"))
