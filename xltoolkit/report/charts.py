"""Native charts for the report: Word, WPS and LibreOffice draw them, and their data can be edited.

XlsxWriter writes the chart into a small workbook; its chart part goes into the document, and
the workbook stays inside it as the data behind the chart.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docxtpl import DocxTemplate

DATA_SHEET = "Sheet1"
CHART_PART = "xl/charts/chart1.xml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_PER_MILLIMETRE = 36_000
_FONT = {"name": "宋体", "size": 10}
_FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_DEEP_BLUE, _LIGHT_BLUE = "#1F4E79", "#9DC3E6"


@dataclass(frozen=True)
class Series:
    """The values of one colour, one for each category."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class ChartData:
    """What a chart shows; `kind` is column or bar, `number_format` that of the labels."""

    kind: str
    description: str
    categories: Sequence[str]
    series: Sequence[Series]
    number_format: str
    highest: float | None = None


@dataclass(frozen=True)
class DrawnChart:
    """A chart part and the workbook with its data."""

    chart: bytes
    workbook: bytes


def draw(data: ChartData) -> DrawnChart:
    """Write the chart and its data."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _FIXED_TIME})
        book.calc_on_load = False
        sheet = book.add_worksheet(DATA_SHEET)
        sheet.write_column(1, 0, data.categories)
        for position, series in enumerate(data.series, start=1):
            sheet.write_string(0, position, series.name)
            sheet.write_column(1, position, series.values)
        sheet.insert_chart("E2", _chart(book, data))
    with zipfile.ZipFile(target) as archive:
        chart = archive.read(CHART_PART)
    return DrawnChart(_with_data_behind(chart), target.getvalue())


def _chart(book: Any, data: ChartData) -> Any:
    chart = book.add_chart({"type": data.kind})
    last = len(data.categories)
    for position, colour in zip(
        range(1, len(data.series) + 1), (_LIGHT_BLUE, _DEEP_BLUE), strict=False
    ):
        chart.add_series(
            {
                "name": [DATA_SHEET, 0, position],
                "categories": [DATA_SHEET, 1, 0, last, 0],
                "values": [DATA_SHEET, 1, position, last, position],
                "fill": {"color": colour if len(data.series) > 1 else _DEEP_BLUE},
                "gap": 80,
                "data_labels": {"value": True, "num_format": data.number_format, "font": _FONT},
            }
        )
    values = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if data.highest is not None:
        values["max"] = data.highest
    # XlsxWriter names the axes after where they stand: those of lying bars are exchanged.
    is_lying = data.kind == "bar"
    categories = {
        "num_font": _FONT,
        "reverse": is_lying,
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
    }
    (chart.set_y_axis if is_lying else chart.set_x_axis)(categories)
    (chart.set_x_axis if is_lying else chart.set_y_axis)(values)
    chart.set_legend(
        {"position": "bottom", "font": _FONT} if len(data.series) > 1 else {"none": True}
    )
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _with_data_behind(chart: bytes) -> bytes:
    """Link the chart to the workbook inside the document, and leave out how a sheet prints it."""
    root = etree.fromstring(chart, etree.XMLParser(resolve_entities=False, no_network=True))
    for setup in root.findall(f"{{{_CHART}}}printSettings"):
        root.remove(setup)
    for labels in root.iter(f"{{{_CHART}}}dLbls"):
        _say_what_labels_show(labels)
    link = etree.SubElement(root, f"{{{_CHART}}}externalData")
    link.set(f"{{{_RELATIONS}}}id", "rId1")
    etree.SubElement(link, f"{{{_CHART}}}autoUpdate").set("val", "0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _say_what_labels_show(labels: etree._Element) -> None:
    """Write out that a label shows the value alone: LibreOffice shows all that is not denied."""
    value = labels.find(f"{{{_CHART}}}showVal")
    if value is None:
        return
    place = labels.index(value)
    denied = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    for name in denied:
        for present in labels.findall(f"{{{_CHART}}}{name}"):
            labels.remove(present)
    for name in denied:
        element = etree.Element(f"{{{_CHART}}}{name}")
        element.set("val", "0")
        labels.insert(place, element)
        place += 2 if name == "showLegendKey" else 1


class WordChart:
    """A chart as a template takes it, by `{{r …}}`."""

    def __init__(
        self, template: DocxTemplate, drawn: DrawnChart, number: int, description: str
    ) -> None:
        self._template = template
        self._drawn = drawn
        self._number = number
        self._description = description
        self._part: Part | None = None

    def __html__(self) -> str:
        """Return the run that shows the chart; the part is added where it is shown first."""
        holder = self._template.current_rendering_part
        if self._part is None:
            self._part = self._new_part(holder.package)
        identifier = holder.relate_to(self._part, RELATIONSHIP_TYPE.CHART)
        return _run(identifier, self._number, self._description)

    __str__ = __html__

    def _new_part(self, package: Any) -> Part:
        name = PackURI(f"/word/charts/chart{self._number}.xml")
        part = Part(name, CONTENT_TYPE.DML_CHART, self._drawn.chart, package)
        book_name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._number}.xlsx")
        book = Part(book_name, CONTENT_TYPE.SML_SHEET, self._drawn.workbook, package)
        part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        return part


def _run(identifier: str, number: int, description: str) -> str:
    width, height = 150 * _EMU_PER_MILLIMETRE, 68 * _EMU_PER_MILLIMETRE
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{100 + number}" name="图{number}" descr="{description}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/chart">'
        f'<c:chart xmlns:c="{drawing}/chart" xmlns:r="{_RELATIONS}" r:id="{identifier}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
