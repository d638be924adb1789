"""Write one cell element."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.references import Position, address
from xltoolkit.hosts.file.xml_source import escape_text, start_tag

if TYPE_CHECKING:
    from collections.abc import Collection

    from udfs.values import Scalar

TEXT_AT_MOST = 32_767
# Beyond this a whole number has more digits than a float holds; repr writes the exponent.
_WHOLE_BELOW = 1e15


@dataclass(frozen=True)
class Content:
    """What stands in a cell element.

    Attributes:
        value: What the cell shows; None for nothing.
        formula: Its formula element, as bytes; empty for none.
        rest: What follows the value (`extLst`), as bytes.
        is_result: Whether the value is what a formula gave: text is then stored as such.
    """

    value: Scalar
    formula: bytes = b""
    rest: bytes = b""
    is_result: bool = False


def cell_xml(prefix: str, attributes: Collection[tuple[str, str]], content: Content) -> bytes:
    """Return a cell element.

    Args:
        prefix: What stands before element names, colon included.
        attributes: Of the cell as it was (`r`, `s`, …); its type is set anew.
        content: What it holds.
    """
    # Value metadata (`vm`) belongs to the value that was; cell metadata (`cm`) to the formula.
    gone = {"t", "vm"} if content.formula else {"t", "vm", "cm"}
    kept = [(key, text) for key, text in attributes if key not in gone]
    is_result = content.is_result or bool(content.formula)
    kind, value = _value_xml(prefix, content.value, is_result=is_result)
    if kind:
        kept.append(("t", kind))
    inner = content.formula + value.encode() + content.rest
    if not inner:
        return start_tag(f"{prefix}c", kept, empty=True)
    return start_tag(f"{prefix}c", kept) + inner + f"</{prefix}c>".encode()


def _value_xml(prefix: str, value: Scalar, *, is_result: bool) -> tuple[str, str]:
    """Return the type mark and the element of a value.

    Text goes into the cell itself: the shared strings stay as they are, and text that begins
    with `=`, `+`, `-` or `@` stays text.
    """
    if value is None:
        return "", ""
    kind = ""
    if isinstance(value, bool):
        kind, stored = "b", str(int(value))
    elif isinstance(value, CellError):
        kind, stored = "e", str(value)
    elif isinstance(value, str):
        if not is_result:
            text = f'<{prefix}t xml:space="preserve">{escape_text(value)}</{prefix}t>'
            return "inlineStr", f"<{prefix}is>{text}</{prefix}is>"
        kind, stored = "str", escape_text(value)
    elif abs(value) < _WHOLE_BELOW and value == int(value):
        stored = str(int(value))
    else:
        stored = _number(value)
        kind = "e" if stored == str(CellError.NUM) else ""
    return kind, f"<{prefix}v>{stored}</{prefix}v>"


def _number(value: float) -> str:
    """Return a number with as many digits as tell it apart; what no cell can hold is `#NUM!`."""
    try:
        number = float(value)
    except OverflowError:
        return str(CellError.NUM)
    return repr(number) if isfinite(number) else str(CellError.NUM)


def formula_xml(prefix: str, text: str) -> bytes:
    """Return the element of an ordinary formula, given without `=`."""
    return f"<{prefix}f>{escape_text(text)}</{prefix}f>".encode()


def refuse_long_text(sheet: str, position: Position, value: Scalar) -> None:
    """Refuse text that Excel would cut off.

    Raises:
        UserError: It has more characters than a cell holds.
    """
    # Excel counts a character outside the basic plane as two.
    length = len(value.encode("utf-16-le", "surrogatepass")) // 2 if isinstance(value, str) else 0
    if length > TEXT_AT_MOST:
        raise UserError(
            f"工作表“{sheet}”的单元格 {address(position)} 要写入 {length} 个字，"
            f"超过单元格上限 {TEXT_AT_MOST} 字：请缩短相关文字后再试。"
        )
