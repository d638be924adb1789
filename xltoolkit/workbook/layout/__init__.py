"""What a workbook looks like, as plain data: the one place that knows sheets and cells.

One module for each sheet. Standard library only, Python 3.8: this runs in Calc.
"""

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell

__all__ = ["Column", "Kind", "ListLayout", "Role", "SingleCell"]
