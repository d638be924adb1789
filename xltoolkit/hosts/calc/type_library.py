"""The types of the functions, as the text that LibreOffice reads in place of a type library.

Calc decides by the type of a parameter what a function is given. `any` takes a number, a text or
an array, and may be left out; but with one error value among the cells the function is not
called. `XCellRange` brings the cells themselves, errors included; but it takes references only,
and cannot be left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from udfs import FUNCTIONS
from udfs.registry import ArgumentKind
from xltoolkit.hosts.calc.identifiers import INTERFACE, INTERFACE_MODULE, method_name

if TYPE_CHECKING:
    from udfs.registry import Function

TYPE_LIBRARY = "xltoolkit.idl"

_TYPES = {
    ArgumentKind.SCALAR: "any",
    ArgumentKind.RANGE: "com::sun::star::table::XCellRange",
    ArgumentKind.RANGE_OR_OMITTED: "any",
    ArgumentKind.PARTS: "sequence< any >",
    ArgumentKind.RANGES: "sequence< any >",
}


def type_library() -> str:
    """Return the interface of all functions."""
    opened = " ".join(f"module {name} {{" for name in INTERFACE_MODULE)
    closed = " ".join("};" for _ in INTERFACE_MODULE)
    methods = "\n".join(f"  {_method(function)}" for function in FUNCTIONS.values())
    return f"{opened}\ninterface {INTERFACE} {{\n{methods}\n}};\n{closed}\n"


def parameter_name(position: int) -> str:
    """Return the name by which the descriptions of a parameter are found."""
    return f"argument{position}"


def _method(function: Function) -> str:
    parameters = ", ".join(
        f"[in] {_TYPES[parameter.kind]} {parameter_name(position)}"
        for position, parameter in enumerate(function.parameters)
    )
    return f"any {method_name(function.name)}( {parameters} );"
