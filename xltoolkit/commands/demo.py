"""`xltoolkit demo`: the main job on the case of the 2022 report, from an empty workbook."""

from pathlib import Path

from rich.console import Console

from xltoolkit.clock import now
from xltoolkit.commands.new_book import MACROS, template, template_with_macros
from xltoolkit.commands.run import print_json
from xltoolkit.commands.run_text import print_outcome
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.run import RunReport, evaluate
from xltoolkit.hosts.file.saving import make_folder, save
from xltoolkit.hosts.file.session import Session
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.data_file import fill_case
from xltoolkit.resources import folder
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.located import locate_list

CASE_FILE = "changsha_2022.yaml"
RAISED_TARGET = "T01"


def demo(out: Path, *, suffix: str, as_json: bool) -> None:
    """Fill the template with the case, judge it, and leave one workbook in a folder."""
    case = read_case_file(folder("seeds") / CASE_FILE)
    empty = template_with_macros(case.scheme) if suffix == MACROS else template(case.scheme)
    session = Session(open_package(empty))
    session.apply(fill_case(case, session.content()))
    outcome = evaluate(session, now())
    book = out / f"{case.department}{case.year}年度绩效评价{suffix}"
    make_folder(out)
    save(book, session.to_bytes())
    report = RunReport(outcome, kept=None)
    if as_json:
        print_json(report)
        return
    console = Console(highlight=False)
    print_outcome(console, outcome)
    _print_next_step(console, session, book)


def _print_next_step(console: Console, session: Session, book: Path) -> None:
    """Say how to change one figure and see one issue go."""
    content = session.content()
    targets = locate_list(content, TARGET_LIST)
    row = next(row for row in targets.rows if targets.value(content, row, "id") == RAISED_TARGET)
    planned = targets.value(content, row, "target")
    place = targets.place(row, "actual")
    command = f".venv/bin/xltoolkit set '{book}' '{place}={planned:g}'"
    for line in (
        f"\n工作簿：{book}",
        "把这项目标的实际值改为计划数，再生成一次，正好少一条问题：",
        f"  {command} && .venv/bin/xltoolkit run '{book}'",
    ):
        console.print(line, soft_wrap=True)
