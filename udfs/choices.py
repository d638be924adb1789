"""The words that a score rule is told with: direction of a standard, rounding of steps."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum
from typing import Optional

from udfs.errors import CellError, NotANumber

_OTHER_SPELLINGS = {"≤": "<=", "≥": ">=", "＝": "=", "abs≤": "abs<="}


def native_is(cell: str, direction: "Direction") -> str:
    """Write in the host's own functions that a cell names a direction, in whatever spelling."""
    words = [direction.value]
    words += [other for other, word in _OTHER_SPELLINGS.items() if word == direction.value]
    return "OR(" + ",".join(f'{cell}="{word}"' for word in words) + ")"


class Direction(Enum):
    """How a value has to stand to its standard."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EQUAL = "="
    ABSOLUTE_AT_MOST = "abs<="

    @classmethod
    def read(cls, text: str) -> "Direction":
        """Read a direction as staff type it; any other text is #VALUE!."""
        try:
            return cls(_OTHER_SPELLINGS.get(text, text))
        except ValueError:
            raise NotANumber(CellError.VALUE) from None

    @property
    def sign(self) -> str:
        """The direction as it is printed before a standard."""
        signs = {"<=": "≤", ">=": "≥", "=": "＝", "abs<=": "绝对值≤"}
        return signs[self.value]

    @property
    def shortfall(self) -> str:
        """The Chinese word for missing a standard of this direction."""
        words = {"<=": "高", ">=": "低", "=": "相差", "abs<=": "绝对值高"}
        return words[self.value]

    def gap(self, value: Decimal, standard: Decimal) -> Decimal:
        """Return by how much a value misses the standard; 0 where the standard holds."""
        distances = {
            Direction.AT_MOST: value - standard,
            Direction.AT_LEAST: standard - value,
            Direction.EQUAL: abs(value - standard),
            Direction.ABSOLUTE_AT_MOST: abs(value) - standard,
        }
        return max(Decimal(0), distances[self])


class StepRounding(Enum):
    """What becomes of a part of a step."""

    FLOOR = "floor"
    CEIL = "ceil"
    EXACT = "exact"

    @classmethod
    def read(cls, text: str) -> "StepRounding":
        """Read the rounding of steps; any other text is #VALUE!."""
        try:
            return cls(text.lower())
        except ValueError:
            raise NotANumber(CellError.VALUE) from None

    def count(self, steps: Decimal) -> Decimal:
        """Return the number of steps that count."""
        roundings = {StepRounding.FLOOR: ROUND_FLOOR, StepRounding.CEIL: ROUND_CEILING}
        rounding: Optional[str] = roundings.get(self)
        return steps if rounding is None else steps.to_integral_value(rounding=rounding)
