"""Check the catalogue for mistakes that are well-formed YAML all the same.

Problems are values with file, line and reason: all of them are found in one pass, and
nothing is raised. `python -m xltoolkit.catalogue.compile` refuses to compile while there are any.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xltoolkit.catalogue.lint_quantities import quantity_problems
from xltoolkit.catalogue.lint_rules import regulation_problems, rule_problems
from xltoolkit.catalogue.lint_schemes import scheme_problems
from xltoolkit.catalogue.load import DRAFTS_FOLDER, CatalogueFiles, Loaded
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
    for source in files.sources[: -len(files.schemes) or None]:
        found.extend(_unsupported_marks(source, source.data, ()))
    for scheme in files.schemes:
        found.extend(lint_scheme(scheme, quantities))
    found.extend(_versions(files.schemes))
    found.extend(_drafts(files.schemes))
    order = [source.name for source in files.sources]
    return tuple(sorted(found, key=lambda problem: (order.index(problem.file), problem.line)))


def _versions(schemes: Sequence[Loaded[Scheme]]) -> Iterator[Problem]:
    """No two versions of a scheme hold on one day."""
    for position, later in enumerate(schemes):
        for earlier in schemes[:position]:
            if earlier.content.id != later.content.id:
                continue
            if earlier.content.version == later.content.version:
                reason = f"与{earlier.source.name}同为第{later.content.version}版，请改版本号。"
                yield later.source.problem(("version",), reason)
            elif _overlap(earlier.content, later.content):
                reason = f"与{earlier.source.name}的施行期重叠，请改正施行和截止日期。"
                yield later.source.problem(("effective",), reason)


def _overlap(one: Scheme, other: Scheme) -> bool:
    first, second = (
        (
            scheme.effective.get("from") or dt.date.min,
            scheme.effective.get("to") or dt.date.max,
        )
        for scheme in (one, other)
    )
    return first[0] <= second[1] and second[0] <= first[1]


def _drafts(schemes: Sequence[Loaded[Scheme]]) -> Iterator[Problem]:
    """A scheme that is not complete from its sources stands in the folder of drafts."""
    for scheme in schemes:
        is_apart = DRAFTS_FOLDER in scheme.source.name.split("/")
        if scheme.content.is_draft and not is_apart:
            reason = f"有未核实的指标，是草稿，请移到schemes/{DRAFTS_FOLDER}。"
            yield scheme.source.problem(("id",), reason)
        elif is_apart and not scheme.content.is_draft:
            yield scheme.source.problem(("id",), "各指标均有出处，不是草稿，请移到schemes。")


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
