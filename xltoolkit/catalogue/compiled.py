"""The catalogue as one JSON text: what a run reads instead of the YAML files.

Standard library only, Python 3.8. Keys are sorted and the order of lists is kept, so the
same catalogue always gives the same text, and its hash names the set of rules.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, fields, is_dataclass
from functools import lru_cache
from typing import Any, Dict, Mapping, Type, TypeVar, Union, get_args, get_origin, get_type_hints

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme

COMPILED_FILE = "compiled.json"

_HASH_DIGITS = 10

Built = TypeVar("Built")


def to_json(catalogue: Catalogue) -> str:
    """Return the compiled text of a catalogue, ending with a newline."""
    text = json.dumps(
        asdict(catalogue),
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
        default=_written_date,
    )
    return text + "\n"


def from_json(text: str) -> Catalogue:
    """Return the catalogue of a compiled text; `from_json(to_json(x)) == x`."""
    return _build(Catalogue, json.loads(text))


def scheme_to_json(scheme: Scheme) -> str:
    """Return a scheme as the text that a workbook carries."""
    return json.dumps(
        asdict(scheme),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_written_date,
    )


@lru_cache(maxsize=16)
def scheme_from_json(text: str) -> Scheme:
    """Return the scheme of a text; `scheme_from_json(scheme_to_json(x)) == x`.

    Raises:
        ValueError: when the text is no scheme.
    """
    try:
        return _build(Scheme, json.loads(text))
    except (TypeError, KeyError, AttributeError) as failure:
        raise ValueError("not a scheme") from failure


def rule_set_id(catalogue: Catalogue) -> str:
    """Return what a workbook remembers of the rules: version and hash, as `1.0-0a1b2c3d4e`."""
    digest = hashlib.sha256(to_json(catalogue).encode("utf-8")).hexdigest()
    return f"{catalogue.version}-{digest[:_HASH_DIGITS]}"


def _written_date(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"the catalogue model holds a {type(value).__name__}, which JSON cannot")


def _build(expected: Type[Built], data: Dict[str, Any]) -> Built:
    hints = _hints(expected)  # type: ignore[arg-type]  # a class is hashable
    return expected(**{name: _value(hints[name], value) for name, value in data.items()})


@lru_cache(maxsize=None)
def _hints(expected: Type[Any]) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields; to work them out takes longer than to build one."""
    return get_type_hints(expected)


def _value(expected: Any, data: Any) -> Any:
    """Give plain JSON the type that a field's annotation asks for."""
    origin, arguments = get_origin(expected), get_args(expected)
    if origin is tuple:
        return tuple(_value(arguments[0], item) for item in data)
    if origin is Union:
        return _member_of_union(arguments, data)
    if isinstance(data, dict) and isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _value(arguments[1], item) for key, item in data.items()}
    if is_dataclass(expected) and isinstance(expected, type):
        return _build(expected, data)
    if expected is dt.date:
        return dt.date.fromisoformat(data)
    return data


def _member_of_union(members: Any, data: Any) -> Any:
    """Choose the member by its shape: dataclasses are told apart by the names of their fields."""
    if data is None:
        return None
    if isinstance(data, dict):
        for member in members:
            if is_dataclass(member) and {field.name for field in fields(member)} == set(data):
                return _value(member, data)
    if isinstance(data, str) and dt.date in members:
        return dt.date.fromisoformat(data)
    return data
