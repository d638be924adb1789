"""A scheme as the plain data of its YAML file, and back to the text of one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import yaml

from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow


def scheme_data(scheme: Scheme) -> dict[str, Any]:
    """Return what the YAML file of a scheme holds; entries that say nothing are left out."""
    data = _plain(scheme)
    assert isinstance(data, dict)
    for row, written in zip(scheme.rows, data["rows"], strict=True):
        _leave_out_resolved(row, written)
    return data


def _leave_out_resolved(row: SchemeRow, written: dict[str, Any]) -> None:
    """What definitions.yaml gives is not written a second time."""
    if row.definition is not None:
        written.pop("definitions", None)
        written.pop("value", None)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        entries = {field.name: getattr(value, field.name) for field in fields(value)}
        defaults = {field.name: field.default for field in fields(value)}
        return {
            name: _plain(entry)
            for name, entry in entries.items()
            if name in _ALWAYS or entry != defaults[name]
        }
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


_ALWAYS = frozenset(("upper", "lower", "points"))
"""Keys that a file always states, an open bound included."""


def to_yaml(scheme: Scheme) -> str:
    """Return the text of the YAML file of a scheme."""
    text: str = yaml.safe_dump(
        scheme_data(scheme), allow_unicode=True, sort_keys=False, width=96, default_flow_style=None
    )
    return text
