"""Where the files that come with the toolkit lie: in the repository, or inside the package."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `docs`, `seeds` or `workbook_templates`.

    An installed package carries them inside; a repository has them beside the package.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
