"""Read a case file: one department's figures, targets, surveys, findings and marks as YAML."""

from dataclasses import replace
from pathlib import Path

from xltoolkit.catalogue import Catalogue, load_catalogue
from xltoolkit.catalogue.quantity_model import Place
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.imports.case_checks import Vocabulary, complaints_about
from xltoolkit.imports.case_model import CaseFile
from xltoolkit.strict_yaml import Source, SourceError, read_yaml

__all__ = ["CaseFile", "read_case_file"]


def read_case_file(path: Path, name: str | None = None, scheme: Scheme | None = None) -> CaseFile:
    """Return the case of one file; messages call the file `name` (default: the path as given).

    `scheme` is that of the workbook which the case is for, where there is one already; else it
    is looked up in the catalogue.

    Raises:
        SourceError: with a line for every problem: bad YAML, unknown keys and types, unknown
            schemes, quantities, indicators and groups, repeated ids, entries that say two
            things at once.
    """
    source = _with_items(read_yaml(path, name))
    case = source.build(CaseFile)
    known = _vocabulary(load_catalogue(), _scheme_of(case, source, scheme))
    problems = [source.problem(keys, reason) for keys, reason in complaints_about(case, known)]
    if problems:
        raise SourceError(sorted(problems, key=lambda problem: problem.line))
    return case


def _with_items(source: Source) -> Source:
    """Write every plain quantity (`spend_total: 98.10`) as the item that it stands for."""
    content = source.data
    if not isinstance(content, dict) or not isinstance(content.get("data"), dict):
        return source  # building the case will say what is wrong
    items = {
        quantity: value if isinstance(value, dict) else {"value": value}
        for quantity, value in content["data"].items()
    }
    return replace(source, data={**content, "data": items})


def _scheme_of(case: CaseFile, source: Source, expected: Scheme | None) -> Scheme:
    if expected is None:
        try:
            return load_catalogue().scheme(case.scheme)
        except UserError as refusal:
            raise source.error(("scheme",), str(refusal)) from None
    if expected.id != case.scheme:
        reason = (
            f"案例按方案“{case.scheme}”编写，工作簿按方案“{expected.id}”编制，"
            "请改用同一方案的工作簿或改正此处。"
        )
        raise source.error(("scheme",), reason)
    return expected


def _vocabulary(catalogue: Catalogue, scheme: Scheme) -> Vocabulary:
    rates = [row.id for row in scheme.rows] + [rate.id for rate in scheme.unscored]
    return Vocabulary(
        quantities={
            quantity.id: quantity.kind
            for quantity in catalogue.quantities
            if isinstance(quantity.place, Place)
        },
        shapes={row.id: row.score.shape for row in scheme.rows},
        rates=frozenset(rates),
        rules=frozenset(catalogue.rules_by_code()),
        definitions={row.id: tuple(each.name for each in row.definitions) for row in scheme.rows},
    )
