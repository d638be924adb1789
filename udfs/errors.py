"""The error values of a worksheet cell, as one small type."""

from enum import Enum


class CellError(Enum):
    """An error value that a cell can hold, named as every host prints it.

    A worksheet function answers with one of these instead of a message, so that
    `SUM`, `ISERROR` and a reader's eye all see that there is no number.
    """

    NA = "#N/A"
    VALUE = "#VALUE!"
    DIV0 = "#DIV/0!"
    NUM = "#NUM!"
    REF = "#REF!"
    NAME = "#NAME?"
    NULL = "#NULL!"

    def __str__(self) -> str:
        return self.value


class NotANumber(Exception):
    """Raised inside a worksheet function to answer with an error value.

    It never leaves the registry: `Function.call` turns it into its `error`.
    """

    def __init__(self, error: CellError) -> None:
        super().__init__(str(error))
        self.error = error
