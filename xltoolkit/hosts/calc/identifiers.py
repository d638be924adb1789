"""The names by which LibreOffice knows the extension, its services and its functions.

Standard library only, Python 3.8: the builder of the extension and what runs inside share it.
"""

EXTENSION = "org.xltoolkit.calc"
INTERFACE_MODULE = ("org", "xltoolkit")
INTERFACE = "XFunctions"

FUNCTIONS_SERVICE = "org.xltoolkit.Functions"
ACTIONS_SERVICE = "org.xltoolkit.Actions"
JOB_SERVICE = "org.xltoolkit.DocumentJob"

MENU = "org.xltoolkit.menu"
TOOLBAR = "org.xltoolkit.toolbar"
SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"

TOOLKIT_PYTHON = "toolkit_python"
"""The file beside the buttons that names the Python which the whole toolkit is installed in."""

LOADED = "OnLoadFinished"
SAVED = ("OnSaveDone", "OnSaveAsDone")


def method_name(function: str) -> str:
    """Return the method of a function: UNO allows no underscores, PERF_X_Y becomes perfXY."""
    first, *others = function.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def exported_name(function: str) -> str:
    """Return what Calc writes into an .xlsx file instead of a function's name."""
    return f"{FUNCTIONS_SERVICE}.{method_name(function)}".upper()


def action_url(verb: str) -> str:
    """Return the address that a button calls."""
    return f"service:{ACTIONS_SERVICE}?{verb}"
