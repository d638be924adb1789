"""Thin stand-ins for the modules of pywin32, so that xlwings' own half for Windows loads here.

They have only what `xlwings.udfs` and `xlwings.com_server` touch on the way of a call from a
cell. Values come as pywin32 hands them over: numbers are floats, an error value is a whole number,
an argument left out another, a date a `TimeType`. To be installed in a process of its own: the
modules stay, and decorators of xlwings change their meaning.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import sys
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

LEFT_OUT = -2147352572  # DISP_E_PARAMNOTFOUND


class ComError(Exception):
    """pywintypes.com_error."""


class TimeType(dt.datetime):
    """pywintypes.TimeType: a date of a cell."""


class Dispatch:
    """What stands for an object of Excel; counts each time that something is asked of it."""

    asked = 0

    def __init__(self, target: object, **_options: object) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        type(self).asked += 1
        return getattr(self._target, name)


def _module(name: str, **content: object) -> None:
    module = ModuleType(name)
    module.__dict__.update(content)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


def _unwrap(_value: object) -> object:
    raise ComError(-1)


def install() -> None:
    """Load `xlwings` with its half for Windows, and let its decorators record functions."""
    _define_modules()
    real_library = ctypes.PyDLL
    for name in ("windll", "oledll"):
        setattr(ctypes, name, MagicMock(name=name))
    # xlwings looks into pythoncom.dll for one function that no call from a cell needs.
    ctypes.PyDLL = MagicMock()  # type: ignore[misc]  # restored below
    try:
        import xlwings  # noqa: PLC0415 - only now that it finds what it needs
        import xlwings._xlwindows  # noqa: PLC0415
        import xlwings.com_server  # noqa: PLC0415
        import xlwings.udfs  # noqa: PLC0415
    finally:
        ctypes.PyDLL = real_library  # type: ignore[misc]
    atexit.unregister(xlwings._xlwindows.cleanup)
    xlwings.engines.add(xlwings.main.Engine(impl=xlwings._xlwindows.engine))
    for name in ("func", "arg", "ret"):  # as xlwings itself does on Windows
        setattr(xlwings, name, getattr(xlwings.udfs, f"xl{name}"))


def _define_modules() -> None:
    error = {"com_error": ComError, "error": ComError}
    _module("pywintypes", **error, TimeType=TimeType, IID=str)
    _module(
        "pythoncom",
        **error,
        ole_error=ComError,
        CoInitialize=lambda: None,
        IID_IDispatch="IDispatch",
        TypeIIDs={"IDispatch": Dispatch},
        __file__="pythoncom.dll",
    )
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32event"):
        _module(name)
    _module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC))
    _module("win32com")
    _module(
        "win32com.client",
        CDispatch=Dispatch,
        CoClassBaseClass=Dispatch,
        Dispatch=Dispatch,
        DispatchBaseClass=Dispatch,
        DispatchEx=Dispatch,
    )
    _module("win32com.server")
    _module("win32com.server.util", unwrap=_unwrap, wrap=lambda value: value)
    for name in ("dispatcher", "policy"):
        _module(f"win32com.server.{name}")
