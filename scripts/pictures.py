"""Draw the pictures of the README and the guide from real runs: `make pictures`.

The commands run as users run them, LibreOffice prints the workbooks, and the page of each
picture is found by its title. Needs LibreOffice, poppler-utils, Chromium and the Noto CJK fonts,
which stand in for 宋体 and 黑体: without that, a machine's own substitute decides how lines break.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scripts import window_pictures

ROOT = Path(__file__).parents[1]
PICTURES_FOLDER = ROOT / "docs" / "pictures"
PROGRAMS = ("soffice", "pdftotext", "pdftoppm", "chromium", *window_pictures.PROGRAMS)
FIXED_TIME = "1704067200"  # 2024-01-01, so that the printed stamp does not change
TIMEOUT_SECONDS = 120
PADDING = 12  # pixels of white left around what is printed
LARGEST_BYTES = 300_000
WHITE = b"\xff"

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="same"><string>Noto Serif CJK SC</string></edit></match>
<match target="pattern"><test name="family"><string>黑体</string></test>
<edit name="family" mode="assign" binding="same"><string>Noto Sans CJK SC</string></edit></match>
</fontconfig>
"""


@dataclass(frozen=True)
class Picture:
    """One page of a workbook.

    `page_title` is printed on that page and on no earlier one; `resolution` is in dots per inch.
    """

    file: str
    book: str
    page_title: str
    resolution: int = 110


@dataclass(frozen=True)
class Box:
    """A rectangle of a page in pixels."""

    left: int
    top: int
    width: int
    height: int


COMPARISON = "comparison.png"
DEPARTMENTS = "40"
PAGE_SIZE = "1240,1240"

DEMO, SAMPLE, REPORT = "demo", "sample", "report"
PICTURES = (
    Picture("issues.png", DEMO, "部门整体支出绩效评价问题清单（2022年度）"),
    Picture("verdict.png", DEMO, "部门整体支出绩效评价结论表（2022年度）"),
    Picture("targets.png", DEMO, "绩效目标表"),
    # Of the fictional department, where everything is scored: LibreOffice without our extension
    # calculates error values anew and shows #NAME? where 未提供 (#N/A) is stored.
    Picture("scoring.png", SAMPLE, "指标评分表", resolution=120),
    Picture("report.png", REPORT, "主要指标的计算和判断见下表"),
)


def main() -> None:
    """Write every picture anew."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        sys.exit(f"make pictures needs {', '.join(missing)}")
    PICTURES_FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo, sample = demo_book(folder), sample_book(folder)
        documents = {
            DEMO: printed(demo, folder),
            SAMPLE: printed(sample, folder),
            REPORT: report_of(demo, folder),
        }
        for picture in PICTURES:
            target = PICTURES_FOLDER / picture.file
            draw(picture, documents[picture.book], target)
            tell(target)
        for target in window_pictures.take(filled_book(folder), folder / "window", PICTURES_FOLDER):
            tell(target)
        target = PICTURES_FOLDER / COMPARISON
        draw_page(comparison_page(folder), folder, target)
        tell(target)


def tell(picture: Path) -> None:
    """Print the size of a picture; one that is too large for a repository is refused."""
    size = picture.stat().st_size
    if size > LARGEST_BYTES:
        sys.exit(f"{picture.name} is larger than {LARGEST_BYTES} bytes")
    print(f"{picture.name}: {size} bytes")


def filled_book(folder: Path) -> Path:
    """Fill a workbook with the case of the 2022 report; it is not judged."""
    book = folder / "评价工作簿.xlsx"
    run_toolkit("new", str(book))
    run_toolkit("fill", str(book), str(ROOT / "seeds" / "changsha_2022.yaml"))
    return book


def demo_book(folder: Path) -> Path:
    """Run the demo and return its workbook."""
    run_toolkit("demo", "-o", str(folder / DEMO))
    return next((folder / DEMO).glob("*.xlsx"))


def sample_book(folder: Path) -> Path:
    """Fill and judge a workbook with the data of the fictional department."""
    book = folder / f"{SAMPLE}.xlsx"
    run_toolkit("new", str(book))
    run_toolkit("fill", str(book), str(ROOT / "seeds" / "sample_department.yaml"))
    run_toolkit("run", str(book))
    return book


def comparison_page(folder: Path) -> Path:
    """Compare fictional departments and return the page."""
    run_toolkit("synth", DEPARTMENTS, "-o", str(folder / "departments"), "--cases")
    run_toolkit("batch", str(folder / "departments"), "-o", str(folder / "comparison"))
    return next((folder / "comparison").glob("*.html"))


def draw_page(page: Path, folder: Path, target: Path) -> None:
    """Let Chromium draw the upper part of a page, in a profile of its own."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    profile = f"--user-data-dir={folder / 'chromium'}"
    picture = (f"--window-size={PAGE_SIZE}", f"--screenshot={target}")
    run(["chromium", *options, profile, *picture, page.as_uri()])


def report_of(book: Path, folder: Path) -> Path:
    """Return the report of a workbook as PDF."""
    document = folder / f"{REPORT}.pdf"
    run_toolkit("report", str(book), "-o", str(document))
    return document


def run_toolkit(*arguments: str) -> None:
    """Run a command of the toolkit at the fixed time."""
    run([sys.executable, "-m", "xltoolkit.cli", *arguments], SOURCE_DATE_EPOCH=FIXED_TIME)


def printed(book: Path, folder: Path) -> Path:
    """Print a workbook to PDF with LibreOffice, in a profile and with fonts of its own."""
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", "pdf", "--outdir", str(folder), str(book)]
    run(["soffice", profile, "--headless", "--norestore", *convert], FONTCONFIG_FILE=str(fonts))
    return folder / f"{book.stem}.pdf"


def draw(picture: Picture, document: Path, target: Path) -> None:
    """Write the page of a picture as PNG, without its white margins."""
    text = run(["pdftotext", "-layout", str(document), "-"]).decode("utf-8")
    page = str(page_with(picture.page_title, text))
    draw_page = ["pdftoppm", "-r", str(picture.resolution), "-f", page, "-l", page]
    box = printed_box(run([*draw_page, "-gray", str(document)]))
    cut = ["-x", str(box.left), "-y", str(box.top), "-W", str(box.width), "-H", str(box.height)]
    target.write_bytes(run([*draw_page, *cut, "-png", str(document)]))


def page_with(title: str, text: str) -> int:
    """Return the number of the first page that prints a title, counted from 1.

    Args:
        title: The title; blanks do not count, since they differ with the fonts.
        text: All pages, each ended by a form feed.

    Raises:
        LookupError: No page prints it.
    """
    wanted = "".join(title.split())
    for number, page in enumerate(text.split("\f"), start=1):
        if wanted in "".join(page.split()):
            return number
    raise LookupError(f"no page prints {title}")


def printed_box(portable_graymap: bytes) -> Box:
    """Return what is printed on a page, with some white around it.

    Args:
        portable_graymap: The page as binary PGM with 255 for white.
    """
    _, size, _, pixels = portable_graymap.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    rows = [pixels[start : start + width] for start in range(0, width * height, width)]
    inked = [number for number, row in enumerate(rows) if row.strip(WHITE)]
    left = min(width - len(rows[number].lstrip(WHITE)) for number in inked)
    right = max(len(rows[number].rstrip(WHITE)) for number in inked)
    left, top = max(left - PADDING, 0), max(inked[0] - PADDING, 0)
    right, bottom = min(right + PADDING, width), min(inked[-1] + 1 + PADDING, height)
    return Box(left, top, right - left, bottom - top)


def run(command: list[str], **environment: str) -> bytes:
    """Run a program and return what it prints."""
    return subprocess.run(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
        timeout=TIMEOUT_SECONDS,
    ).stdout


if __name__ == "__main__":
    main()
