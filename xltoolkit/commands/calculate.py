"""`xltoolkit calc`: one formula, one line."""

import json

from udfs.errors import CellError
from xltoolkit.commands.printing import as_printed
from xltoolkit.hosts.file.formula import calculate_formula


def calculate(formula: str, *, as_json: bool) -> str:
    """Return the line to print for a formula: its bare value, or a JSON object."""
    value = calculate_formula(formula)
    if not as_json:
        return as_printed(value)
    is_error = isinstance(value, CellError)
    return json.dumps(
        {
            "formula": formula,
            "value": None if is_error else value,
            "error": str(value) if is_error else None,
        },
        ensure_ascii=False,
    )
