"""The built templates are those that scheme, layout and sheets give today."""

import io
import zipfile

import pytest

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.commands.templates import built_template, template_path
from xltoolkit.resources import folder

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


def test_every_scheme_has_its_template_and_nothing_else_lies_there() -> None:
    files = set(folder("workbook_templates").rglob("*.xlsx"))
    assert files == {template_path(scheme) for scheme in SCHEMES}
