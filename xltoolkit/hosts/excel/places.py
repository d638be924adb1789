"""Where things lie on a Windows machine: all in the user's own folders, no administrator needed."""

import os
from pathlib import Path

FOLDER = "xltoolkit"
ADD_IN_NAME = "xltoolkit.xlam"


def toolkit_folder() -> Path:
    """Return the folder of the toolkit, in %LOCALAPPDATA%.

    On other systems, where only logs are written, it stands under the user's own folder.
    """
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local) if local else Path.home() / ".local" / "share") / FOLDER


def interpreter() -> Path:
    """Return the Python without a window that Excel starts."""
    return toolkit_folder() / "python" / "pythonw.exe"


def log_folder() -> Path:
    """Return the folder of the logs of program errors."""
    return toolkit_folder() / "log"


def startup_folder() -> Path:
    """Return XLSTART: what lies there Excel opens at every start, and trusts by default."""
    roaming = os.environ.get("APPDATA")
    home = Path(roaming) if roaming else Path.home() / ".config"
    return home / "Microsoft" / "Excel" / "XLSTART"


def installed_addin() -> Path:
    """Return the add-in where it is installed."""
    return startup_folder() / ADD_IN_NAME
