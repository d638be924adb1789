"""What runs inside Calc is read by Python 3.8, the oldest that an office program brings along."""

import ast

import pytest
import vermin

from tests.repository.source_files import calc_modules, modules

OLDEST_PYTHON = (3, 8)

NEWER_PYTHON = {
    "a match statement": "match 1:\n    case 1:\n        pass\n",
    "removeprefix": "'ab'.removeprefix('a')\n",
    "functools.cache": "from functools import cache\n",
    "a built-in generic that is evaluated": "def f(x: list[int]) -> None:\n    pass\n",
    "a union that is evaluated": "def f(x: 'str') -> int | None:\n    pass\n",
    "slots of a dataclass": (
        "from dataclasses import dataclass\n@dataclass(slots=True)\nclass A:\n    pass\n"
    ),
    "zip with strict": "zip([1], [2], strict=True)\n",
}


def needed_python(source: str) -> tuple[int, int]:
    """Return the oldest Python 3 that can run the source, as far as vermin can tell."""
    settings = vermin.Config()
    settings.set_eval_annotations(not _postpones_annotations(source))
    settings.enable_feature("union-types")
    needed = vermin.visit(source, settings).minimum_versions()[-1]
    return needed or (3, 0)


def _postpones_annotations(source: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in ast.parse(source).body
    )


@pytest.mark.parametrize("module", calc_modules())
def test_what_runs_inside_calc_needs_no_newer_python(module: str) -> None:
    assert needed_python(modules()[module].read_text(encoding="utf-8")) <= OLDEST_PYTHON


@pytest.mark.parametrize("source", NEWER_PYTHON.values(), ids=NEWER_PYTHON.keys())
def test_newer_python_is_noticed(source: str) -> None:
    assert needed_python(source) > OLDEST_PYTHON
