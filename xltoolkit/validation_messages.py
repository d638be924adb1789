"""Turn pydantic's findings into Chinese sentences, each with the key path in the file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Key = str | int
Keys = tuple[Key, ...]
Located = tuple[Keys, str]

_LONGEST_SHOWN = 30

_EXPECTED = {
    "string_type": "文字（数字和日期请加引号）",
    "int_type": "整数",
    "int_from_float": "整数",
    "float_type": "数字（不加引号和单位）",
    "decimal_type": "数字（不加引号和单位）",
    "bool_type": "true或false",
    "tuple_type": "列表",
    "list_type": "列表",
    "set_type": "列表",
    "dict_type": "一组键值",
    "mapping_type": "一组键值",
    "dataclass_type": "一组键值",
    "model_type": "一组键值",
    "none_required": "空",
    "date_type": "日期（如2022-12-31）",
    "date_parsing": "日期（如2022-12-31）",
    "date_from_datetime_parsing": "日期（如2022-12-31）",
}
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")


def problems_of(errors: Iterable[Mapping[str, Any]], data: Any) -> list[Located]:
    """Return (key path, sentence) for each of pydantic's errors about `data`.

    A value that may have one of several types is reported once, with all of them; when
    one of these types fits except for something inside it, only the inner problem stays.
    """
    expected: dict[Keys, list[str]] = {}
    others: list[Located] = []
    for error in errors:
        keys = _path_in(data, error["loc"])
        kind = _expectation(error)
        if kind is None:
            others.append(_other(error, keys, _value_at(data, keys)))
        elif kind not in expected.setdefault(keys, []):
            expected[keys].append(kind)
    inner = [keys for keys, _ in others]
    for keys, kinds in expected.items():
        if not any(deeper[: len(keys)] == keys for deeper in inner):
            shown = _shown(_value_at(data, keys))
            others.append((keys, f"应为{'或'.join(kinds)}，现为{shown}，请改正。"))
    return list(dict.fromkeys(others))


def _expectation(error: Mapping[str, Any]) -> str | None:
    if error["type"] in ("literal_error", "enum"):
        choices = str(error["ctx"]["expected"]).replace(" or ", "、").replace(", ", "、")
        return f"下列之一：{choices.replace(chr(39), '')}"
    return _EXPECTED.get(error["type"])


def _other(error: Mapping[str, Any], keys: Keys, value: Any) -> Located:
    kind = error["type"]
    if kind in _UNKNOWN:
        return (*keys[:-1], error["loc"][-1]), f"不认识键“{error['loc'][-1]}”，请改正或删除。"
    if kind == "missing":
        missing = error["loc"][-1]
        if isinstance(missing, int):
            return keys, f"列表缺少第{missing + 1}项，请补上。"
        return keys, f"缺少键“{missing}”，请补上。"
    if kind == "too_long":
        return keys, f"列表最多{error['ctx']['max_length']}项，请删去多余的项。"
    if kind == "value_error":
        return keys, str(error["ctx"]["error"])
    return keys, f"值{_shown(value)}不符合要求（{error['msg']}），请改正。"


def _path_in(data: Any, location: Sequence[Key]) -> Keys:
    """Return the part of pydantic's location that exists in the data.

    Pydantic also puts the names of the alternatives of a union into a location.
    """
    keys: list[Key] = []
    for key in location:
        inside_mapping = isinstance(data, dict) and key in data
        inside_list = isinstance(data, list) and isinstance(key, int) and key < len(data)
        if inside_mapping or inside_list:
            keys.append(key)
            data = data[key]
    return tuple(keys)


def _value_at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _shown(value: Any) -> str:
    if value is None:
        return "空"
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, list):
        return "列表"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"“{short}”"
