"""Worksheet functions for performance evaluation: plain functions and their metadata.

Importing the package registers every function; `FUNCTIONS` holds them by name.
"""

from udfs import rates, local_rates, work_rates  # isort: skip  # the order is that of the function wizard
from udfs import scores, score_marks, bands, totals, checks, reasons  # isort: skip
from udfs.registry import FUNCTIONS

__all__ = [
    "FUNCTIONS",
    "bands",
    "checks",
    "local_rates",
    "rates",
    "reasons",
    "score_marks",
    "scores",
    "totals",
    "work_rates",
]
