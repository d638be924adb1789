"""The bar chart of 评价结论: the rate of points earned by head."""

from xlsxwriter.chart_bar import ChartBar

from xltoolkit.workbook.layout.sheet_names import VERDICT
from xltoolkit.workbook.layout.verdict import CHART_ROWS, VERDICT_HEADS
from xltoolkit.workbook.sheets.sheet_writer import BookWriter, SheetWriter
from xltoolkit.workbook.sheets.styles import BODY_FONT, HEADING_FONT, LINE, MIDDLE_BLUE

_ROW_HEIGHT = 14.0
_PIXELS_OF_A_POINT = 4 / 3
_WIDTH = 662


def insert_chart(book: BookWriter, sheet: SheetWriter) -> None:
    """Insert the chart; rows of heads that a run hides are not plotted."""
    first, last = CHART_ROWS
    for row in range(first, last + 1):
        sheet.worksheet.set_row(row - 1, _ROW_HEIGHT)
    rows = (VERDICT_HEADS.first_row - 1, VERDICT_HEADS.last_row - 1)
    names, rates = (VERDICT_HEADS.position(each) - 1 for each in ("name", "rate"))
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "得分率",
            "categories": [VERDICT, rows[0], names, rows[1], names],
            "values": [VERDICT, rows[0], rates, rows[1], rates],
            "fill": {"color": MIDDLE_BLUE},
            "gap": 60,
            "data_labels": {
                "value": True,
                "num_format": "0.0%",
                "font": {"name": BODY_FONT, "size": 9},
            },
        }
    )
    _set_axes(chart)
    chart.set_title(
        {"name": "分项得分率", "name_font": {"name": HEADING_FONT, "size": 11, "bold": False}}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    height = (last - first + 1) * _ROW_HEIGHT * _PIXELS_OF_A_POINT
    chart.set_size({"width": _WIDTH, "height": int(height) - 6})
    options = {"object_position": 1, "x_offset": 2, "y_offset": 3}
    sheet.worksheet.insert_chart(first - 1, 0, chart, options)


def _set_axes(chart: ChartBar) -> None:
    """Show the heads from top to bottom; the rates stand at the bars, so their axis is left out."""
    axis = {"name": BODY_FONT, "size": 9}
    chart.set_x_axis(
        {
            "min": 0,
            "max": 1,
            "visible": False,
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": axis, "major_tick_mark": "none"})
