"""What an issue says of the definition by which a rate was computed."""

from decimal import Decimal
from typing import Dict, List, Optional

from xltoolkit.catalogue.wording import FieldValue
from xltoolkit.evaluation.case import Indicator
from xltoolkit.evaluation.exact import exact, plain_float


def definition_fields(row: Indicator) -> Dict[str, FieldValue]:
    """Return the fields `definition` and `adjustment`, of rows that offer several definitions."""
    if not row.definition:
        return {}
    return {"definition": row.definition, "adjustment": plain_float(_adjustment(row))}


def _adjustment(row: Indicator) -> Optional[Decimal]:
    """Return the amount that the definition in use divides by its base."""
    figures: List[Decimal] = []
    for each in row.inputs:
        figure = exact(each)
        if figure is None:
            return None
        figures.append(figure)
    if not figures:
        return None
    if row.function == "PERF_CHANGE_RATE":
        return figures[0] - figures[1]
    if row.function == "PERF_ADJUST_NET_RATE":
        return figures[0] - (figures[1] - figures[2])
    return figures[0]
