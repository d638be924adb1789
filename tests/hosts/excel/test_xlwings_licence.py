"""Only the BSD part of xlwings is used: no import, no call, and no key that would unlock the rest."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.source_files import ROOT, imports_of, modules

PAID_MODULES = ("xlwings.pro", "xlwings.server", "xlwings.reports", "xlwings.ext")
PAID_CALLS = ("render_template", "Caller", "WithScript", "ObjectHandle")
KEY = "XLWINGS_LICENSE_KEY"


def users() -> list[str]:
    return [
        name
        for name in modules()
        if any(imported.library == "xlwings" for imported in imports_of(name))
    ]


@pytest.mark.parametrize("module", users())
def test_no_paid_module_is_imported(module: str) -> None:
    imported = [each.module for each in imports_of(module)]
    assert [name for name in imported if name.startswith(PAID_MODULES)] == []


@pytest.mark.parametrize("module", users())
def test_nothing_paid_is_called(module: str) -> None:
    assert list(paid_uses(modules()[module].read_text(encoding="utf-8"))) == []


def paid_uses(source: str) -> Iterator[str]:
    """Give attributes of the paid part, and the reader mode of a workbook."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in PAID_CALLS:
            yield node.attr
        if isinstance(node, ast.keyword) and ast.unparse(node) == "mode='r'":
            yield "mode"


@pytest.mark.parametrize(
    "source", ["book.render_template(x=1)", "xlwings.Caller", "xlwings.Book('a', mode='r')"]
)
def test_a_paid_use_is_noticed(source: str) -> None:
    assert list(paid_uses(source))


def test_no_file_of_the_project_holds_a_key() -> None:
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout.split("\0")
    texts = {
        name: (ROOT / name) for name in files if name.endswith((".py", ".cmd", ".bas", ".cls"))
    }
    holding = [
        name
        for name, file in texts.items()
        if KEY in file.read_text(encoding="utf-8") and Path(__file__) != file
    ]
    assert holding == []


def test_the_buttons_load_without_a_key_and_without_the_paid_part() -> None:
    alone = loaded_paid_modules("xlwings")
    assert loaded_paid_modules("xltoolkit.hosts.excel.actions") == alone
    assert alone[0] == "False", "a key is set"


def loaded_paid_modules(module: str) -> list[str]:
    """Return whether xlwings calls itself paid, and its paid modules that a module loads."""
    environment = {key: value for key, value in os.environ.items() if key != KEY}
    program = (
        f"import sys, xlwings, {module};"
        "print(xlwings.__pro__, *sorted(m for m in sys.modules if m.startswith('xlwings.pro')))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.split()
