"""What Calc knows of the functions: names, and help for the wizard in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from udfs import FUNCTIONS
from xltoolkit.hosts.calc.configuration_xml import configuration, new_node, node, text, titles
from xltoolkit.hosts.calc.identifiers import FUNCTIONS_SERVICE, method_name
from xltoolkit.hosts.calc.type_library import parameter_name

if TYPE_CHECKING:
    from udfs.registry import Function, Parameter


def function_registration() -> str:
    """Return CalcAddIns.xcu."""
    functions = node("AddInFunctions", *(_function(function) for function in FUNCTIONS.values()))
    return configuration(
        "org.openoffice.Office",
        "CalcAddIns",
        node("AddInInfo", new_node(FUNCTIONS_SERVICE, functions)),
    )


def _function(function: Function) -> str:
    name, help_text = function.name, function.help
    parameters = (
        _parameter(position, parameter) for position, parameter in enumerate(function.parameters)
    )
    return "\n" + new_node(
        method_name(name),
        # One name in all languages, or a formula would change with the language.
        titles("DisplayName", name, name),
        titles("Description", f"{function.title.zh}：{help_text.zh}", help_text.en),
        text("Category", "Add-In"),
        # A newer LibreOffice finds the function of an .xlsx file by it; 7.4 does not.
        titles("CompatibilityName", name, name),
        node("Parameters", *parameters),
    )


def _parameter(position: int, parameter: Parameter) -> str:
    return new_node(
        parameter_name(position),
        titles("DisplayName", parameter.title.zh, parameter.name),
        titles("Description", parameter.help.zh, parameter.help.en),
    )
