"""The guide and the FAQ as plain texts, which every Windows opens."""

from pathlib import Path

from xltoolkit.resources import folder

PAGES = {"user-guide.md": "用户手册.txt", "faq.md": "常见提示.txt"}


def write_help_pages(target: Path) -> tuple[Path, ...]:
    """Write the pages into a folder, the guide first, and return where they are."""
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_written(folder("docs") / page, target / name) for page, name in PAGES.items())


def _written(page: Path, text: Path) -> Path:
    # The mark at the beginning and the line ends let every old Notepad show Chinese.
    text.write_text(page.read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")
    return text
