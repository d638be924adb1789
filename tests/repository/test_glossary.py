"""The glossary of CONTRIBUTING.md names every function, and nothing that is not there."""

from collections.abc import Iterator

import yaml

from tests.repository.source_files import ROOT
from udfs import FUNCTIONS

FEWEST_TERMS = 60
QUANTITIES = ROOT / "xltoolkit" / "catalogue" / "quantities.yaml"


def rows() -> list[list[str]]:
    """Return the cells of each row: English, Chinese, where it is met."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = page.partition("## Glossary")[2].splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def names_in_code() -> Iterator[str]:
    """Return what stands between backticks in the last column."""
    for _, _, where in rows():
        yield from where.split("`")[1::2]


def test_the_glossary_has_the_terms_of_the_field() -> None:
    assert len(rows()) >= FEWEST_TERMS


def test_no_term_stands_twice() -> None:
    for column in (0, 1):
        terms = [row[column] for row in rows()]
        assert sorted(terms) == sorted(set(terms))


def test_every_function_is_in_the_glossary() -> None:
    assert set(FUNCTIONS) - set(names_in_code()) == set()


def test_every_function_and_quantity_of_the_glossary_exists() -> None:
    catalogue = yaml.safe_load(QUANTITIES.read_text(encoding="utf-8"))
    known = {quantity["id"] for quantity in catalogue["quantities"]} | set(FUNCTIONS)
    # Other code in the column: a pattern of names, a folder, a shape, a key of a scheme row.
    named = {name for name in names_in_code() if "_" in name and not name.endswith("…")}
    assert named - known - {"standard_text", "must_choose"} == set()
