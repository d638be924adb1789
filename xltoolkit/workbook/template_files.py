"""Where the built templates of the schemes lie."""

from pathlib import Path

from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.resources import folder

DRAFTS = "drafts"
"""The folder of the templates of schemes that are not complete from their sources."""


def template_path(scheme: Scheme) -> Path:
    """Return where the built template of a scheme lies; drafts lie apart."""
    target = folder("workbook_templates")
    return (target / DRAFTS if scheme.is_draft else target) / f"{scheme.id}.xlsx"
