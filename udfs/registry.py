"""The registry of worksheet functions: what each is called, takes, gives and rests on.

A function is written once, as plain arithmetic on exact numbers, with its metadata in the
decorator. Every host builds its own registration from the metadata and calls
`Function.call`; conversion, empty cells and error values are settled here, for all of them.
"""

from dataclasses import dataclass, field
from decimal import Decimal, DecimalException, localcontext
from enum import Enum
from typing import Callable, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

from udfs.errors import CellError, NotANumber
from udfs.numbers import ARITHMETIC, to_decimal, to_float
from udfs.sources import Clause
from udfs.values import Argument, Block, Scalar

HELP_LIMIT = 255  # characters that Excel's function wizard keeps of a description


class ArgumentKind(Enum):
    """How many cells a parameter takes, and whether they may hold error values."""

    SCALAR = "scalar"
    RANGE = "range"
    RANGE_OR_OMITTED = "range_or_omitted"
    PARTS = "parts"
    RANGES = "ranges"

    @property
    def takes_many(self) -> bool:
        """Whether the parameter stands for any number of arguments."""
        return self in (ArgumentKind.PARTS, ArgumentKind.RANGES)

    @property
    def holds_errors(self) -> bool:
        """Whether error values among the cells are the function's own business."""
        return self not in (ArgumentKind.SCALAR, ArgumentKind.PARTS)


class Reading(Enum):
    """What the function wants to see of a scalar argument."""

    NUMBER = "number"
    COUNT = "count"  # a number that cannot be negative
    TEXT = "text"
    CELL = "cell"  # the cell as it is


class Unit(Enum):
    """What a number means; `value` is the Chinese word for it."""

    RATIO = "比率"
    MONEY = "万元"
    COUNT = "个数"
    POINTS = "分"
    NUMBER = "数值"
    TEXT = "文字"


class Category(Enum):
    """The groups of functions in the wizard and in the reference."""

    RATES = "比率"
    SCORES = "得分"
    TOTALS = "合计与等级"
    CHECKS = "核对"
    REASONS = "扣分原因"


@dataclass(frozen=True)
class Text:
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Parameter:
    """One parameter of a worksheet function.

    `default` is what an omitted optional scalar stands for; it is also what the native
    equivalent writes in its place.
    """

    name: str
    title: Text
    help: Text
    unit: Unit
    kind: ArgumentKind = ArgumentKind.SCALAR
    reading: Reading = Reading.NUMBER
    optional: bool = False
    default: Scalar = None


class ArgumentCountError(Exception):
    """A function was called with too few or too many arguments."""


@dataclass(frozen=True)
class NativeForm:
    """A native equivalent for one word, with what its omitted arguments stand for."""

    pattern: str
    defaults: Mapping[str, Scalar] = field(default_factory=dict)


Value = Union[Decimal, str]
Implementation = Callable[..., Value]
AnyImplementation = TypeVar("AnyImplementation", bound=Implementation)


@dataclass(frozen=True)
class Function:
    """One worksheet function with everything that a host or a reader needs to know of it.

    `native` is the same in the host's own functions, with `{parameter}` for the arguments;
    `native_without_range` is its form when an optional range is left out; `natives_by_word` are
    its forms by the word in the first argument, where each word has one of its own.
    """

    name: str
    category: Category
    title: Text
    help: Text
    parameters: Tuple[Parameter, ...]
    unit: Unit
    clause: Clause
    native: Optional[str]
    native_without_range: Optional[str]
    natives_by_word: Mapping[str, NativeForm]
    implementation: Implementation

    @property
    def min_arguments(self) -> int:
        """The number of arguments that must be given."""
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def max_arguments(self) -> Optional[int]:
        """The largest number of arguments, or None when there is no limit."""
        if self.parameters[-1].kind.takes_many:
            return None
        return len(self.parameters)

    def parameter_at(self, position: int) -> Parameter:
        """The parameter that the argument at `position` (from 0) belongs to."""
        return self.parameters[min(position, len(self.parameters) - 1)]

    def call(self, *arguments: Argument) -> Scalar:
        """Compute the function for cell values and give a cell value back.

        Whatever the cells hold, the answer is a value or a `CellError`. Raises
        `ArgumentCountError` when the number of arguments does not fit.
        """
        self.check_count(len(arguments))
        try:
            self._pass_on_errors(arguments)
            with localcontext(ARITHMETIC):
                return _to_cell(self.implementation(*self._read(arguments)))
        except NotANumber as answer:
            return answer.error
        except DecimalException:
            return CellError.NUM

    def check_count(self, count: int) -> None:
        """Raise `ArgumentCountError` unless the function can take `count` arguments."""
        most = self.max_arguments
        if count < self.min_arguments:
            raise ArgumentCountError(
                f"{self.name} 至少需要{self.min_arguments}个参数，现有{count}个，请补齐。"
            )
        if most is not None and count > most:
            raise ArgumentCountError(f"{self.name} 最多{most}个参数，现有{count}个，请删去多余的。")

    def _pass_on_errors(self, arguments: Sequence[Argument]) -> None:
        """Let an error in a single cell win over everything else, as in every host."""
        for position, argument in enumerate(arguments):
            cell = _single_cell(argument)
            if isinstance(cell, CellError) and not self.parameter_at(position).kind.holds_errors:
                raise NotANumber(cell)

    def _read(self, arguments: Sequence[Argument]) -> List[object]:
        values = [
            _read_argument(argument, self.parameter_at(position))
            for position, argument in enumerate(arguments)
        ]
        values.extend(_omitted(parameter) for parameter in self.parameters[len(arguments) :])
        return values


def _read_argument(argument: Argument, parameter: Parameter) -> object:
    if parameter.kind is not ArgumentKind.SCALAR:
        return _read_block(argument)
    cell = _only_cell(argument)
    if parameter.reading is Reading.CELL:
        return cell
    if parameter.reading is Reading.TEXT:
        return _read_text(cell)
    number = to_decimal(cell)
    if parameter.reading is Reading.COUNT and number < 0:
        raise NotANumber(CellError.NUM)
    return number


def _only_cell(argument: Argument) -> Scalar:
    """Read one cell; a range where one cell belongs is #VALUE!."""
    cell = _single_cell(argument)
    if isinstance(cell, (list, tuple)):
        raise NotANumber(CellError.VALUE)
    return cell  # type: ignore[return-value]  # a Block is always a list or a tuple


def _single_cell(argument: Argument) -> Argument:
    """Take a range of one cell for that cell."""
    if isinstance(argument, (list, tuple)) and len(argument) == 1 and len(argument[0]) == 1:
        single: Scalar = argument[0][0]
        return single
    return argument


def _read_text(cell: Scalar) -> str:
    if cell is None:
        raise NotANumber(CellError.NA)
    if not isinstance(cell, str):
        raise NotANumber(CellError.VALUE)
    return cell.strip()


def _read_block(argument: Argument) -> Block:
    if isinstance(argument, (list, tuple)):
        return argument
    return ((argument,),)  # type: ignore[return-value]  # not a list or tuple, so a Scalar


def _omitted(parameter: Parameter) -> object:
    if parameter.kind is ArgumentKind.SCALAR and isinstance(parameter.default, (int, float)):
        return to_decimal(parameter.default)
    return parameter.default


def _to_cell(value: Value) -> Scalar:
    return to_float(value) if isinstance(value, Decimal) else value


_functions: Dict[str, Function] = {}

FUNCTIONS: Mapping[str, Function] = _functions
"""All worksheet functions by name, in the order in which they are written."""


def worksheet_function(  # noqa: PLR0913  # one argument for each thing a host needs to know
    name: str,
    *,
    category: Category,
    title: Text,
    help: Text,  # noqa: A002  # the field's own name in every host's wizard
    parameters: Sequence[Parameter],
    unit: Unit,
    clause: Clause,
    native: Optional[str] = None,
    native_without_range: Optional[str] = None,
    natives_by_word: Optional[Mapping[str, NativeForm]] = None,
) -> Callable[[AnyImplementation], AnyImplementation]:
    """Register the decorated function as the worksheet function `name`.

    The implementation is given `Decimal` for numbers, text, cells as they are, and blocks for
    ranges; it answers with a `Decimal` or text, or raises `NotANumber`.
    """

    def register(implementation: AnyImplementation) -> AnyImplementation:
        _functions[name] = Function(
            name=name,
            category=category,
            title=title,
            help=help,
            parameters=tuple(parameters),
            unit=unit,
            clause=clause,
            native=native,
            native_without_range=native_without_range,
            natives_by_word=natives_by_word or {},
            implementation=implementation,
        )
        return implementation

    return register
