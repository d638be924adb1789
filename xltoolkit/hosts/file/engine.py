"""The calculation engine of the file host: formualizer, with our functions registered.

Comparison operators compare all digits of two floats here: `=0.1+0.2=0.3` is FALSE, while
Excel and Calc, which compare 15 digits, say TRUE. An operator cannot be replaced, so templates
leave comparisons to PERF_* functions or round both sides (`ROUND(…,10)`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import formualizer

from udfs import FUNCTIONS
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.engine_values import to_argument, to_engine
from xltoolkit.hosts.file.replacements import REPLACEMENTS

if TYPE_CHECKING:
    from udfs.values import Scalar

# The engine calls it with its own values and takes one back.
Callback = Callable[..., object]

_VALUE_ERROR = {"type": "Error", "kind": "Value"}
_log = logging.getLogger(__name__)


class WorkbookNotLoaded(UserError):
    """A workbook that the engine cannot read."""


def new_engine() -> formualizer.Workbook:
    """Return an empty workbook of the engine in which all our functions work."""
    return _prepared(formualizer.Workbook(config=_configuration()))


def load_engine(workbook: bytes) -> formualizer.Workbook:
    """Load the sheets, formulas and defined names of a workbook that the guard has passed.

    Raises:
        WorkbookNotLoaded: The engine cannot read it, although it is a workbook.
    """
    try:
        engine = formualizer.Workbook.from_bytes(workbook, config=_configuration())
    except OSError as problem:
        raise WorkbookNotLoaded(
            "工作簿的内部结构无法读入，不能计算，请在Excel中打开并另存为.xlsx后再试。"
        ) from problem
    return _prepared(engine)


def _configuration() -> formualizer.WorkbookConfig:
    evaluation = formualizer.EvaluationConfig()
    # Handing Python calls to other threads makes each of them seven times slower; many
    # workbooks are calculated by many processes instead.
    evaluation.enable_parallel = False
    return formualizer.WorkbookConfig(eval_config=evaluation, enable_changelog=False)


def _prepared(engine: formualizer.Workbook) -> formualizer.Workbook:
    engine.set_temporal_egress("serial")  # a date is its serial number, as in the cell
    for function in FUNCTIONS.values():
        engine.register_function(
            function.name,
            _CALLBACKS[function.name],
            min_args=function.min_arguments,
            max_args=function.max_arguments,
        )
    for replacement in REPLACEMENTS:
        engine.register_function(
            replacement.name,
            _CALLBACKS[replacement.name],
            min_args=replacement.fewest,
            max_args=replacement.most,
            allow_override_builtin=True,
        )
    return engine


def as_callback(name: str, function: Callable[..., Scalar]) -> Callback:
    """Wrap a function of cell values for the engine.

    A program error inside becomes #VALUE! and is logged: the engine runs foreign code while it
    calls, and an exception that crossed it would lose its traceback.
    """

    def call(*arguments: object) -> object:
        try:
            return to_engine(function(*[to_argument(argument) for argument in arguments]))
        except Exception:  # noqa: BLE001 - the one boundary to foreign code, see above; logged
            _log.exception("the worksheet function %s failed", name)
            return _VALUE_ERROR

    return call


# Made once: a process that calculates many workbooks registers the same objects each time.
_CALLBACKS = {
    **{name: as_callback(name, function.call) for name, function in FUNCTIONS.items()},
    **{item.name: as_callback(item.name, item.call) for item in REPLACEMENTS},
}
