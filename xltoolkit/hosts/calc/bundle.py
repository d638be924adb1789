"""Build the extension (.oxt): one file that holds everything Calc needs.

Everything is generated from the registry of functions and from the modules of the project, in a
fixed order and with a fixed time: equal sources give equal bytes.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from xltoolkit.hosts.calc.actions import ACTIONS
from xltoolkit.hosts.calc.extension_xml import description, manifest
from xltoolkit.hosts.calc.identifiers import TOOLKIT_PYTHON
from xltoolkit.hosts.calc.registration import function_registration
from xltoolkit.hosts.calc.type_library import TYPE_LIBRARY, type_library
from xltoolkit.hosts.calc.user_interface import add_on, icon_files, jobs, window_state
from xltoolkit.hosts.calc.vendored import vendored_files

COMPONENT = "component.py"
PYTHON_FOLDER = "pythonpath"
TOOLKIT_NOTE = f"{PYTHON_FOLDER}/xltoolkit/hosts/calc/inside/{TOOLKIT_PYTHON}"

_HERE = Path(__file__).parent
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def bundle(python: Path | None = None) -> bytes:
    """Return the extension as a file.

    Args:
        python: The Python that the toolkit is installed in, which the button 导出报告 calls;
            None for a file that goes to other machines.
    """
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in bundle_files(python).items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            entry.create_system = _UNIX
            archive.writestr(entry, content)
    return stored.getvalue()


def unpack(folder: Path, python: Path | None = None) -> None:
    """Write the files of the extension into a folder, as LibreOffice keeps bundled ones."""
    for name, content in bundle_files(python).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def bundle_files(python: Path | None = None) -> dict[str, bytes]:
    """Return the files of the extension by name; LibreOffice reads the manifest first."""
    configuration = {
        "CalcAddIns.xcu": function_registration(),
        "Addons.xcu": add_on(),
        "CalcWindowState.xcu": window_state(),
        "Jobs.xcu": jobs(),
    }
    # The types stand before the component that implements them.
    texts = {
        "META-INF/manifest.xml": manifest(TYPE_LIBRARY, COMPONENT, tuple(configuration)),
        "description.xml": description(),
        TYPE_LIBRARY: type_library(),
        **configuration,
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        COMPONENT: (_HERE / "inside" / COMPONENT).read_bytes(),
        **{
            f"icons/{name}": (_HERE / "icons" / name).read_bytes()
            for action in ACTIONS
            for name in icon_files(action)
        },
        **{f"{PYTHON_FOLDER}/{name}": content for name, content in vendored_files().items()},
        **({} if python is None else {TOOLKIT_NOTE: os.fsencode(python)}),
    }
