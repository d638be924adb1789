"""The status bar says what a run is doing, and is given back."""

import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import Mock, call

import pytest

# Only the Python of LibreOffice has these; the box kinds are of no concern here.
OFFICE_MODULES = ("com", "com.sun", "com.sun.star", "com.sun.star.awt")
DIALOGS = "xltoolkit.hosts.calc.inside.dialogs"


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in OFFICE_MODULES:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    kinds = SimpleNamespace(ERRORBOX=1, INFOBOX=2)
    monkeypatch.setitem(sys.modules, f"{OFFICE_MODULES[-1]}.MessageBoxType", kinds)
    monkeypatch.delitem(sys.modules, DIALOGS, raising=False)
    yield import_module(DIALOGS)
    sys.modules.pop(DIALOGS, None)


def test_each_step_is_told_in_the_status_bar_and_the_bar_is_taken_away(dialogs: Any) -> None:
    document, bar = Mock(), Mock()
    document.CurrentController.Frame.createStatusIndicator.return_value = bar

    progress = dialogs.Progress(document, "生成", 2)
    progress.step("读取数据")
    progress.step("写入")
    progress.end()

    assert bar.mock_calls == [
        call.start("生成", 2),
        call.setText("生成：读取数据……"),
        call.setValue(0),
        call.setText("生成：写入……"),
        call.setValue(1),
        call.end(),
    ]


def test_a_document_without_a_window_has_no_status_bar(dialogs: Any) -> None:
    progress = dialogs.Progress(SimpleNamespace(CurrentController=None), "生成", 1)
    progress.step("读取数据")
    progress.end()
