"""The extension as a file: complete, the same from the same sources, readable by LibreOffice."""

import ast
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.repository.source_files import calc_modules, modules
from tests.support.command_line import command
from udfs import FUNCTIONS
from xltoolkit.hosts.calc.actions import ACTIONS
from xltoolkit.hosts.calc.bundle import bundle, bundle_files, unpack
from xltoolkit.hosts.calc.identifiers import method_name
from xltoolkit.hosts.calc.vendored import vendored_modules

MANIFEST = "{http://openoffice.org/2001/manifest}"
PYTHON_OF_LIBREOFFICE = """
import sys
sys.path[:] = [path for path in sys.path if "site-packages" not in path]
sys.path.insert(0, sys.argv[1])
from xltoolkit.hosts.calc.inside import functions, entries, help_text, reading
assert functions.__file__.startswith(sys.argv[1]), functions.__file__
assert len(functions.methods()) == int(sys.argv[2])
from xltoolkit.catalogue import loaded_rule_set_id
print(loaded_rule_set_id())
"""


def test_equal_sources_give_equal_bytes(tmp_path: Path) -> None:
    out = tmp_path / "工具.oxt"

    answer = command("bundle", "calc", "-o", out, folder=tmp_path)

    assert answer.code == 0
    assert out.read_bytes() == bundle() == bundle()
    assert str(out) in answer.output


def test_every_file_of_the_manifest_is_there_and_the_types_come_first() -> None:
    files = bundle_files()
    entries = etree.fromstring(files["META-INF/manifest.xml"])
    listed = [entry.get(f"{MANIFEST}full-path", "") for entry in entries]

    assert set(listed) <= set(files)
    assert listed[:2] == ["xltoolkit.idl", "component.py"]
    assert {f"{name}.xcu" for name in ("CalcAddIns", "Addons", "Jobs", "CalcWindowState")} < set(
        listed
    )


def test_every_part_is_well_formed() -> None:
    for name, content in bundle_files().items():
        if name.endswith((".xml", ".xcu")):
            etree.fromstring(content)
        elif name.endswith(".py"):
            ast.parse(content)
        elif name.endswith(".png"):
            assert content.startswith(b"\x89PNG")


def test_it_holds_what_runs_inside_calc_and_nothing_that_builds() -> None:
    vendored = set(vendored_modules())

    assert vendored <= set(calc_modules())
    assert {"xltoolkit.workbook.running", "udfs.rates"} < vendored
    assert not {module for module in vendored if ".sheets" in module or ".hosts.file" in module}


def test_its_python_part_needs_nothing_else(tmp_path: Path) -> None:
    unpack(tmp_path)
    folder = tmp_path / "pythonpath"

    answer = subprocess.run(
        [sys.executable, "-I", "-c", PYTHON_OF_LIBREOFFICE, str(folder), str(len(FUNCTIONS))],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("1.")


def test_every_function_has_a_method_of_its_own() -> None:
    names = {method_name(function) for function in FUNCTIONS}

    assert len(names) == len(FUNCTIONS)
    library = bundle_files()["xltoolkit.idl"].decode()
    assert all(f"any {name}( [in] " in library for name in names)


def test_every_button_has_its_icon_and_both_titles() -> None:
    add_on = bundle_files()["Addons.xcu"].decode()

    for action in ACTIONS:
        assert action.title in add_on
        assert action.title_en in add_on
        assert f"icons/{action.verb}_16.png" in bundle_files()


@pytest.mark.parametrize("name", ["pythonpath/udfs/rates.py", "pythonpath/udfs/grades.json"])
def test_a_vendored_file_is_the_project_s_own(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle())) as archive:
        stored = archive.read(name)

    own = modules()["udfs"].parent.parent / name.removeprefix("pythonpath/")
    assert stored == own.read_bytes()
