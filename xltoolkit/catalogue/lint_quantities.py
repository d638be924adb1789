"""Checks of quantities.yaml: places, names, scopes, marks and the terms of identities."""

from collections.abc import Iterator

from xltoolkit.catalogue.defined_names import valid_defined_name
from xltoolkit.catalogue.lint_common import repeated, unknown
from xltoolkit.catalogue.load import Loaded, QuantityFile
from xltoolkit.catalogue.quantity_model import SECTION_COLUMNS, Place, Quantity
from xltoolkit.strict_yaml import Problem, Source


def quantity_problems(loaded: Loaded[QuantityFile]) -> Iterator[Problem]:
    """Find what is wrong with sections, quantities and identities."""
    source, content = loaded.source, loaded.content
    yield from repeated(source, ("sections",), "id", (item.id for item in content.sections))
    yield from repeated(source, ("quantities",), "id", (item.id for item in content.quantities))
    yield from repeated(source, ("identities",), "id", (item.id for item in content.identities))
    names = (quantity.defined_name.upper() for quantity in content.quantities)
    yield from repeated(source, ("quantities",), "defined_name", names)
    yield from _shared_cells(loaded)
    for position, quantity in enumerate(content.quantities):
        yield from _one_quantity(loaded, position, quantity)
    yield from _identities(loaded)


def _one_quantity(
    loaded: Loaded[QuantityFile], position: int, quantity: Quantity
) -> Iterator[Problem]:
    source, content = loaded.source, loaded.content
    keys = ("quantities", position)
    yield from name_problem(source, (*keys, "defined_name"), quantity.defined_name)
    yield from unknown(source, (*keys, "scope"), (quantity.scope,), content.scopes, "口径")
    yield from unknown(source, (*keys, "source"), (quantity.source,), content.marks, "来源标记")
    if not isinstance(quantity.place, Place):
        return
    place_keys = (*keys, "place")
    layouts = {section.id: section.layout for section in content.sections}
    layout = layouts.get(quantity.place.section)
    if layout is None:
        yield from unknown(source, place_keys, (quantity.place.section,), layouts, "分区")
    else:
        columns = SECTION_COLUMNS[layout]
        yield from unknown(source, place_keys, (quantity.place.column,), columns, "此分区的列")


def name_problem(source: Source, keys: tuple[str | int, ...], name: str) -> Iterator[Problem]:
    """Find out whether a defined name can be used in Excel."""
    reason = valid_defined_name(name)
    if reason is not None:
        yield source.problem(keys, f"定义的名称“{name}”在Excel中无效：{reason}，请改名。")


def _shared_cells(loaded: Loaded[QuantityFile]) -> Iterator[Problem]:
    owners: dict[object, str] = {}
    for position, quantity in enumerate(loaded.content.quantities):
        owner = owners.setdefault(quantity.place, quantity.id)
        if owner != quantity.id:
            keys = ("quantities", position, "place")
            reason = f"与“{owner}”同在一个单元格，请改行或改列。"
            yield loaded.source.problem(keys, reason)


def _identities(loaded: Loaded[QuantityFile]) -> Iterator[Problem]:
    source, content = loaded.source, loaded.content
    known = [quantity.id for quantity in content.quantities]
    for position, identity in enumerate(content.identities):
        keys = ("identities", position)
        for side, terms in (("left", identity.left_terms), ("right", identity.right_terms)):
            used = (term.quantity for term in terms)
            yield from unknown(source, (*keys, side), used, known, "数据项")
        yield from unknown(source, (*keys, "source"), (identity.source,), content.marks, "来源标记")
        if identity.tolerance < 0:
            yield source.problem((*keys, "tolerance"), "容差不能为负，请改正。")
