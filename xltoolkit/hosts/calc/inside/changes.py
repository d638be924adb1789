"""The mark that a document has changes to be saved."""

from typing import Any


def mark_unchanged(document: Any) -> None:
    """Say that a document has nothing to be saved.

    To calculate anew is no change for people, but Calc marks the document and every chart whose
    numbers were calculated; and with a chart that is marked, the document is.
    """
    sheets = document.Sheets
    for index in range(sheets.Count):
        charts = sheets.getByIndex(index).Charts
        for number in range(charts.Count):
            charts.getByIndex(number).EmbeddedObject.setModified(False)
    document.setModified(False)
