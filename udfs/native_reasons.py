"""扣分原因 in Excel's own functions: the same sentences as in `reasons`, as formula patterns.

Each is for one way of scoring, with `{parameter}` for the arguments of PERF_REASON. Floats are
rounded to the tenth decimal before they are counted or printed, because the host knows no exact
ones.
"""

from typing import Mapping, Sequence

from udfs.bands import NATIVE_ROW
from udfs.choices import Direction, native_is
from udfs.registry import NativeForm
from udfs.scores import NATIVE_GAP


def _percent(ratio: str) -> str:
    return f'TEXT(ROUND(ROUND({ratio}*100,10),2),"0.00")&"%"'


def _short(number: str) -> str:
    """Write a number with two decimals, more where they would show 0."""
    exact = f"ROUND({number},10)"
    return f"IF(ROUND({exact},2)=0,{exact},ROUND({exact},2))"


def _points(difference: str) -> str:
    return f'{_short(f"({difference})*100")}&"个百分点"'


def _ratio_text(value: str, standard: str) -> str:
    """Write a ratio so that it can be told from the standard that it misses."""
    differs = f"ROUND({value}-{standard},12)<>0"
    alike = f"ROUND(ROUND({value}*100,10),2)=ROUND(ROUND({standard}*100,10),2)"
    return f'IF(AND({differs},{alike}),ROUND({value}*100,10)&"%",{_percent(value)})'


def _by_direction(cell: str, texts: Sequence[str]) -> str:
    """Choose one of four texts: for at most, at least, equal, and the absolute value at most."""
    at_most, at_least, equal = (
        native_is(cell, each) for each in (Direction.AT_MOST, Direction.AT_LEAST, Direction.EQUAL)
    )
    first, second, third, fourth = texts
    return f"IF({at_most},{first},IF({at_least},{second},IF({equal},{third},{fourth})))"


_ORDER = (Direction.AT_MOST, Direction.AT_LEAST, Direction.EQUAL, Direction.ABSOLUTE_AT_MOST)


def _sign(direction: str) -> str:
    return _by_direction(direction, [f'"{each.sign}"' for each in _ORDER])


_WORD = _by_direction("{p1}", [f'"{each.shortfall}"' for each in _ORDER])
_GAP = NATIVE_GAP.format(direction="{p1}", rate="{value}", standard="{p2}")
_STEPS = f"ROUND({_GAP}/{{p3}},9)"
_COUNTED = f'IF({{p5}}="floor",INT({_STEPS}),ROUNDUP({_STEPS},0))'
_SIZE = _points("{p3}")
_ROUNDED = _points(f"{_COUNTED}*{{p3}}")
_RULE = (
    f'"每"&IF({{p5}}="floor","满","")&{_SIZE}&"扣"&{{p4}}&"分"'
    f'&IF({{p5}}="ceil","（不足的按"&{_SIZE}&"计）","")'
    f'&IF(OR({{p5}}="floor",{{p5}}="ceil"),"，按"&{_ROUNDED}&"计","，按比例计")'
)
_STEP = (
    f'"结果"&{_ratio_text("{value}", "{p2}")}&"，标准"&{_sign("{p1}")}&{_percent("{p2}")}'
    f'&IF(ROUND({_GAP},12)=0,"，达到标准，按评定扣分",'
    f'"，"&{_WORD}&{_points(_GAP)}&"，"&{_RULE})'
)
_RATIO = (
    f'IF({{value}}<{{p2}},"结果"&{_ratio_text("{value}", "{p2}")}&"，低于得分下限"'
    f'&{_percent("{p2}")}&"，不得分",'
    f'"结果"&{_ratio_text("{value}", "{p1}")}&"，目标"&{_percent("{p1}")}&"，按比例计分")'
)
_DEDUCT = '"发现"&{value}&"例，每例扣"&{p1}&"分"'
_CHECKLIST = '"共"&{p1}&"项要点，符合"&{value}&"项，"&({p1}-{value})&"项不符合"'
_MISSED = _by_direction("{p2}", ("{value}>{p1}", "{value}<{p1}", "{value}<>{p1}", "{value}<>{p1}"))
_TARGET = (
    f'"目标"&{_sign("{p2}")}&{{p1}}&"，实际"&{{value}}'
    f'&IF({_MISSED},"，未达到目标","，达到目标，按评定扣分")'
)
_PANEL = f'{{p1}}&"位专家平均评分"&{_short("{value}")}&"分"'
_ORDINAL = '"数额"&{value}&"，"&IF({value}>{p1},"超过","不超过")&"比较数"&{p1}'
_SCALE = f'"考核得分率"&{_percent("{value}")}&"，按此折算"'
_GOALS = f'"各项目标的得分率合计"&{_percent("{value}")}'
_LEVELS = '"评定为“"&{value}&"”"'
_JUDGEMENT = '"评定得分"&{value}&"分"'

_PRINTED = "ROUND(ROUND({points},10),2)-ROUND(ROUND({score},10),2)"
_LOST = f"IF(ROUND({_PRINTED},2)=0,{_short('{points}-{score}')},ROUND({_PRINTED},2))"
LOSS = f'IF({{score}}=0,"，扣完本项"&{_LOST}&"分。","，扣"&{_LOST}&"分。")'


def _whole(sentence: str) -> str:
    """Put the loss behind a sentence; nothing where no point was lost."""
    return f'IF({{score}}>={{points}},"",{sentence}&{LOSS})'


NATIVE_REASONS: Mapping[str, NativeForm] = {
    "step": NativeForm(_whole(_STEP), {"p5": "floor"}),
    "ratio": NativeForm(_whole(_RATIO), {"p1": 1, "p2": 0}),
    "deduct": NativeForm(_whole(_DEDUCT)),
    "checklist": NativeForm(_whole(_CHECKLIST)),
    "target": NativeForm(_whole(_TARGET), {"p2": ">="}),
    "judgement": NativeForm(_whole(_JUDGEMENT)),
    "panel": NativeForm(_whole(_PANEL)),
    "ordinal": NativeForm(_whole(_ORDINAL)),
    "scale": NativeForm(_whole(_SCALE)),
    "goals": NativeForm(_whole(_GOALS)),
    "levels": NativeForm(_whole(_LEVELS)),
}
"""The native equivalents of PERF_REASON by its first argument."""

_IS_LOWER = '{closed}="lower"'
_ROW = NATIVE_ROW.format(bands="{bands}", closed="{closed}", rate="{value}")
_LOW_ROW, _HIGH_ROW = (f"({_ROW}-IF({_IS_LOWER},{at}))" for at in ("0,1", "-1,0"))
# Row 0 of a table is the whole table, so the first row has no row above it.
_LOW = f'IF({_LOW_ROW}=0,"",INDEX({{bands}},MAX({_LOW_ROW},1),1)&"")'
_HIGH = f'IFERROR(INDEX({{bands}},{_HIGH_ROW},1)&"","")'
_ABOVE = (
    f'IF({_LOW}="","",IF({_IS_LOWER},"不低于","高于")'
    f"&{_percent(f'INDEX({{bands}},MAX({_LOW_ROW},1),1)')})"
)
_UP_TO = (
    f'IF({_HIGH}="","",IF({_IS_LOWER},"低于","不高于")'
    f"&{_percent(f'INDEX({{bands}},{_HIGH_ROW},1)')})"
)
_BETWEEN = f'IF(AND({_LOW}<>"",{_HIGH}<>""),"、","")'
_WHERE = f'IF(AND({_LOW}="",{_HIGH}=""),"","，在“"&{_ABOVE}&{_BETWEEN}&{_UP_TO}&"”一档")'

NATIVE_REASON_BANDS = _whole(
    f'"结果"&{_percent("{value}")}&{_WHERE}&"，该档得"&INDEX({{bands}},{_ROW},2)&"分"'
)
"""The native equivalent of PERF_REASON_BANDS, for a table without empty rows between others."""
