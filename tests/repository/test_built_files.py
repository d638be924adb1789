"""The built templates are those that scheme, layout and sheets give today."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.commands.new_book import template_with_macros
from xltoolkit.commands.templates import built_template
from xltoolkit.hosts.excel.bundle import add_in
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.resources import folder
from xltoolkit.workbook.template_files import template_path

SCHEMES = load_catalogue().schemes


def parts_of(workbook: bytes) -> dict[str, bytes]:
    """Return the inflated parts: how they are compressed differs between versions of zlib."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_a_built_template_is_fresh(scheme: Scheme) -> None:
    stored = parts_of(template_path(scheme).read_bytes())
    built = parts_of(built_template(scheme))
    assert stored.keys() == built.keys()
    stale = [name for name, part in built.items() if stored[name] != part]
    assert stale == [], "run python -m xltoolkit.commands.templates"


FILES_WITH_MACROS: dict[str, Callable[[], bytes]] = {
    **{
        f"{scheme.id}.xlsm": partial(template_with_macros, scheme.id)
        for scheme in SCHEMES
        if not scheme.is_draft
    },
    ADD_IN_NAME: add_in,
}


@pytest.mark.parametrize("name", FILES_WITH_MACROS)
def test_a_built_file_with_macros_is_fresh(name: str) -> None:
    stored = parts_of((folder("workbook_templates") / name).read_bytes())
    built = parts_of(FILES_WITH_MACROS[name]())

    assert stored.keys() == built.keys()
    stale = [part for part, content in built.items() if stored[part] != content]
    assert stale == [], "run python -m xltoolkit.commands.templates"


def test_every_scheme_has_its_template_and_nothing_else_lies_there() -> None:
    files = set(folder("workbook_templates").rglob("*.xl*"))
    with_macros = {folder("workbook_templates") / name for name in FILES_WITH_MACROS}
    assert files == {template_path(scheme) for scheme in SCHEMES} | with_macros
