"""Build the templates of workbook_templates/: `python -m xltoolkit.commands.templates`."""

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
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


def built_word_template() -> bytes:
    """Return the Word template of the report."""
    from xltoolkit.report.word_package import document_bytes  # noqa: PLC0415 # only for building
    from xltoolkit.report.word_template import build_word_template  # noqa: PLC0415 # the same

    return document_bytes(build_word_template())


def main() -> None:
    """Write the template of every scheme, and that of the report."""
    target = folder("workbook_templates")
    target.mkdir(exist_ok=True)
    for scheme in load_catalogue().schemes:
        save(target / f"{scheme.id}.xlsx", built_template(scheme))
    save(target / "report.docx", built_word_template())


if __name__ == "__main__":
    main()
