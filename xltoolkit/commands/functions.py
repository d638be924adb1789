"""`xltoolkit functions`: what the worksheet functions are and what they rest on."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from udfs import FUNCTIONS
from udfs.registry import Function, Parameter


def list_functions(*, as_json: bool) -> None:
    """Print every worksheet function, as a table or as a JSON list."""
    if as_json:
        described = [describe(function) for function in FUNCTIONS.values()]
        print(json.dumps(described, ensure_ascii=False, indent=2))
        return
    table = Table(title="绩效函数", title_justify="left")
    table.add_column("函数", no_wrap=True)
    table.add_column("名称", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for function in FUNCTIONS.values():
        table.add_row(function.name, function.title.zh, function.help.zh)
    Console().print(table)


def describe(function: Function) -> dict[str, Any]:
    """Describe a function as plain data for programs."""
    return {
        "name": function.name,
        "category": function.category.value,
        "title": {"zh": function.title.zh, "en": function.title.en},
        "help": {"zh": function.help.zh, "en": function.help.en},
        "unit": function.unit.value,
        "arguments": [_describe_parameter(parameter) for parameter in function.parameters],
        "clause": {
            "text": function.clause.text,
            "status": function.clause.status.value,
            "address": function.clause.address,
        },
        "native": function.native,
    }


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind.value,
        "title": {"zh": parameter.title.zh, "en": parameter.title.en},
        "help": {"zh": parameter.help.zh, "en": parameter.help.en},
        "unit": parameter.unit.value,
        "optional": parameter.optional,
        "default": parameter.default,
    }
