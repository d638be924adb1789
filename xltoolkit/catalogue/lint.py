"""Check the catalogue for mistakes that are well-formed YAML all the same.

Problems are values with file, line and reason: all of them are found in one pass, and
nothing is raised. `python -m xltoolkit.catalogue.compile` refuses to compile while there are any.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from xltoolkit.catalogue.lint_quantities import quantity_problems
from xltoolkit.catalogue.lint_rules import regulation_problems, rule_problems
from xltoolkit.catalogue.lint_schemes import scheme_problems
from xltoolkit.catalogue.load import CatalogueFiles, Loaded
from xltoolkit.catalogue.quantity_model import Quantity
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.strict_yaml import Keys, Problem, Source


def lint(files: CatalogueFiles) -> tuple[Problem, ...]:
    """Return every problem of the catalogue, by file and line."""
    found = [
        *quantity_problems(files.quantities),
        *regulation_problems(files.regulations),
        *rule_problems(files),
    ]
    quantities = {quantity.id: quantity for quantity in files.quantities.content.quantities}
    for source in (files.quantities.source, files.regulations.source, files.rules.source):
        found.extend(_unsupported_marks(source, source.data, ()))
    for scheme in files.schemes:
        found.extend(lint_scheme(scheme, quantities))
    order = [source.name for source in files.sources]
    return tuple(sorted(found, key=lambda problem: (order.index(problem.file), problem.line)))


def lint_scheme(scheme: Loaded[Scheme], quantities: Mapping[str, Quantity]) -> tuple[Problem, ...]:
    """Return every problem of one scheme, by line; `quantities` are those of the catalogue."""
    found = [
        *scheme_problems(scheme, quantities),
        *_unsupported_marks(scheme.source, scheme.source.data, ()),
    ]
    return tuple(sorted(found, key=lambda problem: problem.line))


def _unsupported_marks(source: Source, data: Any, keys: Keys) -> Iterator[Problem]:
    """A mark that says sourced has to say where."""
    if isinstance(data, dict):
        if data.get("status") == "sourced" and not data.get("address"):
            yield source.problem(keys, "标为sourced的来源缺少address，请补上出处或改标。")
        for key, value in data.items():
            yield from _unsupported_marks(source, value, (*keys, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _unsupported_marks(source, value, (*keys, position))
