"""The generated pages of docs/ are those that the registry tells today."""

from xltoolkit.documentation import FUNCTION_REFERENCE, function_reference


def test_the_function_reference_is_fresh() -> None:
    written = FUNCTION_REFERENCE.read_text(encoding="utf-8")
    assert written == function_reference(), "docs/functions.md is stale: run make docs"
