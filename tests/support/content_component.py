"""An extension for tests: it reads a whole document inside LibreOffice and returns it as JSON.

Over the bridge the same takes two seconds, for every truth value is a question of its own.
"""

import json
import sys
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.task import XJob

sys.path.append(str(Path(__file__).parents[1] / "xltoolkit" / "pythonpath"))

from udfs.errors import CellError
from xltoolkit.hosts.calc.inside.reading import read_content


class ContentReader(unohelper.Base, XJob):
    """Answers with the cells and names of the document that it is given."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: Any) -> Any:
        content = read_content(arguments[0].Value)
        sheets = {
            title: [
                [row, column, _plain(cell.value), cell.formula]
                for (row, column), cell in cells.items()
            ]
            for title, cells in content.sheets.items()
        }
        return json.dumps({"sheets": sheets, "names": content.names})


def _plain(value: Any) -> Any:
    return {"error": value.value} if isinstance(value, CellError) else value


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(
    ContentReader,
    "org.xltoolkit.tests.ContentReaderImplementation",
    ("org.xltoolkit.tests.ContentReader",),
)
