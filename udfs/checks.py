"""Checks: do parts make up their total, and can a published rate be computed again?"""

import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from typing import Iterator

from udfs.blocks import cells
from udfs.errors import CellError, NotANumber
from udfs.numbers import SIGNIFICANT_DIGITS, round_half_up, to_decimal
from udfs.parameters import ratio
from udfs.registry import ArgumentKind, Category, Parameter, Reading, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN
from udfs.values import Block, Scalar
from udfs.verification import (
    AGREES,
    CUT_OFF,
    DISAGREES,
    WITHIN_ROUNDING,
    Figure,
    Printed,
    Quotient,
    verify_rate,
)
from udfs.wrong_formulas import WRONG_FORMULAS

MONEY_DIGITS = 2
FINGERPRINT_DIGITS = 12


@worksheet_function(
    "PERF_BALANCE",
    category=Category.CHECKS,
    title=Text("勾稽差额", "Balance"),
    help=Text(
        "合计减各分项之和，舍入到0.01；0表示平。空白的分项按0计。",
        "Total less the sum of its parts, rounded to 0.01; 0 means they agree.",
    ),
    parameters=(
        Parameter("total", Text("合计", "Total"), Text("合计数。", "The total."), Unit.MONEY),
        Parameter(
            "part",
            Text("分项", "Parts"),
            Text("分项数，可有多个单元格或区域。", "Parts: any number of cells or ranges."),
            Unit.MONEY,
            kind=ArgumentKind.PARTS,
        ),
    ),
    unit=Unit.MONEY,
    clause=OWN_DESIGN,
    native=f"ROUND(ROUND({{total}}-SUM({{part}}),9),{MONEY_DIGITS})",
)
def balance(total: Decimal, *parts: Block) -> Decimal:
    """Return what is left of a total without its parts; an empty part is 0."""
    known = [to_decimal(cell) for part in parts for cell in cells(part) if cell is not None]
    return round_half_up(total - sum(known, Decimal(0)), MONEY_DIGITS)


def _digits(name: str, zh: str, en: str) -> Parameter:
    return Parameter(
        name,
        Text("小数位数", "Decimals"),
        Text(zh, en),
        Unit.NUMBER,
        reading=Reading.COUNT,
        optional=True,
        default=2,
    )


def _native_verify() -> str:
    """Write the classes in the host's own functions, in the order of `verify`."""
    printed = "ROUND(ROUND({published}*100,10),{digits})"
    computed = "ROUND({numerator}/{denominator}*100,10)"
    half, half_input = "0.5/POWER(10,{digits})", "0.5/POWER(10,{input_digits})"
    quotients = ",".join(
        f"({{numerator}}{shift}{half_input})/({{denominator}}{other}{half_input})*100"
        for shift in "-+"
        for other in "-+"
    )
    reached = (
        f"AND(ROUND(MIN({quotients})-{printed}-{half},9)<=0,"
        f"ROUND({printed}-{half}-MAX({quotients}),9)<=0)"
    )
    near_zero = f"ABS({{denominator}})<={half_input}"
    otherwise = (
        f'IF(OR({{numerator}}={{denominator}},{_native_mistakes(printed)}),"{DISAGREES}",IF({near_zero},"{WITHIN_ROUNDING}",'
        f'IF({reached},"{WITHIN_ROUNDING}","{DISAGREES}")))'
    )
    cut = f'IF(ROUND(TRUNC({computed},{{digits}})-{printed},9)=0,"{CUT_OFF}",{otherwise})'
    return f'IF(ROUND(ROUND({computed},{{digits}})-{printed},9)=0,"{AGREES}",{cut})'


def _native_mistakes(printed: str) -> str:
    """Write that one of the wrong formulas with a name gives the printed digits, none of them 0."""
    two_digits = f"ABS({printed})*POWER(10,{{digits}})>=9.5"
    found = []
    for wrong in WRONG_FORMULAS:
        if wrong.is_of_change:
            continue
        above = f"({wrong.a}*{{numerator}}+{wrong.b}*{{denominator}})"
        below = f"({wrong.c}*{{numerator}}+{wrong.d}*{{denominator}})"
        agrees = f"ROUND(ROUND(ROUND({above}/{below}*100,10),{{digits}})-{printed},9)=0"
        evidence = f"AND({agrees},{two_digits})" if wrong.is_scaling else agrees
        found.append(f"IFERROR({evidence},FALSE)")
    return f"AND({printed}<>0,OR({','.join(found)}))"


@worksheet_function(
    "PERF_VERIFY",
    category=Category.CHECKS,
    title=Text("公布比率核对", "Verify a published rate"),
    help=Text(
        "公布比率与重算结果比较：一致、截尾（未进位）、输入舍入（在分子分母舍入误差之内）、不一致。",
        "Class of a published rate: agrees, cut off, within the rounding of inputs, disagrees.",
    ),
    parameters=(
        ratio(
            "published",
            Text("公布值", "Published"),
            Text("公布的比率，以小数填写（91.25%填0.9125）。", "Published rate as a fraction."),
        ),
        Parameter(
            "numerator", Text("分子", "Numerator"), Text("分子。", "Numerator."), Unit.NUMBER
        ),
        Parameter(
            "denominator",
            Text("分母", "Denominator"),
            Text("分母，不能为0。", "Denominator, not 0."),
            Unit.NUMBER,
        ),
        _digits("digits", "公布的百分数保留几位小数，默认2。", "Decimals of the percentage; 2."),
        _digits("input_digits", "分子分母公布到几位小数，默认2。", "Decimals of the inputs; 2."),
    ),
    unit=Unit.TEXT,
    clause=OWN_DESIGN,
    native=_native_verify(),
)
def verify(
    published: Decimal,
    numerator: Decimal,
    denominator: Decimal,
    digits: Decimal,
    input_digits: Decimal,
) -> str:
    """Return the class of a published percentage against the one computed from its inputs.

    The order is that of `udfs.verification`; equal inputs are one quantity. More decimals than a
    cell holds are #NUM!.
    """
    if not denominator:
        raise NotANumber(CellError.DIV0)
    if max(digits, input_digits) > SIGNIFICANT_DIGITS:
        raise NotANumber(CellError.NUM)
    places = int(digits)
    value = round_half_up(published * 100, places) / 100
    printed = Printed(Fraction(value), Fraction(Decimal(1).scaleb(-places) / 100))
    half = Fraction(Decimal(1).scaleb(-int(input_digits)) / 2)
    above, below = (Figure(Fraction(number), half) for number in (numerator, denominator))
    return verify_rate(printed, Quotient({above: Fraction(1)}, {below: Fraction(1)})).word


@worksheet_function(
    "PERF_FINGERPRINT",
    category=Category.CHECKS,
    title=Text("数据指纹", "Fingerprint"),
    help=Text(
        "由各区域内容算出的短码；任一单元格改变，短码即改变。",
        "Short code of the contents of the ranges; it changes when any cell changes.",
    ),
    parameters=(
        Parameter(
            "range",
            Text("区域", "Range"),
            Text("数据区域，可有多个，可含错误值。", "Any number of ranges, errors allowed."),
            Unit.NUMBER,
            kind=ArgumentKind.RANGES,
        ),
    ),
    unit=Unit.TEXT,
    clause=OWN_DESIGN,
)
def fingerprint(*ranges: Block) -> str:
    """Return a short code of the filled cells of the ranges and of their places.

    Empty cells and empty text count alike, and so does whatever lies beyond the last filled
    cell: hosts hand over a whole column either complete or cut to its used part.
    """
    digest = hashlib.sha256()
    for number, block in enumerate(ranges):
        for line in _filled_cells(block):
            digest.update(f"{number}:{line}\n".encode())
    # A letter in front, or an office program may take digits alone for a number.
    return "F" + digest.hexdigest()[:FINGERPRINT_DIGITS]


def _filled_cells(block: Block) -> Iterator[str]:
    for row_number, row in enumerate(block):
        for column_number, cell in enumerate(row):
            if cell is not None and cell != "":
                yield f"{row_number},{column_number}={_canonical(cell)}"


def _canonical(cell: Scalar) -> str:
    """Write a cell so that every host writes it alike, and text "1" differs from the number."""
    if isinstance(cell, str):
        return "t" + json.dumps(cell)
    if isinstance(cell, CellError):
        return "e" + cell.value
    try:
        return "n" + str((to_decimal(cell) + 0).normalize())  # + 0: no negative zero
    except NotANumber as problem:
        return "e" + problem.error.value
