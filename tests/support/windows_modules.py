"""Thin stand-ins for the modules of Windows, so that the real xlwings loads here.

Only what xlwings touches on its way to a workbook is there; the workbook itself is
`tests.support.excel`.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import sys
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import xlwings


class ComError(Exception):
    """What the bridge raises for anything that Excel refuses; `hresult` as pywin32 has it."""

    REFUSED = -2147352567

    @property
    def hresult(self) -> int:
        return self.REFUSED


@cache
def windows_xlwings() -> Any:
    """Return xlwings' own Windows half (`xlwings._xlwindows`), loaded over the stand-ins."""
    _modules()
    for name in ("windll", "oledll"):
        if not hasattr(ctypes, name):
            setattr(ctypes, name, MagicMock(name=name))
    vars(ctypes)["windll"].user32.GetTopWindow.return_value = 0  # no window of Excel is found
    real = ctypes.PyDLL
    libraries: Any = ctypes
    libraries.PyDLL = lambda *names, **kinds: (
        MagicMock() if names[:1] == ("pythoncom.dll",) else real(*names, **kinds)
    )
    try:
        from xlwings import _xlwindows  # noqa: PLC0415  # it needs the stand-ins
    finally:
        libraries.PyDLL = real
    atexit.unregister(_xlwindows.cleanup)
    if "excel" not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.main.Engine(impl=_xlwindows.engine))
        bridge: Any = xlwings
        bridge._xlwindows = _xlwindows
    return _xlwindows


def _modules() -> None:
    _module("pywintypes", com_error=ComError, error=ComError, IID=str)
    sys.modules["pywintypes"].TimeType = type("TimeType", (dt.datetime,), {})  # type: ignore[attr-defined]
    _module(
        "pythoncom",
        com_error=ComError,
        ole_error=ComError,
        CoInitialize=lambda: None,
        __file__="pythoncom.dll",
    )
    _module("win32api", MessageBox=lambda *_: 1)
    _module("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3)
    sys.modules["win32con"].__dict__.update(MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    for name in ("win32gui", "win32event"):
        _module(name)
    _module("win32process", GetWindowThreadProcessId=lambda _: (1, 4242))
    _module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC))
    _module("win32com")
    _module(
        "win32com.client",
        CDispatch=type("CDispatch", (), {}),
        CoClassBaseClass=object,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        Dispatch=lambda wrapped, **_: wrapped,
        DispatchEx=lambda *_: None,
    )


def _module(name: str, **contents: Any) -> None:
    module = sys.modules.setdefault(name, ModuleType(name))
    for key, value in contents.items():
        module.__dict__.setdefault(key, value)
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
