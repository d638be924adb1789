"""The templates that ship are those that the catalogue and the builder give now."""

import pytest

from tests.hosts.file.packages import inflated
from tests.support.cases import CATALOGUE
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.commands.templates import built_template
from xltoolkit.resources import folder
from xltoolkit.workbook.template_files import template_path


@pytest.mark.parametrize("scheme", CATALOGUE.schemes, ids=lambda scheme: scheme.id)
def test_a_stored_template_equals_a_fresh_build(scheme: Scheme) -> None:
    stored = inflated(template_path(scheme).read_bytes())
    built = inflated(built_template(scheme))

    # Build them anew with `python -m xltoolkit.commands.templates` where they differ.
    assert [name for name in built if built[name] != stored.get(name)] == []
    assert [*built] == [*stored]


def test_there_is_a_template_for_every_scheme_and_no_other() -> None:
    files = set(folder("workbook_templates").rglob("*.xlsx"))

    assert files == {template_path(scheme) for scheme in CATALOGUE.schemes}
