"""`xltoolkit check`: what is wrong with the entries, before anything is judged."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.notices import notices
from xltoolkit.hosts.file.run import open_session
from xltoolkit.hosts.file.session import with_dates
from xltoolkit.workbook.input_problem import ERROR, WARNING
from xltoolkit.workbook.running import inspect

COLOURS = {ERROR: "red", WARNING: "yellow"}


def check(book: Path) -> None:
    """Print every entry that cannot be right, with its cell and a suggested value.

    What the file carries besides cells, such as links to other workbooks, is told too.
    """
    console = Console(highlight=False)
    package = open_file(book)
    content = with_dates(open_session(package).content(), package)
    problems = inspect(content)
    for problem in problems:
        colour = COLOURS.get(problem.severity, "")
        console.print(
            f"[{colour}]【{problem.severity}】[/{colour}]{escape(str(problem))}", soft_wrap=True
        )
    for notice in notices(package, book.name):
        console.print(f"[yellow]【提醒】[/yellow]{escape(notice.message)}", soft_wrap=True)
    errors = sum(problem.severity == ERROR for problem in problems)
    if problems:
        console.print(f"共{len(problems)}处，其中错误{errors}处。")
    else:
        console.print("录入检查通过，未发现问题。")
