"""Toolbar, menu and document jobs, as LibreOffice reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.calc.actions import ACTIONS, TOOLBAR_TITLE, TOOLBAR_TITLE_EN
from xltoolkit.hosts.calc.configuration_xml import (
    configuration,
    new_node,
    node,
    number,
    text,
    titles,
    truth,
)
from xltoolkit.hosts.calc.identifiers import (
    JOB_SERVICE,
    LOADED,
    MENU,
    SAVED,
    SPREADSHEET,
    TOOLBAR,
    action_url,
)

if TYPE_CHECKING:
    from xltoolkit.hosts.calc.actions import Action

_OFFICE = "org.openoffice.Office"
_SMALL, _LARGE = 16, 26
_ICON_AND_TEXT = 2


def icon_files(action: Action) -> tuple[str, str]:
    """Return the names of an action's icon, small and large."""
    return f"{action.verb}_{_SMALL}.png", f"{action.verb}_{_LARGE}.png"


def add_on() -> str:
    """Return Addons.xcu: the menu, the toolbar and their icons."""
    title = titles("Title", TOOLBAR_TITLE, TOOLBAR_TITLE_EN)
    items = [_item(place, action) for place, action in enumerate(ACTIONS)]
    menu = new_node(MENU, title, text("Context", SPREADSHEET), node("Submenu", *items))
    return configuration(
        _OFFICE,
        "Addons",
        node(
            "AddonUI",
            node("OfficeMenuBar", menu),
            # Items stand directly below the toolbar; with a level between it does not appear.
            node("OfficeToolBar", new_node(TOOLBAR, *items)),
            node("Images", *(_image(action) for action in ACTIONS)),
        ),
    )


def window_state() -> str:
    """Return CalcWindowState.xcu: the toolbar is shown, with words beside the icons."""
    state = new_node(
        f"private:resource/toolbar/addon_{TOOLBAR}",
        titles("UIName", TOOLBAR_TITLE, TOOLBAR_TITLE_EN),
        truth("Docked", value=True),
        truth("Visible", value=True),
        number("Style", _ICON_AND_TEXT),
    )
    return configuration(
        f"{_OFFICE}.UI", "CalcWindowState", node("UIElements", node("States", state))
    )


def jobs() -> str:
    """Return Jobs.xcu: what is done after a document was loaded and after it was saved."""
    events = (
        node(event, node("JobList", new_node(JOB_SERVICE)), operation="fuse")
        for event in (LOADED, *SAVED)
    )
    job = new_node(JOB_SERVICE, text("Service", JOB_SERVICE))
    return configuration(_OFFICE, "Jobs", node("Jobs", job), node("Events", *events))


def _item(place: int, action: Action) -> str:
    return new_node(
        f"item{place}",
        text("URL", action_url(action.verb)),
        titles("Title", action.title, action.title_en),
        text("Target", "_self"),
        text("Context", SPREADSHEET),
    )


def _image(action: Action) -> str:
    small, large = icon_files(action)
    return new_node(
        f"org.xltoolkit.image.{action.verb}",
        text("URL", action_url(action.verb)),
        node(
            "UserDefinedImages",
            text("ImageSmallURL", f"%origin%/icons/{small}"),
            text("ImageBigURL", f"%origin%/icons/{large}"),
        ),
    )
