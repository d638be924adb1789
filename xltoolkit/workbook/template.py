"""Building the template workbook of a scheme; the same scheme always gives the same bytes."""

import datetime as dt
from io import BytesIO

import xlsxwriter

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.workbook.sheets.checks import write_checks
from xltoolkit.workbook.sheets.cover import write_cover
from xltoolkit.workbook.sheets.data import write_data
from xltoolkit.workbook.sheets.findings import write_findings
from xltoolkit.workbook.sheets.issues import write_issues
from xltoolkit.workbook.sheets.log import write_log
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.placement import place
from xltoolkit.workbook.sheets.record import write_record
from xltoolkit.workbook.sheets.satisfaction import write_satisfaction
from xltoolkit.workbook.sheets.scoring import write_scoring
from xltoolkit.workbook.sheets.settings import write_settings
from xltoolkit.workbook.sheets.sheet_writer import BookWriter
from xltoolkit.workbook.sheets.styles import BODY_FONT, BODY_SIZE, Styles
from xltoolkit.workbook.sheets.targets import write_targets
from xltoolkit.workbook.sheets.verdict import write_verdict

CALCULATION_ID = 191029
"""Of Excel 2019 and 365: an older one makes Excel calculate everything anew on opening."""

CREATED = dt.datetime(2024, 1, 1)  # noqa: DTZ001  # the file format knows no time zone
_SHEET_WRITERS = (
    write_cover,
    write_data,
    write_targets,
    write_satisfaction,
    write_findings,
    write_scoring,
    write_checks,
    write_settings,
    write_issues,
    write_verdict,
    write_log,
)


def build_template(catalogue: Catalogue, scheme: Scheme) -> bytes:
    """Return an empty workbook for a scheme, formulas without stored values.

    Raises:
        UserError: when the scheme cannot be laid out.
    """
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": BODY_FONT, "font_size": BODY_SIZE},
        },
    )
    workbook.calc_on_load = False
    workbook.calc_id = CALCULATION_ID
    workbook.set_properties(
        {"title": "部门整体支出绩效评价工作簿", "subject": scheme.name, "created": CREATED}
    )
    book = BookWriter(workbook, Styles(workbook))
    parts = TemplateParts(book, catalogue, scheme, place(catalogue, scheme))
    for write_sheet in _SHEET_WRITERS:
        write_sheet(parts)
    book.check_formulas()
    write_record(parts)
    workbook.get_worksheet_by_name("封面").activate()
    workbook.close()
    return stream.getvalue()
