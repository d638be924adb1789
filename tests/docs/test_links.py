"""What the pages of the project refer to is there: other pages, their headings, pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.source_files import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PICTURES = ROOT / "docs" / "pictures"
LARGEST_PICTURE = 300_000
# [text](target) and ![text](target); a target of ours holds neither blank nor bracket.
REFERENCE = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = ("https://", "http://", "mailto:")


def references(page: Path) -> Iterator[str]:
    """Give what a page refers to inside the project; code blocks refer to nothing."""
    in_code = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif not in_code:
            yield from (each for each in REFERENCE.findall(line) if not each.startswith(ELSEWHERE))


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings as a reader of Markdown makes them."""
    lines = page.read_text(encoding="utf-8").splitlines()
    titles = [line.lstrip("#").strip() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_refers_to_exists(page: Path) -> None:
    missing = []
    for reference in references(page):
        name, _, anchor = reference.partition("#")
        target = (page.parent / name) if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(reference)
    assert missing == []


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {
        (page.parent / reference).resolve() for page in PAGES for reference in references(page)
    }
    pictures = sorted(PICTURES.iterdir())
    assert pictures
    assert [each.name for each in pictures if each.resolve() not in shown] == []
    assert [each.name for each in pictures if each.stat().st_size > LARGEST_PICTURE] == []


def test_a_broken_reference_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A b\n[x](#a-b) ![y](no.png)\n```\n[z](code.md)\n```\n", encoding="utf-8")
    assert list(references(page)) == ["#a-b", "no.png"]
    assert anchors(page) == {"a-b"}
