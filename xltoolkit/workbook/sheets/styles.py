"""The look of the workbook: one palette, two fonts, and the format of every kind of cell.

宋体 and 黑体 are in every Chinese Windows, in WPS and in Excel for the Mac; LibreOffice
elsewhere replaces them with a Chinese font of the machine.
"""

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xltoolkit.workbook.layout.model import Kind, Role

BODY_FONT = "宋体"
HEADING_FONT = "黑体"
BODY_SIZE = 10

DEEP_BLUE = "#1F3864"
MIDDLE_BLUE = "#2F5597"
PALE_BLUE = "#DEE7F3"
INPUT_YELLOW = "#FFF9E3"
PAPER = "#FFFFFF"
PALE_GREY = "#F4F6F9"
LINE = "#B8C2D0"
MUTED = "#8A94A3"
AMBER_TEXT = "#9C5700"
AMBER = "#FFEBB5"
RED_TEXT = "#B3261E"
RED = "#FBE3E1"
GREEN_TEXT = "#2E6B3A"
GREEN = "#E4F1E6"

TAB_INPUT = "#2F75B5"
TAB_COMPUTED = "#7F8FA9"
TAB_RESULT = DEEP_BLUE
TAB_BACKGROUND = "#BFC8D6"

NUMBER_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.RATIO: "0.00%",
    Kind.COUNT: "#,##0",
    Kind.POINTS: "0.00",
    Kind.DATE: "yyyy-mm-dd",
}

_CENTRED = (Kind.ID, Kind.CHOICE, Kind.DATE, Kind.LINK, Kind.POINTS)
_WRAPPED = (Kind.PARAGRAPH, Kind.TEXT)

Properties = dict[str, Any]


@dataclass
class Styles:
    """The formats of one workbook; equal properties share one format."""

    workbook: Workbook
    _known: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, properties: Properties) -> Format:
        """Return the format with these properties, in the body font unless they name another."""
        complete = {
            "font_name": BODY_FONT,
            "font_size": BODY_SIZE,
            "valign": "vcenter",
            **properties,
        }
        key = tuple(sorted(complete.items()))
        if key not in self._known:
            self._known[key] = self.workbook.add_format(complete)
        return self._known[key]

    def cell(self, kind: Kind, role: Role, **more: Any) -> Format:
        """Return the format of a cell of a list or form."""
        return self.format({**cell_properties(kind, role), **more})

    def condition(self, **properties: Any) -> Format:
        """Return a format for a conditional format: only what it changes."""
        return self.workbook.add_format(properties)


def cell_properties(kind: Kind, role: Role) -> Properties:
    """Return how a cell of this kind and role looks, and whether staff may write into it."""
    properties: Properties = {"border": 1, "border_color": LINE}
    if kind in NUMBER_FORMATS:
        properties["num_format"] = NUMBER_FORMATS[kind]
    if kind in _CENTRED:
        properties["align"] = "center"
    if kind in _WRAPPED:
        properties.update(text_wrap=True, align="left")
    if role in (Role.INPUT, Role.MANUAL):
        properties.update(locked=False, bg_color=INPUT_YELLOW)
    elif role is Role.FORMULA:
        properties["bg_color"] = PALE_GREY
    elif role is Role.SIDE:
        properties["font_color"] = MUTED
    elif role is Role.HIDDEN:
        # Left aligned, so that nothing of it runs over into a visible column.
        properties.update(font_color=MUTED, align="left", text_wrap=False)
    return properties


TITLE: Properties = {
    "font_name": HEADING_FONT,
    "font_size": 18,
    "font_color": DEEP_BLUE,
    "align": "center",
}
SUBTITLE: Properties = {"font_color": MUTED, "align": "left"}
SUBTITLE_RIGHT: Properties = {"font_color": MUTED, "align": "right"}
LIST_TITLE: Properties = {
    "font_name": HEADING_FONT,
    "font_size": 12,
    "font_color": DEEP_BLUE,
    "align": "left",
}
HEADER: Properties = {
    "font_name": HEADING_FONT,
    "font_color": PAPER,
    "bg_color": DEEP_BLUE,
    "align": "center",
    "text_wrap": True,
    "border": 1,
    "border_color": LINE,
}
SIDE_HEADER: Properties = {**HEADER, "font_color": DEEP_BLUE, "bg_color": PALE_BLUE}
SECTION: Properties = {
    "font_name": HEADING_FONT,
    "font_color": DEEP_BLUE,
    "bg_color": PALE_BLUE,
    "border": 1,
    "border_color": LINE,
}
LABEL: Properties = {
    "font_name": HEADING_FONT,
    "font_color": DEEP_BLUE,
    "bg_color": PALE_BLUE,
    "align": "left",
    "border": 1,
    "border_color": LINE,
}
