"""扣分原因: why points were lost, in one Chinese sentence that a report can print."""

from decimal import Decimal
from typing import Callable, Dict, Mapping, Sequence

from udfs.bands import BANDS, CLOSED, Closed, band_of
from udfs.choices import Direction, StepRounding
from udfs.errors import CellError, NotANumber
from udfs.native_reasons import NATIVE_REASON_BANDS, NATIVE_REASONS
from udfs.numbers import percent, round_half_up, short, to_decimal, written
from udfs.parameters import choice, points, ratio
from udfs.registry import Category, Parameter, Reading, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN
from udfs.values import Block, Scalar

FULL_POINTS = points("points", Text("分值", "Points"), Text("该行分值。", "Points of the row."))
SCORE = points("score", Text("得分", "Score"), Text("该行得分，不超过分值。", "Score of the row."))
VALUE = Parameter(
    "value",
    Text("指标值", "Value"),
    Text("该行的值（比率、例数、符合项数、实际值或等次）。", "Value that was scored."),
    Unit.NUMBER,
    reading=Reading.CELL,
)


class Settings:
    """The settings P1 … P5 of a row, as its score function takes them after value and points."""

    def __init__(self, cells: Sequence[Scalar], defaults: Sequence[Scalar]) -> None:
        given = list(cells[: len(defaults)])
        self._cells = [default if cell is None else cell for cell, default in zip(given, defaults)]

    def number(self, position: int) -> Decimal:
        """Read the setting at a position (from 1) as a number."""
        return to_decimal(self._cells[position - 1])

    def text(self, position: int) -> str:
        """Read the setting at a position (from 1) as text."""
        cell = self._cells[position - 1]
        if cell is None:
            raise NotANumber(CellError.NA)
        return str(cell).strip()


def _step(value: Decimal, settings: Settings) -> str:
    direction = Direction.read(settings.text(1))
    standard, step = settings.number(2), settings.number(3)
    if step <= 0:
        raise NotANumber(CellError.NUM)
    gap = direction.gap(value, standard)
    found = f"结果{_ratio_text(value, standard)}，标准{direction.sign}{percent(standard)}"
    if not gap:
        return f"{found}，达到标准，按评定扣分"
    rounding = StepRounding.read(settings.text(5))
    size, deduct = _points(step), written(settings.number(4))
    counted = _points(rounding.count(gap / step) * step)
    rule = {
        StepRounding.FLOOR: f"每满{size}扣{deduct}分，按{counted}计",
        StepRounding.CEIL: f"每{size}扣{deduct}分（不足的按{size}计），按{counted}计",
        StepRounding.EXACT: f"每{size}扣{deduct}分，按比例计",
    }[rounding]
    return f"{found}，{direction.shortfall}{_points(gap)}，{rule}"


def _ratio_text(value: Decimal, standard: Decimal) -> str:
    """Write a ratio as a percentage that can be told from the standard it misses."""
    if value != standard and percent(value) == percent(standard):
        return f"{written(value * 100)}%"
    return percent(value)


def _points(difference: Decimal) -> str:
    """Write a difference of ratios in percentage points."""
    return f"{short(difference * 100)}个百分点"


def _ratio(value: Decimal, settings: Settings) -> str:
    target, floor = settings.number(1), settings.number(2)
    if value < floor:
        return f"结果{_ratio_text(value, floor)}，低于得分下限{percent(floor)}，不得分"
    return f"结果{_ratio_text(value, target)}，目标{percent(target)}，按比例计分"


def _deduct(value: Decimal, settings: Settings) -> str:
    if value < 0:
        raise NotANumber(CellError.NUM)
    return f"发现{written(value)}例，每例扣{written(settings.number(1))}分"


def _checklist(value: Decimal, settings: Settings) -> str:
    items = settings.number(1)
    if not 0 <= value <= items:
        raise NotANumber(CellError.NUM)
    missed = written(items - value)
    return f"共{written(items)}项要点，符合{written(value)}项，{missed}项不符合"


def _target(value: Decimal, settings: Settings) -> str:
    direction = Direction.read(settings.text(2))
    if direction is Direction.ABSOLUTE_AT_MOST:
        raise NotANumber(CellError.VALUE)
    target = settings.number(1)
    found = f"目标{direction.sign}{written(target)}，实际{written(value)}"
    missed = direction.gap(value, target)
    return f"{found}，未达到目标" if missed else f"{found}，达到目标，按评定扣分"


def _judgement(value: Decimal, _settings: Settings) -> str:
    return f"评定得分{written(value)}分"


def _panel(value: Decimal, settings: Settings) -> str:
    return f"{written(settings.number(1))}位专家平均评分{short(value)}分"


def _ordinal(value: Decimal, settings: Settings) -> str:
    reference = settings.number(1)
    if value < 0:
        raise NotANumber(CellError.NUM)
    relation = "超过" if value > reference else "不超过"
    return f"数额{written(value)}，{relation}比较数{written(reference)}"


def _scale(value: Decimal, _settings: Settings) -> str:
    return f"考核得分率{percent(value)}，按此折算"


def _goals(value: Decimal, _settings: Settings) -> str:
    return f"各项目标的得分率合计{percent(value)}"


def _levels(level: Scalar) -> str:
    """Tell the level that was chosen; an empty one is #N/A, one that is no text #VALUE!."""
    if level is None or level == "":
        raise NotANumber(CellError.NA)
    if isinstance(level, CellError):
        raise NotANumber(level)
    if not isinstance(level, str):
        raise NotANumber(CellError.VALUE)
    return f"评定为“{level.strip()}”"


# The settings of every shape, in the order of its PERF_SCORE_* function, with their defaults.
DEFAULTS: Mapping[str, Sequence[Scalar]] = {
    "step": (None, None, None, None, "floor"),
    "ratio": (1, 0),
    "deduct": (None,),
    "checklist": (None,),
    "target": (None, ">="),
    "judgement": (),
    "panel": (None,),
    "ordinal": (None,),
    "scale": (),
    "goals": (),
}
SENTENCES: Dict[str, Callable[[Decimal, Settings], str]] = {
    "step": _step,
    "ratio": _ratio,
    "deduct": _deduct,
    "checklist": _checklist,
    "target": _target,
    "judgement": _judgement,
    "panel": _panel,
    "ordinal": _ordinal,
    "scale": _scale,
    "goals": _goals,
}
LEVELS = "levels"


def _setting(position: int) -> Parameter:
    return Parameter(
        f"p{position}",
        Text(f"参数{position}", f"Setting {position}"),
        Text(
            f"评分函数在指标值和分值之后的第{position}个参数；不用的留空。",
            f"Argument {position} of the score function after value and points.",
        ),
        Unit.NUMBER,
        reading=Reading.CELL,
        optional=True,
    )


@worksheet_function(
    "PERF_REASON",
    category=Category.REASONS,
    title=Text("扣分原因", "Reason"),
    help=Text(
        "一句话说明扣分原因：指标值、标准、差距、步数和扣分；没有扣分的为空。",
        "One sentence on why points were lost: value, standard, gap, steps; empty when none were.",
    ),
    parameters=(
        choice(
            "shape",
            Text("评分方法", "Shape"),
            Text(
                f"{'、'.join([*SENTENCES, LEVELS])} 之一。",
                f"One of {', '.join([*SENTENCES, LEVELS])}.",
            ),
        ),
        VALUE,
        FULL_POINTS,
        SCORE,
        *(_setting(position) for position in (1, 2, 3, 4, 5)),
    ),
    unit=Unit.TEXT,
    clause=OWN_DESIGN,
    natives_by_word=NATIVE_REASONS,
)
def reason(shape: str, value: Scalar, full: Decimal, score: Decimal, *settings: Scalar) -> str:
    """Return the reason for the points lost, or an empty text.

    A shape that is not known is #VALUE!, a score above the points #NUM!, a setting that the
    shape needs and that is empty #N/A.
    """
    if shape not in SENTENCES and shape != LEVELS:
        raise NotANumber(CellError.VALUE)
    number = None if shape == LEVELS else to_decimal(value)
    if not _lost(full, score):
        return ""
    if number is None:
        return _levels(value) + _loss(full, score)
    return SENTENCES[shape](number, Settings(settings, DEFAULTS[shape])) + _loss(full, score)


@worksheet_function(
    "PERF_REASON_BANDS",
    category=Category.REASONS,
    title=Text("分档扣分原因", "Reason by bands"),
    help=Text(
        "一句话说明分档评分的扣分原因；没有扣分的为空。",
        "One sentence on why a score by bands lost points; empty when none were lost.",
    ),
    parameters=(
        ratio("value", Text("指标值", "Value"), Text("指标值，以比率填写。", "Value as a ratio.")),
        FULL_POINTS,
        SCORE,
        BANDS,
        CLOSED,
    ),
    unit=Unit.TEXT,
    clause=OWN_DESIGN,
    native=NATIVE_REASON_BANDS,
)
def reason_bands(value: Decimal, full: Decimal, score: Decimal, bands: Block, closed: str) -> str:
    """Return which band the value fell into and what that cost, or an empty text."""
    if not _lost(full, score):
        return ""
    band = band_of(value, bands, closed)
    above, up_to = ("不低于", "低于") if band.closed is Closed.LOWER else ("高于", "不高于")
    limits = []
    if band.low is not None:
        limits.append(f"{above}{percent(band.low)}")
    if band.high is not None:
        limits.append(f"{up_to}{percent(band.high)}")
    where = f"，在“{'、'.join(limits)}”一档" if limits else ""
    return f"结果{percent(value)}{where}，该档得{written(band.points)}分{_loss(full, score)}"


def _lost(full: Decimal, score: Decimal) -> Decimal:
    if score > full:
        raise NotANumber(CellError.NUM)
    return full - score


def _loss(full: Decimal, score: Decimal) -> str:
    """Tell the loss so that printed points, score and loss add up."""
    lost = written(round_half_up(full, 2) - round_half_up(score, 2))
    if lost == "0":
        lost = short(full - score)
    return f"，扣完本项{lost}分。" if not score else f"，扣{lost}分。"
