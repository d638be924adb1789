"""`xltoolkit bundle excel`: the files that staff open in Excel, made with the installed xlwings."""

from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.commands.new_book import MACROS, template_with_macros
from xltoolkit.hosts.excel.bundle import add_in, macro_workbook
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.hosts.excel.plain_books import FIRST_CHECK_SHEET, first_check
from xltoolkit.hosts.file.saving import make_folder, save


def bundle_excel(out: Path) -> None:
    """Write the template of every scheme with macros, the add-in and the first check.

    Files of an earlier bundle are replaced; everything else in the folder stays.
    """
    make_folder(out)
    for name, content in excel_files().items():
        save(out / name, content)
        print(out / name)


def excel_files() -> dict[str, bytes]:
    """Return the files of the bundle by name."""
    files = {
        f"{book_name(scheme)}{MACROS}": template_with_macros(scheme.id)
        for scheme in load_catalogue().schemes
        if not scheme.is_draft
    }
    files[ADD_IN_NAME] = add_in()
    files[f"{FIRST_CHECK_SHEET}{MACROS}"] = macro_workbook(first_check())
    return files


def book_name(scheme: Scheme) -> str:
    """Return what staff call the template of a scheme."""
    return f"绩效评价工作簿_{scheme.id}"
