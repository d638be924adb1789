"""`xltoolkit consult`, `ledger`, `answers` and `merge`: what goes out to people, and comes back."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import now
from xltoolkit.commands.new_book import book_of
from xltoolkit.errors import UserError
from xltoolkit.exchange.conflict_table import conflict_table, shown
from xltoolkit.exchange.copies import merge_copies
from xltoolkit.exchange.difference import Difference, named_value
from xltoolkit.exchange.issue_tables import consultation
from xltoolkit.exchange.issue_tables import ledger as ledger_table
from xltoolkit.exchange.returned_reading import ReturnedTable, table_kind
from xltoolkit.exchange.returned_tables import merge_answers
from xltoolkit.exchange.tables_out import table_bytes
from xltoolkit.hosts.file.editing import edited
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.session import stored_content
from xltoolkit.report.advising import is_draft
from xltoolkit.report.exporting import BEHIND
from xltoolkit.report.marks import LITERAL_MARKS
from xltoolkit.report.output import require_ending, write_output
from xltoolkit.report.reading_book import CurrentBook, read_current
from xltoolkit.report.shown import shown_groups
from xltoolkit.version import VERSION
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.cover import DEPARTMENT, YEAR
from xltoolkit.workbook.reading import read_case, recognise

EXCEL = ".xlsx"
SHOWN_DIFFERENCES = 20


def consult(book: Path, out: Path) -> None:
    """Write the table that asks the department for its answer; the workbook stays as it is."""
    require_ending(out, (EXCEL,))
    current = read_current(book, now())
    groups = shown_groups(current.content)
    issues = [issue for group in groups for issue in group.issues]
    _write_table(out, table_bytes(consultation(current.case.cover, groups, VERSION)))
    print(f"已导出征求意见稿：{out}（{len(issues)}条问题）")
    unready = [
        f"{count}条{what}"
        for count, what in (
            (sum(LITERAL_MARKS[0] in each.basis for each in issues), "依据待补"),
            (sum(is_draft(each) for each in issues), "没有正式建议（系统拟稿不外发）"),
        )
        if count
    ]
    if unready:
        print(f"发出前请补齐（表中先留空）：{'，'.join(unready)}。")
    print("发出前请在表头右侧填写反馈截止日期。")
    print(f"单位填好退回后，运行“xltoolkit answers {book} 退回的表”并入反馈意见。")
    _say_where_behind(current)


def ledger(book: Path, out: Path) -> None:
    """Write the ledger of rectification; the workbook stays as it is."""
    require_ending(out, (EXCEL,))
    current = read_current(book, now())
    groups = shown_groups(current.content)
    _write_table(out, table_bytes(ledger_table(current.case.cover, groups, VERSION)))
    print(f"已导出整改台账：{out}（{sum(len(group.issues) for group in groups)}条问题）")
    _say_where_behind(current)


def _write_table(out: Path, data: bytes) -> None:
    """Write a table that goes out; what stood there is kept, a workbook of ours never replaced."""
    if out.is_file() and _is_workbook_of_ours(out):
        raise UserError(f"“{out}”是评价工作簿，为免覆盖未写入，请换一个文件名。")
    kept = write_output(out, data, now())
    if kept is not None:
        print(f"同名的旧文件已另存为 {kept.path}。")


def _is_workbook_of_ours(path: Path) -> bool:
    with suppress(UserError):  # whatever else it is, it is none of ours
        recognise(stored_content(open_file(path)), load_catalogue())
        return True
    return False


def _say_where_behind(current: CurrentBook) -> None:
    if current.was_stale:
        print(BEHIND)


def answers(book: Path, returned: Path) -> None:
    """Merge a returned table into the manual columns of 问题清单, by the key of each issue.

    After 定稿 too: rectification begins then.
    """
    with edited(book, now(), final_too=True) as session:
        content = session.content()
        table = stored_content(open_file(returned))
        kind = table_kind(table, returned.name, read_case(content, load_catalogue()).cover)
        came_back = ReturnedTable(table, kind, returned.name)
        merged = merge_answers(content, came_back, kind, returned.name)
        session.apply(() if merged.plan is None else (merged.plan,))
    print(f"已并入{merged.taken}格内容。")
    for sheet in came_back.other_sheets():
        print(f"“{returned.name}”中另有工作表“{sheet}”，没有并入，请打开查看。")
    _tell_differences(book, [returned.name], merged.differences)


def merge(book: Path, copies: Sequence[Path], base: Path | None) -> None:
    """Merge the copies of a team into a workbook.

    Raises:
        UserError: a copy is of another version, scheme, department or year; nothing was written.
    """
    names = _names(copies)
    with edited(book, now()) as session:
        content, catalogue = session.content(), load_catalogue()
        contents = {name: _copy(copy, content) for name, copy in zip(names, copies, strict=True)}
        before = (
            stored_content(open_package(book_of(recognise(content, catalogue))))
            if base is None
            else _copy(base, content)
        )
        merged = merge_copies(content, before, contents, catalogue)
        session.apply(tuple(merged.plans))
    print(f"已合并{len(copies)}份副本：{_summary(merged.added, merged.taken)}")
    _tell_differences(book, names, merged.differences)
    if merged.plans:
        print("请再运行一次“xltoolkit run”，重新生成问题清单和评价结论。")


def _names(copies: Sequence[Path]) -> list[str]:
    """Return the file names; of files of one name the folders as well."""
    doubles = Counter(copy.name for copy in copies)
    names = [copy.name if doubles[copy.name] == 1 else str(copy) for copy in copies]
    if len(set(names)) < len(names):
        raise UserError("同一份副本列了两次，未作任何改动：请每份只列一次。")
    return names


def _copy(path: Path, book: WorkbookContent) -> WorkbookContent:
    """Read a copy, and refuse one that is no copy of this workbook."""
    content = stored_content(open_file(path))
    try:
        recognise(content, load_catalogue())
    except UserError as refusal:
        raise UserError(f"副本“{path.name}”不能合并，未作任何改动：{refusal}") from None
    for name, title in (
        ("_scheme", "评分方案"),
        (DEPARTMENT.name, DEPARTMENT.title),
        (YEAR.name, YEAR.title),
    ):
        theirs, ours = named_value(content, name), named_value(book, name)
        if theirs != ours:
            raise UserError(
                f"副本“{path.name}”的{title}是“{_as_text(theirs)}”，工作簿是“{_as_text(ours)}”，"
                "不是同一工作簿的副本，未作任何改动：请核对文件。"
            )
    return content


def _as_text(value: object) -> str:
    return format(value, "g") if isinstance(value, float) else str(value or "空")


def _summary(added: Counter[str], taken: Counter[str]) -> str:
    parts = [f"{sheet}新增{count}行" for sheet, count in added.items()]
    parts += [f"{sheet}并入{count}格" for sheet, count in taken.items()]
    return f"{'，'.join(parts)}。" if parts else "没有可并入的新内容，工作簿未改动。"


def _tell_differences(book: Path, names: Sequence[str], differences: Sequence[Difference]) -> None:
    """Print what a person must decide, and write it beside the workbook."""
    if not differences:
        return
    table = Table(title="未并入的内容", title_justify="left")
    for title in ("位置", "栏目", "工作簿保留", "副本", "说明"):
        table.add_column(title, overflow="fold")
    for each in differences[:SHOWN_DIFFERENCES]:
        offers = "\n".join(f"{name}：{shown(value)}" for name, value in each.offers.items())
        cells = (each.place or each.row, each.column, shown(each.present), offers, each.why)
        table.add_row(*map(escape, cells))
    Console(highlight=False).print(table)
    rest = len(differences) - SHOWN_DIFFERENCES
    if rest > 0:
        print(f"另有{rest}处，见对照表。")
    out = book.with_name(f"{book.stem}-合并对照.xlsx")
    data = conflict_table("合并对照表", book.name, names, differences)
    kept = write_output(out, data, now())
    print(f"共{len(differences)}处未并入，各份内容并列在：{out}")
    if kept is not None:
        print(f"上一次的对照表已另存为 {kept.path}。")
