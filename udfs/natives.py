"""The native equivalent of one call: a function's pattern with the texts of its arguments."""

from typing import Dict, Optional, Sequence

from udfs.registry import ArgumentKind, Function, NativeForm
from udfs.values import Scalar


def native_call(function: Function, arguments: Sequence[str]) -> Optional[str]:
    """Return the formula, without `=`, that gives what the call gives.

    `arguments` are the texts of the arguments, each fit to stand in an expression; those left
    out at the end take their defaults. None where the call has no native equivalent.
    """
    form = _form(function, arguments)
    if form is None:
        return None
    texts: Dict[str, str] = {}
    for position, parameter in enumerate(function.parameters):
        if parameter.kind.takes_many:
            texts[parameter.name] = ",".join(arguments[position:])
        elif position < len(arguments):
            texts[parameter.name] = arguments[position]
        else:
            default = form.defaults.get(parameter.name, parameter.default)
            texts[parameter.name] = _literal(default)
    return form.pattern.format(**texts)


def _form(function: Function, arguments: Sequence[str]) -> Optional[NativeForm]:
    """Choose the pattern: by the word that is written first, or by whether a range is given."""
    if function.natives_by_word:
        return function.natives_by_word.get(arguments[0].strip('"').lower())
    left_out = function.parameters[len(arguments) :]
    lacks_range = any(each.kind is ArgumentKind.RANGE_OR_OMITTED for each in left_out)
    pattern = function.native_without_range if lacks_range else function.native
    return None if pattern is None else NativeForm(pattern)


def _literal(default: Scalar) -> str:
    if default is None:
        return '""'
    return f'"{default}"' if isinstance(default, str) else str(default)
