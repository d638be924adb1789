"""Build the files of workbook_templates/: `python -m xltoolkit.commands.templates`.

For each scheme the template, for those that are offered one with macros too, and the add-in for
Excel. Files with macros name the version of xlwings that they were built with; commands put them together anew.
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
from xltoolkit.workbook.template_files import template_path


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


def built_word_template() -> bytes:
    """Return the Word template of the report."""
    from xltoolkit.report.word_package import document_bytes  # noqa: PLC0415 # only for building
    from xltoolkit.report.word_template import build_word_template  # noqa: PLC0415 # the same

    return document_bytes(build_word_template())


def main() -> None:
    """Write the template of the latest version of every scheme, the add-in and the Word template.

    Schemes that are offered have a template with macros too; for a draft, `new` puts it together.
    """
    catalogue = load_catalogue()
    for identifier in dict.fromkeys(scheme.id for scheme in catalogue.schemes):
        scheme = catalogue.scheme(identifier)
        path = template_path(scheme)
        path.parent.mkdir(parents=True, exist_ok=True)
        template = built_template(scheme)
        save(path, template)
        if not scheme.is_draft:
            save(path.with_suffix(".xlsm"), macro_workbook(template))
    save(folder("workbook_templates") / ADD_IN_NAME, add_in())
    save(folder("workbook_templates") / "report.docx", built_word_template())


if __name__ == "__main__":
    main()
