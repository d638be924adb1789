"""Find the modules that run inside Calc, and the data that they read.

They are what the component imports, and what that imports: nothing is listed by hand, so
nothing can be forgotten.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = ("udfs", "xltoolkit")
_START = "xltoolkit.hosts.calc.inside.component"
_DATA = ("udfs/grades.json", "xltoolkit/catalogue/compiled.json")

_ROOT = Path(__file__).parents[3]


def vendored_files() -> dict[str, bytes]:
    """Return the files, by their names below the folder that Python searches."""
    files = [_file(module) for module in vendored_modules() if module != _START]
    names = sorted([*(file.relative_to(_ROOT).as_posix() for file in files), *_DATA])
    return {name: (_ROOT / name).read_bytes() for name in names}


def vendored_modules() -> tuple[str, ...]:
    """Return every module of ours that is loaded when the component is."""
    found: set[str] = set()
    waiting = [_START]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += _loaded_with(module)
    return tuple(sorted(found))


def _loaded_with(module: str) -> Iterator[str]:
    """Yield the packages above a module, and what it imports, at the top or in a function."""
    parts = module.split(".")
    yield from (".".join(parts[:length]) for length in range(1, len(parts)))
    for statement in ast.walk(ast.parse(_file(module).read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names if _is_ours(alias.name))
        elif isinstance(statement, ast.ImportFrom) and _is_ours(statement.module or ""):
            base = statement.module or ""
            yield base
            inner = (f"{base}.{alias.name}" for alias in statement.names)
            yield from (name for name in inner if _path(name) is not None)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in _PACKAGES


def _file(module: str) -> Path:
    path = _path(module)
    if path is None:
        raise ModuleNotFoundError(f"{module} is imported and has no file")
    return path


def _path(module: str) -> Path | None:
    place = _ROOT.joinpath(*module.split("."))
    candidates = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)
