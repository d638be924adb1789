"""Compile the YAML files of the catalogue: `python -m xltoolkit.catalogue.compile`."""

import sys
from pathlib import Path

from xltoolkit.catalogue.compiled import COMPILED_FILE, to_json
from xltoolkit.catalogue.lint import lint
from xltoolkit.catalogue.load import CATALOGUE_FOLDER, assemble, load_files
from xltoolkit.errors import UserError
from xltoolkit.strict_yaml import SourceError


def compiled_text(folder: Path = CATALOGUE_FOLDER) -> str:
    """Return the compiled text of a catalogue folder.

    Raises:
        SourceError: when a file is not well formed or the linter finds a problem.
    """
    files = load_files(folder)
    problems = lint(files)
    if problems:
        raise SourceError(problems)
    return to_json(assemble(files))


def main() -> int:
    """Write the compiled catalogue beside its sources; print the problems if there are any."""
    try:
        text = compiled_text()
    except UserError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    (CATALOGUE_FOLDER / COMPILED_FILE).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
