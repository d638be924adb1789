"""Who may import whom: the table of folders in CONTRIBUTING.md, and where a library may appear."""

import tomllib
from itertools import takewhile

import pytest

from tests.repository.source_files import (
    CALC_ROOTS,
    PACKAGES,
    ROOT,
    Import,
    calc_modules,
    imports_of,
    is_standard_library,
    is_within,
    modules,
)

FOUNDATION = (
    "xltoolkit.clock",
    "xltoolkit.errors",
    "xltoolkit.health",
    "xltoolkit.resources",
    "xltoolkit.strict_yaml",
    "xltoolkit.validation_messages",
    "xltoolkit.version",
)
COMMAND_LINE = (
    "xltoolkit.cli",
    "xltoolkit.commands",
    "xltoolkit.documentation",
    "xltoolkit.rule_reference",
)
CORE = ("udfs", "xltoolkit.catalogue", "xltoolkit.evaluation", "xltoolkit.workbook")
HOSTS = ("xltoolkit.hosts.file", "xltoolkit.hosts.excel", "xltoolkit.hosts.calc")
EVERYTHING_ELSE = (
    *CORE,
    "xltoolkit.imports",
    *HOSTS,
    "xltoolkit.report",
    "xltoolkit.exchange",
    "xltoolkit.batch",
)

# Each place, and the places that it may import besides itself and the foundation.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "udfs": (),
    **dict.fromkeys(FOUNDATION, ()),
    "xltoolkit.catalogue": ("udfs",),
    "xltoolkit.evaluation": ("udfs", "xltoolkit.catalogue"),
    "xltoolkit.workbook": ("udfs", "xltoolkit.catalogue", "xltoolkit.evaluation"),
    "xltoolkit.imports": CORE,
    **dict.fromkeys(HOSTS, ("udfs", "xltoolkit.workbook")),
    # Excel has the workbook open, the file host keeps its states, reads what is filled in, and
    # writes the package of a file with macros. A button exports the report.
    "xltoolkit.hosts.excel": (
        *CORE,
        "xltoolkit.imports",
        "xltoolkit.hosts.file",
        "xltoolkit.report",
    ),
    # LibreOffice makes the PDF.
    "xltoolkit.report": (*CORE, "xltoolkit.hosts.file", "xltoolkit.hosts.calc"),
    "xltoolkit.exchange": (*CORE, "xltoolkit.hosts.file", "xltoolkit.report"),
    "xltoolkit.batch": (*CORE, "xltoolkit.imports", "xltoolkit.hosts.file"),
    **dict.fromkeys(COMMAND_LINE, (*EVERYTHING_ELSE, *COMMAND_LINE)),
}

# Each library that is not Python's own, and the only places where it may appear.
LIBRARY_PLACES: dict[str, tuple[str, ...]] = {
    "distributed": ("xltoolkit.batch.cluster",),
    "docx": ("xltoolkit.report",),
    "docxtpl": ("xltoolkit.report",),
    "formualizer": ("xltoolkit.hosts.file",),
    "jinja2": ("xltoolkit.report",),
    "lxml": ("xltoolkit.hosts.excel", "xltoolkit.report"),
    "openpyxl": ("xltoolkit.imports", "xltoolkit.workbook"),
    "pandas": ("xltoolkit.batch",),
    "pebble": ("xltoolkit.batch",),
    "pyarrow": ("xltoolkit.batch",),
    "pydantic": ("xltoolkit.batch.store", "xltoolkit.strict_yaml"),
    "python_calamine": ("xltoolkit.hosts.file",),
    "rich": ("xltoolkit.commands",),
    "typer": ("xltoolkit.cli", "xltoolkit.commands"),
    "xlsxwriter": (
        "xltoolkit.batch",
        "xltoolkit.exchange",
        "xltoolkit.hosts.excel",
        "xltoolkit.imports",
        "xltoolkit.report",
        "xltoolkit.workbook",
    ),
    "xlwings": ("xltoolkit.hosts.excel",),
    "yaml": (
        "xltoolkit.batch.synthetic_files",
        "xltoolkit.documentation",
        "xltoolkit.imports",
        "xltoolkit.strict_yaml",
    ),
}

# The bridge that comes with LibreOffice: `org` holds what our own type library declares. Only
# what runs inside may use it.
BRIDGE = ("uno", "unohelper", "com", "org")
BRIDGE_PLACE = "xltoolkit.hosts.calc.inside"

# The name that a library is installed by, where it differs from the name it is imported by.
INSTALLED_AS = {
    "yaml": "pyyaml",
    "python_calamine": "python-calamine",
    "docx": "python-docx",
}


def place_of(module: str) -> str:
    """Return the longest entry of the table that the module stands in, or an empty text."""
    return max((place for place in MAY_IMPORT if is_within(module, place)), key=len, default="")


def is_package_root(module: str) -> bool:
    """Whether the module is an `__init__` above the places, which holds no code of its own."""
    return any(place.startswith(f"{module}.") for place in MAY_IMPORT)


def comes_along(library: str, module: str) -> bool:
    """Whether a library is there without being installed: Python's own, or Calc's bridge."""
    return is_standard_library(library) or (library in BRIDGE and is_within(module, BRIDGE_PLACE))


def described(module: str, imported: Import) -> str:
    return f"{module}, line {imported.line}, imports {imported.module}"


@pytest.mark.parametrize("module", modules())
def test_every_module_stands_in_the_table(module: str) -> None:
    assert place_of(module) or is_package_root(module), (
        f"{module} has no place: add it to MAY_IMPORT here and to the table in CONTRIBUTING.md"
    )


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_place_may(module: str) -> None:
    place = place_of(module)
    allowed = (place, *MAY_IMPORT.get(place, ()), *FOUNDATION)
    if place == "udfs":
        allowed = ("udfs",)
    wrong = [
        described(module, imported)
        for imported in imports_of(module)
        if imported.library in PACKAGES
        and not any(is_within(imported.module, each) for each in allowed)
    ]
    assert not wrong


@pytest.mark.parametrize("module", modules())
def test_a_library_appears_only_in_its_places(module: str) -> None:
    wrong = [
        described(module, imported)
        for imported in imports_of(module)
        if imported.library not in PACKAGES
        and not comes_along(imported.library, module)
        and not any(is_within(module, each) for each in LIBRARY_PLACES.get(imported.library, ()))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("library", "place"),
    [(library, place) for library, places in LIBRARY_PLACES.items() for place in places],
)
def test_a_library_is_used_in_each_of_its_places(library: str, place: str) -> None:
    used = [
        module
        for module in modules()
        if is_within(module, place)
        for imported in imports_of(module)
        if imported.library == library
    ]
    assert used, f"nothing in {place} imports {library}: take the entry away"


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (place, other)
        for place, others in MAY_IMPORT.items()
        for other in others
        if place not in (*FOUNDATION, *COMMAND_LINE)
    ],
)
def test_a_place_uses_what_it_may_import(place: str, other: str) -> None:
    used = [
        module
        for module in modules()
        if place_of(module) == place
        for imported in imports_of(module)
        if is_within(imported.module, other)
    ]
    assert used, f"nothing in {place} imports {other}: take the entry away"


@pytest.mark.parametrize("module", calc_modules())
def test_what_runs_inside_calc_needs_only_the_standard_library(module: str) -> None:
    wrong = [
        described(module, imported)
        for imported in imports_of(module)
        if imported.library not in PACKAGES
        and not comes_along(imported.library, module)
        and not imported.for_types_only
    ]
    assert not wrong


@pytest.mark.parametrize("root", CALC_ROOTS)
def test_every_root_of_what_runs_inside_calc_exists(root: str) -> None:
    assert any(is_within(module, root) for module in modules())


@pytest.mark.parametrize("library", LIBRARY_PLACES)
def test_every_library_is_a_dependency_of_the_project(library: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {
        "".join(takewhile(lambda letter: letter.isalnum() or letter in "-_", dependency)).lower()
        for dependency in (*project["dependencies"], *extras["cluster"])
    }
    assert INSTALLED_AS.get(library, library) in declared
