"""Build the templates of workbook_templates/: `python -m xltoolkit.commands.templates`."""

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session
from xltoolkit.resources import folder
from xltoolkit.workbook.template import build_template


def built_template(scheme: Scheme) -> bytes:
    """Return the empty workbook of a scheme with every formula's result stored."""
    session = Session(open_package(build_template(load_catalogue(), scheme)))
    session.store_results()
    return session.to_bytes()


def main() -> None:
    """Write the template of every scheme."""
    target = folder("workbook_templates")
    target.mkdir(exist_ok=True)
    for scheme in load_catalogue().schemes:
        save(target / f"{scheme.id}.xlsx", built_template(scheme))


if __name__ == "__main__":
    main()
