"""The Python files of the project and what each of them imports, read without running them."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("udfs", "xltoolkit")

# What runs inside Calc starts here; whatever these import runs there too.
CALC_ROOTS = (
    "udfs",
    "xltoolkit.catalogue.compiled",
    "xltoolkit.catalogue.model",
    "xltoolkit.evaluation",
    "xltoolkit.hosts.calc.inside",
    "xltoolkit.workbook.content",
    "xltoolkit.workbook.layout",
    "xltoolkit.workbook.located",
    "xltoolkit.workbook.merging",
    "xltoolkit.workbook.inspection",
    "xltoolkit.workbook.plan",
    "xltoolkit.workbook.running",
)


@dataclass(frozen=True)
class Import:
    """One imported module, by its dotted name, and where the import stands."""

    module: str
    line: int
    for_types_only: bool

    @property
    def library(self) -> str:
        """The top-level name, such as `lxml` of `lxml.etree`."""
        return self.module.partition(".")[0]


@cache
def modules() -> dict[str, Path]:
    """Return the file of each module of ours by its dotted name."""
    files = (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))
    return {_module_name(file): file for file in files}


def _module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """Return what a module of ours imports, at the top or inside a function."""
    file = modules()[module]
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    return tuple(_imports_under(tree, package, for_types_only=False))


def _imports_under(node: ast.AST, package: str, *, for_types_only: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, node.lineno, for_types_only)
    elif isinstance(node, ast.ImportFrom):
        for module in _modules_imported_from(node, package):
            yield Import(module, node.lineno, for_types_only)
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        for statement in node.body:
            yield from _imports_under(statement, package, for_types_only=True)
        for statement in node.orelse:
            yield from _imports_under(statement, package, for_types_only=for_types_only)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _imports_under(child, package, for_types_only=for_types_only)


def _modules_imported_from(node: ast.ImportFrom, package: str) -> list[str]:
    """Return the module behind `from x import y`: x.y where that is a module, else x."""
    base = node.module or ""
    if node.level:
        parents = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*parents, base] if base else parents)
    inner = [f"{base}.{alias.name}" for alias in node.names]
    return [module if module in modules() else base for module in inner]


@cache
def calc_modules() -> tuple[str, ...]:
    """Return every module of ours that is loaded when Calc loads the roots."""
    found: set[str] = set()
    waiting = [module for module in modules() for root in CALC_ROOTS if is_within(module, root)]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        waiting += [package for package in _packages_of(module) if package in modules()]
        waiting += [
            imported.module
            for imported in imports_of(module)
            if imported.module in modules() and not imported.for_types_only
        ]
    return tuple(sorted(found))


def _packages_of(module: str) -> list[str]:
    """Return the packages whose `__init__` runs when the module is imported."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def is_within(module: str, place: str) -> bool:
    """Whether a module is the place itself or stands below it."""
    return module == place or module.startswith(f"{place}.")


def is_standard_library(library: str) -> bool:
    """Whether a top-level name comes with Python."""
    return library in sys.stdlib_module_names
