"""The ribbon tab: what Excel would only tell by a button that does nothing."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from xltoolkit.hosts.excel import bundle
from xltoolkit.hosts.excel.ribbon import BUTTONS, NAMESPACE, Button, Tab, ribbon_xml

LONGEST_TIP = 1024  # characters that the schema allows
# Seen in ribbons that others have published; a name that Office does not know shows no image.
KNOWN_IMAGES = (Path(__file__).parent / "known_images.txt").read_text(encoding="utf-8").split()

every_tab = pytest.mark.parametrize("tab", Tab)


def elements(tab: Tab, name: str) -> list[etree._Element]:
    return list(etree.fromstring(ribbon_xml(tab)).iter(f"{{{NAMESPACE}}}{name}"))


def procedures(tab: Tab) -> dict[str, str]:
    """Return the public procedures of all modules: name, and what stands behind it."""
    lines = (line for module in bundle.modules(tab) for line in module.source.splitlines())
    heads = (line.removeprefix("Public Sub ") for line in lines if line.startswith("Public Sub "))
    return {name: rest for name, _, rest in (head.partition("(") for head in heads)}


@every_tab
def test_every_callback_is_a_procedure_that_takes_a_control(tab: Tab) -> None:
    known = procedures(tab)
    for button in elements(tab, "button"):
        assert known[button.get("onAction", "")] == "control As IRibbonControl)"


@every_tab
def test_every_procedure_runs_the_action_of_its_button(tab: Tab) -> None:
    source = next(each.source for each in bundle.modules(tab) if each.name == "PerfRibbon")
    for button in BUTTONS:
        head = f"Public Sub {tab.callback(button)}(control As IRibbonControl)"
        assert f'{head}\n    PerfPress "{button.action}"\nEnd Sub\n' in source


def test_no_two_controls_share_a_name_even_with_both_files_open() -> None:
    names = Counter(
        element.get("id")
        for tab in Tab
        for kind in ("tab", "group", "button")
        for element in elements(tab, kind)
    )
    assert {name for name, times in names.items() if times > 1} == set()


def test_callbacks_of_the_two_files_differ() -> None:
    callbacks = [tab.callback(button) for tab in Tab for button in BUTTONS]
    assert len(callbacks) == len(set(callbacks))


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.action)
def test_a_button_has_an_image_of_office_and_tips_that_fit(button: Button) -> None:
    assert button.image in KNOWN_IMAGES
    assert 0 < len(button.screentip) <= LONGEST_TIP
    assert 0 < len(button.supertip) <= LONGEST_TIP
    assert button.supertip.endswith("。")


def test_the_buttons_are_those_that_staff_were_promised() -> None:
    assert [(button.label, button.action) for button in BUTTONS] == [
        ("生成问题清单和评价结论", "regenerate"),
        ("检查录入", "check_entries"),
        ("填充数据", "fill_data"),
        ("恢复上次", "restore_last"),
        ("导出报告", "export_report"),
        ("自检", "self_check"),
        ("帮助", "open_help"),
    ]
