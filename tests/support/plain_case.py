"""A case as plain data, so that two readings of it can be compared."""

from dataclasses import fields, is_dataclass
from typing import Any

from xltoolkit.evaluation.case import CellPlace


def comparable(value: Any) -> Any:
    """Return a case without places, numbers at 12 digits."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return format(value, ".12g")
    if isinstance(value, CellPlace):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: comparable(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    return [comparable(item) for item in value] if isinstance(value, tuple) else value
