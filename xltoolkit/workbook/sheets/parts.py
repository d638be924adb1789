"""What the writers of the sheets are given."""

from dataclasses import dataclass

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.workbook.sheets.placement import Placement
from xltoolkit.workbook.sheets.sheet_writer import BookWriter


@dataclass(frozen=True)
class TemplateParts:
    """The book to write into and what the template is made from."""

    book: BookWriter
    catalogue: Catalogue
    scheme: Scheme
    placement: Placement
