"""The generated pages of docs/ are those that the registry tells today."""

from xltoolkit.commands.scheme_page import scheme_reference
from xltoolkit.documentation import FUNCTION_REFERENCE, SCHEME_REFERENCE, function_reference


def test_the_function_reference_is_fresh() -> None:
    written = FUNCTION_REFERENCE.read_text(encoding="utf-8")
    assert written == function_reference(), "docs/functions.md is stale: run make docs"


def test_the_page_of_schemes_is_fresh() -> None:
    written = SCHEME_REFERENCE.read_text(encoding="utf-8")
    assert written == scheme_reference(), "docs/schemes.md is stale: run make docs"


def test_the_page_of_schemes_says_what_is_a_draft_and_what_is_missing() -> None:
    page = SCHEME_REFERENCE.read_text(encoding="utf-8")
    assert page.count("| 草稿 |") == 8
    assert "**待补**" in page
