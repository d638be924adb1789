"""The functions of the cells in VBA, one for each worksheet function of the registry.

A wrapper turns its arguments into values, hands them to Python and gives the answer back. What
it cannot hand over or gets no answer for ends in an error value, never in a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from udfs import FUNCTIONS
from udfs.registry import Function, Parameter

MODULE_NAME = "PerfFunctions"

# Good names in VBA, but keywords of LibreOffice's Basic, which runs the same macros.
_KEYWORDS = frozenset(("base", "step"))


def wrapper_source(functions: Mapping[str, Function] = FUNCTIONS) -> str:
    """Return the source of the module, sorted by name so that it is the same in every build."""
    lines = ["Option Explicit", "' Generated from the registry of worksheet functions."]
    for name in sorted(functions):
        lines += ["", *_wrapper(functions[name])]
    return "\n".join(lines) + "\n"


def _wrapper(function: Function) -> Iterator[str]:
    declared = ", ".join(map(_declared, function.parameters))
    last = function.parameters[-1]
    yield f"Public Function {function.name}({declared}) As Variant"
    if last.kind.takes_many:
        yield "    Dim perfArguments() As Variant, perfPosition As Long"
    yield "    On Error GoTo failed"
    if last.kind.takes_many:
        yield from _indented(_gathered(function.parameters[:-1], last))
        arguments = "perfArguments"
    else:
        arguments = f"Array({', '.join(map(_cells, function.parameters))})"
    yield f'    {function.name} = PerfCall("{function.name}", {arguments})'
    yield "    Exit Function"
    yield "failed:"
    yield f"    {function.name} = PerfFail(Err.Number, Err.Description)"
    yield "End Function"


def _declared(parameter: Parameter) -> str:
    if parameter.kind.takes_many:
        return f"ParamArray {_name(parameter)}() As Variant"
    prefix = "Optional " if parameter.optional else ""
    return f"{prefix}{_name(parameter)} As Variant"


def _name(parameter: Parameter) -> str:
    return f"{parameter.name}_" if parameter.name in _KEYWORDS else parameter.name


def _cells(parameter: Parameter) -> str:
    return f"PerfCells({_name(parameter)})"


def _gathered(fixed: tuple[Parameter, ...], many: Parameter) -> Iterator[str]:
    """Gather the fixed arguments and then the others, one at least."""
    yield f"If UBound({_name(many)}) < 0 Then PerfRefuse"
    yield f"ReDim perfArguments(0 To {len(fixed)} + UBound({_name(many)}))"
    for position, parameter in enumerate(fixed):
        yield f"perfArguments({position}) = {_cells(parameter)}"
    yield f"For perfPosition = 0 To UBound({_name(many)})"
    place = f"perfArguments({len(fixed)} + perfPosition)"
    yield f"    {place} = PerfCells({_name(many)}(perfPosition))"
    yield "Next perfPosition"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines)
