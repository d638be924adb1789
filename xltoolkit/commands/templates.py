"""Build the files of workbook_templates/: `python -m xltoolkit.commands.templates`.

For each scheme the template, plain and with macros, and the add-in for Excel. Files with macros
name the version of xlwings that they were built with; commands put them together anew.
"""

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.hosts.excel.bundle import add_in, macro_workbook
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.workbook_parts import read_workbook
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import start_tag
from xltoolkit.resources import folder
from xltoolkit.workbook.template import build_template


def built_template(scheme: Scheme) -> bytes:
    """Return the empty workbook of a scheme with every formula's result stored."""
    package = open_package(build_template(load_catalogue(), scheme))
    _drop_count_of_strings(package)
    session = Session(package)
    session.store_results()
    return session.to_bytes()


def _drop_count_of_strings(package: Package) -> None:
    """Leave out how often the shared strings are used.

    A run writes its texts into the cells, and a count that is not there can never be wrong.
    """
    part = read_workbook(package).strings_part
    if part is None:
        return
    xml = package.read_xml(part)
    (table,) = package.elements(part, ("sst",))
    kept = [(name, value) for name, value in table.attributes if name != "count"]
    opening = Edit(table.start, table.content, start_tag(table.name, kept))
    package.replace(part, apply_edits(xml, [opening]))


def main() -> None:
    """Write the templates of every scheme, and the add-in."""
    target = folder("workbook_templates")
    target.mkdir(exist_ok=True)
    for scheme in load_catalogue().schemes:
        template = built_template(scheme)
        save(target / f"{scheme.id}.xlsx", template)
        save(target / f"{scheme.id}.xlsm", macro_workbook(template))
    save(target / ADD_IN_NAME, add_in())


if __name__ == "__main__":
    main()
