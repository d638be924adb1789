"""Putting the definitions of definitions.yaml into the rows of a scheme that name them."""

from collections.abc import Sequence
from dataclasses import replace

from xltoolkit.catalogue.model import DefinedRate
from xltoolkit.catalogue.scheme_model import Definition, DefinitionChoice, Scheme, SchemeRow
from xltoolkit.strict_yaml import Keys, Problem, Source, SourceError


def with_definitions(source: Source, scheme: Scheme, rates: Sequence[DefinedRate]) -> Scheme:
    """Return the scheme with its definitions, and with the value that holds in every row.

    Raises:
        SourceError: with a line for every rate or definition that there is not.
    """
    problems: list[Problem] = []
    rows = []
    for position, row in enumerate(scheme.rows):
        found = row.definitions
        if row.definition is not None:
            keys = ("rows", position, "definition")
            found, missing = _definitions(source, keys, row.definition, rates)
            problems.extend(missing)
        rows.append(_with_value(row, found))
    if problems:
        raise SourceError(problems)
    return replace(scheme, rows=tuple(rows))


def _with_value(row: SchemeRow, definitions: tuple[Definition, ...]) -> SchemeRow:
    if not definitions:
        return row
    return replace(row, definitions=definitions, value=row.value or definitions[0].value)


def _definitions(
    source: Source, keys: Keys, choice: DefinitionChoice, rates: Sequence[DefinedRate]
) -> tuple[tuple[Definition, ...], list[Problem]]:
    known = {rate.id: rate for rate in rates}
    if choice.rate not in known:
        names = "、".join(known) or "无"
        reason = f"没有口径目录“{choice.rate}”，现有：{names}，请改正。"
        return (), [source.problem((*keys, "rate"), reason)]
    of_rate = {each.id: each.definition for each in known[choice.rate].definitions}
    missing = [
        source.problem(
            (*keys, "offered"), f"没有口径“{name}”，现有：{'、'.join(of_rate)}，请改正。"
        )
        for name in choice.offered
        if name not in of_rate
    ]
    return tuple(of_rate[name] for name in choice.offered if name in of_rate), missing
