"""What a cell holds and what a worksheet function is given, as plain Python values.

Hosts translate their own values into these before a call and back after it:
an empty cell is ``None``, a date is its serial number, a range is rows of cells.
"""

from typing import Sequence, Union

from udfs.errors import CellError

Scalar = Union[None, bool, int, float, str, CellError]
Block = Sequence[Sequence[Scalar]]
Argument = Union[Scalar, Block]
